"""notedeck turns a folder of Markdown study notes into an Anki deck."""

__version__ = "0.1.0"
