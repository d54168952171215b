"""Answers: what is asked, what is quoted for it, whether that is enough, and how it is measured."""
