"""What every card style must do, whichever styles there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from notedeck import styles
from notedeck.markup import convert
from notedeck.model import Face, Source
from notedeck.sections import split
from notedeck.settings import Settings
from tests.cases import DATA, cases

NAMES = sorted(styles.styles())
FILES = sorted(path.relative_to(DATA).as_posix() for path in (DATA / "sections").glob("*.md"))
NOTES = [case.given.rpartition("+++\n")[2] for name in FILES for case in cases(name)]


@pytest.mark.parametrize("name", NAMES)
def test_a_style_is_named_as_its_file_and_has_a_mirrored_test(name: str) -> None:
    assert (Path(styles.__file__).parent / f"{name}.py").is_file()
    assert (Path(__file__).parent / "styles" / f"test_{name}.py").is_file()


@pytest.mark.parametrize("name", NAMES)
def test_a_style_asks_something_and_asks_it_again_alike(name: str) -> None:
    for text in NOTES:
        sections, _ = split(Source("note.md", Path("note.md"), text), convert(text), Settings())
        for section in sections:
            faces = styles.styles()[name].cards(section, Settings())
            assert faces == styles.styles()[name].cards(section, Settings())
            assert all(isinstance(face, Face) and face.front and face.back for face in faces)
