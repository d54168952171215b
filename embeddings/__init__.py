"""Passages as vectors: the encoder, the index, the retriever."""
