"""The one place that prints.

Much of what a command prints was written by others: notes, file names, settings, servers, git, messages of libraries.
Everything leaves through `Console`, which shows control characters as escapes, so that no text can move the cursor,
hide a part of a line, begin a line of its own, or give an order to GitHub Actions.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, NoReturn, TextIO

import rich.console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from notedeck.cli.streams import discard_output
from notedeck.problems import DeckError
from notedeck.util.text import HIDDEN_CHARACTERS, escape_hidden

# GitHub's runner (ActionCommand.cs) obeys "::" at the start of a line, and "##[" anywhere in one.
COMMAND_START = re.compile(r"^(\s*):(?=:)")
OLD_COMMAND = re.compile(r"(?<=#)#(?=\[)")


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a line, with a style of its own."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A progress bar on the screen."""

    progress: Progress
    task: TaskID

    def show_label(self, text: str) -> None:
        """Show what is being done now."""
        self.progress.update(self.task, label=escape_line(text))

    def advance(self) -> None:
        """Count one more."""
        self.progress.advance(self.task)


class RateColumn(ProgressColumn):
    """The number of items per second."""

    def render(self, task: Task) -> Text:
        """Return the rate, such as `3.4/s`."""
        return Text(f"{task.speed or 0:.1f}/s")


class ReaderGoneError(Exception):
    """Whoever read the output has closed it, as `head` does."""


class RichConsole(rich.console.Console):
    """Rich's console, which leaves it to us to end the program when a pipe is broken."""

    def on_broken_pipe(self) -> NoReturn:
        """Raise BrokenPipeError again."""
        raise


class Console:
    """Where a command prints: lines for people, and documents for programs."""

    def __init__(
        self,
        file: TextIO | None = None,
        *,
        is_for_errors: bool = False,
        is_quiet: bool = False,
        is_terminal: bool | None = None,
        width: int | None = None,
    ) -> None:
        """Print lines to standard output, to standard error if `is_for_errors`, or to `file`.

        `is_terminal` and `width` (in columns) are detected unless they are given.
        """
        self._rich = RichConsole(
            file=file, stderr=is_for_errors, quiet=is_quiet, force_terminal=is_terminal, width=width, soft_wrap=True
        )

    @property
    def is_terminal(self) -> bool:
        """Whether a person sees the lines as they come."""
        return self._rich.is_terminal

    def print_line(self, text: str, style: str = "") -> None:
        """Print one line as it is: no markup, no wrapping, no highlighting."""
        self.print_spans(Span(text, style))

    def print_spans(self, *spans: Span) -> None:
        """Print one line of several parts, as `print_line` does.

        Rich takes a hundred times as long, which counts in a log of 100,000 problems.
        """
        parts = [(escape_line(span.text), span.style) for span in spans]
        with handle_failure(self._rich.file):
            if self.is_terminal:
                self._rich.print(Text.assemble(*parts), highlight=False, soft_wrap=True)
            elif not self._rich.quiet:
                self._rich.file.write("".join(text for text, _ in parts) + "\n")
                self._rich.file.flush()

    def print_document(self, text: str) -> None:
        """Print lines for a program on standard output; the format of the document encodes what others wrote."""
        lines = map(escape_hidden, text.split("\n"))
        with handle_failure(sys.stdout):
            print(*(OLD_COMMAND.sub(r"\\x23", line) for line in lines), sep="\n", flush=True)  # noqa: T201

    def print_json(self, document: object, indent: int | None = None) -> None:
        """Print a JSON document on standard output: Korean as it is, hidden characters as JSON's own escapes."""
        self.print_document(escape_json(json.dumps(document, ensure_ascii=False, indent=indent)))

    @contextmanager
    def show_bar(self, title: str, total: int, *, has_rate: bool = False) -> Iterator[Bar]:
        """Show a progress bar while the block runs, if this is a terminal; `has_rate` adds the speed and the time left.

        Without `has_rate` it shows the label of the present item.
        """
        label = TextColumn("{task.fields[label]}", markup=False)
        last = (RateColumn(), TimeRemainingColumn()) if has_rate else (label,)
        columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), *last)
        with Progress(*columns, console=self._rich, transient=True, disable=not self.is_terminal) as progress:
            yield Bar(progress, progress.add_task(escape_line(title), total=total, label=""))


@contextmanager
def handle_failure(stream: IO[str]) -> Iterator[None]:
    """Raise ReaderGoneError or DeckError if the block cannot print to a stream, which then is used no more."""
    try:
        yield
    except BrokenPipeError:
        discard_output(stream)
        raise ReaderGoneError from None
    except OSError as error:
        discard_output(stream)
        message = f"the output cannot be printed: {error.strerror}"
        raise DeckError(message, "Make room for it, or print it elsewhere.") from None


def escape_line(text: str) -> str:
    """Return a text on one line that neither a terminal nor GitHub Actions obeys."""
    return OLD_COMMAND.sub(r"\\x23", COMMAND_START.sub(r"\1\\x3a", escape_hidden(text)))


def escape_json(text: str) -> str:
    r"""Return JSON with each hidden character in its strings as `\u202e`: other bytes, the same values."""
    lines = (HIDDEN_CHARACTERS.sub(lambda match: json.dumps(match[0])[1:-1], line) for line in text.split("\n"))
    return OLD_COMMAND.sub(r"\\u0023", "\n".join(lines))
