"""Which files a .gitignore keeps out of git, as git itself says."""

from __future__ import annotations

from pathlib import Path

import pytest

from notedeck.util import git
from tests.support.repository import create_repository, run_git

RULES = [
    {"": "*.lock"},
    {"": "deck.lock"},
    {"": "/deck.lock"},
    {"": "notes/"},
    {"": "notes/*\n!notes/deck.lock"},
    {"": "*.lock", "notes": "!*.lock"},
    {"": "!*.lock", "notes": "deck.*"},
    {"": "**/aws/\n# *.lock"},
    {"notes/aws": "/deck.lock\n!*"},
    {},
]


@pytest.mark.parametrize("rules", RULES)
def test_it_says_what_git_says(rules: dict[str, str], tmp_path: Path) -> None:
    repository = create_repository(tmp_path / "repo")
    (repository / "notes" / "aws").mkdir(parents=True)
    for folder, text in rules.items():
        (repository / folder / ".gitignore").write_text(f"{text}\n", encoding="utf-8")
    for folder in ("", "notes", "notes/aws"):
        file = repository / folder / "deck.lock"
        file.touch()
        listed = run_git(repository, "ls-files", "--others", "--ignored", "--exclude-standard", "--", str(file))
        assert git.is_ignored(file) == bool(listed)


def test_outside_git_nothing_is_ignored(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("*\n", encoding="utf-8")
    assert not git.is_ignored(tmp_path / "deck.lock")
