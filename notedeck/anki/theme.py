"""The user's own theme: `style.css` beside deck.toml, and card templates in a folder that deck.toml names.

Anki replaces a note type only by a newer one (`docs/facts.md`, Anki), so deck.lock stores a hash of the theme and the
second of its last change. Without a theme there is nothing to store.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from notedeck.anki import note_types
from notedeck.anki.active_content import find_active_css, find_active_html
from notedeck.config.settings import SETTINGS_FILE, ThemeSettings
from notedeck.messages import Message
from notedeck.model import Theme, ThemeVersion, Value
from notedeck.problems import DeckError
from notedeck.util.files.deck_files import decode_text, read_checked
from notedeck.util.files.read import FileRefusedError, is_folder, is_present, list_folder
from notedeck.util.files.roots import add_folders, find_roots
from notedeck.util.suggest import find_closest_name

STYLESHEET_NAME = "style.css"
MAX_FUTURE_SECONDS = 86_400  # what clocks may differ by
TEMPLATE_SUFFIX = ".html"
MAX_THEME_FILE_BYTES = 1_000_000  # every card shows it; our own style sheet has 20,000
NOTE_TYPE_BY_TEMPLATE = {
    name: note_type
    for note_type in note_types.NOTE_TYPES
    for template in note_type.templates
    for name in (template.question, template.answer)
}
SPECIAL_FIELDS = ("FrontSide", "Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag", "CardID")
TEMPLATE_TAG = re.compile(r"\{\{([^{}]*+)\}\}")
COMMENT_OR_STRING = re.compile(r"""/\*.*?(?:\*/|\Z)|"(?:[^"\\\n]|\\.)*+"?|'(?:[^'\\\n]|\\.)*+'?""", re.DOTALL)
SECTION_SIGNS = ("#", "^", "/")
BRACE = re.compile(r"[{}]")
STYLE_END_TAG = re.compile(r"</style", re.IGNORECASE)


class ActivePart(Value, frozen=True):
    """A part of a theme's file that is active: its line and text, and the digest of the whole file."""

    file: Path
    line: int
    text: str
    digest: str


def find_theme_files(folder: Path, settings: ThemeSettings) -> tuple[Path, ...]:
    """Return the files that make up the theme of a deck's folder, without those that are blocked."""
    stylesheet = folder / STYLESHEET_NAME
    is_ours = is_present(stylesheet) and is_present(folder / SETTINGS_FILE)
    templates = list_templates(settings.templates) if settings.templates else []
    files = (*([stylesheet] if is_ours else []), *templates)
    return tuple(file for file in files if file not in settings.blocked)


def find_active_parts(folder: Path, settings: ThemeSettings) -> Iterator[ActivePart]:
    """Yield the first part of each file of the theme that runs script or loads something from outside the deck."""
    roots = add_folders(find_roots(folder), [settings.templates] if settings.templates else [])
    for file in find_theme_files(folder, settings):
        text = decode_text(read_checked(file, roots, MAX_THEME_FILE_BYTES), str(file))
        line, name = next(find_active_text(file.name, text), (0, ""))
        if name:
            yield ActivePart(file, line, name, hashlib.sha256(text.encode()).hexdigest())


def list_templates(folder: Path) -> list[Path]:
    """Return the template files in a folder. Raises DeckError when it cannot be listed."""
    try:
        return [folder / name for name in list_folder(folder) if name.endswith(TEMPLATE_SUFFIX)]
    except FileRefusedError as error:
        raise DeckError(
            Message("{file}: the template folder {error}", file=SETTINGS_FILE, error=error), error.hint
        ) from None


def read_theme(folder: Path, settings: ThemeSettings) -> Theme:
    """Return the theme of a deck's folder, with `modified` still 0.

    Raises DeckError when a file cannot be read, or has content that Anki would refuse or misread.
    """
    if settings.templates is not None and not is_folder(settings.templates):
        message = Message(
            '{file}: the template folder "{templates}" does not exist', file=SETTINGS_FILE, templates=settings.templates
        )
        raise DeckError(
            message,
            Message(
                "Create it with one or more of {template_files}, or remove [card].",
                template_files=list_template_files(),
            ),
        )
    roots = add_folders(find_roots(folder), [settings.templates] if settings.templates else [])
    css, templates = "", {}
    for file in find_theme_files(folder, settings):
        if file.name == STYLESHEET_NAME:
            css = read_stylesheet(file, roots)
        else:
            name = check_template_name(file)
            templates[name] = read_template(file, name, roots)
    return Theme(css, templates)


def date_theme(theme: Theme, previous: ThemeVersion | None, now: int) -> tuple[Theme, ThemeVersion | None]:
    """Return the theme with the Unix second of its last change, and the version to store in deck.lock.

    Removing a theme is a change too. A last change that is far in the future counts as one of now: no other theme would
    ever be newer, in none of the decks that share the note types.
    """
    if previous is None and not (theme.css or theme.templates):
        return theme, None
    if previous is not None and previous.modified > now + MAX_FUTURE_SECONDS:
        previous = previous.replace(modified=now)
    content = repr((theme.css, sorted(theme.templates.items()), note_types.MODIFIED))
    digest = hashlib.sha256(content.encode()).hexdigest()[:16]
    if previous is not None and previous.digest == digest:
        version = previous
    else:
        version = ThemeVersion(digest, max(now, previous.modified + 1 if previous else 0))
    return theme.replace(modified=version.modified), version


