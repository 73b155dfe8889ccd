"""Which cards members have as an earlier notedeck drew them, and what `--renew` does about it."""

from __future__ import annotations

from dataclasses import replace

from notedeck.identity import rendering
from notedeck.identity.lock.entries import Entry, Lock, State
from notedeck.identity.lock.format import FILE_NAME
from notedeck.messages import Message, format_count, join_messages
from notedeck.model import Place
from notedeck.problems import Problem, ProblemCode


def find_rendering(entry: Entry, lock: Lock) -> int:
    """Return the number of the rendering by which members have a card."""
    return entry.rendering or lock.rendering


def is_earlier(entry: Entry, lock: Lock) -> bool:
    """Return whether members have a card as an earlier notedeck drew it."""
    return find_rendering(entry, lock) < rendering.RENDERING


def choose_number(lock: Lock, *, renews: bool) -> int:
    """Return the number that the line of a card which changes has: 0 if it is that of the lock."""
    return rendering.RENDERING if lock.rendering < rendering.RENDERING and not renews else 0


def forget_renderings(lock: Lock) -> Lock:
    """Return the lock with the present rendering for all cards."""
    entries = tuple(entry.replace(rendering=0) if entry.rendering else entry for entry in lock.entries)
    return replace(lock, entries=entries, rendering=rendering.RENDERING)


def report_rendering(lock: Lock) -> tuple[Problem, ...]:
    """Return the problem that says how many cards `--renew` would draw in a new way, and what is new; none for none."""
    if lock.rendering == rendering.RENDERING:
        return ()
    earlier = [entry for entry in lock.entries if entry.state is State.LIVE and is_earlier(entry, lock)]
    if not earlier:
        return ()
    additions = join_messages(
        "; ", rendering.list_newer_renderings(min(find_rendering(entry, lock) for entry in earlier))
    )
    message = Message(
        "members have {cards} as an earlier notedeck drew them; new is: {additions}",
        cards=format_count(len(earlier), "card"),
        additions=additions,
    )
    hint = Message("They change with the next edit of their notes. To update all of them now: build-deck build --renew")
    return (Problem(ProblemCode.RENDERING_EARLIER, Place(FILE_NAME), message, hint),)
