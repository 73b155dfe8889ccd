"""Find the last text of cards that the notes no longer have."""
