"""What must hold for any sequence of edits, on random decks."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, replace

from hypothesis import given, settings
from hypothesis import strategies as some
from rapidfuzz import fuzz

from notedeck.identity import Kind, Lock, Scope, State, format_lock, parse_lock, reconcile_cards
from notedeck.model import Card, Key, Place
from tests.support.paths import DATA

WORDS = (DATA / "identity" / "words.txt").read_text(encoding="utf-8").split()
ACTS = ("edit", "rewrite", "rename", "delete", "insert", "swap", "move", "rename note", "restore")


@dataclass(frozen=True, slots=True)
class Sect:
    """A section of a random deck; `born` tells sections apart, whatever is done to them."""

    born: int
    path: str
    title: str
    body: tuple[str, ...]


class World:
    """Random notes, and the edits that happen to them."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.count = 0
        self.gone: list[Sect] = []
        self.sections = [self.section(f"{number % 3}.md") for number in range(12)]

    def section(self, path: str) -> Sect:
        self.count += 1
        return Sect(self.count, path, " ".join(self.words(3)), self.words(14))

    def words(self, count: int) -> tuple[str, ...]:
        return tuple(self.dice.choice(WORDS) for _ in range(count))

    def act(self, name: str) -> None:
        """One edit."""
        at = self.dice.randrange(len(self.sections))
        one = self.sections[at]
        if name == "edit":
            cut = self.dice.randrange(len(one.body))
            self.sections[at] = replace(one, body=(*one.body[:cut], *self.words(1), *one.body[cut + 1 :]))
        elif name == "rewrite":
            self.sections[at] = replace(one, body=self.words(14))
        elif name == "rename":
            self.sections[at] = replace(one, title=" ".join(self.words(3)))
        elif name == "delete" and len(self.sections) > 3:
            self.gone.append(self.sections.pop(at))
        elif name == "insert":
            self.sections.insert(at, self.section(one.path))
        elif name == "swap":
            self.dice.shuffle(self.sections)
        elif name == "move":
            self.sections[at] = replace(one, path=self.dice.choice(("0.md", "1.md", "neu.md")))
        elif name == "rename note":
            self.sections = [
                replace(row, path="x" + row.path) if row.path == one.path else row for row in self.sections
            ]
        elif name == "restore" and self.gone:
            self.sections.append(self.gone.pop())

    def cards(self) -> dict[int, Card]:
        """The cards by the number of their section."""
        seen: Counter[tuple[str, str]] = Counter()
        rows = {}
        for one in sorted(self.sections, key=lambda one: one.path):
            key = Key(one.path, (), one.title, "basic", seen[one.path, one.title])
            seen[one.path, one.title] += 1
            rows[one.born] = Card(key, Place(one.path, one.born), one.title, " ".join(one.body), modified=1)
        return rows


def unlike(old: Card, new: Card) -> bool:
    """Whether two cards have nothing in common."""
    bodies = fuzz.token_set_ratio(old.back, new.back)
    return fuzz.ratio(old.front, new.front) < 50 and bodies < 40


@settings(max_examples=60, deadline=None)
@given(some.integers(0, 10**9), some.lists(some.lists(some.sampled_from(ACTS), max_size=4), min_size=1, max_size=8))
def test_any_sequence_of_edits(seed: int, history: list[list[str]]) -> None:
    world = World(seed)
    lock = Lock()
    last: dict[int, Card] = {}
    ever: dict[str, Card] = {}
    for second, acts in enumerate([[], *history], start=100):
        for act in acts:
            world.act(act)
        cards = world.cards()
        done, _ = reconcile_cards(tuple(cards.values()), lock, Scope(second))
        now = dict(zip(cards, done.cards, strict=True))
        assert_guids_are_told_apart(now, done.lock)
        assert_no_card_is_mistaken(last, now, ever)
        assert_times(lock, done.lock)
        kept, _ = parse_lock(format_lock(done.lock))
        again, _ = reconcile_cards(tuple(cards.values()), kept, Scope(second + 50))
        assert (again.cards, again.changes) == (done.cards, ())
        assert format_lock(again.lock) == format_lock(done.lock)
        lock, last = done.lock, now
        ever |= {card.guid: card for card in now.values()}


def assert_guids_are_told_apart(now: dict[int, Card], lock: Lock) -> None:
    """No guid is on two cards, and the lock knows exactly the living ones as living."""
    guids = [card.guid for card in now.values()]
    assert len(guids) == len(set(guids))
    assert sorted(guids) == sorted(entry.guid for entry in lock.entries if entry.state is State.LIVE)
    assert len({entry.guid for entry in lock.entries}) == len(lock.entries)


def assert_no_card_is_mistaken(last: dict[int, Card], now: dict[int, Card], ever: dict[str, Card]) -> None:
    """An untouched section keeps its guid; no guid goes to a card that has nothing in common with the one before."""
    for born, card in now.items():
        if born in last and (last[born].key, last[born].back) == (card.key, card.back):
            assert last[born].guid == card.guid
        if card.guid in ever:
            assert not unlike(ever[card.guid], card), (ever[card.guid], card)


def assert_times(before: Lock, after: Lock) -> None:
    """The time of a card grows if and only if what is packed of it changed."""
    old = {entry.guid: entry for entry in before.entries}
    for entry in after.entries:
        if entry.guid not in old:
            continue
        same = (old[entry.guid].state, dict(old[entry.guid].digests)) == (entry.state, dict(entry.digests))
        assert (entry.modified == old[entry.guid].modified) is same
        assert entry.modified >= old[entry.guid].modified


def test_a_thousand_cards_of_a_folder_that_was_renamed_are_all_kept() -> None:
    world = World(1)
    world.sections = [world.section(f"{number % 40}.md") for number in range(1000)]
    first, _ = reconcile_cards(tuple(world.cards().values()), Lock(), Scope(100))
    world.sections = [replace(one, path="neu/" + one.path) for one in world.sections]
    second, problems = reconcile_cards(tuple(world.cards().values()), first.lock, Scope(200))
    assert problems == ()
    assert {card.guid for card in first.cards} == {card.guid for card in second.cards}
    assert {change.kind for change in second.changes} == {Kind.MOVED}
