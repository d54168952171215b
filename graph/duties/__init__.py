"""Duties: who must, should or may not do what, by when, under whom."""
