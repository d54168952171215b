"""The graph as readers ask for it: concepts, what stands around them, duties."""
