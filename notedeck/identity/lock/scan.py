"""Look at lines of deck.lock without parsing them: which card, which time and which content each of them has.

The history of a deck has hundreds of thousands of lines, and nearly all of them are older than those of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

# Quotation marks within a text are escaped, so none of these can be found in one.
CARD = re.compile(rb'",\d+,"(?P<guid>(?:[^"\\]|\\.)+)",(?P<second>\d+),(?P<digests>\{[^{}]*\}),')
GONE = re.compile(rb'"state":"(?:removed|forgotten)"')


class ScannedLine(NamedTuple):
    """The line of a card: its time as a Unix second, a text that differs for other packed content, and all of it."""

    second: int
    content: bytes
    text: bytes

    def may_follow(self, other: ScannedLine) -> bool:
        """Return whether a package with this line is not surely older than one with the other."""
        return self.second > other.second or (self.second == other.second and self.content != other.content)


def scan_lines(texts: Iterable[bytes]) -> dict[bytes, ScannedLine]:
    """Return the newest line of each card, by its guid; of equally new ones the first. `texts` are without seals."""
    lines: dict[bytes, ScannedLine] = {}
    for text in texts:
        if card := CARD.search(text):
            line = ScannedLine(int(card["second"]), describe_content(text, card["digests"]), text)
            before = lines.setdefault(card["guid"], line)
            if line.second > before.second:
                lines[card["guid"]] = line
    return lines


def describe_content(text: bytes, digests: bytes) -> bytes:
    """Return the digests of a card, and whether it is removed: its tags say so."""
    return digests + b"gone" if GONE.search(text) else digests


def select_newer_lines(texts: Iterable[bytes], present: Iterable[bytes]) -> list[bytes]:
    """Return those lines of cards that the file with the lines `present` does not have, or has with an older time."""
    current = scan_lines(present)
    newest = scan_lines(texts)
    return [line.text for guid, line in newest.items() if guid not in current or line.may_follow(current[guid])]
