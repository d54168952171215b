"""Reuse: the same sentence in several documents, who said it first, and what changed since."""
