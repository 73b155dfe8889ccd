"""The files of GitHub's runner: the summary of a job, and what a step hands to the next ones."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from notedeck.errors import DeckError
from notedeck.github.texts import shorten_markdown
from notedeck.messages import Message
from notedeck.util.files.read import FileRefusedError, is_present, read_file
from notedeck.util.files.write import replace_file

MAX_BYTES = 10_000_000
MAX_SUMMARY_CHARACTERS = 300_000  # GitHub takes 1 MiB, and a Korean letter has three bytes


def add_summary(variables: Mapping[str, str], text: str) -> None:
    """Add Markdown to the summary of the job. Raises DeckError if its file cannot be written."""
    add_lines(variables.get("GITHUB_STEP_SUMMARY", ""), shorten_markdown(text, MAX_SUMMARY_CHARACTERS))


def add_outputs(variables: Mapping[str, str], outputs: Mapping[str, str]) -> None:
    """Hand values to the next steps; none may have a line end. Raises DeckError if their file cannot be written."""
    lines = [f"{name}={value}" for name, value in outputs.items() if not {"\n", "\r"} & {*value}]
    add_lines(variables.get("GITHUB_OUTPUT", ""), "\n".join(lines))


def add_lines(name: str, text: str) -> None:
    """Add a text and a line end to a file, if the runner names one."""
    if not name:
        return
    file = Path(name)
    try:
        before = read_file(file, roots=[file.parent.resolve()], max_bytes=MAX_BYTES) if is_present(file) else b""
    except (FileRefusedError, OSError) as error:
        raise DeckError(
            Message("{file} cannot be read: {error}", file=file, error=error),
            Message("It is a file of GitHub's runner."),
        ) from None
    with replace_file(file, inside=file.parent) as stream:
        stream.write(before + text.encode("utf-8", "replace") + b"\n")
