"""Consent: what can run a program, or reaches outside of the notes, counts only after the user has allowed it.

Nobody has read the deck.toml of a folder that was cloned or unpacked a minute ago. No other stage knows about this: the
settings that they receive hold only what is allowed.
"""

from __future__ import annotations

from notedeck.trust.consent import (
    Consent,
    Petition,
    check_symlinks,
    find_petition,
    limit_settings,
    record_consent,
    withdraw_consent,
)

__all__ = [
    "Consent",
    "Petition",
    "check_symlinks",
    "find_petition",
    "limit_settings",
    "record_consent",
    "withdraw_consent",
]
