"""Removing metadata, such as places and cameras, without changing the picture or film."""
