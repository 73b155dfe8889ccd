"""The form of hostile inputs: each is a name and a function that writes it at any size."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any


@dataclass(frozen=True, slots=True)
class HostileInput:
    """An input that costs time: `write` returns it with about the given number of characters or bytes."""

    name: str
    write: Callable[[int], Any]


@dataclass(frozen=True, slots=True)
class Layer:
    """A part of the program: `run` is all that it does with one input."""

    name: str
    run: Callable[[Any], object]
    inputs: tuple[HostileInput, ...]


def show(text: str) -> str:
    """Return the beginning of a text for a table."""
    return ascii(text)[1:-1][:40] if text.isascii() else repr(text)[1:-1][:40]


def repeat(unit: str, name: str = "") -> HostileInput:
    """Return the input that repeats a unit."""
    return HostileInput(name or show(unit), lambda size: (unit * (size // len(unit) + 1))[:size])


def repeat_between(start: str, unit: str, end: str) -> HostileInput:
    """Return the input with as many units as fit between a start and an end."""
    name = show(f"{start}{unit}…{end}")
    return HostileInput(name, lambda size: start + unit * ((size - len(start) - len(end)) // len(unit)) + end)


def enclose(before: str, middle: str, after: str, name: str = "", start: str = "") -> HostileInput:
    """Return the input with as many `before` as `after` around `middle`; either may be empty."""
    parts = len(before) + len(after)

    def write(size: int) -> str:
        times = max(1, (size - len(middle) - len(start)) // parts)
        return start + before * times + middle + after * times

    return HostileInput(name or show(f"{start}{before}…{middle}{after}…"), write)


def enumerate_units(template: str, name: str = "", start: str = "", end: str = "") -> HostileInput:
    """Return the input that repeats a template with a number in the place of each `#`."""

    def write(size: int) -> str:
        pieces, length = [start], len(start) + len(end)
        for number in count():
            if length >= size:
                break
            pieces.append(template.replace("#", str(number)))
            length += len(pieces[-1])
        return "".join(pieces) + end

    return HostileInput(name or show(template), write)


def list_inputs(*inputs: str | HostileInput) -> tuple[HostileInput, ...]:
    """Return inputs; a mere text is the unit of a repetition."""
    return tuple(repeat(item) if isinstance(item, str) else item for item in inputs)


def join_inputs(groups: Mapping[str, Sequence[HostileInput]]) -> tuple[HostileInput, ...]:
    """Return the inputs of all groups, with the group before each name."""
    return tuple(HostileInput(f"{group}: {item.name}", item.write) for group, items in groups.items() for item in items)
