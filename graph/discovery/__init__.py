"""Concepts a corpus uses and no lexicon has: found without a language model, for review."""
