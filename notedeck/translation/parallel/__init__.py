"""Translations that people wrote already: notes beside their translations, and lines in two languages in one note."""
