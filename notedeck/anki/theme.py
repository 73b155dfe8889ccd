"""The user's own look of the cards: `style.css` beside deck.toml, and templates in a folder that it names.

Anki takes a note type in place of its own only if that is newer (facts, "Note types"), so deck.lock remembers a hash of
the look and the second of its last change. Without a look of one's own there is nothing to remember.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from notedeck.anki import note_types as notetype
from notedeck.config.settings import SETTINGS_FILE, ThemeSettings
from notedeck.identity.lock.entries import ThemeVersion
from notedeck.model import Theme
from notedeck.problems import DeckError

STYLE = "style.css"
SUFFIX = ".html"
SIDES = {side: kind for kind in notetype.ALL for one in kind.templates for side in (one.question, one.answer)}
ANKIS_OWN = ("FrontSide", "Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag", "CardID")
TAG = re.compile(r"\{\{\s*([#^/]?)\s*([^{}]*?)\s*\}\}")
NO_RULE = re.compile(r"""/\*.*?(?:\*/|\Z)|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'""", re.DOTALL)
BRACKET = re.compile(r"[{}]")
END_OF_SHEET = re.compile(r"</style", re.IGNORECASE)


def files(folder: Path, settings: ThemeSettings) -> tuple[Path, ...]:
    """The files that make the look of a deck's folder."""
    style = folder / STYLE
    own = [style] if style.is_file() and (folder / SETTINGS_FILE).is_file() else []
    templates = sorted(settings.templates.glob(f"*{SUFFIX}")) if settings.templates else []
    return (*own, *templates)


def read(folder: Path, settings: ThemeSettings) -> Theme:
    """The look of a deck's folder, not dated yet.

    Raises DeckError when a file cannot be read, or holds what Anki would refuse or not understand.
    """
    if settings.templates is not None and not settings.templates.is_dir():
        message = f'{SETTINGS_FILE}: there is no folder "{settings.templates}" for templates'
        raise DeckError(message, f"Make it, with one or more of {names()} in it, or take [card] out.")
    css, templates = "", {}
    for file in files(folder, settings):
        if file.name == STYLE:
            css = sheet(file)
        else:
            name = template_name(file)
            templates[name] = template(file, name)
    return Theme(css, templates)


def dated(look: Theme, known: ThemeVersion | None, now: int) -> tuple[Theme, ThemeVersion | None]:
    """The look with the second from which Anki takes it, and what deck.lock remembers; a look that was taken away is a
    change as well."""
    if known is None and not (look.css or look.templates):
        return look, None
    digest = hashlib.sha256(repr((look.css, sorted(look.templates.items()), notetype.MODIFIED)).encode()).hexdigest()
    name = digest[:16]
    if known is None or known.digest != name:
        known = ThemeVersion(name, max(now, known.changed + 1 if known else 0))
    return replace(look, modified=known.changed), known


def sheet(file: Path) -> str:
    """A style sheet, which may not end the element that Anki puts it in."""
    text = content(file)
    if END_OF_SHEET.search(text):
        raise DeckError(f'{file}:{line_of(END_OF_SHEET, text)}: "</style" ends the style sheet', "Take it out.")
    if line := unclosed(text):
        raise DeckError(f"{file}:{line}: a bracket {{ or }} has no other half", "Close each { with a }.")
    return text


def unclosed(css: str) -> int:
    """The line of a bracket without its other half, 0 if there is none; comments and texts do not count."""
    bare = NO_RULE.sub(lambda part: "\n" * part[0].count("\n"), css)
    opened: list[int] = []
    for sign in BRACKET.finditer(bare):
        line = bare.count("\n", 0, sign.start()) + 1
        if sign[0] == "{":
            opened.append(line)
        elif not opened:
            return line
        else:
            opened.pop()
    return opened[-1] if opened else 0


def template_name(file: Path) -> str:
    """The name of a template, without ".html"."""
    name = file.name.removesuffix(SUFFIX)
    if name not in SIDES:
        near = difflib.get_close_matches(name, SIDES, n=1)
        hint = f'Did you mean "{near[0]}{SUFFIX}"?' if near else f"Allowed: {names()}."
        raise DeckError(f"{file} is no template of ours", hint)
    return name


def template(file: Path, name: str) -> str:
    """A template whose fields are all there, and whose sections all close."""
    text = content(file)
    for line, message in wrong(text, name):
        fields = ", ".join(field for field, _ in notetype.FIELDS)
        raise DeckError(f"{file}:{line}: {message}", f"Allowed fields: {fields}, {', '.join(ANKIS_OWN)}.")
    return text


def wrong(text: str, name: str) -> Iterator[tuple[int, str]]:
    """What Anki would refuse, with its line."""
    known = {field for field, _ in notetype.FIELDS}
    open_sections: list[str] = []
    asked = False
    for tag in TAG.finditer(text):
        sign, field, line = tag[1], tag[2].rpartition(":")[2].strip(), text.count("\n", 0, tag.start()) + 1
        if field not in (*known, *ANKIS_OWN):
            yield line, f'there is no field "{field}"'
        if sign == "/" and (not open_sections or open_sections.pop() != field):
            yield line, f'"{tag[0]}" closes what is not open'
        open_sections += [field] if sign in ("#", "^") else []
        asked = asked or (not sign and field in known)
    if open_sections:
        yield text.count("\n") + 1, f'"{{{{#{open_sections[-1]}}}}}" is not closed'
    if name.endswith("front") and not asked:
        yield 1, "a front needs a field"
    if SIDES[name].cloze and "{{cloze:" not in text:
        yield 1, "a template for gaps needs {{cloze:Back}}"


def content(file: Path) -> str:
    """The text of a file in UTF-8, newlines as "\\n"."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise DeckError(f"{file} is not UTF-8", "Save the file in UTF-8.") from None
    except OSError as error:
        raise DeckError(f"{file} cannot be read: {error.strerror}", "Check that you may read the file.") from None


def line_of(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else 0


def names() -> str:
    """The names of all templates."""
    return ", ".join(f"{side}{SUFFIX}" for side in SIDES)
