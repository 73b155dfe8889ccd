"""What is refused or limited because it would take too long, and that the rest takes work in proportion."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchmarks.hostile.notes import convert_text
from notedeck.config.lines import list_path_lines, list_table_lines
from notedeck.config.load import parse_toml
from notedeck.config.parsers import (
    MAX_COMMAND_CHARACTERS,
    MAX_COMMANDS,
    MAX_FOLDERS,
    MAX_GLOB_CHARACTERS,
    MAX_GLOBS,
    parse_commands,
    parse_folders,
    parse_globs,
)
from notedeck.korean.labels import fold_title
from notedeck.markup.convert import convert_markdown
from notedeck.markup.nesting import MAX_OPEN_TAGS, MAX_REOPENED_TAGS
from notedeck.markup.sanitise import sanitise_html
from notedeck.media.image.dimensions import check_pixels
from notedeck.media.kinds import Kind
from notedeck.media.model import BrokenImageError
from notedeck.media.strip.mp4 import strip_mp4
from notedeck.problems import DeckError
from notedeck.sections import skip_reasons, skips
from notedeck.translation.glossary import read_glossary
from notedeck.translation.segments.tokens import find_damage, split_tokens
from notedeck.util.globs import build_spec
from notedeck.util.soup import parse_html


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("name = 1\n" + "a." * 50_000 + "b = 1", "d:2: a key has more than 20 parts"),
        ("a . " * 50_000 + "b = 1", "d:1: a key has more than 20 parts"),
        ('"a".' * 50_000 + "b = 1", "d:1: a key has more than 20 parts"),
        ("[" + "a." * 50_000 + "b]", "d:1: a key has more than 20 parts"),
        ("x = {" + "a." * 50_000 + "b = 1}", "d:1: a key has more than 20 parts"),
        ("x = " + "[" * 20_000, "d:1: lists and tables are nested more than 20 deep"),
        ("x = " + "{a=" * 20_000, "d:1: lists and tables are nested more than 20 deep"),
        ("\nx = " + "9" * 5_000, "d:2: a number has more than 100 digits"),
    ],
    ids=lambda text: text[:12],
)
def test_toml_that_would_take_too_long_is_named_with_its_line(toml: str, message: str) -> None:
    with pytest.raises(DeckError) as caught:
        parse_toml(toml, "d")
    assert str(caught.value) == message


@pytest.mark.parametrize("text", ["a." * 100, "[" * 100, "9" * 200, "# [[[[" * 10])
def test_a_long_text_in_toml_is_no_excess(text: str) -> None:
    for quote in ('"', "'", '"""', "'''"):
        assert parse_toml(f"x = {quote}{text}{quote} # {text}", "d") == {"x": text}


@pytest.mark.parametrize("globs", [["a"] * (MAX_GLOBS + 1), ["a" * (MAX_GLOB_CHARACTERS + 1)]], ids=["many", "long"])
def test_too_many_or_too_long_globs_are_refused(globs: list[str]) -> None:
    with pytest.raises(ValueError, match="at most"):
        parse_globs(globs)


@pytest.mark.parametrize(
    ("parser", "value"),
    [
        (parse_folders, [f"../{number}" for number in range(MAX_FOLDERS + 1)]),
        (parse_commands, {f"a{number}": {"command": "x"} for number in range(MAX_COMMANDS + 1)}),
        (parse_commands, {"a": {"command": "x " * MAX_COMMAND_CHARACTERS}}),
    ],
    ids=["folders", "commands", "words"],
)
def test_too_much_in_a_setting_is_refused(parser: Callable[[Any], object], value: object) -> None:
    with pytest.raises(ValueError, match="at most"):
        parser(value)


def test_the_lines_of_a_setting_are_found_in_one_pass() -> None:
    spaces = " " * 100_000
    tables = f"[diagrams]\n{spaces}\n" + "".join(f"a{number}.command = 'x'\n" for number in range(20_000))
    assert list_table_lines("diagrams", tables)["a19999"] == 20_002
    assert list_table_lines("diagrams", "[ diagrams . 'c.x' ]\n")["c.x"] == 1
    folders = "media_roots = [\n" + "".join(f"'../{number}',\n" for number in range(20_000)) + "]"
    assert list_path_lines("media_roots", Path("/a"), folders)[Path("/a/../19999")] == 20_001


@pytest.mark.parametrize(
    ("pattern", "matching", "other"),
    [
        ("*a" * 25 + "b", "a" * 200 + "b", "a" * 200),
        ("**/a/" * 30 + "b", "a/" * 300 + "b", "a/" * 300 + "c"),
        ("*" * 200 + "b", "a" * 200 + "b", "a" * 200),
        ("*a*/" * 10 + "b", "aaaa/" * 10 + "b", "aaaa/" * 200 + "c"),
        ("[ab]*" * 40 + "c", "ab" * 100 + "c", "ab" * 100),
    ],
)
def test_a_hostile_glob_matches_as_git_does(pattern: str, matching: str, other: str) -> None:
    spec = build_spec([pattern])
    assert (spec.match_file(matching), spec.match_file(other)) == (True, False)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (Kind.GIF, b"GIF89a" + struct.pack("<HHBBB", 65_535, 65_535, 0, 0, 0)),
        (Kind.PNG, b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIBBBBBI", 13, b"IHDR", 65_535, 65_535, 8, 2, 0, 0, 0, 0)),
        (Kind.WEBP, b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0" + b"\0" * 4 + b"\xfe\xff\0" * 2),
        (Kind.WEBP, b"RIFF\0\0\0\0WEBPVP8L\x0a\0\0\0\x2f" + b"\xff\xff\xff\x0f\0\0"),
        (Kind.WEBP, b"RIFF\0\0\0\0WEBPVP8 \x0a\0\0\0" + b"\0" * 6 + b"\xff\x3f\xff\x3f\0\0"),
    ],
    ids=["gif", "png", "webp extended", "webp lossless", "webp lossy"],
)
def test_a_picture_of_billions_of_pixels_is_broken(kind: Kind, data: bytes) -> None:
    with pytest.raises(BrokenImageError, match="pixels"):
        check_pixels(data, kind)


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"RIFF\0\0\0\0WEBPVP8X"])
def test_a_cut_off_header_passes(data: bytes) -> None:
    check_pixels(data, Kind.WEBP if b"WEBP" in data else Kind.GIF)


