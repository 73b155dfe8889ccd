"""How long it takes to know many cards again: `python -m benchmarks.reconcile [CARDS]` (100,000 if none is named).

Only `identity.reconcile_cards`, in seconds of wall clock: nothing changed, one card in fifty edited, the folder
renamed, and the folder renamed while every title and every fifth word changed.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable

from benchmarks.sample_notes import create_word
from notedeck.identity import Lock, Scope, count_by_kind, reconcile_cards
from notedeck.model import Card, Key, Place

WORDS = 40  # in a back
EACH = 25  # cards in a note


def create_cards(count: int, dice: random.Random) -> list[Card]:
    """Cards with random words."""
    cards = []
    for number in range(count):
        path = f"notes/{number // EACH % 100}/{number // EACH}.md"
        key = Key(
            path, (f"{create_word(dice)} {number // EACH}",), " ".join(create_word(dice) for _ in range(3)), "basic"
        )
        back = " ".join(create_word(dice) for _ in range(WORDS))
        cards.append(Card(key, Place(path, number), key.title, f"<p>{back}</p>", key.breadcrumb, modified=1))
    return cards


def edit_card(card: Card, dice: random.Random) -> Card:
    """Return a card with one more word."""
    return card.replace(back=card.back.replace("</p>", f" {create_word(dice)}</p>"))


def move_card(card: Card) -> Card:
    """Return a card in another folder."""
    return card.replace(key=card.key.replace(path=card.key.path.replace("notes/", "정리/")))


def rewrite_card(card: Card, dice: random.Random) -> Card:
    """Return a card in another folder, with another title and every fifth word changed."""
    words = [one if at % 5 else create_word(dice) for at, one in enumerate(card.back[3:-4].split())]
    key = move_card(card).key.replace(title=f"{card.key.title} {create_word(dice)}")
    return card.replace(key=key, front=key.title, back=f"<p>{' '.join(words)}</p>")


def main() -> None:
    """Print a line for each kind of change."""
    count, dice = int(sys.argv[1]) if sys.argv[1:] else 100_000, random.Random(1)
    cards = create_cards(count, dice)
    lock = reconcile_cards(cards, Lock(), Scope(10))[0].lock
    kinds: dict[str, Callable[[int, Card], Card]] = {
        "nothing changed": lambda _, card: card,
        "one in fifty edited": lambda number, card: card if number % 50 else edit_card(card, dice),
        "the folder renamed": lambda _, card: move_card(card),
        "renamed, retitled, rewritten": lambda _, card: rewrite_card(card, dice),
    }
    for name, change in kinds.items():
        after = [change(number, card) for number, card in enumerate(cards)]
        start = time.perf_counter()
        result, _ = reconcile_cards(after, lock, Scope(20))
        counts = {kind.value: many for kind, many in count_by_kind(result.changes).items() if many}
        print(f"{name:30} {time.perf_counter() - start:6.1f} s  {counts}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
