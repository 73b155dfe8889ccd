"""Programs that we start, and their limits."""
