"""An answer put into words by a language model, held to the passages it was given."""
