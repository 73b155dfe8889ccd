"""Make only the notes anew that changed: the rest of the deck comes from the package before.

The result is the same, byte for byte, as that of a build of all notes (`tests/incremental/`). `store.py` keeps what a
build made of each note, `changes.py` finds the notes that changed since, and `build.py` makes them anew. Whenever an
edit may concern other notes than those that it changed, all notes are built (docs/decisions/0021).
"""
