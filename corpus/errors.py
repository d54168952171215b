"""What can go wrong, as one tree.

::

    WenmaiError                 the base; its text names the thing, the place and the way out
    ├── UserError               the request cannot be met as it was made
    │   ├── BadQuery            a question or a filter that cannot be understood
    │   ├── BadSettings         an unknown setting, or a value of the wrong kind
    │   ├── BadLexicon          a file of concepts that cannot be used as it is written
    │   ├── BadLedger           a line of the review ledger that is no decision
    │   ├── BadDecision         a review decision that cannot be taken as things stand
    │   ├── NotAllowed          something this reader may not do here
    │   ├── NotFound            no such document, passage, concept or generation
    │   └── UnreadableDocument  a file that cannot be turned into text
    │       ├── UnsupportedFormat   no loader reads this kind of file
    │       ├── EmptyDocument       it opens, but holds no text (a scan, say)
    │       └── ParseLimit          it asked for more time, memory or space than a parse may take
    └── OperationError          Wenmai cannot do it as it stands
        ├── NoGeneration        nothing has been built yet, or what was built is damaged
        ├── ModelUnavailable    an encoder that cannot be loaded here
        └── BackendUnavailable  a store or an index that does not answer

The commands exit with 2 for a ``UserError`` and 1 for the rest; the service maps
each class to one HTTP status (``service/web/problems.py``). ``code`` is stable.
"""

from __future__ import annotations


class WenmaiError(Exception):
    """Any failure Wenmai names itself. ``code`` is stable and safe to branch on."""

    code = "error"


class UserError(WenmaiError):
    """The request cannot be met as it was made."""

    code = "bad_request"


class BadQuery(UserError):
    """A question or a filter that cannot be understood."""

    code = "bad_query"


class BadSettings(UserError):
    """An unknown setting, or a value of the wrong kind."""

    code = "bad_settings"


class BadLexicon(UserError):
    """A file of concepts that cannot be used as it is written."""

    code = "bad_lexicon"


class BadLedger(UserError):
    """A line of the review ledger that is no decision."""

    code = "bad_ledger"


class BadDecision(UserError):
    """A review decision that cannot be taken as things stand."""

    code = "bad_decision"


class NotAllowed(UserError):
    """Something this reader may not do here."""

    code = "not_allowed"


class NotFound(UserError):
    """No such document, passage, concept or generation."""

    code = "not_found"


class UnreadableDocument(UserError):
    """A file that cannot be turned into text."""

    code = "unreadable_document"


class UnsupportedFormat(UnreadableDocument):
    """No loader reads this kind of file."""

    code = "unsupported_format"


class EmptyDocument(UnreadableDocument):
    """It opens, but holds no text: a scan without a text layer, say."""

    code = "empty_document"


class ParseLimit(UnreadableDocument):
    """It asked for more time, memory or space than a parse may take."""

    code = "parse_limit"


class OperationError(WenmaiError):
    """Wenmai cannot do it as it stands."""

    code = "operation_failed"


class NoGeneration(OperationError):
    """Nothing has been built yet, or what was built is damaged."""

    code = "no_generation"


class ModelUnavailable(OperationError):
    """An encoder that cannot be loaded on this machine."""

    code = "model_unavailable"


class BackendUnavailable(OperationError):
    """A store or an index that does not answer."""

    code = "backend_unavailable"
