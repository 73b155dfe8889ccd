"""Read deck.toml into validated settings."""
