"""Input that is nested tens of thousands deep, in every file that is read, through the whole of `build-deck check`."""

from __future__ import annotations

import io
import os
import struct
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import chdir, contextmanager, redirect_stdout
from pathlib import Path

from benchmarks.hostile.texts import HostileInput, Layer
from notedeck.cli.exit_status import ExitStatus
from notedeck.cli.main import main

CHARACTERS_PER_LEVEL = 5  # so that 100 KB are 20,000 levels
NOTE = "# a\n\nb c\n"
MP4_START = struct.pack(">I4s4sI", 16, b"ftyp", b"isom", 0)
SVG_START, SVG_END = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">', "</svg>"
SHOW_MEDIA = "# a\n\n![b](b.svg) ![c](c.mp4) ![d](d.gif)\n"
Files = Mapping[str, str | bytes]


def nest(name: str, write: Callable[[int], Files]) -> HostileInput:
    """Return a folder of notes whose files are nested as deep as their size allows."""
    return HostileInput(f"deep {name}", lambda size: write(size // CHARACTERS_PER_LEVEL))


def nest_note(name: str, before: str, after: str = "", middle: str = "a") -> HostileInput:
    """Return a folder with one note, below a title."""
    return nest(name, lambda depth: {"a.md": f"# a\n\n{before * depth}{middle}{after * depth}\n"})


def nest_file(name: str, file: str, unit: str, before: str = "", after: str = "") -> HostileInput:
    """Return a folder with a note and a file that repeats a unit."""
    return nest(name, lambda depth: {"a.md": NOTE, file: before + unit * depth + after})


def nest_lock_line(depth: int) -> str:
    """Return a deck.lock whose only card is nested."""
    return "# notedeck deck.lock 1\n" + "[" * depth + "]" * depth + "\n"


def write_boxes(depth: int) -> bytes:
    """Return a film of boxes of which each is in the one before."""
    return MP4_START + b"".join(struct.pack(">I4s", 8 * (depth - level), b"moov") for level in range(depth))


DEEP_NOTES = (
    *(nest_note("quotes", "> "), nest_note("lists", "- "), nest_note("numbered lists", "1. ")),
    *(nest_note("quotes in lists", "- > "), nest_note("emphasis", "*", "*"), nest_note("bold", "**a ", " b**")),
    *(nest_note("brackets", "[", "]"), nest_note("links", "[", "](a)"), nest_note("pictures", "![", "](a.png)")),
    *(nest_note(f"<{tag}>", f"<{tag}>", f"</{tag}>") for tag in ("div", "b", "p", "li", "details", "table", "ruby")),
    *(nest_note(f"open <{tag}>", f"<{tag}>") for tag in ("div", "b", "table", "svg", "math", "template", "select")),
    nest_note("items", "<ul><li>", "</li></ul>"),
    nest_note("tables", "<table><tr><td>", "</td></tr></table>"),
    nest_note("<details> with titles", "<details><summary>a</summary>\n\n"),
    nest_note("formulas", "{", "}", "$x"),
    nest_note("fractions", "\\frac{", "}", "$$a"),
    nest_note("cloze deletions", "{{c1::", "}}"),
    nest_note("JSON", "[", "]", "\n```json\n"),
    nest_note("code", "(", ")", "a"),
    *(nest_note(f"code in {name}", "{", "}", "") for name in ("text",)),
    nest("code blocks", lambda depth: {"a.md": f"# a\n\n```json\n{'[' * depth}{']' * depth}\n```\n"}),
    nest("code blocks of Python", lambda depth: {"a.md": f"# a\n\n```python\n{'(' * depth}{')' * depth}\n```\n"}),
    nest("footnotes", lambda depth: {"a.md": "# a\n\n[^0]\n" + "".join(f"[^{n}]: [^{n + 1}]\n" for n in range(depth))}),
    nest("titles", lambda depth: {"a.md": "".join(f"{'#' * (n % 6 + 1)} a\n" for n in range(depth)) + "b"}),
    nest(
        "list items by indentation",
        lambda depth: {"a.md": "".join("  " * n + "- a\n" for n in range(int(depth**0.5) * 2))},
    ),
)
DEEP_FILES = (
    *(
        nest_file(f"front matter of {start}", "a.md", start, "---\na: ", f"\n---\n{NOTE}")
        for start in ("[", "{a: ", "- ", "? ", "!a ", "&a ")
    ),
    *(
        nest_file(f"deck.toml of {start}", "deck.toml", start, "", "\n")
        for start in ("a = [", "a.", "[a.", "a = {b=", "[[a]]\n")
    ),
    nest("arrays in deck.toml", lambda depth: {"a.md": NOTE, "deck.toml": f"x = {'[' * depth}{']' * depth}\n"}),
    nest("JSON in deck.lock", lambda depth: {"a.md": NOTE, "deck.lock": nest_lock_line(depth)}),
    nest(
        "elements of a drawing",
        lambda depth: {"a.md": SHOW_MEDIA, "b.svg": SVG_START + "<g>" * depth + "</g>" * depth + SVG_END},
    ),
    nest("open elements of a drawing", lambda depth: {"a.md": SHOW_MEDIA, "b.svg": SVG_START + "<g>" * depth}),
    nest("entities of a drawing", lambda depth: {"a.md": SHOW_MEDIA, "b.svg": write_entities(depth)}),
    nest("boxes of a film", lambda depth: {"a.md": SHOW_MEDIA, "c.mp4": write_boxes(depth)}),
    nest(
        "blocks of a GIF",
        lambda depth: {"a.md": SHOW_MEDIA, "d.gif": b"GIF89a\1\0\1\0\0\0\0" + b"\x21\xfe\1a\0" * depth},
    ),
    nest(
        "a translation", lambda depth: {"a.md": NOTE, "deck.toml": TRANSLATION, "translations/en.po": write_po(depth)}
    ),
    nest_file("a style sheet", "style.css", "@media a {"),
    nest(
        "a template",
        lambda depth: {"a.md": NOTE, "deck.toml": 'card.template = "t"\n', "t/front.html": "{{#a}}" * depth},
    ),
    nest_file("a glossary", "glossary.csv", '"'),
)
TRANSLATION = '[translation]\nto = "en"\n'


def write_entities(depth: int) -> str:
    """Return a drawing whose entities are each made of the one before."""
    entities = "".join(f'<!ENTITY a{n + 1} "&a{n};&a{n};">' for n in range(depth // 10))
    return f'<!DOCTYPE svg [<!ENTITY a0 "a">{entities}]>{SVG_START}<text>&a{depth // 10};</text>{SVG_END}'


def write_po(depth: int) -> str:
    """Return a translation memory with nested elements."""
    return f'msgid "b c"\nmsgstr "{"<b>" * depth}{"</b>" * depth}"\n'


def check_folder(files: Files) -> None:
    """Run `build-deck check` and `preview` over a folder of files. Raises AssertionError for a bug."""
    with tempfile.TemporaryDirectory() as scratch:
        notes = Path(scratch, "notes")
        for name, content in files.items():
            file = notes / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode() if isinstance(content, str) else content)
        with use_home(Path(scratch)), chdir(scratch):
            for words in (["check", str(notes)], ["preview", str(notes), "-o", f"{scratch}/out"]):
                with redirect_stdout(io.StringIO()):
                    status = main(words)
                assert status != ExitStatus.BUG, f"{words[0]} ended as a bug"


@contextmanager
def use_home(folder: Path) -> Iterator[None]:
    """Use a folder as the user's home, and then again that of before."""
    before = dict(os.environ)
    os.environ |= {"HOME": str(folder), "XDG_CACHE_HOME": f"{folder}/cache", "XDG_CONFIG_HOME": f"{folder}/config"}
    try:
        yield
    finally:
        os.environ.clear()
        os.environ |= before


LAYERS = (Layer("programs", check_folder, (*DEEP_NOTES, *DEEP_FILES)),)
