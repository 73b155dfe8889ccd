"""Whole small projects: their golden cards, and what must hold for each of them in the real Anki.

`python tests/test_pipeline.py` writes the present cards into the golden files.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from notedeck import document, package, pipeline, settings
from notedeck.pipeline import Result
from notedeck.progress import Silent
from tests.anki_collection import opened

PROJECTS = Path(__file__).parent / "projects"
NAMES = sorted(folder.name for folder in PROJECTS.iterdir() if folder.is_dir())


def built(root: Path, cache: Path) -> Result:
    return pipeline.assemble(root, settings.load(root), cache, Silent())


def golden(result: Result) -> str:
    """What of a result does not hang on the clock or the version."""
    found = document.document(result, None)
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


@pytest.fixture(params=NAMES)
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """A copy of one project, outside of any git work tree."""
    yield shutil.copytree(PROJECTS / request.param, tmp_path / request.param)


def test_the_cards_are_golden(project: Path, tmp_path: Path) -> None:
    expected = (project / "golden.json").read_text(encoding="utf-8")
    assert golden(built(project / "notes", tmp_path / "cache")) == expected


def test_building_twice_gives_the_same_bytes(project: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        package.write(built(project / "notes", tmp_path / f"cache-{name}").deck, tmp_path / f"{name}.apkg")
    assert (tmp_path / "one.apkg").read_bytes() == (tmp_path / "two.apkg").read_bytes()