@pytest.mark.parametrize("depth", [1, 20_000])
def test_a_film_of_nested_boxes_loses_its_place(depth: int) -> None:
    film = struct.pack(">I4s", 12, b"udta") + b"SEOU"
    for _ in range(depth):
        film = struct.pack(">I4s", 0, b"moov") + film
    assert (len(strip_mp4(film)), b"SEOU" in strip_mp4(film)) == (len(film), False)


def test_a_glossary_that_is_no_csv_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "glossary.csv").write_text('a,b\n"' + "c" * 200_000, encoding="utf-8")
    with pytest.raises(DeckError, match=r"glossary\.csv:2"):
        read_glossary(tmp_path)


@pytest.mark.parametrize(
    ("html", "tag", "most"),
    [
        ("<div>" * 20_000 + "x", "<div", MAX_OPEN_TAGS),
        ("".join(f"<b title={number}>" for number in range(5_000)) + "x", "<b", MAX_OPEN_TAGS),
        ("".join(f"<b title={number}>" for number in range(150)) + "<p>x" * 5_000, "<b", 2 * MAX_REOPENED_TAGS),
    ],
    ids=["blocks", "formatting", "formatting that is opened again"],
)
def test_sanitised_html_has_a_limited_number_of_open_tags(html: str, tag: str, most: int) -> None:
    clean = sanitise_html(html)
    assert clean.count(tag) <= most
    assert clean.count("x") == html.count("x")


@pytest.mark.parametrize("cell", ["<b>x", "<div>x"])
def test_tags_that_a_cell_leaves_open_are_not_counted_together(cell: str) -> None:
    clean = sanitise_html("<table>" + f"<tr><td>{cell}</td></tr>" * 300 + "</table>")
    assert clean.count(cell[:-1]) == 300


@pytest.mark.parametrize("name", ["code", "math"])
def test_tokens_that_do_not_end_are_words(name: str) -> None:
    text = f"<{name}>" * 20_000
    assert "".join(part for part in split_tokens(text) if isinstance(part, str)) == text
    assert find_damage("a", f"<{name}>b</{name}> <{name}>") == f"<{name}>b</{name}> is not in the source"


@pytest.mark.parametrize(
    "change",
    [lambda tag: tag.extract(), lambda tag: tag.unwrap(), lambda tag: tag.insert_before("x")],
    ids=["extract", "unwrap", "insert"],
)
def test_changing_all_children_in_order_looks_at_each_a_few_times(change: Callable[[Any], object]) -> None:
    body = parse_html("<i>a</i>b" * 2_000)
    looked: list[object] = []
    contents = CountingList(body.contents, looked)
    body.contents = contents
    for tag in body.find_all("i"):
        change(tag)
    assert len(looked) < 20 * 2_000


class CountingList(list[Any]):
    """A list that records each index at which it is read."""

    def __init__(self, values: list[Any], looked: list[object]) -> None:
        """Start with `values`."""
        super().__init__(values)
        self.looked = looked

    def __getitem__(self, index: Any) -> Any:
        """Record and return an item."""
        self.looked.append(index)
        return super().__getitem__(index)


def test_a_long_title_is_cut_in_the_breadcrumbs_below_it() -> None:
    conversion = convert_text("# " + "a" * 5_000 + "\n\n" + "## b\n\nc\n\n" * 50)
    assert sum(len("".join(card.breadcrumb)) for card in conversion.cards) < 50 * 1_500


def test_footnotes_that_many_sections_repeat_are_copied_up_to_a_limit() -> None:
    cards = convert_text("# a\n\nb[^n]\n\n" * 100 + "[^n]: " + "c" * 20_000).cards
    assert 20_000 < sum(card.back.count("c" * 20_000) * 20_000 for card in cards) < 700_000


def test_short_rows_stay_when_too_many_cells_are_missing() -> None:
    conversion = convert_text("a|" * 700 + "\n" + "-|" * 700 + "\n" + "".join(f"row{n}\n" for n in range(700)))
    assert all(f"row{n}<" in conversion.cards[0].back for n in (0, 1, 699))


def test_a_film_without_boxes_stays() -> None:
    assert strip_mp4(b"abc") == b"abc"


def test_bold_text_stays_in_a_long_note_of_highlighted_code() -> None:
    section = "**굵게**\n\n```java\nclass A { private int x = 1; void f(String s) { return; } }\n```\n\n"
    assert convert_markdown(section * 500).count("<strong>") == 500


def test_a_long_title_is_read_once_however_many_are_below_it(monkeypatch: pytest.MonkeyPatch) -> None:
    read_characters: list[int] = []

    def count_characters(title: str) -> str:
        read_characters.append(len(title))
        return fold_title(title)

    for module in (skips, skip_reasons):
        monkeypatch.setattr(module, "fold_title", count_characters)
    convert_text("# " + "a" * 10_000 + "\n" + "## b\n\nc\n\n" * 500, "basic")
    assert 10_000 <= sum(read_characters) < 50_000
