"""Numbers of a deck as drawings: cards a note, letters on the backs, and how much is translated."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from notedeck.anki.fields import count_cards
from notedeck.model import Deck
from notedeck.util.html import strip_tags

WIDTH, ROW, LABEL = 640, 22, 250  # units of the drawing
LONGEST = 34  # characters of a label
MOST = 25  # notes with a bar of their own
STEPS = (50, 100, 200, 400, 800, 1600)  # letters


def all_of(deck: Deck) -> str:
    """Return all charts with their headings; the page's script fills in the words."""
    shown = [("perNote", per_note(deck)), ("lengths", lengths(deck))]
    if any(card.back_translation or card.front_translation for card in deck.cards):
        shown.append(("translated", translated(deck)))
    return "".join(f'<h2 data-word="{word}"></h2>{drawing}' for word, drawing in shown)


def per_note(deck: Deck) -> str:
    """Return a bar for each note, those with most cards first."""
    cards_of: Counter[str] = Counter()
    for card in deck.cards:
        cards_of[card.place.path] += count_cards(card)
    counts = cards_of.most_common()
    rest = counts[MOST:]
    drawing = bars([(path, count, str(count)) for path, count in counts[:MOST]])
    cards = sum(count for _, count in rest)
    return drawing + (f'<p>+ {len(rest)} <span data-word="more"></span> ({cards:,})</p>' if rest else "")


def lengths(deck: Deck) -> str:
    """How many backs have how many letters."""
    sizes = [len(re.sub(r"\s", "", strip_tags(card.back))) for card in deck.cards]
    edges = (0, *STEPS)
    rows = []
    for low, high in zip(edges, (*STEPS, None), strict=True):
        count = sum(low <= size and (high is None or size < high) for size in sizes)
        rows.append((f"{low} – {high - 1}" if high else f"{low} +", count, str(count)))
    return bars(rows)


def translated(deck: Deck) -> str:
    """Of each subdeck below the top how many cards are translated."""
    done: dict[str, list[int]] = {}
    for card in deck.cards:
        name = "::".join(card.deck.split("::")[1:2]) or card.deck
        found = done.setdefault(name, [0, 0])
        found[0] += bool(card.back_translation or card.front_translation)
        found[1] += 1
    rows = [(name, part, f"{part} / {all_}") for name, (part, all_) in done.items()]
    return bars(rows, {name: all_ for name, (_, all_) in done.items()})


def bars(rows: Sequence[tuple[str, int, str]], wholes: Mapping[str, int] | None = None) -> str:
    """Rows of a label, a number and its text as horizontal bars; behind each the whole of which it is a part."""
    most = max([count for _, count, _ in rows] + list((wholes or {}).values()), default=0) or 1
    drawn = "".join(bar(at, row, most, (wholes or {}).get(row[0], 0)) for at, row in enumerate(rows))
    spoken = html.escape("; ".join(f"{label}: {text}" for label, _, text in rows))
    size = f"0 0 {WIDTH} {ROW * len(rows) + 4}"
    return f'<svg class="plot" viewBox="{size}" role="img" aria-label="{spoken}">{drawn}</svg>'


def bar(at: int, row: tuple[str, int, str], most: int, whole: int) -> str:
    """One row of a drawing."""
    label, count, text = row
    y, room = at * ROW, WIDTH - LABEL - 70
    width, behind = count * room / most, whole * room / most
    short = label if len(label) <= LONGEST else "…" + label[-LONGEST + 1 :]
    back = f'<rect class="rest" x="{LABEL}" y="{y + 4}" width="{behind:.1f}" height="14" rx="2"/>' if whole else ""
    return (
        f'<text x="{LABEL - 8}" y="{y + 16}" text-anchor="end">{html.escape(short)}</text>{back}'
        f'<rect x="{LABEL}" y="{y + 4}" width="{width:.1f}" height="14" rx="2"/>'
        f'<text class="value" x="{LABEL + max(width, behind) + 6:.1f}" y="{y + 16}">{html.escape(text)}</text>'
    )
