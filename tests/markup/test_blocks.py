"""Block structure: each construct has a file of cases in tests/data/markup/blocks, checked against GitHub's own."""

from __future__ import annotations

import re

import pytest

from notedeck.markup.blocks.block import Block
from notedeck.markup.blocks.parser import MAX_NESTED_BLOCKS, parse_blocks
from notedeck.markup.convert import convert_markdown
from notedeck.markup.definitions import Definitions
from tests.support.cases import Case, load_cases
from tests.support.differences import has_blocks_of_github, render_on_github
from tests.support.markup import read_input, restore_whitespace
from tests.support.paths import DATA
from tests.support.random_notes import generate_notes
from tests.support.structure import BLOCKS, extract_structure

FOLDER = "markup/blocks"
UNLIKE_GITHUB = {"formulas", "quotes-alerts", "unlike-github"}  # files of what GitHub shows in another way
FILES = sorted(path.stem for path in (DATA / FOLDER).glob("*.md"))
ALL = [(name, case) for name in FILES for case in load_cases(f"{FOLDER}/{name}.md")]
LIKE_GITHUB = [(name, case) for name, case in ALL if name not in UNLIKE_GITHUB]
IDS = [f"{name}: {case}" for name, case in ALL]
BLOCK = re.compile(rf"(?<=.)(?=<(?:{'|'.join(sorted(BLOCKS))})\b)", re.S)
LINE = re.compile(r'data-line="(\d+)"')


def render_blocks(text: str) -> str:
    """Return the HTML of a case's input, each block on a line of its own."""
    return BLOCK.sub("\n", convert_markdown(restore_whitespace(text)))


def list_line_numbers(text: str, first_line: int = 1) -> list[int]:
    """Return the line of each element."""
    return [int(line) for line in LINE.findall(convert_markdown(text, first_line))]


@pytest.mark.parametrize(("name", "case"), ALL, ids=IDS)
def test_case(name: str, case: Case) -> None:
    assert render_blocks(case.given) == case.expected, name


@pytest.mark.parametrize(("name", "case"), LIKE_GITHUB, ids=[f"{name}: {case}" for name, case in LIKE_GITHUB])
def test_as_on_github(name: str, case: Case) -> None:
    assert extract_structure(convert_markdown(read_input(case))) == extract_structure(
        render_on_github(read_input(case))
    ), name


@pytest.mark.parametrize(("name", "case"), ALL, ids=IDS)
def test_lines_are_those_of_the_file(name: str, case: Case) -> None:
    """Each line named exists and is not blank; a text further down in its file has all lines further down."""
    lines = read_input(case).split("\n")
    numbers = list_line_numbers(read_input(case))
    assert all(lines[number - 1].strip() for number in numbers), name
    assert list_line_numbers(read_input(case), first_line=101) == [number + 100 for number in numbers]


@pytest.mark.parametrize(("name", "case"), ALL, ids=IDS)
def test_line_ends_do_not_matter(name: str, case: Case) -> None:
    assert convert_markdown(read_input(case).replace("\n", "\r\n")) == convert_markdown(read_input(case)), name


def test_random_notes_have_the_blocks_of_github() -> None:
    notes = generate_notes(600, seed=20)
    different = [note for note in notes if not has_blocks_of_github(note)]
    assert len(different) <= 1, different


@pytest.mark.parametrize("mark", ["> ", "- ", "1. ", "[^a]: ", "> - "])
def test_nesting_has_an_end(mark: str) -> None:
    """Tree readers recurse: what is nested too deeply is text, and none of it is lost."""
    root = parse_blocks([mark * 5_000 + "x"], 1, definitions := Definitions())
    roots = [root, *definitions.footnotes.values()]
    deepest = max((path for block in roots for path in list_paths(block)), key=len)
    assert len(deepest) <= 2 * MAX_NESTED_BLOCKS + 2
    assert deepest[-1].text[0].endswith("x")


def list_paths(block: Block) -> list[list[Block]]:
    """Return the path to each leaf."""
    below = [path for child in block.children for path in list_paths(child)]
    return [[block, *path] for path in below] or [[block]]


@pytest.mark.parametrize(
    "text",
    [
        "[",
        "[a\n",
        "[a]: b 'c\n",
        "[a]: (",
        "$$ a\n",
        "a\n|-",
        "|",
        "# ",
        "* ",
        "_ ",
        "<b ",
        "<!--\n",
        "```\n",
        "\t",
        "a\n=\n",
    ],
)
def test_hostile_repetition_ends(text: str) -> None:
    """A rule that takes quadratic time would hang here; `python -m benchmarks.hostile` has the figures."""
    assert isinstance(convert_markdown(text * 20_000), str)


def test_a_picture_in_a_line_of_two_megabytes() -> None:
    page = convert_markdown(f"- a\n\n  ![그림](data:image/png;base64,{'A' * 2_000_000})\n- b\n")
    assert page.count("<li") == 2
    assert '" alt="그림" data-line="3"' in page
