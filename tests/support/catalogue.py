"""The messages in the source, and the catalogues of `notedeck/locale/` compared with them."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import polib

from notedeck.language import DOMAIN, ENGLISH, LANGUAGES
from notedeck.messages import format_count
from tests.support.paths import ROOT

PACKAGE = ROOT / "notedeck"
FACTORIES = {"Message", "Noun", "format_count"}
WORD = re.compile(r"[^\W\d_]{2}")
PYTHON_FORMAT, ARGPARSE_FORMAT = "python-brace-format", "python-format"
ARGPARSE_WORDS = (  # what argparse says by itself, in Python 3.11 to 3.14
    ("usage: ", ""),
    ("options", ""),
    ("positional arguments", ""),
    ("show this help message and exit", ""),
    ("show program's version number and exit", ""),
    ("%(prog)s: error: %(message)s\n", ""),
    ("argument %(argument_name)s: %(message)s", ""),
    ("ambiguous option: %(option)s could match %(matches)s", ""),
    ("expected %s argument", "expected %s arguments"),
    ("expected at least one argument", ""),
    ("expected at most one argument", ""),
    ("expected one argument", ""),
    ("ignored explicit argument %r", ""),
    ("invalid %(type)s value: %(value)r", ""),
    ("invalid choice: %(value)r (choose from %(choices)s)", ""),
    ("invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)", ""),
    ("not allowed with argument %s", ""),
    ("one of the arguments %s is required", ""),
    ("the following arguments are required: %s", ""),
    ("unrecognized arguments: %s", ""),
)


class Template(NamedTuple):
    """What a catalogue has to translate: the template for one thing, and that for any other number, "" without one."""

    singular: str
    plural: str = ""

    @property
    def has_words(self) -> bool:
        """Whether there is something to translate beside the values."""
        return bool(WORD.search("".join(list_texts(self.singular))))


def list_texts(template: str) -> list[str]:
    """Return what a template has between its placeholders; all of it if it is none for `str.format`."""
    try:
        return [text for text, *_ in string.Formatter().parse(template)]
    except ValueError:  # a single brace, in a text without values
        return [template]


def list_placeholders(template: str) -> set[str]:
    """Return the names of the placeholders of a template."""
    try:
        names = {name for _, name, *_ in string.Formatter().parse(template) if name}
    except ValueError:
        return set()
    return {name for name in names if name.isidentifier()}


def collect_templates() -> dict[Template, list[str]]:
    """Return every template in the source, with its places as `path:line`, in their order; argparse's come last."""
    found: dict[Template, list[str]] = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        path = file.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if template := read_call(node):
                found.setdefault(template, []).append(f"{path}:{node.lineno}")  # type: ignore[attr-defined]
    return found | {Template(*words): ["argparse"] for words in ARGPARSE_WORDS}


def read_call(node: ast.AST) -> Template | None:
    """Return the template that a call in the source makes, None for anything else and for one that is not literal."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FACTORIES):
        return None
    arguments = node.args[1:] if node.func.id == "format_count" else node.args
    texts = [item.value for item in arguments if isinstance(item, ast.Constant) and isinstance(item.value, str)]
    if not texts or len(texts) != len(arguments):
        return None
    if node.func.id == "Message":
        return Template(*texts)
    message = format_count(2, *texts)
    return Template(message.template, message.plural)


def find_catalogues() -> Iterator[Path]:
    """Yield the catalogue of each language other than English."""
    for language in LANGUAGES:
        if language != ENGLISH:
            yield PACKAGE / "locale" / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def read_catalogue(file: Path) -> dict[Template, polib.POEntry]:
    """Return the entries of a catalogue by what they translate."""
    entries = polib.pofile(str(file)) if file.exists() else polib.POFile()
    return {Template(entry.msgid, entry.msgid_plural): entry for entry in entries}


def format_catalogue(file: Path) -> str:
    """Return a catalogue with every template of the source, and no other; what is translated stays."""
    known = read_catalogue(file)
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = {
        "Project-Id-Version": "notedeck",
        "Language": file.parts[-3],
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    for template, places in collect_templates().items():
        if template.has_words or template in known:
            catalogue.append(create_entry(template, places, known.get(template)))
    return str(catalogue) + "\n"


def create_entry(template: Template, places: Iterable[str], known: polib.POEntry | None) -> polib.POEntry:
    """Return the entry of a template, with the translation that is known; its places are without line numbers."""
    files = dict.fromkeys(place.split(":")[0] for place in places)
    entry = polib.POEntry(msgid=template.singular, occurrences=[(file, "") for file in files])
    if "argparse" in files:
        entry.flags = [ARGPARSE_FORMAT] if "%" in template.singular else []
    elif list_placeholders(template.singular):
        entry.flags = [PYTHON_FORMAT]
    if template.plural:
        entry.msgid_plural = template.plural
        entry.msgstr_plural = known.msgstr_plural if known else {0: ""}
    else:
        entry.msgstr = known.msgstr if known else ""
    return entry


def compile_catalogue(file: Path) -> bytes:
    """Return a catalogue as gettext reads it."""
    return bytes(polib.pofile(str(file)).to_binary())
