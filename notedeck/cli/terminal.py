"""Colours and progress bars on a terminal. `cli/console.py` imports this only where there is one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, NoReturn

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

from notedeck.cli.console import Bar, Span
from notedeck.cli.escapes import escape_line


@dataclass(frozen=True, slots=True)
class ScreenBar(Bar):
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


class RichConsole(rich.console.Console):
    """Rich's console, which leaves it to us to end the program when a pipe is broken."""

    def on_broken_pipe(self) -> NoReturn:
        """Raise BrokenPipeError again."""
        raise


class Terminal:
    """A terminal; what it prints must be escaped."""

    def __init__(self, stream: IO[str], *, is_terminal: bool | None, width: int | None) -> None:
        """Print to a stream; `is_terminal` and `width` (in columns) are detected unless they are given."""
        self._rich = RichConsole(file=stream, force_terminal=is_terminal, width=width, soft_wrap=True)

    @property
    def is_terminal(self) -> bool:
        """Whether the stream is one, or the user says so."""
        return self._rich.is_terminal

    def print_spans(self, spans: Sequence[Span]) -> None:
        """Print one line of several parts as it is: no markup, no wrapping, no highlighting."""
        text = Text.assemble(*((span.text, span.style) for span in spans))
        self._rich.print(text, highlight=False, soft_wrap=True)

    @contextmanager
    def show_bar(self, title: str, total: int, *, done: int) -> Iterator[ScreenBar]:
        """Show a progress bar while the block runs: counts, the speed, the time left, and the label of an item."""
        name, label = (TextColumn(f"{{{text}}}", markup=False) for text in ("task.description", "task.fields[label]"))
        columns = (name, BarColumn(), MofNCompleteColumn(), RateColumn(), TimeRemainingColumn(), label)
        with Progress(*columns, console=self._rich, transient=True) as progress:
            yield ScreenBar(progress, progress.add_task(title, total=total, completed=done, label=""))
