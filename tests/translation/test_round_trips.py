"""Other programs write the memory anew: no translation is lost, and the next run gives every line its form again."""

from __future__ import annotations

import shutil
import subprocess
from difflib import unified_diff
from pathlib import Path

import pytest

from notedeck.cli.main import main
from notedeck.translation.memory import locate_memory
from notedeck.translation.memory.entries import Memory, merge_segments
from notedeck.translation.memory.po import format_memory, parse_memory
from notedeck.translation.segments.collect import Segment
from tests.support.cases import Case, load_cases
from tests.support.stories import NOTES

CASES = load_cases("translation/round_trips.md")  # the first is the file of notedeck
FILE_NAME = "translations/en.po"
GETTEXT = {
    "msgcat": ["msgcat", "en.po", "-o", "en.po"],
    "msgattrib": ["msgattrib", "en.po", "-o", "en.po"],
    "msguniq": ["msguniq", "en.po", "-o", "en.po"],
    "msgmerge": ["msgmerge", "-q", "--previous", "en.po", "ref.pot", "-o", "en.po"],
}


def parse(text: str) -> Memory:
    memory, problems = parse_memory(text + "\n", FILE_NAME)
    assert problems == ()
    return memory


def translate_again(memory: Memory) -> str:
    """Return the file after the next run, for the same notes."""
    base = parse(CASES[0].given)
    used = (entry for entry in base.entries if not entry.obsolete)
    segments = [Segment(msgid, ("os/README.md", "b.md")) for msgid in dict.fromkeys(entry.msgid for entry in used)]
    return format_memory(merge_segments(memory, segments), "ko", "en").rstrip("\n")


def format_changes(text: str) -> str:
    """Return the lines in which the file differs after another program and the next run."""
    before, after = CASES[0].given.split("\n"), translate_again(parse(text)).split("\n")
    lines = [*unified_diff(before, after, lineterm="", n=0)][2:]
    return "\n".join(line for line in lines if not line.startswith("@@"))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_next_run_changes_only_the_header(case: Case) -> None:
    assert format_changes(case.given) == case.expected


@pytest.mark.parametrize("case", CASES, ids=str)
def test_no_translation_is_lost(case: Case) -> None:
    base, memory = parse(CASES[0].given), parse(case.given)
    assert memory.entries == base.entries
    assert memory.build_lookup() == base.build_lookup()
    assert parse(case.given.replace("\n", "\r\n")).entries == base.entries


@pytest.mark.skipif(shutil.which("msgmerge") is None, reason="gettext is not installed")
@pytest.mark.parametrize("program", GETTEXT)
def test_after_gettext_the_package_is_the_same(program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    root = Path(shutil.copytree(NOTES, tmp_path / "notes"))
    assert main(["translate", "notes", "--engine", "pseudo"]) == 0
    file, package = locate_memory(root, "en"), tmp_path / "deck.apkg"
    before = file.read_bytes()
    assert main(["build", "notes", "-o", str(package)]) == 0
    content = package.read_bytes()
    (file.parent / "ref.pot").write_text(create_template(before.decode()), encoding="utf-8")
    subprocess.run(GETTEXT[program], cwd=file.parent, check=True)
    assert file.read_bytes() != before or program == "msguniq"
    assert main(["build", "notes", "-o", str(package)]) == 0
    assert package.read_bytes() == content
    assert main(["translate", "notes", "--engine", "pseudo"]) == 0
    assert file.read_bytes() == before


def create_template(text: str) -> str:
    """Return the sources of a memory as a template of gettext."""
    head, *blocks = text.split("\n\n")
    lines = (line for block in blocks for line in [*block.split("\n"), ""])
    sources = ('msgstr ""' if line.startswith("msgstr") else line for line in lines if not line.startswith("#"))
    return "\n".join([head, "", *sources])
