"""Telling how far a build is: nothing, plain lines, or a bar on a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

T = TypeVar("T")


class Reporter(Protocol):
    """What the pipeline tells of itself."""

    def each(self, title: str, rows: Sequence[T], label: Callable[[T], str]) -> Iterator[T]:
        """Pass the rows on, one by one, and tell of each."""

    def note(self, text: str) -> None:
        """Tell of a stage that cannot be counted."""


class Silent:
    """Tells nothing."""

    def each(self, title: str, rows: Sequence[T], label: Callable[[T], str]) -> Iterator[T]:  # noqa: ARG002
        yield from rows

    def note(self, text: str) -> None:
        pass


class Plain:
    """One line a stage, for logs and pipes; one line a row as well if `verbose`."""

    def __init__(self, console: Console, verbose: bool) -> None:
        self.console = console
        self.verbose = verbose

    def each(self, title: str, rows: Sequence[T], label: Callable[[T], str]) -> Iterator[T]:
        self.note(f"{title}: {len(rows)}")
        for row in rows:
            if self.verbose:
                self.note(f"  {label(row)}")
            yield row

    def note(self, text: str) -> None:
        self.console.print(text, markup=False, highlight=False)


class Terminal:
    """A progress bar that leaves no trace when it is done."""

    def __init__(self, console: Console) -> None:
        self.console = console

    def each(self, title: str, rows: Sequence[T], label: Callable[[T], str]) -> Iterator[T]:
        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[row]}", markup=False),
        )
        with Progress(*columns, console=self.console, transient=True) as progress:
            task = progress.add_task(title, total=len(rows), row="")
            for row in rows:
                progress.update(task, row=label(row))
                yield row
                progress.advance(task)

    def note(self, text: str) -> None:
        self.console.print(f"{text} …", style="dim", markup=False, highlight=False)


def reporter(console: Console, *, quiet: bool, verbose: bool) -> Reporter:
    """The reporter that suits where the text goes."""
    if quiet:
        return Silent()
    return Terminal(console) if console.is_terminal and not verbose else Plain(console, verbose)
