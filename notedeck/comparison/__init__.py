"""Compare decks: those of two commits, and the notes of a package with the deck that it came from."""
