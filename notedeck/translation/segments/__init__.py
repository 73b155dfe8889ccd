"""The texts of the cards: found in their HTML, written as lines of the memory, and turned back into HTML."""
