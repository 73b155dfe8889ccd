"""How a stage reports its progress. The forms for a terminal are in `cli/progress.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

T = TypeVar("T")


class Reporter(Protocol):
    """Receives the progress of the pipeline."""

    def track(self, title: str, items: Sequence[T], label: Callable[[T], str]) -> Iterator[T]:
        """Pass the items on one by one and report each."""


class SilentReporter:
    """Reports nothing."""

    def track(self, title: str, items: Sequence[T], label: Callable[[T], str]) -> Iterator[T]:  # noqa: ARG002
        """Pass the items on."""
        yield from items
