"""The store: documents, outlines and passages in one SQLite file."""
