-- The one source of truth. Spans are code points of a document's text; passages are cut from it.
-- user_version is set by database.py when this file has run; a change here needs a new number there.

CREATE TABLE documents (
    n           INTEGER PRIMARY KEY,
    id          TEXT NOT NULL UNIQUE,
    revision    BLOB NOT NULL,              -- hash of all that is held of it: same content, same revision
    work        TEXT NOT NULL,
    title       TEXT NOT NULL,
    kind        TEXT NOT NULL,
    issuer      TEXT,
    number      TEXT,                       -- 发文字号
    passed      TEXT,                       -- days as YYYY-MM-DD
    issued      TEXT,
    effective   TEXT,
    repealed    TEXT,
    supersedes  TEXT NOT NULL,              -- JSON list of titles
    trial       INTEGER NOT NULL,
    audience    TEXT NOT NULL,
    source      TEXT NOT NULL,              -- where it came from, as given
    sha256      TEXT NOT NULL,
    format      TEXT NOT NULL,
    pages       TEXT NOT NULL,              -- JSON list: the offset each page starts at
    parser      INTEGER NOT NULL,           -- the parser version that read it
    added       TEXT NOT NULL
);
CREATE INDEX documents_sha256 ON documents (sha256);

-- A text in pieces of equal length (records.py), so that a passage is read without the rest.
CREATE TABLE texts (
    key         INTEGER PRIMARY KEY,        -- documents.n, shifted, and the piece's place
    text        TEXT NOT NULL
);

CREATE TABLE sections (
    document    INTEGER NOT NULL REFERENCES documents (n) ON DELETE CASCADE,
    place       INTEGER NOT NULL,           -- reading order
    id          TEXT NOT NULL,
    parent      TEXT,
    kind        TEXT NOT NULL,
    number      TEXT NOT NULL,
    label       TEXT NOT NULL,
    heading     TEXT NOT NULL,
    start       INTEGER NOT NULL,
    "end"       INTEGER NOT NULL,
    PRIMARY KEY (document, place)
) WITHOUT ROWID;

CREATE TABLE passages (
    n           INTEGER PRIMARY KEY,
    id          TEXT NOT NULL UNIQUE,
    document    INTEGER NOT NULL REFERENCES documents (n) ON DELETE CASCADE,
    section     TEXT,
    start       INTEGER NOT NULL,
    "end"       INTEGER NOT NULL,
    role        TEXT NOT NULL,
    digest      BLOB                        -- hash of title, path and text, where it is searched
);
CREATE INDEX passages_document ON passages (document);

-- Files read to the end without a failure: met again, they need not be opened.
CREATE TABLE files (
    sha256      TEXT PRIMARY KEY,
    parser      INTEGER NOT NULL,
    documents   INTEGER NOT NULL
) WITHOUT ROWID;

-- What was taken back: no build, no rollback and no later ingest brings it in again.
CREATE TABLE withdrawals (
    document    TEXT PRIMARY KEY,
    sha256      TEXT NOT NULL,
    day         TEXT NOT NULL
) WITHOUT ROWID;
