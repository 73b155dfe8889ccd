"""What a command imports: nothing that it does not need, so that it starts at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from notedeck.cli.arguments import list_commands, name_file
from notedeck.cli.commands import load_command
from tests.support.paths import ROOT

MAX_SECONDS = 60
LIST_MODULES = (  # without those that Python's own start needs, such as the finder of an editable installation
    "import atexit, sys; start = {*sys.modules}; "
    "atexit.register(lambda: print(*({*sys.modules} - start), file=sys.stderr)); "
)
START = "from notedeck.__main__ import main; sys.exit(main())"
OWN_MODULES = {  # that a command line needs before a command runs
    "notedeck",
    "notedeck.__main__",
    "notedeck.cli",
    "notedeck.cli.arguments",
    "notedeck.cli.main",
    "notedeck.cli.streams",
    "notedeck.language",
    "notedeck.messages",
    "notedeck.util",
    "notedeck.util.import_path",
}
SLOW_MODULES = {"dataclasses", "inspect", "json", "logging", "pathlib", "pkgutil", "shutil", "tempfile", "typing"}
NETWORK_MODULES = {"deep_translator", "deepl", "http.client", "requests", "urllib3", "watchfiles"}
OPTIONAL_MODULES = {"latex2mathml", "mermaid_render", "pathspec", "rich", "webbrowser"}
UNUSED_BY_BUILD = {*NETWORK_MODULES, *OPTIONAL_MODULES}
UNUSED_BY_REPEAT = {*UNUSED_BY_BUILD, "bs4", "filelock", "genanki", "lxml", "markdown", "msgspec", "nh3", "sqlite3"}

UNUSED_WITHOUT_NEW_NOTES = {
    "bs4",
    "lxml",
    "markdown",
    "nh3",
    "polib",
    "pygments",
    "notedeck.convert.note",
    "notedeck.diagrams.on_cards",
    "notedeck.identity.removed.packed_fields",
    "notedeck.markup.convert",
    "notedeck.markup.formulas.reader",
    "notedeck.sections",
    "notedeck.translation.memory.po",
    "notedeck.trust.consent",
}

UNUSED_AFTER_AN_EDIT = {
    *UNUSED_BY_BUILD,
    "bs4",
    "importlib.metadata",
    "polib",
    "notedeck.diagrams.on_cards",
    "notedeck.diagrams.renderers._dot",
}
UNUSED_BY_DIFF_AFTER_AN_EDIT = {*UNUSED_AFTER_AN_EDIT, "asyncio", "genanki", "yaml", "notedeck.preview"}


def list_modules(*words: str | Path, folder: Path = ROOT) -> set[str]:
    """Return the modules that Python has imported when the program ends."""
    command = [sys.executable, "-c", LIST_MODULES + START, *map(str, words)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=MAX_SECONDS, check=False
    )
    return set(done.stderr.splitlines()[-1].split())


def select_own(modules: set[str]) -> set[str]:
    return {name for name in modules if name.split(".")[0] == "notedeck"}


def test_the_version_needs_no_command() -> None:
    modules = list_modules("--version")
    assert select_own(modules) == OWN_MODULES
    assert not modules & SLOW_MODULES


def test_the_help_reads_what_can_be_typed_and_runs_nothing() -> None:
    modules = list_modules("--help")
    files = {f"notedeck.cli.arguments.{name}" for name in (*map(name_file, list_commands()), "_shared")}
    assert select_own(modules) == OWN_MODULES | files
    assert not modules & SLOW_MODULES


@pytest.mark.parametrize("name", list_commands())
def test_the_help_of_a_command_reads_only_its_own_file(name: str) -> None:
    modules = list_modules(name, "--help")
    assert select_own(modules) == OWN_MODULES | {
        f"notedeck.cli.arguments.{file}" for file in (name_file(name), "_shared")
    }
    assert not modules & SLOW_MODULES


def test_a_misspelled_command_runs_nothing() -> None:
    modules = list_modules("chek")
    assert "notedeck.util.suggest" in modules
    assert not modules & {"notedeck.pipeline", "notedeck.project"}


@pytest.mark.parametrize("name", ["build", "check", "diff"])
def test_a_build_without_downloads_imports_nothing_for_the_network(name: str, tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "note.md").write_text("## 스택\n\n나중에 넣은 것이 먼저 나온다.\n", encoding="utf-8")
    modules = list_modules(name, "notes", folder=tmp_path)
    assert "notedeck.pipeline" in modules
    assert {
        module for module in modules if module.split(".")[0] in UNUSED_BY_BUILD or module in UNUSED_BY_BUILD
    } == set()


@pytest.mark.parametrize("name", ["build", "diff"])
def test_a_build_of_notes_from_the_cache_imports_nothing_that_reads_them(name: str, tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "note.md").write_text("## 스택\n\n```java\nint a;\n```\n", encoding="utf-8")
    assert "notedeck.convert.note" in list_modules(name, "notes", folder=tmp_path)
    (tmp_path / "notes" / "deck.toml").write_text('name = "다른 이름"\n', encoding="utf-8")
    modules = list_modules(name, "notes", folder=tmp_path)
    assert "notedeck.convert" in modules
    assert not (modules | {module.split(".")[0] for module in modules}) & UNUSED_WITHOUT_NEW_NOTES


@pytest.mark.skipif(os.name != "posix", reason="every run is done on Windows")
@pytest.mark.parametrize(("name", "unused"), [("build", UNUSED_AFTER_AN_EDIT), ("diff", UNUSED_BY_DIFF_AFTER_AN_EDIT)])
def test_after_an_edit_nothing_is_imported_that_the_note_does_not_need(
    name: str, unused: set[str], tmp_path: Path
) -> None:
    (tmp_path / "notes").mkdir()
    text = "## 스택\n\n나중에 넣은 것이 먼저 나온다.\n\n```text\na -> b\n```\n"
    for number in range(10):
        (tmp_path / "notes" / f"{number}.md").write_text(text, encoding="utf-8")
    list_modules("build", "notes", folder=tmp_path)
    (tmp_path / "notes" / "0.md").write_text(text.replace("먼저", "맨 먼저"), encoding="utf-8")
    modules = list_modules(name, "notes", folder=tmp_path)
    assert "notedeck.incremental.build" in modules
    assert not (modules | {module.split(".")[0] for module in modules}) & unused


@pytest.mark.skipif(os.name != "posix", reason="every run is done on Windows")
@pytest.mark.parametrize("name", ["build", "check", "diff", "preview"])
def test_a_command_that_repeats_its_last_run_imports_no_stage(name: str, tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "note.md").write_text("## 스택\n\n나중에 넣은 것이 먼저 나온다.\n", encoding="utf-8")
    list_modules(name, "notes", folder=tmp_path)
    modules = list_modules(name, "notes", folder=tmp_path)
    assert not select_own(modules) & {"notedeck.model", "notedeck.pipeline", "notedeck.problems", "notedeck.project"}
    assert not (modules | {module.split(".")[0] for module in modules}) & UNUSED_BY_REPEAT


@pytest.mark.parametrize("name", list_commands())
def test_what_can_be_typed_belongs_to_a_command(name: str) -> None:
    assert load_command(name)


def test_every_command_can_be_typed() -> None:
    files = (ROOT / "notedeck" / "cli" / "commands").glob("[!_]*.py")
    assert sorted(file.stem for file in files) == sorted(map(name_file, list_commands()))
