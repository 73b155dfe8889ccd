"""Report the progress of a build: as plain lines, or as a bar on a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from notedeck.cli.console import Console
from notedeck.util.reporter import Reporter, SilentReporter

T = TypeVar("T")


class LineReporter:
    """Prints one line for each stage, for logs and pipes; with `verbose` one for each item as well."""

    def __init__(self, console: Console, verbose: bool) -> None:
        """Print to `console`."""
        self.console = console
        self.verbose = verbose

    def track(self, title: str, items: Sequence[T], label: Callable[[T], str]) -> Iterator[T]:
        """Pass the items on, and print the stage."""
        self.start_stage(f"{title}: {len(items)}")
        for item in items:
            if self.verbose:
                self.start_stage(f"  {label(item)}")
            yield item

    def start_stage(self, text: str) -> None:
        """Print the stage."""
        self.console.print_line(text)


class BarReporter:
    """Shows a progress bar that disappears when it is done."""

    def __init__(self, console: Console) -> None:
        """Draw on `console`."""
        self.console = console

    def track(self, title: str, items: Sequence[T], label: Callable[[T], str]) -> Iterator[T]:
        """Pass the items on, and move the bar."""
        with self.console.show_bar(title, len(items)) as bar:
            for item in items:
                bar.show_label(label(item))
                yield item
                bar.advance()

    def start_stage(self, text: str) -> None:
        """Print the stage."""
        self.console.print_line(f"{text} …", "dim")


def choose_reporter(console: Console, *, quiet: bool, verbose: bool) -> Reporter:
    """Return the reporter that suits the console."""
    if quiet:
        return SilentReporter()
    return BarReporter(console) if console.is_terminal and not verbose else LineReporter(console, verbose)
