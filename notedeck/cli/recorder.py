"""A console that remembers what is printed on it, so that it can be printed again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from notedeck.cli.console import Bar, Console, Span
from notedeck.language import translate
from notedeck.unchanged.store import Outcome, Printed


class Recorder(Console):
    """Passes on what is printed to another console, if there is one, and remembers it; bars leave nothing behind."""

    def __init__(self, console: Console | None = None) -> None:
        """Begin with nothing."""
        self._console = console
        self._printed: list[Printed] = []

    @property
    def printed(self) -> tuple[Printed, ...]:
        """What was printed so far."""
        return tuple(self._printed)

    @property
    def is_terminal(self) -> bool:
        """Whether a person sees the lines as they come."""
        return self._console is not None and self._console.is_terminal

    def print_spans(self, *spans: Span) -> None:
        """Print one line of several parts."""
        self._printed.append(tuple((translate(span.text), span.style) for span in spans))
        if self._console:
            self._console.print_spans(*spans)

    def print_document(self, text: str) -> None:
        """Print lines for a program on standard output."""
        self._printed.append(text)
        if self._console:
            self._console.print_document(text)

    @contextmanager
    def show_bar(self, title: str, total: int, *, done: int = 0) -> Iterator[Bar]:
        """Show a progress bar while the block runs."""
        if self._console:
            with self._console.show_bar(title, total, done=done) as bar:
                yield bar
        else:
            yield Bar()


def print_outcome(outcome: Outcome, console: Console) -> int:
    """Print again what an earlier run printed, and return its exit status."""
    for printed in outcome.printed:
        if isinstance(printed, str):
            console.print_document(printed)
        else:
            console.print_spans(*(Span(text, style) for text, style in printed))
    return outcome.status
