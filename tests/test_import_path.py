"""Nothing in the notes or in the current folder is imported or run, whatever its name, by any command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from notedeck.cli.arguments import list_commands
from tests.support.hostile_modules import plant_files, write_notes
from tests.support.paths import ROOT

MIN_MODULES = 60
MAX_SECONDS = 120
START = "import sys; from notedeck.__main__ import main; sys.exit(main())\n"
LIST_MODULES = "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); "
IN_CHILD = (
    "from notedeck.diagrams import render_process; from notedeck.diagrams.renderers.mermaid import Mermaid; "
    "render_process.render_or_describe(Mermaid(), 'graph TD\\n A --> B\\n')"
)
LONG = {"watch": ["watch"], "preview": ["preview", "--serve", "--port", "0"]}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with notes; it and the notes hold a module of every name, which leaves its name in `marker`."""
    work = tmp_path_factory.mktemp("work")
    (work / "notes").mkdir()
    write_notes(work / "notes")
    (work / "bin").mkdir()
    (work / "bin" / "start.py").write_text(START, encoding="utf-8")
    assert run(work, "bin/start.py", "build", "notes")[0] == 0  # so that there is a deck.lock
    for folder in (work, work / "notes"):
        plant_files(folder, work / "marker")
    return work


def start(work: Path, *words: str) -> subprocess.Popen[str]:
    """Start Python in the hostile folder, with this program as installed."""
    cache = tempfile.mkdtemp(dir=work)  # a new one, so that every run draws the diagrams
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "XDG_CACHE_HOME": cache}
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, *words], cwd=work, env=environment, stdout=pipe, stderr=pipe, text=True)


def run(work: Path, *words: str) -> tuple[int, str, str]:
    """Run Python in the hostile folder to its end; return its status, output and errors."""
    with start(work, *words) as process:
        output, errors = process.communicate(timeout=MAX_SECONDS)
    return process.returncode, output, errors


def command_words(name: str) -> list[str]:
    """Return the words that run a command to its end."""
    if name == "merge-lock":
        return [name, *["notes/deck.lock"] * 3]
    if name in ("schema", "completion"):
        return [name, *["bash"] * (name == "completion")]
    before = {"link": ["구조", "구조"], "unlink": ["구조"], "compare": ["none.apkg"], "adopt": ["none.apkg"]}
    return [name, *before.get(name, []), "notes", *(["--dry-run"] if name == "translate" else [])]


def read_marker(work: Path) -> str:
    """Return the names of the hostile modules that ran."""
    marker = work / "marker"
    return marker.read_text(encoding="utf-8") if marker.exists() else ""


@pytest.mark.parametrize("name", [name for name in list_commands() if name != "watch"])
def test_a_command_imports_nothing_from_there(name: str, hostile: Path) -> None:
    status, output, errors = run(hostile, "bin/start.py", *command_words(name))
    assert read_marker(hostile) == ""
    refusals = ("There is nothing to", "none.apkg", "deck.lock", "GITHUB_EVENT_NAME")
    assert status == 0 or any(refusal in errors for refusal in refusals), (output, errors)


@pytest.mark.parametrize("name", list(LONG))
def test_neither_does_a_command_that_goes_on(name: str, hostile: Path) -> None:
    with start(hostile, "bin/start.py", *LONG[name], "notes", "--json") as process:
        try:
            stream = process.stderr
            assert stream is not None
            assert any("1 card" in line for line in stream)
        finally:
            process.kill()
    assert read_marker(hostile) == ""


def test_the_cards_are_the_same_as_elsewhere(hostile: Path, tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    write_notes(tmp_path / "notes")
    documents = []
    for folder in (hostile, tmp_path):
        status, output, errors = run(folder, str(hostile / "bin" / "start.py"), "check", "notes", "--json")
        assert status == 0, errors
        documents.append(json.loads(output))
    assert documents[0]["problems"] == [] and "mermaid-" in documents[0]["cards"][0]["back"]
    assert documents[0]["cards"] == documents[1]["cards"]


def test_neither_does_build_deck_py(hostile: Path) -> None:
    status, output, errors = run(hostile, str(ROOT / "build_deck.py"), "notes")
    assert (status, read_marker(hostile)) == (0, ""), (output, errors)


def test_build_deck_py_beside_hostile_files_uses_the_installed_program(hostile: Path) -> None:
    script = hostile / "build_deck.py"
    script.write_bytes((ROOT / "build_deck.py").read_bytes())
    (hostile / "notedeck" / "__init__.py").unlink()
    (hostile / "notedeck").rmdir()
    (hostile / "notedeck.py").unlink()
    status, output, errors = run(hostile, "build_deck.py", "notes")
    assert (status, read_marker(hostile)) == (0, ""), (output, errors)


def test_python_m_imports_only_what_python_itself_does(hostile: Path, tmp_path: Path) -> None:
    """Before any line of ours, `python -m` imports some modules from the current folder; only -P prevents that."""
    (tmp_path / "empty.py").write_text("import sys; print(*sys.modules)", encoding="utf-8")
    before = set(run(tmp_path, "-m", "empty")[1].split())
    (tmp_path / "notes").mkdir()
    write_notes(tmp_path / "notes")
    plant_files(tmp_path, tmp_path / "marker", without=before | {"notedeck"})
    status, output, errors = run(tmp_path, "-m", "notedeck", "check", "notes")
    assert (status, read_marker(tmp_path)) == (0, ""), (output, errors)
    status, output, errors = run(hostile, "-P", "-m", "notedeck", "check", "notes")
    assert (status, read_marker(hostile)) == (0, ""), (output, errors)


def test_every_name_that_is_imported_was_there(hostile: Path) -> None:
    names: set[str] = set()
    for code in (f"sys.argv[1:] = {command_words('build')}; {START}", IN_CHILD):
        names |= set(run(hostile, "-P", "-c", LIST_MODULES + code)[2].split())
    imported = {name for name in names if name in sys.stdlib_module_names}
    assert len(imported) >= MIN_MODULES, sorted(imported)
    assert all((hostile / "notes" / f"{name}.py").is_file() for name in imported)
    assert read_marker(hostile) == ""
