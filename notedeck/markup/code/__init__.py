"""The HTML inside code blocks: highlighted code, and drawings made of characters."""
