"""Checking a draft: its quotations, titles, shorthand and wording against what is held."""
