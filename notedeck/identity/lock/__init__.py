"""The file deck.lock."""
