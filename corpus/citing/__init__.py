"""How works and provisions are named in a text, and which held ones they mean."""
