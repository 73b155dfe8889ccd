"""The translation on the card: sides in the target language, the layout that shows them, and speech."""
