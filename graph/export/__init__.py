"""The graph written for others: one format, one file."""
