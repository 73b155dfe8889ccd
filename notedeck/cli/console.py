"""The one place that prints.

Much of what a command prints was written by others: notes, file names, settings, servers, git, messages of libraries.
Everything leaves through `Console`, which shows control characters as escapes, so that no text can move the cursor,
hide a part of a line, begin a line of its own, or give an order to GitHub Actions.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, TextIO

from notedeck.cli.escapes import escape_line, escape_old_commands
from notedeck.cli.streams import discard_output
from notedeck.errors import DeckError
from notedeck.language import translate
from notedeck.messages import Message
from notedeck.util.text import HIDDEN_CHARACTERS, escape_hidden

if TYPE_CHECKING:
    from notedeck.cli.terminal import Terminal

FORCING_VARIABLES = {"FORCE_COLOR", "TTY_COMPATIBLE"}  # by which rich takes what is no terminal for one


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a line, with a style of its own."""

    text: str
    style: str = ""


class Bar:
    """A progress bar where none is shown."""

    def show_label(self, text: str) -> None:
        """Show what is being done now."""

    def advance(self) -> None:
        """Count one more."""


class ReaderGoneError(Exception):
    """Whoever read the output has closed it, as `head` does."""


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
        self._file = file
        self._is_for_errors = is_for_errors
        self._is_quiet = is_quiet
        self._terminal = make_terminal(self._stream, is_terminal=is_terminal, width=width)

    @property
    def _stream(self) -> IO[str]:
        """Where the lines go; asked for each time, as somebody may have replaced the stream."""
        return self._file or (sys.stderr if self._is_for_errors else sys.stdout)

    @property
    def is_terminal(self) -> bool:
        """Whether a person sees the lines as they come."""
        return self._terminal is not None

    def print_line(self, text: str, style: str = "") -> None:
        """Print one line as it is: no markup, no wrapping, no highlighting."""
        self.print_spans(Span(text, style))

    def print_spans(self, *spans: Span) -> None:
        """Print one line of several parts, as `print_line` does."""
        if self._is_quiet:
            return
        escaped = [Span(escape_line(translate(span.text)), span.style) for span in spans]
        with handle_failure(self._stream):
            if self._terminal:
                self._terminal.print_spans(escaped)
            else:
                self._stream.write("".join(span.text for span in escaped) + "\n")
                self._stream.flush()

    def print_document(self, text: str) -> None:
        """Print lines for a program on standard output; the format of the document encodes what others wrote."""
        lines = map(escape_hidden, text.split("\n"))
        with handle_failure(sys.stdout):
            print(*(escape_old_commands(line, r"\\x23") for line in lines), sep="\n", flush=True)  # noqa: T201

    def print_json(self, document: object, indent: int | None = None) -> None:
        """Print a JSON document on standard output: Korean as it is, hidden characters as JSON's own escapes."""
        self.print_document(escape_json(json.dumps(document, ensure_ascii=False, indent=indent)))

    @contextmanager
    def show_bar(self, title: str, total: int, *, done: int = 0) -> Iterator[Bar]:
        """Show a progress bar while the block runs, if this is a terminal; `done` of `total` items are done already."""
        if self._terminal and not self._is_quiet:
            with self._terminal.show_bar(escape_line(translate(title)), total, done=done) as bar:
                yield bar
        else:
            yield Bar()


def make_terminal(stream: IO[str], *, is_terminal: bool | None, width: int | None) -> Terminal | None:
    """Return the terminal behind a stream, None for a file or a pipe: rich takes long to import, and to print a line.

    `is_terminal` and `width` are detected unless they are given.
    """
    if is_terminal is False or (is_terminal is None and not (stream.isatty() or FORCING_VARIABLES & set(os.environ))):
        return None
    from notedeck.cli.terminal import Terminal

    terminal = Terminal(stream, is_terminal=is_terminal, width=width)
    return terminal if terminal.is_terminal else None


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
        message = Message("the output cannot be printed: {reason}", reason=error.strerror)
        raise DeckError(message, Message("Make room for it, or print it elsewhere.")) from None


def escape_json(text: str) -> str:
    r"""Return JSON with each hidden character in its strings as `\u202e`: other bytes, the same values."""
    lines = (HIDDEN_CHARACTERS.sub(lambda match: json.dumps(match[0])[1:-1], line) for line in text.split("\n"))
    return escape_old_commands("\n".join(lines), r"\\u0023")
