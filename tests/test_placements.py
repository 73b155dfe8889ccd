"""Pipes, devices, symlinks and huge files in the places that a build reads.

`python -m benchmarks.attack placements` tries more of them, with every command.
"""

from __future__ import annotations

import sys

import pytest

from tests.support.placements import COMMANDS, KINDS, PLACES, try_place

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the places are in /proc and /dev of Linux")

TABLE = """
notes/a.md: pipe, link to zero, link to secret text, link to itself, link to environment
notes/deck.toml: pipe, socket, device, folder, 300 MB, link to zero, link to secret text, link to nothing, link to pipe
notes/deck.lock: pipe, device, 300 MB, link to zero, link to random, link to secret text, link to memory
notes/translations/en.po: pipe, 300 MB, link to zero, link to secret text, link to itself, link to home
notes/glossary.csv: pipe, socket, link to zero, link to secret text
notes/style.css: pipe, 300 MB, link to terminal, link to secret style, link to nothing
notes/cards/front.html: pipe, device, link to environment, link to secret text
notes/cards: link to hidden folder, link to home, pipe
notes/p.png: pipe, 300 MB, link to zero, link to secret picture, relative link out
media/shot.svg: link to secret picture, link to pipe
media: link to home, link to disk
notes/aws: link to disk, link to /proc, link to parent, pipe
notes/translations: link to home, link to pipe
notes: link to itself, pipe
.git: pipe, link to zero, link to home, 300 MB
.git/HEAD: pipe, device, link to zero, 300 MB
.git/config: pipe, link to zero, link to secret text, folder
.git/objects: pipe, link to disk
.git/packed-refs: pipe, link to zero
.git/refs/heads/main: pipe, link to zero
.git/info/attributes: pipe, link to zero
"""
PLACEMENTS = [
    (place, kind) for line in TABLE.strip().split("\n") for place, _, kinds in [line.partition(": ")]
    for kind in kinds.split(", ")
]  # fmt: skip


def test_the_table_names_what_there_is() -> None:
    assert {place for place, _ in PLACEMENTS} <= set(PLACES)
    assert {kind for _, kind in PLACEMENTS} <= set(KINDS)
    assert len(PLACEMENTS) >= 40


@pytest.mark.parametrize("number", range(len(PLACEMENTS)), ids=lambda number: ", ".join(PLACEMENTS[number]))
def test_nothing_hangs_crashes_or_gets_out(number: int) -> None:
    place, kind = PLACEMENTS[number]
    try:
        assert list(try_place(place, kind, [COMMANDS[number % len(COMMANDS)]])) == []
    except PermissionError:
        pytest.skip("only root may make a device")
