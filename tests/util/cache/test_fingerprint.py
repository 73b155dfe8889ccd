"""The fingerprint of the program changes with its files and its libraries, and with nothing else."""

from __future__ import annotations

import os
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from notedeck.util.cache.fingerprint import LIBRARIES, code_fingerprint, list_libraries, list_own_files


def test_it_is_stable() -> None:
    first = code_fingerprint()
    code_fingerprint.cache_clear()
    assert code_fingerprint() == first
    assert len(first) == 64


def test_it_has_the_version_of_each_library() -> None:
    names = [entry.lower().replace("_", "-") for entry in list_libraries(LIBRARIES)]
    assert {f"{library}-{version(library)}.dist-info" for library in LIBRARIES} <= set(names)


@pytest.mark.parametrize(
    ("entry", "is_listed"),
    [
        ("Markdown-3.8.dist-info", True),
        ("markdown-3.8-py3.11.egg-info", True),
        ("markdown_it_py-3.0.dist-info", False),
        ("markdown", False),
        ("~arkdown-3.8.dist-info", False),
    ],
)
def test_a_library_is_known_by_its_metadata(
    entry: str, is_listed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / entry).mkdir()
    monkeypatch.setattr(sys, "path", [str(tmp_path), str(tmp_path / "missing")])
    assert list_libraries(frozenset(["markdown"])) == [entry] * is_listed


@pytest.mark.parametrize(
    ("name", "counts"), [("a.py", True), ("deep/b.css", True), ("c.html", True), ("d.txt", False), ("e.pyc", False)]
)
def test_a_file_of_the_program_counts_by_name_size_and_time(name: str, counts: bool, tmp_path: Path) -> None:
    file = tmp_path / name
    states = [list_own_files(tmp_path)]
    file.parent.mkdir(exist_ok=True)
    for text, second in (("a", 1), ("ab", 1), ("cd", 2)):
        file.write_text(text, encoding="utf-8")
        os.utime(file, (second, second))
        states.append(list_own_files(tmp_path))
    assert len(set(map(str, states))) == (4 if counts else 1)


def test_compiled_files_do_not_count(tmp_path: Path) -> None:
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "a.py").write_text("", encoding="utf-8")
    assert list_own_files(tmp_path) == []
