"""Consent: what can run a program, or reaches outside of the notes, counts only after the user has allowed it.

Nobody has read the deck.toml of a folder that was cloned or unpacked a minute ago. No other stage knows about this: the
settings that they receive hold only what is allowed. `limits.py` is what each build asks; most decks ask for nothing,
and then the rest is not imported.
"""
