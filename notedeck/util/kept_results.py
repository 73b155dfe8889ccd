"""Results that one build keeps for the next one of the same process, as `watch` needs them.

Nearly everything in a build is as it was in the build before, and values are frozen, so the result of a pure function
can be used again. What a whole build has not asked for is forgotten, so the deck limits what is kept. Commands that
build once keep nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
Function = TypeVar("Function", bound=Callable[..., Any])


class KeptResults(Generic[K, V]):
    """The results of one computation, by what they are made of."""

    is_keeping = False  # for all of them
    all: list[KeptResults[Any, Any]] = []  # noqa: RUF012

    def __init__(self) -> None:
        """Begin without results."""
        self.recent: dict[K, V] = {}  # that this build has asked for
        self.older: dict[K, V] = {}  # of the build before
        KeptResults.all.append(self)

    def get(self, key: K) -> V | None:
        """Return a result, None if it is not kept."""
        result = self.recent.get(key)
        if result is None and key in self.older:
            result = self.recent[key] = self.older[key]
        return result

    def put(self, key: K, result: V) -> V:
        """Keep a result if results are kept, and return it."""
        if KeptResults.is_keeping:
            self.recent[key] = result
        return result


@contextmanager
def keep_for_next_build() -> Iterator[None]:
    """Keep results until the end of the block."""
    KeptResults.is_keeping = True
    try:
        yield
    finally:
        KeptResults.is_keeping = False
        for kept in KeptResults.all:
            kept.recent, kept.older = {}, {}


def begin_build() -> None:
    """Forget the results that the last build has not asked for."""
    for kept in KeptResults.all:
        kept.older, kept.recent = kept.recent, {}


def keep_results(function: Function) -> Function:
    """Make a pure function return what it has returned for the very same values, without comparing them."""
    return keep_results_by(function, id)


def keep_results_of_equals(function: Function) -> Function:
    """Make a pure function return what it has returned for equal values."""
    return keep_results_by(function, lambda value: value)


def keep_results_by(function: Function, identify: Callable[[Any], Hashable]) -> Function:
    """Make a function return what it has returned for values that `identify` says are the same."""
    kept: KeptResults[tuple[Hashable, ...], tuple[tuple[Any, ...], Any]] = KeptResults()

    @wraps(function)
    def call(*values: Any) -> Any:
        if not KeptResults.is_keeping:
            return function(*values)
        key = tuple(map(identify, values))
        known = kept.get(key) or kept.put(key, (values, function(*values)))  # values live as long as their ids
        return known[1]

    return call  # type: ignore[return-value]
