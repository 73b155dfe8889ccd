"""A small deck with some problems, and what the terminal prints about it in Korean."""

from __future__ import annotations

import os
import re
from contextlib import chdir, redirect_stderr, redirect_stdout, suppress
from io import StringIO
from pathlib import Path
from unittest.mock import patch

from notedeck.cli.main import find_width, main
from tests.support.paths import DATA

GOLDEN = DATA / "korean_terminal.txt"
NOTES = {
    "운영체제.md": (
        "# 운영체제\n\n## 프로세스\n\n![상태](그림.png) 실행 중인 프로그램이다.\n\n"
        "## 스레드\n\n프로세스 안의 실행 흐름이다.\n\n"
        "## 참고 자료\n\n- https://example.com\n"
    ),
    "네트워크.md": (
        "---\nstyle: cloz\n---\n## TCP\n\n**연결**을 맺고 보낸다.\n\n## UDP\n\n## UDP의 특징은?\n\n빠르다.\n"
    ),
}
COMMANDS = (
    ("check", "notes"),
    ("build", "notes"),
    ("diff", "notes"),
    ("preview", "notes"),
    ("chek",),
    ("check", "nots"),
    ("check", "--strikt"),
    ("preview", "--port", "많이"),
    ("help",),
    ("help", "check"),
)
SIZE = re.compile(r"\d+ KB")
PROGRESS = re.compile(r"^(?:노트 읽기|그림 넣기): \d+\n", re.MULTILINE)  # files that are a second old may be read again
ENVIRONMENT = {"NOTEDECK_LANG": "ko", "COLUMNS": "100"}


def write_deck(folder: Path) -> None:
    """Write the deck into `notes` in a folder."""
    (folder / "notes").mkdir()
    for name, text in NOTES.items():
        (folder / "notes" / name).write_text(text, encoding="utf-8")


def run_commands(folder: Path) -> str:
    """Return what each command prints in Korean, below the command; the deck is written into the folder before."""
    write_deck(folder)
    find_width.cache_clear()
    with patch.dict(os.environ, ENVIRONMENT), chdir(folder):
        parts = [f"$ {' '.join(('build-deck', *words))}\n{run_command(words)}" for words in COMMANDS]
    find_width.cache_clear()
    return PROGRESS.sub("", SIZE.sub("… KB", "\n".join(parts))).replace(str(folder), "…")


def run_command(words: tuple[str, ...]) -> str:
    """Return what a command prints on both streams."""
    output = StringIO()
    with redirect_stdout(output), redirect_stderr(output), suppress(SystemExit):
        main(words)
    return output.getvalue()
