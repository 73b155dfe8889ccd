"""Everything that a user can decide, as one frozen value for each concern.

A stage receives only the value of its own concern. Field names are the keys of deck.toml unless noted.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

from notedeck.model import FrontMatter, Macro, Split, Value
from notedeck.problems import Severity

SETTINGS_FILE = "deck.toml"
DEFAULT_STYLE = "basic"
NoteSettings = TypeVar("NoteSettings", "SplittingSettings", "CardSettings")


class Subdecks(Enum):
    """How the folders of the notes become subdecks."""

    FILE = "file"  # Deck::folder::note
    FOLDER = "folder"  # Deck::folder
    NONE = "none"  # Deck


class Images(Enum):
    """What happens to PNG and JPEG images on their way into the package."""

    SHRINK = "shrink"  # WebP where that is smaller, at most 1600 px wide
    KEEP = "keep"  # the file as it is


class KeyTerm(Enum):
    """Which markup the style "cloze" turns into a cloze deletion."""

    CODE = "code"  # `inline code`
    BOLD = "bold"  # **bold**
    MARK = "mark"  # ==mark==


class CodeLines(Enum):
    """What happens to lines of code that are too long for the screen."""

    WRAP = "wrap"  # they go on in the next line; drawings scroll
    SCROLL = "scroll"  # the block scrolls sideways


class Layout(Enum):
    """Where the translation appears on a card."""

    REVEAL = "reveal"  # below the answer, folded until it is tapped
    BELOW = "below"  # each block is followed by its translation
    SIDE = "side"  # in a second column on wide screens
    OFF = "off"  # nowhere


class Extent(Enum):
    """How much of a card is translated."""

    ALL = "all"  # both sides, and the titles above
    TITLES = "titles"  # the front and the titles above


DEFAULT_SKIP = (
    "목차",
    "차례",
    "TOC",
    "Table of Contents",
    "Contents",
    "참고",
    "참고 자료",
    "참고 문헌",
    "참고 링크",
    "참고 사이트",
    "Reference",
    "References",
    "출처",
    "참조",
    "参考",
    "参考文献",
    "参考資料",
    "参考资料",
    "参照",
    "来源",
    "來源",
    "資料來源",
    "参考链接",
    "參考資料",
    "參考文獻",
)


class KnownNames(Value, frozen=True):
    """The names that settings may refer to: card styles, translation engines and what notes are written for."""

    styles: tuple[str, ...] = (DEFAULT_STYLE,)
    engines: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class ReadingSettings(Value, frozen=True):
    """Which notes are read. `styles` are the style names that front matter may choose (not a key of deck.toml)."""

    exclude: tuple[str, ...] = ()  # globs as in .gitignore
    include: tuple[str, ...] = ()  # such globs for notes that would be left out as files of a repository and so on
    source: str = "auto"  # the tool that the notes are written for
    macros: Mapping[str, Macro] = {}  # of formulas, by their names
    styles: tuple[str, ...] = (DEFAULT_STYLE,)


class NamingSettings(Value, frozen=True):
    """The names of decks, and tags for every card."""

    name: str = ""  # the top deck; empty = the name of the notes folder
    subdecks: Subdecks = Subdecks.FILE
    tags: tuple[str, ...] = ()


class SplittingSettings(Value, frozen=True):
    """Which titles start a section, and which sections make no card."""

    split: Split = Split.AUTO
    lead_lines: bool = True
    skip_headings: tuple[str, ...] = DEFAULT_SKIP

    def apply_front_matter(self, matter: FrontMatter) -> SplittingSettings:
        """Return these settings with the values that a note's front matter sets."""
        return override_settings(self, matter)


class CardSettings(Value, frozen=True):
    """Which cards a section makes."""

    style: str = DEFAULT_STYLE
    cloze: tuple[KeyTerm, ...] = tuple(KeyTerm)
    cloze_min_hangul: int = 1  # Hangul syllables that inline code needs to become a cloze deletion
    code: CodeLines = CodeLines.WRAP

    def apply_front_matter(self, matter: FrontMatter) -> CardSettings:
        """Return these settings with the values that a note's front matter sets."""
        return override_settings(self, matter)


class MediaSettings(Value, frozen=True):
    """Where media files may come from, and what happens to them.

    `media_roots` are absolute folders, besides the notes root, `media/` beside it and the enclosing git work tree.
    `fetch` downloads remote pictures; only the command line sets it.
    """

    images: Images = Images.SHRINK
    media_roots: tuple[Path, ...] = ()
    fetch: bool = False


class DiagramSettings(Value, frozen=True):
    """The user's commands that draw code blocks, by language (`[diagrams.<language>] command`)."""

    commands: Mapping[str, str] = {}


class TranslationSettings(Value, frozen=True):
    """Languages, engine, and how a translation appears on a card."""

    language: str = "ko"  # the language of the notes
    translate_to: tuple[str, ...] = ("en",)  # one translation memory each; cards show the first
    translate: Extent = Extent.ALL
    layout: Layout = Layout.REVEAL
    reverse: bool = False  # a second card, from the translation to the notes
    tts: bool = False  # let Anki read the cards aloud
    engine: str = "google"


class ThemeSettings(Value, frozen=True):
    """The folder of the user's own card templates (`[card] template`), None without one.

    `blocked` are files of the theme that are active and not allowed (not a key of deck.toml).
    """

    templates: Path | None = None
    blocked: tuple[Path, ...] = ()


class CheckSettings(Value, frozen=True):
    """The severity of each problem code (`[check]`); None turns a code off."""

    severities: Mapping[str, Severity | None] = {}


class IdentitySettings(Value, frozen=True):
    """How long packages carry removed cards, in builds that change something; 0 = forever.

    With `renew`, cards of an earlier rendering count as changed.
    """

    forget_removed_after: int = 0
    renew: bool = False


class SharingSettings(Value, frozen=True):
    """Where members of a group get the newest package, "" if nobody said."""

    download_url: str = ""


class Settings(Value, frozen=True):
    """The settings of all concerns."""

    reading: ReadingSettings = ReadingSettings()
    naming: NamingSettings = NamingSettings()
    splitting: SplittingSettings = SplittingSettings()
    cards: CardSettings = CardSettings()
    media: MediaSettings = MediaSettings()
    diagrams: DiagramSettings = DiagramSettings()
    translation: TranslationSettings = TranslationSettings()
    theme: ThemeSettings = ThemeSettings()
    checks: CheckSettings = CheckSettings()
    identity: IdentitySettings = IdentitySettings()
    sharing: SharingSettings = SharingSettings()

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Settings:
        """Group values by concern; each value's name is the field of exactly one concern."""
        concerns = {name: getattr(cls(), name) for name in cls.__struct_fields__}
        own = {name: values.keys() & concern.__struct_fields__ for name, concern in concerns.items()}
        changed = {name: {key: values[key] for key in keys} for name, keys in own.items()}
        return cls(**{name: concern.replace(**changed[name]) for name, concern in concerns.items()})


def override_settings(settings: NoteSettings, matter: FrontMatter) -> NoteSettings:
    """Return the settings with the front matter's values for the fields that both have."""
    own = {name: getattr(matter, name, None) for name in settings.__struct_fields__}
    return settings.replace(**{name: value for name, value in own.items() if value is not None})
