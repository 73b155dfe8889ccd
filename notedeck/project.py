"""A configured deck: where it is, its validated settings, its theme and its deck.lock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from notedeck.anki.deck_names import normalize_deck_name
from notedeck.anki.theme import read_theme
from notedeck.cards import naming
from notedeck.cards.styles import list_style_names
from notedeck.config.load import load_settings
from notedeck.config.settings import SETTINGS_FILE, KnownNames, Settings
from notedeck.diagrams.model import Renderer
from notedeck.identity.lock.format import FILE_NAME
from notedeck.identity.lock.store import StoredLock, read_lock
from notedeck.identity.namespace import find_namespace
from notedeck.messages import Message
from notedeck.model import Place, Theme, Value
from notedeck.problems import Problem, ProblemCode
from notedeck.source.deck_root import DeckRoot, find_deck_root
from notedeck.source.tools import list_source_names
from notedeck.translation.engines import list_engine_names
from notedeck.trust.limits import check_symlinks, limit_settings

if TYPE_CHECKING:
    from notedeck.trust.consent import Petition


class Overrides(Value, frozen=True):
    """What the command line sets in place of deck.toml. `trusts_all` allows everything that deck.toml asks for.

    `renew` is as in IdentitySettings. `languages` are those of the notes and of translations, () for those of
    deck.toml.
    """

    deck_name: str = ""
    fetch: bool = False
    trusts_all: bool = False
    renew: bool = False
    languages: tuple[str, ...] = ()


NO_OVERRIDES = Overrides()


class Project(Value, frozen=True):
    """A configured deck: where it is, its validated settings and theme, and its deck.lock as it was read.

    The settings hold only what the user allows; `commands` are those that may draw code blocks, by language, None for a
    language whose command may not. `deck_setting` is the name of the deck in deck.toml, "" without one. `problems` are
    those of the settings.
    """

    root: DeckRoot
    settings: Settings
    theme: Theme
    lock_file: StoredLock
    commands: Mapping[str, Renderer | None] = {}
    deck_setting: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def part(self) -> str:
        """The part of the folder that is a deck of its own, "" for the whole folder."""
        return self.root.find_standalone_part(self.lock_file.lock.paths)

    @property
    def top_deck(self) -> str:
        """The name of the whole deck: that of the command line or deck.toml, else of deck.lock, else of the folder."""
        lock = self.lock_file.lock
        return naming.name_top_deck(self.root.find_naming_path(lock.paths), self.settings.naming.name or lock.deck)

    @property
    def recorded_deck(self) -> str:
        """The name of the whole deck for deck.lock: it stays when the folder gets another name."""
        before = self.lock_file.lock.deck
        return before if self.part else normalize_deck_name(self.deck_setting) or before or self.top_deck

    @property
    def selected_part(self) -> str:
        """The part of a larger deck that the user named, "" if the whole deck is built."""
        return "" if self.part else self.root.part


def configure_project(notes: Path, overrides: Overrides = NO_OVERRIDES, lock_file: StoredLock | None = None) -> Project:
    """Find the deck of a folder or note, and validate its settings, templates and deck.lock. Raises DeckError.

    `lock_file` is the deck.lock if it was read already.
    """
    root = locate_deck(notes, trusts_all=overrides.trusts_all)
    own_settings = load_settings(root.folder, list_known_names())
    deck_setting, settings = own_settings.naming.name, apply_overrides(own_settings, overrides)
    consent = limit_settings(root, settings, trusts_all=overrides.trusts_all)
    theme = read_theme(root.folder, consent.settings.theme)
    lock_file = lock_file or read_lock(root.folder)
    if not lock_file.lock.namespace:
        default = naming.name_top_deck(root.folder, lock_file.lock.deck)
        lock_file = lock_file.set_namespace(find_namespace(root.folder, deck_setting, default))
    project = Project(root, consent.settings, theme, lock_file, consent.commands, deck_setting, consent.problems)
    return project.replace(problems=(*consent.problems, *report_deck_name(project, overrides)))


def report_deck_name(project: Project, overrides: Overrides) -> Iterator[Problem]:
    """Yield a problem if the command line names another deck than the notes do, or deck.lock another one than they."""
    top, kept = project.top_deck, project.recorded_deck
    default = naming.name_top_deck(project.root.folder, "")
    if overrides.deck_name and kept not in ("", top):
        message = Message(
            'this package is for the deck "{top}", as --deck says; the deck itself is "{kept}"', top=top, kept=kept
        )
        where = Message('Cards that Anki has stay in "{kept}"; only new ones go to "{top}".', kept=kept, top=top)
        hint = Message(
            '{where} To rename the deck for everybody, write into {file}: name = "{top}"',
            where=where,
            file=SETTINGS_FILE,
            top=top,
        )
        yield Problem(ProblemCode.DECK_NAME_OTHER, Place(FILE_NAME), message, hint)
    elif not (overrides.deck_name or project.deck_setting or project.part) and top != default:
        message = Message(
            'the deck is named "{top}", as in {file}, not "{default}" after the folder',
            top=top,
            file=FILE_NAME,
            default=default,
        )
        hint = Message(
            'So all cards stay in their decks. To give it another name, write it into {file}: name = "…"',
            file=SETTINGS_FILE,
        )
        yield Problem(ProblemCode.DECK_NAME_KEPT, Place(FILE_NAME), message, hint)


def locate_deck(notes: Path, *, trusts_all: bool = False) -> DeckRoot:
    """Find the deck of a folder or note. Raises DeckError without one, and for a symlink that is not allowed."""
    root = find_deck_root(notes)
    check_symlinks(root, trusts_all=trusts_all)
    return root


def find_petition(notes: Path) -> Petition:
    """Return what the deck of a folder or note asks for beyond its notes. Raises DeckError."""
    from notedeck.trust import consent

    root = locate_deck(notes, trusts_all=True)
    return consent.find_petition(root, load_settings(root.folder, list_known_names()))


def list_known_names() -> KnownNames:
    """Return the names of all card styles, translation engines, and what notes can be written for."""
    return KnownNames(styles=list_style_names(), engines=list_engine_names(), sources=list_source_names())


def apply_overrides(settings: Settings, overrides: Overrides) -> Settings:
    """Return the settings with what the command line sets."""
    name = overrides.deck_name or settings.naming.name
    if overrides.languages:
        own, *others = overrides.languages
        translation = settings.translation.replace(language=own, translate_to=tuple(others))
        settings = settings.replace(translation=translation)
    return settings.replace(
        naming=settings.naming.replace(name=name),
        media=settings.media.replace(fetch=overrides.fetch),
        identity=settings.identity.replace(renew=overrides.renew),
    )
