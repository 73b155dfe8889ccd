"""Names for people: the deck a note belongs to, and its tags."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from notedeck import __version__
from notedeck.anki.deck_names import SEPARATOR, normalize_deck_name
from notedeck.config.parsers import normalize_tag
from notedeck.config.settings import NamingSettings, Subdecks
from notedeck.model import Source
from notedeck.source.names import format_display_name, list_name_parts
from notedeck.util import git

RESERVED = re.compile(r"con|prn|aux|nul|(?:com|lpt)\d", re.I)  # device names on Windows


def name_deck(source: Source, top: str, settings: NamingSettings) -> str:
    """Return `Deck::folder::note`, or the deck that the note's front matter names, below the top deck."""
    if source.matter.deck:
        own = normalize_deck_name(source.matter.deck)
        return own if own == top or own.startswith(top + SEPARATOR) else top + SEPARATOR + own
    folders = [format_display_name(part) for part in source.path.split("/")[:-1]]
    all_parts = {Subdecks.FILE: list_name_parts(source.path), Subdecks.FOLDER: folders, Subdecks.NONE: []}
    parts = all_parts[settings.subdecks]
    return SEPARATOR.join([top, *(normalize_deck_name(part).replace(SEPARATOR, " ") for part in parts)])


def name_top_deck(root: Path, name: str) -> str:
    """Return the name of the whole deck: `name` if there is one, otherwise that of the notes folder or single note."""
    return normalize_deck_name(name or format_display_name(root.resolve().name)) or "notes"


def name_package_file(deck: str) -> str:
    """Return `<deck>.apkg` without characters that Windows, macOS or Linux forbid; at most 200 bytes before the dot."""
    safe = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', "-", deck).strip(" .-")
    name = f"{safe}-" if RESERVED.fullmatch(safe) else safe
    return (name.encode("utf-8", "ignore")[:200].decode("utf-8", "ignore") or "notes") + ".apkg"


def describe_deck(root: Path, files: Sequence[Path], cards: int, language: str = "en") -> str:
    """Return the deck's description in Anki, in Markdown: its source, and the state of the notes, which are `files`.

    Notes in Korean have it in Korean, too, above the English one.
    """
    commit = git.find_clean_head(root, files)
    name = f"`{commit.name[:10]}`" if commit else ""
    english = (
        f"**{cards}** cards from **{len(files)}** Markdown notes{name and f' of commit {name}'}, built with notedeck "
        f"{__version__}.\n\nEdit the notes and build again rather than editing cards here: the next import updates the "
        "cards and keeps every review."
    )
    korean = (
        f"마크다운 노트 **{len(files)}**개{name and f'(커밋 {name})'}로 카드 **{cards}**장을 만들었습니다"
        f"(notedeck {__version__}).\n\n"
        "카드를 여기서 고치지 말고 노트를 고친 뒤 덱을 다시 만드세요. 다시 가져오면 카드가 바뀌고 복습 기록은 그대로 "
        "남습니다."
    )
    return f"{korean}\n\n{english}" if language == "ko" else english


def list_tags(source: Source, settings: NamingSettings) -> tuple[str, ...]:
    """Return the tags of the settings and the front matter, sorted and unique.

    There is none for folder and note: a rename would update the cards of all members.
    """
    return tuple(sorted({normalize_tag(tag) for tag in (*settings.tags, *source.matter.tags)} - {""}))
