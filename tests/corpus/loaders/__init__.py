"""Tests of the loaders, on real files made by tests.makers."""
