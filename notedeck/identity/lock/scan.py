"""Look at lines of deck.lock without parsing them: which card, which time and which content each of them has.

The history of a deck has hundreds of thousands of lines, and nearly all of them are older than those of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

# Quotation marks within a text are escaped, so none of these can be found in one.
CARD = re.compile(rb'",\d+,"(?P<guid>(?:[^"\\]|\\.)+)",(?P<second>\d+),(?P<digests>\{[^{}]*\}),')
SKETCH = re.compile(CARD.pattern + rb'"(?P<sketch>[^"]*)",(?P<words>\d+)(?P<rest>[^\n]*)')
SINCE = b'"since":'
COPIES = b'"copies":['
GONE = re.compile(rb'"state":"(?:removed|forgotten)"')


class ScannedLine(NamedTuple):
    """The line of a card: its time as a Unix second, a text that differs for other packed content, and all of it."""

    second: int
    content: bytes
    text: bytes

    def may_follow(self, other: ScannedLine) -> bool:
        """Return whether a package with this line is not surely older than one with the other."""
        return self.second > other.second or (self.second == other.second and self.content != other.content)


class SketchedLine(NamedTuple):
    """What tells the text of a card in its line: its digests, the sketch of its back, and the number of its words."""

    guid: bytes
    digests: bytes
    sketch: str
    words: int


def scan_sketches(data: bytes, after: int) -> Iterator[SketchedLine]:
    """Yield from a whole file the cards that may have come after a Unix second."""
    for card in SKETCH.finditer(data):
        if int(card["second"]) > after or SINCE in card["rest"]:
            yield SketchedLine(card["guid"], card["digests"], card["sketch"].decode("ascii"), int(card["words"]))


def scan_lines(texts: Iterable[bytes]) -> dict[bytes, list[ScannedLine]]:
    """Return the newest lines of each card, by its guid: one, or equally new ones with different content.

    `texts` are without seals.
    """
    lines: dict[bytes, list[ScannedLine]] = {}
    for text in texts:
        if card := CARD.search(text):
            line = ScannedLine(int(card["second"]), describe_content(text, card["digests"]), text)
            newest = lines.setdefault(card["guid"], [line])
            if line.second > newest[0].second:
                newest[:] = [line]
            elif line.second == newest[0].second and all(line.content != other.content for other in newest):
                newest.append(line)
    return lines


def describe_content(text: bytes, digests: bytes) -> bytes:
    """Return the digests of a card; of a removed one only its tag matters, which depends on whether it has copies."""
    if not GONE.search(text):
        return digests
    return b"undecided" if COPIES in text else b"gone"


def select_newer_lines(texts: Iterable[bytes], present: Iterable[bytes]) -> list[bytes]:
    """Return those newest lines of cards that the file with the lines `present` does not have, or has not as new."""
    current = scan_lines(present)
    return [
        line.text
        for guid, lines in scan_lines(texts).items()
        for line in lines
        if all(line.may_follow(other) for other in current.get(guid, ()))
    ]
