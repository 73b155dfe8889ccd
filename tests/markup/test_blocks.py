"""Block structure: each construct has a file of cases in tests/data/markup/blocks, checked against GitHub's own."""

from __future__ import annotations

import re

import pytest

from notedeck.markup import convert
from notedeck.markup.blocks.definitions import Definitions
from notedeck.markup.blocks.node import Node
from notedeck.markup.blocks.parser import DEEPEST, parse
from tests.support.cases import Case, cases
from tests.support.differences import github
from tests.support.paths import DATA
from tests.support.random_notes import documents
from tests.support.structure import BLOCKS, structure

FOLDER = "markup/blocks"
OWN = {"formulas", "boxes", "own-ways"}  # files of what GitHub shows in another way
FILES = sorted(path.stem for path in (DATA / FOLDER).glob("*.md"))
ALL = [(name, case) for name in FILES for case in cases(f"{FOLDER}/{name}.md")]
IDS = [f"{name}: {case}" for name, case in ALL]
BLOCK = re.compile(rf"(?<=.)(?=<(?:{'|'.join(sorted(BLOCKS))})\b)", re.S)
LINE = re.compile(r'data-line="(\d+)"')
VISIBLE = {"→": "\t", "·": " "}


def shown(text: str) -> str:
    """The HTML of a text with each block on a line of its own."""
    return BLOCK.sub("\n", convert(text))


def given(case: Case) -> str:
    """The input, in which `→` stands for a tab and `·` for a blank that an editor might take away."""
    return re.sub("[→·]", lambda match: VISIBLE[match[0]], case.given)


def render_blocks(text: str) -> str:
    """Return the HTML of a case's input, as its expected part shows it."""
    return shown(re.sub("[→·]", lambda match: VISIBLE[match[0]], text))


@pytest.mark.parametrize(("name", "case"), ALL, ids=IDS)
def test_case(name: str, case: Case) -> None:
    assert render_blocks(case.given) == case.expected, name


@pytest.mark.parametrize(
    "case", [case for name, case in ALL if name not in OWN], ids=[i for i in IDS if i.split(":")[0] not in OWN]
)
def test_as_on_github(case: Case) -> None:
    assert structure(convert(given(case))) == structure(github(given(case)))


@pytest.mark.parametrize(("name", "case"), ALL, ids=IDS)
def test_lines_are_those_of_the_file(name: str, case: Case) -> None:
    """Each line named exists and is not blank; a text further down in its file has all lines further down."""
    lines = given(case).split("\n")
    named = [int(line) for line in LINE.findall(convert(given(case)))]
    assert all(lines[line - 1].strip() for line in named), name
    assert [int(line) for line in LINE.findall(convert(given(case), first_line=101))] == [row + 100 for row in named]


@pytest.mark.parametrize(("name", "case"), ALL, ids=IDS)
def test_line_ends_do_not_matter(name: str, case: Case) -> None:
    assert convert(given(case).replace("\n", "\r\n")) == convert(given(case)), name


def test_random_notes_have_the_blocks_of_github() -> None:
    notes = documents(600, seed=20)
    different = [one for one in notes if structure(convert(one), inline=False) != structure(github(one), inline=False)]
    assert len(different) <= 1, different


@pytest.mark.parametrize("mark", ["> ", "- ", "1. ", "[^a]: ", "> - "])
def test_nesting_has_an_end(mark: str) -> None:
    """Readers of trees recurse: what lies too deep is text, and none of it is lost."""
    root = parse([mark * 5_000 + "x"], 1, found := Definitions())
    deepest = max(leaves(root) + [leaf for note in found.footnotes.values() for leaf in leaves(note)], key=len)
    assert len(deepest) <= 2 * DEEPEST + 2
    assert deepest[-1].text[0].endswith("x")


def leaves(node: Node) -> list[list[Node]]:
    """The way to each leaf."""
    below = [path for child in node.children for path in leaves(child)]
    return [[node, *path] for path in below] or [[node]]


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
    """A rule that takes time by the square would hang here; benchmarks/hostile.py has the figures."""
    assert isinstance(convert(text * 20_000), str)


def test_a_picture_in_a_line_of_two_megabytes() -> None:
    page = convert(f"- a\n\n  ![그림](data:image/png;base64,{'A' * 2_000_000})\n- b\n")
    assert page.count("<li") == 2
    assert '" alt="그림" data-line="3"' in page
