"""How candidates are put in order: what is seen of them, and the learned ranker."""
