"""Files beside the notes: front matter, deck.toml, patterns, pictures, films, and the memory of translations."""

from __future__ import annotations

import struct
import tempfile
from pathlib import Path

from benchmarks.hostile.texts import HostileInput, Layer, enclose, enumerate_units, list_inputs
from notedeck.config.languages import LanguagePair
from notedeck.config.load import parse_settings, parse_toml
from notedeck.config.settings import KnownNames
from notedeck.media.image.dimensions import check_pixels
from notedeck.media.image.svg import clean_svg
from notedeck.media.kinds import detect_kind
from notedeck.media.strip.metadata import strip_metadata
from notedeck.source.front_matter import split_front_matter
from notedeck.translation.doubts import find_doubts
from notedeck.translation.glossary import read_glossary
from notedeck.translation.memory.po import read_memory
from notedeck.translation.segments.tokens import find_damage
from notedeck.translation.sending.protect import protect_text
from notedeck.translation.sending.restore import restore_text
from notedeck.translation.sending.terms import TermIndex
from notedeck.util.globs import build_spec

MP4 = struct.pack(">I4s4sI", 16, b"ftyp", b"isom", 0)
SVG = '<svg xmlns="http://www.w3.org/2000/svg">'


def wrap_in_svg(item: HostileInput) -> HostileInput:
    """Return an input as the content of a drawing."""
    return HostileInput(item.name, lambda size: f"{SVG}{item.write(size)}</svg>".encode())


