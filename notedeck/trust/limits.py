"""Limit a deck to what the user has allowed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from notedeck.anki.theme import find_theme_files
from notedeck.config.settings import Settings, ThemeSettings
from notedeck.model import Value
from notedeck.problems import Problem
from notedeck.source.deck_root import DeckRoot
from notedeck.trust.symlinks import find_outside_symlinks

if TYPE_CHECKING:
    from notedeck.diagrams.renderers._command import Command


class Consent(Value, frozen=True):
    """The settings with what is allowed, and the problem of what is not.

    `commands` are those that may draw code blocks, by language; None for a language whose command is not allowed.
    """

    settings: Settings
    commands: Mapping[str, Command | None]
    problems: tuple[Problem, ...] = ()


def check_symlinks(root: DeckRoot, *, trusts_all: bool) -> None:
    """Raise DeckError if the notes are behind a symlink that was never allowed. Nothing behind it is read before."""
    symlinks = find_outside_symlinks(root.named)
    if symlinks and not trusts_all:
        from notedeck.trust.consent import refuse_unknown_symlinks

        refuse_unknown_symlinks(symlinks, root)


def limit_settings(root: DeckRoot, settings: Settings, *, trusts_all: bool) -> Consent:
    """Return the settings with what the user allows, everything if `trusts_all`.

    Raises DeckError if the notes are behind a symlink that is not allowed.
    """
    has_theme = settings.theme.templates or find_theme_files(root.folder, ThemeSettings())
    has_paths = settings.media.media_roots or has_theme
    if not (settings.diagrams.commands or has_paths or find_outside_symlinks(root.named)):
        return Consent(settings, {})
    from notedeck.trust.consent import limit_to_consent

    return limit_to_consent(root, settings, trusts_all=trusts_all)
