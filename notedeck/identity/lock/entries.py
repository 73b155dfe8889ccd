"""What deck.lock remembers of each card: digests and sketches, never the text of a note in full."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from itertools import chain

from notedeck.identity.lock.seals import SEAL_LETTERS
from notedeck.identity.rendering import RENDERING
from notedeck.model import Key, ThemeVersion, Value

MAX_SECOND = 4_000_000_000  # of a change, in the year 2096; Anki stores 32 bits


class State(Enum):
    """Whether the notes and the packages still have a card that the lock knows."""

    LIVE = "live"  # in the notes
    REMOVED = "removed"  # no longer in the notes; packages carry it with a tag, so that members can find it
    FORGOTTEN = "forgotten"  # removed, and no longer in packages; it gets its guid back if it returns


class Cloze(Value, frozen=True):
    """A cloze deletion that a note has or had.

    `number` is Anki's number for it, `context` a digest of the sentence around it. One that is not `live` is no longer
    in the note; it gets its number back if it returns.
    """

    number: int
    text: str
    context: str
    live: bool = True


class Entry(Value, frozen=True):
    """One card of the lock.

    `modified` is the Unix second from which Anki takes its present content. `digests` has a digest of every packed
    field that is not empty, by the field's name. `sketch` and `word_count` stand for the back when cards are compared
    (`match/sketch.py`). `id` is one that the author wrote. `previous_key` is the key before the last rename, for
    `unlink`. `builds` counts the builds with changes since the card was removed, if the settings limit how long removed
    cards are packed. `clozes` are all cloze deletions that the note ever had. `rendering` is the number of the one by
    which members have it (`identity/rendering.py`), 0 for that of the lock. `adopted` is Anki's id of a
    note that was in another deck before (`notedeck/adopt`), 1 if that is not known, and 0 for all other cards. `since`
    is the Unix second from which the deck has the card, 0 for `modified`. `copies` are the guids of the cards that have
    the text of a removed one (`identity/copies.py`), and `apart` those of cards that a person said are other ones.
    """

    guid: str
    key: Key
    modified: int
    digests: Mapping[str, str]
    sketch: str = ""
    word_count: int = 0
    id: str = ""
    previous_key: Key | None = None
    state: State = State.LIVE
    builds: int = 0
    clozes: tuple[Cloze, ...] = ()
    rendering: int = 0
    adopted: int = 0
    since: int = 0
    copies: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()

    @property
    def previous_path(self) -> str:
        """The path of the note that had the card before its last rename or move, "" if it is still the same."""
        is_other = self.previous_key is not None and self.previous_key.path != self.key.path
        return self.previous_key.path if self.previous_key and is_other else ""

    @property
    def first_second(self) -> int:
        """The Unix second from which the deck has the card."""
        return self.since or self.modified


MATCHED_FIELDS = ("Front", "Back")


def remove_entry(entry: Entry, second: int) -> Entry:
    """Return the entry of a card that is no longer in the notes since this Unix second."""
    since = choose_since(entry.first_second, second)
    return entry.replace(
        state=State.REMOVED, modified=second, builds=0, previous_key=None, since=since, copies=(), apart=()
    )


def is_for_removal(entry: Entry) -> bool:
    """Return whether packages have a card with the tag by which members find it, and delete it.

    One with copies in the notes has another tag, until somebody decides which reviews go on.
    """
    return entry.state is State.REMOVED and not entry.copies


def forget_entry(entry: Entry) -> Entry:
    """Return the entry of a card that packages no longer carry: only what finds the card again if it returns."""
    digests = {name: digest for name, digest in entry.digests.items() if name in MATCHED_FIELDS}
    return entry.replace(state=State.FORGOTTEN, digests=digests, previous_key=None, since=0, copies=(), apart=())


def bump_modified(entry: Entry, now: int) -> int:
    """Return the time of a change made now (Unix seconds), later than the last one: Anki takes only newer notes."""
    return min(max(now, entry.modified + 1), MAX_SECOND)


def choose_since(first_second: int, modified: int) -> int:
    """Return the value `since` of an entry: 0 if its `modified` says the same."""
    return 0 if first_second == modified else first_second


class CardLine(Value, frozen=True):
    """A line of the file with the entry that it describes.

    `number` is that of the line, from 1. It is `file[start:end]`: a line of its own would take as much memory as the
    entry. `above` is the name of the line above in seals.
    """

    number: int
    file: bytes
    start: int
    end: int
    above: str
    entry: Entry

    @property
    def line(self) -> bytes:
        """The line, in UTF-8."""
        return self.file[self.start : self.end]

    @property
    def text(self) -> bytes:
        """The line without its seal."""
        return self.file[self.start : self.end - SEAL_LETTERS - 1]

    @property
    def seal(self) -> str:
        """The seal at its end."""
        return self.file[self.end - SEAL_LETTERS : self.end].decode()

    @property
    def name(self) -> str:
        """What the seal of the next line is made of."""
        return self.entry.guid


class PastMove(Value, frozen=True, order=True):
    """Cards that members may still have in the deck `old`, since this Unix second belong in `new`.

    `search` finds them in Anki; "" if all cards of the deck, and of those below it, are meant. One that is not shown
    would take other cards along, but tells which others would take its own.
    """

    second: int
    old: str
    new: str
    search: str = ""
    is_shown: bool = True


def join_moves(moves: Iterable[PastMove]) -> tuple[PastMove, ...]:
    """Return each move once, in the order of their times; one that a part of them does not show is not shown."""
    joined: dict[PastMove, bool] = {}
    for move in moves:
        key = move.replace(is_shown=True)
        joined[key] = joined.get(key, True) and move.is_shown
    return tuple(sorted(move.replace(is_shown=is_shown) for move, is_shown in joined.items()))


@dataclass(frozen=True, slots=True)
class Lock:
    """All that is remembered, in the order of the file: cards of one note in note order, each guid once.

    `deck` is the name of the whole deck, "" before its first build. `namespace` is part of the guids of new cards.
    `rendering` is that of all cards without a number of their own. `theme_version` is None for decks that never had a
    theme of their own. `moves` are those between decks that members may still have to do, in the order of their times.
    `lines` are those of the file, by guid: an entry that is still the same object is written as it was read. `unread`
    are the texts of the buckets, by name, that were not read since nothing in them can change (`part.py`); they are
    written as they are.
    """

    entries: tuple[Entry, ...] = ()
    deck: str = ""
    namespace: str = ""
    rendering: int = RENDERING
    theme_version: ThemeVersion | None = None
    moves: tuple[PastMove, ...] = ()
    lines: Mapping[str, CardLine] = field(default_factory=dict, compare=False, repr=False)
    unread: Mapping[str, bytes] = field(default_factory=dict, compare=False, repr=False)

    @property
    def paths(self) -> frozenset[str]:
        """Return the paths of the notes that have, or had, a card."""
        return frozenset(entry.key.path for entry in self.entries)


def order_entries(live: Iterable[Entry], removed: Iterable[Entry], before: Lock) -> tuple[Entry, ...]:
    """Return all entries: `live` in note order, each of `removed` after the one that it followed in `before`.

    A removed card keeps its line, so that the diff of deck.lock in a commit stays small.
    """
    entries_by_note: dict[str, list[Entry]] = defaultdict(list)
    for entry in live:
        entries_by_note[entry.key.path].append(entry)
    removed_by_guid = {entry.guid: entry for entry in removed}
    if not removed_by_guid:
        return tuple(chain.from_iterable(entries_by_note.values()))
    placed = {(entry.key.path, entry.guid) for entries in entries_by_note.values() for entry in entries}
    followers: dict[tuple[str, str], Entry] = {}
    first_entries: dict[str, list[Entry]] = defaultdict(list)
    last_guids: dict[str, str] = {}
    for previous in before.entries:
        if gone := removed_by_guid.get(previous.guid):
            path = gone.key.path
            above = path, last_guids.get(path, "")
            if above in placed:
                followers[above] = gone
            else:
                first_entries[path].insert(0, gone)
            placed.add((path, gone.guid))
            entries_by_note.setdefault(path, [])  # a note that lost all its cards keeps its place
        last_guids[previous.key.path] = previous.guid
    starts = ((*first_entries[path], *entries) for path, entries in entries_by_note.items())
    return tuple(entry for entries in starts for start in entries for entry in follow_entries(start, followers))


def follow_entries(start: Entry, followers: Mapping[tuple[str, str], Entry]) -> Iterator[Entry]:
    """Yield an entry, and the removed ones that follow it; `followers` are by path and guid."""
    entry: Entry | None = start
    while entry is not None:
        yield entry
        entry = followers.get((entry.key.path, entry.guid))
