"""Names put together of known words: a layer of its own beside the lexicon."""
