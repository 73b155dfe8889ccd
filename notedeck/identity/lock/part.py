"""Read a part of deck.lock: only the buckets in which something may change.

To read and write a large deck.lock as a whole takes longer than all else that follows the edit of a note.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import pairwise

from notedeck.identity.lock.entries import Lock
from notedeck.identity.lock.format import BUCKETS, encode_bucket, find_bucket, join_lines, name_bucket
from notedeck.identity.lock.parse import parse_lock_data

NAMES = tuple(map(name_bucket, range(BUCKETS)))
STATE = b'"state":"'  # of a card that is no longer in the notes; in a text, the quotation marks would be escaped


def parse_lock_part(data: bytes, paths: Collection[str]) -> Lock | None:
    """Return the lock with the entries of these notes, of removed cards, and whatever is in a bucket with them.

    The text of the other buckets stays unread. Return None for a file that is not as this program writes it. Raises
    DeckError as `parse_lock_data` does.
    """
    buckets = split_buckets(data)
    if buckets is None:
        return None
    head, texts = buckets
    wanted = {*map(find_bucket, paths), *(name for name, text in texts.items() if STATE in text)}
    unread = {name: text for name, text in texts.items() if name not in wanted}
    parts = (join_lines(encode_bucket(name, (), {})) if name in unread else text for name, text in texts.items())
    lock, problems = parse_lock_data(head + b"".join(parts))
    return None if problems else replace(lock, unread=unread)


def split_buckets(data: bytes) -> tuple[bytes, dict[str, bytes]] | None:
    """Return what is above the buckets, and the text of each by its name; None if they are not there in their order."""
    starts = [*find_starts(data), len(data)]
    if len(starts) != BUCKETS + 1 or b"\r" in data:
        return None
    texts = {name: data[start:end] for name, (start, end) in zip(NAMES, pairwise(starts), strict=True)}
    return data[: starts[0]], texts


def find_starts(data: bytes) -> Iterator[int]:
    """Yield where the buckets start, up to the first that is missing."""
    start = 0
    for name in NAMES:
        start = data.find(b"\n# %b\n" % name.encode(), max(start - 1, 0)) + 1
        if not start:
            return
        yield start
