"""The roof: search, answers, generations and the web."""
