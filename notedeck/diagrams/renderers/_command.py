"""A program that reads the source of a diagram and writes SVG."""

from __future__ import annotations

import shlex
import subprocess
from dataclasses import dataclass

from notedeck.diagrams.model import RenderFailure
from notedeck.diagrams.worker import MAX_RENDER_SECONDS

MAX_MESSAGE_CHARACTERS = 300
MAX_COMMAND_SECONDS = MAX_RENDER_SECONDS - 1  # ends before the worker is killed, so that no program is left running


class CommandError(Exception):
    """The program did not draw the diagram; the text is what it printed."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command line, run without a shell, that reads standard input and writes SVG to standard output."""

    line: str
    encoding: str = "utf-8"

    @property
    def name(self) -> str:
        """Return the command line."""
        return self.line

    def version(self) -> str:
        """Return the command line; after an update of the program, the cache can be deleted."""
        return self.line

    def render(self, source: str) -> bytes:
        """Return the SVG. Raises CommandError, OSError or subprocess.TimeoutExpired."""
        result = subprocess.run(
            shlex.split(self.line),
            input=source.encode(self.encoding),
            capture_output=True,
            timeout=MAX_COMMAND_SECONDS,
            check=False,
        )
        start = result.stdout.find(b"<svg")
        if result.returncode or start < 0:
            words = (result.stderr or result.stdout).decode("utf-8", "replace").split()
            raise CommandError(" ".join(words)[:MAX_MESSAGE_CHARACTERS] or f"it ended with status {result.returncode}")
        return result.stdout[start:]

    def describe_error(self, error: Exception) -> RenderFailure:
        """Return what the program printed, or why it did not run."""
        if isinstance(error, CommandError):
            return RenderFailure(str(error))
        if isinstance(error, subprocess.TimeoutExpired):
            return RenderFailure(f"it takes longer than {MAX_COMMAND_SECONDS:.0f} seconds", lasting=False)
        return RenderFailure(f"{shlex.split(self.line)[0]} cannot be run: {error}", lasting=False)
