"""The cache of a deck, whose entries only this user's program can have written."""
