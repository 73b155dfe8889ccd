"""A program that reads a drawing's text and writes SVG."""

from __future__ import annotations

import shlex
import subprocess
from dataclasses import dataclass

from notedeck.diagrams.worker import SECONDS, Failed

TOLD = 300  # characters of what a program says


class Refused(Exception):
    """The program could not draw it; its own words."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command line, run without a shell, with the text on its standard input and SVG on its standard output."""

    line: str
    encoding: str = "utf-8"

    @property
    def name(self) -> str:
        return self.line

    def version(self) -> str:
        """The command line itself; whoever updates the program may delete the cache."""
        return self.line

    def svg(self, source: str) -> bytes:
        done = subprocess.run(
            shlex.split(self.line),
            input=source.encode(self.encoding),
            capture_output=True,
            timeout=SECONDS - 1,
            check=False,
        )
        start = done.stdout.find(b"<svg")
        if done.returncode or start < 0:
            words = (done.stderr or done.stdout).decode("utf-8", "replace").split()
            raise Refused(" ".join(words)[:TOLD] or f"it ended with status {done.returncode}")
        return done.stdout[start:]

    def failed(self, error: Exception) -> Failed:
        """What the program said, or why it did not run."""
        if isinstance(error, Refused):
            return Failed(str(error))
        if isinstance(error, subprocess.TimeoutExpired):
            return Failed(f"it takes longer than {SECONDS - 1:.0f} seconds", lasting=False)
        return Failed(f"{shlex.split(self.line)[0]} cannot be run: {error}", lasting=False)
