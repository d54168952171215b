"""The parts of a document: its numbered outline, and the passages a person would quote."""
