"""Isolate every test, from before the first module is collected to the end of the run."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings

from tests.support.cases import Case
from tests.support.isolation import isolate_tests

STACK = ExitStack()

settings.register_profile("notedeck", deadline=None)  # a busy machine is no failure
settings.load_profile("notedeck")


def pytest_configure() -> None:
    """Give the run a home folder of its own; test modules read the environment when they are imported."""
    home = STACK.enter_context(TemporaryDirectory(prefix="notedeck-home-", ignore_cleanup_errors=True))
    STACK.enter_context(isolate_tests(Path(home)))


def pytest_unconfigure() -> None:
    """Restore the environment."""
    STACK.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Name the case of a fixture file whose test fails, and the command that rewrites its expected part."""
    report = yield
    values = item.callspec.params.values() if isinstance(item, pytest.Function) and hasattr(item, "callspec") else ()
    for case in (value for value in values if isinstance(value, Case)):
        advice = "If the new result is right: python -m tests.update, or edit it if that does not rewrite this file"
        lines = (f"{case.place}: {case.title}", advice)
        report.sections.append(("Fixture", "\n".join(lines)))
    return report
