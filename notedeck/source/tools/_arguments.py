"""The arguments of a shortcode or tag: `name="value"`, or values by their places."""

from __future__ import annotations

import re
from collections.abc import Mapping

from notedeck.model import Value

ARGUMENT = re.compile(
    r"(?:(?P<key>[\w-]{1,100})[ \t]{0,9}=[ \t]{0,9})?+"
    r"(?:\"(?P<double>(?:[^\"\\]|\\.)*+)\"|`(?P<raw>[^`]*+)`|'(?P<single>[^']*+)'|(?P<bare>[^\s\"'`=,]++))"
)
ESCAPE = re.compile(r"\\(.)")


class Arguments(Value, frozen=True):
    """The named arguments, by lower-case names, and the others in order."""

    named: Mapping[str, str] = {}
    placed: tuple[str, ...] = ()

    def find(self, *names: str) -> str:
        """Return the first of the named arguments that is not empty, else ""."""
        return next((value for name in names if (value := self.named.get(name, "").strip())), "")

    def get_placed(self, place: int) -> str:
        """Return the argument at a place, from 0, else ""."""
        return self.placed[place].strip() if place < len(self.placed) else ""


def parse_arguments(written: str) -> Arguments:
    """Return the arguments that are written after the name of a shortcode."""
    named: dict[str, str] = {}
    placed: list[str] = []
    for match in ARGUMENT.finditer(written):
        double, raw, single, bare = match["double"], match["raw"], match["single"], match["bare"]
        value = ESCAPE.sub(r"\1", double) if double is not None else raw or single or bare or ""
        if match["key"]:
            named.setdefault(match["key"].lower(), value)
        else:
            placed.append(value)
    return Arguments(named, tuple(placed))
