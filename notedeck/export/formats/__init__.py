"""The formats of exported files, one a file."""
