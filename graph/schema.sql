-- The graph of one generation. Written once, in order of ids, so that the same content gives
-- the same bytes; numbers (n) are places in that order and mean nothing beyond this file.
-- Mentions are beside it, in mentions.i4. user_version is set by store.py; a change here
-- needs a new number there.

CREATE TABLE about (
    name        TEXT PRIMARY KEY,
    value       TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE concepts (
    n           INTEGER PRIMARY KEY,
    id          TEXT NOT NULL UNIQUE,
    data        TEXT NOT NULL               -- the concept whole, as JSON
);

CREATE TABLE documents (
    n           INTEGER PRIMARY KEY,
    id          TEXT NOT NULL UNIQUE,
    revision    BLOB NOT NULL,              -- of the store: what this was read from
    first_passage INTEGER NOT NULL,         -- the next document's ends its own
    first_duty  INTEGER NOT NULL            -- likewise
);

CREATE TABLE passages (
    n           INTEGER PRIMARY KEY,        -- document by document, in reading order
    document    INTEGER NOT NULL,
    step        TEXT NOT NULL,              -- the id without the document's
    body        INTEGER NOT NULL            -- whether it is searched
);

-- How concepts are written where they are not written as their labels are.
CREATE TABLE forms (
    n           INTEGER PRIMARY KEY,
    form        TEXT NOT NULL
);

-- Names that rules found and no lexicon has; where they stand is in names.i4.
CREATE TABLE composed (
    n           INTEGER PRIMARY KEY,
    label       TEXT NOT NULL UNIQUE,
    kind        TEXT NOT NULL,
    methods     TEXT NOT NULL               -- the rules that found it, divided by commas
);

-- What edges join: concepts, works, documents and their sections.
CREATE TABLE nodes (
    n           INTEGER PRIMARY KEY,
    id          TEXT NOT NULL UNIQUE,
    kind        TEXT NOT NULL,              -- concept, work, document, section
    label       TEXT NOT NULL,
    document    INTEGER                     -- of a document or section
);

CREATE TABLE edges (
    n           INTEGER PRIMARY KEY,
    subject     INTEGER NOT NULL,
    predicate   TEXT NOT NULL,
    object      INTEGER NOT NULL
);
CREATE INDEX edges_subject ON edges (subject, predicate);
CREATE INDEX edges_object ON edges (object, predicate);

CREATE TABLE evidence (
    edge        INTEGER NOT NULL,
    passage     INTEGER NOT NULL,
    start       INTEGER NOT NULL,
    "end"       INTEGER NOT NULL,
    method      TEXT NOT NULL,
    confidence  REAL NOT NULL,
    PRIMARY KEY (edge, passage, start, "end", method)
) WITHOUT ROWID;

CREATE TABLE duties (
    n           INTEGER PRIMARY KEY,        -- document by document
    passage     INTEGER NOT NULL,
    start       INTEGER NOT NULL,
    "end"       INTEGER NOT NULL,
    method      TEXT NOT NULL,
    confidence  REAL NOT NULL,
    actor       TEXT NOT NULL,
    modality    TEXT NOT NULL,
    modal       TEXT NOT NULL,
    action      TEXT NOT NULL,
    condition   TEXT NOT NULL,
    deadline    TEXT NOT NULL,
    under       TEXT NOT NULL,
    concept     INTEGER
);
CREATE INDEX duties_actor ON duties (actor);
CREATE INDEX duties_concept ON duties (concept) WHERE concept IS NOT NULL;

-- What reading a document asked of the catalogue of titles, and the answer it got: where the
-- answer is another now, the document is read again.
CREATE TABLE questions (
    n           INTEGER PRIMARY KEY,
    asked       TEXT NOT NULL UNIQUE,
    answer      TEXT NOT NULL
);
CREATE TABLE asks (
    document    INTEGER NOT NULL,
    question    INTEGER NOT NULL,
    PRIMARY KEY (document, question)
) WITHOUT ROWID;
CREATE TABLE names (
    name        TEXT PRIMARY KEY            -- titles found in running text without 《》
) WITHOUT ROWID
