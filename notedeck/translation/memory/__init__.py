"""The translation memory: a gettext file of each language."""
