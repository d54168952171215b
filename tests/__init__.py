"""The suite: the same tree as the code."""