YAML_INPUTS = list_inputs(
    "[",
    "{",
    "- ",
    "a: ",
    "? ",
    "a: b\n",
    "&a ",
    "*a ",
    "!",
    "'",
    '"',
    "|",
    "a: |\n",
    "\t",
    " ",
    "#",
    "- - ",
    "[a, ",
    "<<: ",
    "a: [\n",
    "# notedeck: a\n",
    enclose("[", "", "]"),
    enumerate_units("a#: &b# [*b#]\n"),
    enumerate_units("a#: b\n"),
    enclose("a", ": b", ""),
)
TOML_INPUTS = list_inputs(
    "a.",
    "a . ",
    '"a".',
    "[a.",
    "[",
    "{a=",
    "x = [",
    "x = 1\n",
    '"',
    "'",
    '"""',
    "'''",
    "#",
    " ",
    "\n",
    "[[a]]\n",
    "\\",
    "1e9",
    "9",
    enumerate_units("a# = 1\n"),
    enumerate_units("[a#]\n"),
    enclose("[", "", "]", start="x = "),
    enclose("a", " = 1", ""),
    enclose("a.", "b = 1\n", ""),
    enclose(" ", "name = 1", ""),
    enclose("9", "", "", start="name = "),
    enclose('"a",', "", "]", start="exclude = ["),
    enumerate_units('"a#",', start="exclude = [", end="]"),
    enclose("*a", "", "", start='exclude = "'),
)
GLOB_INPUTS = list_inputs(
    "*a", "*", "**/", "?*", "[ab]*", "*a*/", "**/a/", "a/**/", "!*a", enclose("*a", "b", ""), enclose("**/a/", "b", "")
)
SVG_INPUTS = tuple(
    wrap_in_svg(item)
    for item in list_inputs(
        "<g>",
        "<a>",
        "<script>x</script>y",
        "<use href='#a'/>",
        "<!--",
        "<![CDATA[",
        "&a;",
        "&#65;",
        "<style>url(</style>",
        "<style>/*</style>",
        "<style>@import</style>",
        enclose("<g>", "", "</g>"),
        enclose("<foreignObject>", "a", "</foreignObject>"),
        enclose("a", "</style>", "", start="<style>"),
        enclose("url(", "</style>", "", start="<style>"),
        enclose("url( ", "</style>", "", start="<style>"),
        enclose("\\", "</style>", "", start="<style>"),
        enclose("expression ", "</style>", "", start="<style>"),
        enclose("/*", "</style>", "", start="<style>"),
        enclose("a", "'/>", "", start="<g style='"),
        enclose("behavior ", "'/>", "", start="<g fill='"),
        enumerate_units("<g a#='b'/>"),
        enclose("<foreignObject><p>a</p></foreignObject>b", "", ""),
        enclose("<script/>x", "", ""),
        enclose("<text>a<tspan>b</tspan></text>", "", ""),
    )
)
BOXES = (
    HostileInput("nested boxes", lambda size: MP4 + struct.pack(">I4s", 0, b"moov") * (size // 8)),
    HostileInput("boxes", lambda size: MP4 + struct.pack(">I4s", 8, b"trak") * (size // 8)),
    HostileInput("private boxes", lambda size: MP4 + struct.pack(">I4s", 8, b"udta") * (size // 8)),
    HostileInput("empty boxes", lambda size: MP4 + bytes(size)),
    HostileInput("PNG chunks", lambda size: b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sI", 0, b"tEXt", 0) * (size // 12)),
    HostileInput("WebP chunks", lambda size: b"RIFF\0\0\0\0WEBP" + struct.pack("<4sI", b"EXIF", 0) * (size // 8)),
    HostileInput("JPEG segments", lambda size: b"\xff\xd8" + b"\xff\xe1\0\x02" * (size // 4)),
    HostileInput("JPEG marks", lambda size: b"\xff\xd8" + b"\xff" * size),
    HostileInput("JPEG scans", lambda size: b"\xff\xd8" + b"\xff\xda\0\x02" * (size // 4)),
    HostileInput("GIF of 65,535 pixels square", lambda size: b"GIF89a" + b"\xff" * 4 + bytes(size)),
)
PO_INPUTS = list_inputs(
    'msgid "a"\nmsgstr "b"\n\n',
    '"',
    '"a"\n',
    "\\",
    "#",
    "# a\n",
    "#: a\n",
    "#~ ",
    "msgid ",
    " ",
    "\n",
    enclose("a", '"\nmsgstr "b"\n', "", start='msgid "'),
    enclose('\\"', '"\n', "", start='msgid "'),
    enclose('"a"\n', "", "", start='msgid ""\n'),
    enumerate_units('msgid "a#"\nmsgstr "b"\n\n'),
    enclose("<code>", '"\n', "", start='msgid "a"\nmsgstr "'),
    enclose("#: a b\n", 'msgid "a"\nmsgstr "b"\n', ""),
)
CSV_INPUTS = list_inputs(
    "a,b\n",
    '"',
    "a,",
    '""',
    '"a',
    "\n",
    ",",
    ";",
    "\t",
    '"a\n',
    enumerate_units("a#,b\n"),
    HostileInput("terms of every length", lambda size: "".join("a" * n + "b,c\n" for n in range(1, 100)) + "a" * size),
)
ANSWER_INPUTS = list_inputs(
    "<code>",
    "<math>",
    "</code>",
    "<b>",
    "</b>",
    "<a1>",
    "<x1/>",
    "<",
    "&lt;",
    "[X0X]",
    "[X",
    "[ ",
    "X0X]",
    "[X 1",
    "a'",
    "a ",
    "1.",
    "1",
    "a'b'",
    "a b a b ",
    "<code>a</code>",
    "<b></b>",
    enclose("<b>", "", "</b>"),
    enclose("<code>", "", "</code>"),
    enclose(" ", "X]", "", start="[X0"),
    enclose("9", "X]", "", start="[X"),
    enumerate_units("[X#X]"),
    enumerate_units("a#' "),
    enumerate_units("<code>a#</code>"),
)


def read_front_matter(yaml: str) -> None:
    """Read a note that starts with this front matter, whole and up to the limit."""
    split_front_matter(f"---\n{yaml}\n---\na\n", "a.md")
    split_front_matter(f"---\n{yaml[:16_000]}\n---\na\n", "a.md")


def read_settings(toml: str) -> None:
    """Read a deck.toml."""
    parse_settings(parse_toml(toml, "deck.toml"), KnownNames(), toml=toml)


def match_globs(pattern: str) -> None:
    """Match a pattern, as long as one may be, with long names and deep folders."""
    spec = build_spec([pattern[:500]])
    for path in ("a" * 200, "a/" * 1_000 + "c", "ab" * 100, "aaaa/" * 400):
        spec.match_file(path)


def strip_file(data: bytes) -> None:
    """Do what is done to a picture or film that is not decoded."""
    if kind := detect_kind(data):
        check_pixels(data, kind)
        strip_metadata(data, kind)


def read_po(text: str) -> None:
    """Read a translation memory."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "translations").mkdir()
        file = Path(folder) / "translations" / "en.po"
        file.write_text(text, encoding="utf-8")
        read_memory(file)


def read_csv(text: str) -> None:
    """Read a glossary, and find its terms in a text that looks like it."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "glossary.csv").write_text(text, encoding="utf-8")
        terms, _ = read_glossary(Path(folder))
        protect_text(text.replace(",", ""), 0, TermIndex(terms))


def check_answer(answer: str) -> None:
    """Do what is done to the answer of a translation server."""
    sent = protect_text("가 <code>a</code> <b>나</b>")
    restore_text(answer, sent)
    restore_text("a", protect_text(answer))
    find_damage(answer, answer)
    find_doubts("가나다라마바사 1", answer, LanguagePair("ko", "en"))


LAYERS = (
    Layer("front matter", read_front_matter, YAML_INPUTS),
    Layer("deck.toml", read_settings, TOML_INPUTS),
    Layer("globs", match_globs, GLOB_INPUTS),
    Layer("svg", clean_svg, SVG_INPUTS),
    Layer("media", strip_file, BOXES),
    Layer("po", read_po, PO_INPUTS),
    Layer("glossary", read_csv, CSV_INPUTS),
    Layer("answers", check_answer, ANSWER_INPUTS),
)
