"""Match the cards of the notes with those of the lock."""
