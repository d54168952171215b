"""One loader per format, and the fence a parse runs in."""
