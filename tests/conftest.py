"""Isolate every test, from before the first module is collected to the end of the run."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.isolation import isolate_tests

STACK = ExitStack()


def pytest_configure() -> None:
    """Give the run a home folder of its own; test modules read the environment when they are imported."""
    home = STACK.enter_context(TemporaryDirectory(prefix="notedeck-home-", ignore_cleanup_errors=True))
    STACK.enter_context(isolate_tests(Path(home)))


def pytest_unconfigure() -> None:
    """Restore the environment."""
    STACK.close()
