"""Where programs are found: never in the current folder, never in a relative one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from notedeck.util.processes.programs import find_program


@pytest.fixture
def trap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    program = tmp_path / "tools" / "git"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.chdir(program.parent)
    return program


@pytest.mark.parametrize("path", ["", ":", ".", "./", "../tools", "tools", ".:../tools", "~/bin"])
@pytest.mark.skipif(os.name == "nt", reason="PATH has another separator")
def test_a_relative_folder_does_not_count(path: str, trap: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", path)
    assert trap.exists()
    assert find_program("git") is None


@pytest.mark.skipif(os.name == "nt", reason="programs have a suffix")
def test_an_absolute_folder_counts(trap: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(trap.parents[1])
    monkeypatch.setenv("PATH", os.pathsep.join([".", "", str(trap.parent)]))
    assert find_program("git") == str(trap)
