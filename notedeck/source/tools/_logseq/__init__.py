"""Logseq's outline, its properties and its syntax within a line."""
