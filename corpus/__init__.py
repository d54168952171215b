"""The ground floor: documents, spans, ids, words."""