def find_active_text(name: str, text: str) -> Iterator[tuple[int, str]]:
    """Return line and name of each active part of a file of the theme."""
    if name == STYLESHEET_NAME:
        return find_active_css(text)
    note_type = NOTE_TYPE_BY_TEMPLATE.get(name.removesuffix(TEMPLATE_SUFFIX))
    return find_active_html(text, is_cloze=note_type is not None and note_type.is_cloze)


def read_stylesheet(file: Path, roots: Collection[Path]) -> str:
    """Return a style sheet after checking its syntax. Raises DeckError."""
    text = decode_text(read_checked(file, roots, MAX_THEME_FILE_BYTES), str(file))
    if end_tag := STYLE_END_TAG.search(text):  # it would end the element that Anki puts the sheet into
        raise DeckError(
            Message('{file}:{at}: "</style" would end the style sheet', file=file, at=line_at(text, end_tag.start())),
            Message("Remove it."),
        )
    if line := find_unmatched_brace(text):
        raise DeckError(
            Message("{file}:{line}: this {{ or }} has no matching brace", file=file, line=line),
            Message("Close each { with a }."),
        )
    return text


def find_unmatched_brace(css: str) -> int:
    """Return the line of a brace without its counterpart, 0 if there is none; comments and strings do not count."""
    bare = COMMENT_OR_STRING.sub(lambda part: "\n" * part[0].count("\n"), css)
    open_lines: list[int] = []
    line, position = 1, 0
    for brace in BRACE.finditer(bare):
        line, position = line + bare.count("\n", position, brace.start()), brace.start()
        if brace[0] == "{":
            open_lines.append(line)
        elif not open_lines:
            return line
        else:
            open_lines.pop()
    return open_lines[-1] if open_lines else 0


def check_template_name(file: Path) -> str:
    """Return the name of a template file without ".html". Raises DeckError for an unknown name."""
    name = file.name.removesuffix(TEMPLATE_SUFFIX)
    if name not in NOTE_TYPE_BY_TEMPLATE:
        closest = find_closest_name(name, NOTE_TYPE_BY_TEMPLATE)
        hint = (
            Message('Did you mean "{closest}{template_suffix}"?', closest=closest, template_suffix=TEMPLATE_SUFFIX)
            if closest
            else Message("Allowed: {names}.", names=list_template_files())
        )
        raise DeckError(Message("{file} is not the name of a template", file=file), hint)
    return name


def read_template(file: Path, name: str, roots: Collection[Path]) -> str:
    """Return a template after checking its fields and sections. Raises DeckError."""
    text = decode_text(read_checked(file, roots, MAX_THEME_FILE_BYTES), str(file))
    for line, message in find_template_errors(text, name):
        fields = ", ".join([*(field for field, _ in note_types.FIELDS), *SPECIAL_FIELDS])
        raise DeckError(
            Message("{file}:{line}: {message}", file=file, line=line, message=message),
            Message("Allowed fields: {fields}.", fields=fields),
        )
    return text


def find_template_errors(text: str, name: str) -> Iterator[tuple[int, Message]]:
    """Yield line and message of everything that Anki would refuse in the template `name`."""
    note_fields = {field for field, _ in note_types.FIELDS}
    open_sections: list[str] = []
    shows_field = False
    line, position = 1, 0
    for tag in TEMPLATE_TAG.finditer(text):
        line, position = line + text.count("\n", position, tag.start()), tag.start()
        sign, field = split_template_tag(tag[1])
        if field not in (*note_fields, *SPECIAL_FIELDS):
            yield line, Message('there is no field "{field}"', field=field)
        if sign == "/" and (not open_sections or open_sections.pop() != field):
            yield line, Message('"{tag}" has no matching start', tag=tag[0])
        open_sections += [field] if sign in ("#", "^") else []
        shows_field = shows_field or (not sign and field in note_fields)
    if open_sections:
        yield text.count("\n") + 1, Message('"{{{{#{open_sections}}}}}" is not closed', open_sections=open_sections[-1])
    if name.endswith("front") and not shows_field:
        yield 1, Message("a front template must show a field")
    if NOTE_TYPE_BY_TEMPLATE[name].is_cloze and "{{cloze:" not in text:
        yield 1, Message("a cloze template must contain {{cloze:Back}}")


def split_template_tag(tag: str) -> tuple[str, str]:
    """Return the sign of a tag, "" for one that shows a field, and the name of its field without filters."""
    tag = tag.strip()
    sign = tag[:1] if tag[:1] in SECTION_SIGNS else ""
    return sign, tag.removeprefix(sign).rpartition(":")[2].strip()


def line_at(text: str, offset: int) -> int:
    """Return the line number (from 1) at an offset."""
    return text.count("\n", 0, offset) + 1


def list_template_files() -> str:
    """Return the file names of all templates, separated by commas."""
    return ", ".join(f"{name}{TEMPLATE_SUFFIX}" for name in NOTE_TYPE_BY_TEMPLATE)
