"""Report the progress of a build: as plain lines, or as a bar on a terminal."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from notedeck.cli.console import Console
from notedeck.messages import Message
from notedeck.util.reporter import Reporter, SilentReporter

T = TypeVar("T")

HIDDEN_SECONDS = 0.5  # a bar that is gone at once only flickers


class LineReporter:
    """Prints one line for each stage, for logs and pipes; with `verbose` one for each item as well."""

    def __init__(self, console: Console, verbose: bool) -> None:
        """Print to `console`."""
        self.console = console
        self.verbose = verbose

    def track(self, title: str, items: Sequence[T], label: Callable[[T], str]) -> Iterator[T]:
        """Pass the items on, and print the stage."""
        self.console.print_line(Message("{title}: {count}", title=title, count=len(items)))
        for item in items:
            if self.verbose:
                self.console.print_line(f"  {label(item)}")
            yield item


class BarReporter:
    """Shows a progress bar for what takes longer than half a second; it disappears when that is done."""

    def __init__(self, console: Console) -> None:
        """Draw on `console`."""
        self.console = console

    def track(self, title: str, items: Sequence[T], label: Callable[[T], str]) -> Iterator[T]:
        """Pass the items on, and after half a second show the bar and move it."""
        start, done = time.monotonic(), 0
        while done < len(items) and time.monotonic() - start < HIDDEN_SECONDS:
            yield items[done]
            done += 1
        if done == len(items):
            return
        with self.console.show_bar(title, len(items), done=done) as bar:
            for item in items[done:]:
                bar.show_label(label(item))
                yield item
                bar.advance()


def choose_reporter(console: Console, *, quiet: bool, verbose: bool) -> Reporter:
    """Return the reporter that suits the console."""
    if quiet:
        return SilentReporter()
    return BarReporter(console) if console.is_terminal and not verbose else LineReporter(console, verbose)
