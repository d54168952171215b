"""Concepts and what ties them together."""
