"""The Flask faces: pages, API, and how results are presented."""
