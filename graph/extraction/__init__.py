"""Relations and duties read from a document: one module a family of predicates."""
