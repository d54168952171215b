"""What reviewers decided about candidates: a ledger, and what it makes of the lexicon."""
