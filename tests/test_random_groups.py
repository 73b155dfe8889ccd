"""Random stories of a study group: every card keeps its guid, its schedule and its present text in every Anki.

`python -m tests.test_random_groups [STORIES [FIRST_SEED]]` plays more of them.
"""

from __future__ import annotations

import random
import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.support.git_stories import Clock, start_group
from tests.support.random_group import TOKEN, RandomGroup, share, write_random_notes
from tests.test_git_stories import assert_collection

MEMBERS = ("kim", "lee", "park")
STEPS = 30
SEEDS = range(4)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_random_story_loses_nothing(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    play_story(seed, tmp_path, monkeypatch)


def play_story(seed: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Play a random story, and check the cards after each build and all collections at its end."""
    dice = random.Random(seed)
    with ExitStack() as stack:
        notes = write_random_notes(folder / "first", dice)
        world = RandomGroup(start_group(folder, Clock.start(monkeypatch), stack, notes, MEMBERS), dice)
        check_guids(world)
        for _ in range(STEPS):
            world.act()
            check_guids(world)
        for name in (*world.group.members, *world.group.members):
            world.group.now = name
            share(world, world.group.clock.advance())
            check_guids(world)
        world.group.load()
        forgotten = find_forgotten(world)
        for member in world.group.members.values():
            assert_collection(world.group, member, forgotten)


def find_forgotten(world: RandomGroup) -> set[str]:
    """Return the guids that stay in Anki unmarked: nobody committed the card, or its last text is nowhere any more."""
    latest = world.group.member.latest
    assert latest is not None
    known = {entry.guid for entry in latest.lock.entries}
    return {entry.guid for entry in latest.lost} | (world.owners.keys() - known)


def check_guids(world: RandomGroup) -> None:
    """Assert that each card of the last build has the guid that the card with its token always had."""
    latest = world.group.member.latest
    assert latest is not None
    if world.has_doubled_sections:
        pytest.skip("a merge doubled a section in the notes")
    tokens = {card.guid: match[0] for card in latest.deck.cards if (match := TOKEN.search(card.back))}
    assert len(set(tokens.values())) == len(tokens), "a card is doubled"
    for guid, token in tokens.items():
        assert world.owners.setdefault(guid, token) == token, f"{token} has the reviews of another card"
        assert world.guids.setdefault(token, guid) == guid, f"{token} has lost its reviews"


if __name__ == "__main__":
    count, first = (int(word) for word in (*sys.argv[1:], "100", "0")[:2])
    failures = skipped = 0
    for seed in range(first, first + count):
        with TemporaryDirectory() as scratch, pytest.MonkeyPatch.context() as monkeypatch:
            try:
                play_story(seed, Path(scratch), monkeypatch)
            except pytest.skip.Exception:
                skipped += 1
            except AssertionError as error:
                failures += 1
                print(f"seed {seed}: {(str(error) or 'a collection is not as the last package').splitlines()[0]}")  # noqa: T201
    print(f"{count} stories, {failures} failed, {skipped} skipped")  # noqa: T201
