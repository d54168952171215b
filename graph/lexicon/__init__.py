"""The lexicon: concepts as data, its loader and the finder of their names."""
