"""Statistics of a deck as charts: cards per note, length of the backs, and how much is translated."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Mapping, Sequence

from notedeck.anki.fields import count_cards
from notedeck.model import Deck
from notedeck.preview.review import Review
from notedeck.translation.memory.states import StatedText, TextState, count_states
from notedeck.util.html import strip_tags

WIDTH, ROW_HEIGHT = 360, 38  # SVG units, about pixels on a phone; the label stands above its bar
BAR_TOP, BAR_HEIGHT, VALUE_WIDTH = 20, 12, 70
MAX_LABEL_CHARS = 40
MAX_NOTES = 25  # with a bar each
LENGTH_STEPS = (50, 100, 200, 400, 800, 1600)  # characters


def format_charts(deck: Deck, review: Review | None = None) -> str:
    """Return all charts with their headings; the page's script fills in the texts."""
    charts = [("perNote", draw_cards_per_note(deck)), ("lengths", draw_lengths(deck))]
    if any(card.back_translation or card.front_translation for card in deck.cards):
        charts.append(("translated", draw_translated(deck)))
    if review:
        charts.append(("progress", draw_progress(deck, review)))
    return "".join(f'<h2 data-text="{name}"></h2>{chart}' for name, chart in charts)


def draw_cards_per_note(deck: Deck) -> str:
    """Return a bar for each note, those with most cards first."""
    cards_of: Counter[str] = Counter()
    for card in deck.cards:
        cards_of[card.place.path] += count_cards(card)
    counts = cards_of.most_common()
    rest = counts[MAX_NOTES:]
    chart = draw_bars([(path, count, str(count)) for path, count in counts[:MAX_NOTES]])
    cards = sum(count for _, count in rest)
    return chart + (f'<p>+ {len(rest)} <span data-text="more"></span> ({cards:,})</p>' if rest else "")


def draw_lengths(deck: Deck) -> str:
    """Return a histogram of the number of characters on the backs."""
    sizes = [sum(map(len, strip_tags(card.back).split())) for card in deck.cards]
    edges = (0, *LENGTH_STEPS)
    rows = []
    for low, high in zip(edges, (*LENGTH_STEPS, None), strict=True):
        count = sum(low <= size and (high is None or size < high) for size in sizes)
        rows.append((f"{low} – {high - 1}" if high else f"{low} +", count, str(count)))
    return draw_bars(rows)


def draw_translated(deck: Deck) -> str:
    """Return a bar for each subdeck below the top with the number of translated cards."""
    counts_by_deck: dict[str, list[int]] = {}
    for card in deck.cards:
        name = "::".join(card.deck.split("::")[1:2]) or card.deck
        counts = counts_by_deck.setdefault(name, [0, 0])
        counts[0] += bool(card.back_translation or card.front_translation)
        counts[1] += 1
    rows = [(name, count, f"{count} / {total}") for name, (count, total) in counts_by_deck.items()]
    return draw_bars(rows, {name: total for name, (_, total) in counts_by_deck.items()})


def draw_progress(deck: Deck, review: Review) -> str:
    """Return a bar for each note with the share of its texts that cards show translated, the least first."""
    texts_of: dict[str, dict[str, StatedText]] = {}
    for card in deck.cards:
        own = texts_of.setdefault(card.key.path, {})
        own.update((text.msgid, text) for text in review.texts.get(card.key, ()))
    notes = [describe_progress(path, [*texts.values()]) for path, texts in texts_of.items() if texts]
    rows = sorted(notes, key=by_share)
    chart = draw_bars(rows[:MAX_NOTES], {path: 100 for path, _, _ in rows[:MAX_NOTES]})
    rest = len(rows) - MAX_NOTES
    return chart + (f'<p>+ {rest} <span data-text="more"></span></p>' if rest > 0 else "")


def describe_progress(path: str, texts: Sequence[StatedText]) -> tuple[str, int, str]:
    """Return the path of a note, the share of its texts that cards show in per cent, and the count as a text."""
    counts = count_states(texts)
    shown = counts[TextState.HUMAN] + counts[TextState.MACHINE]
    return path, shown * 100 // len(texts), f"{shown} / {len(texts)}"


def by_share(row: tuple[str, int, str]) -> tuple[int, str]:
    """Return what rows of notes are sorted by."""
    return row[1], row[0]


def draw_bars(rows: Sequence[tuple[str, int, str]], wholes: Mapping[str, int] | None = None) -> str:
    """Return rows of label, number and text as horizontal bars; `wholes` are totals by label, drawn behind them."""
    most = max([count for _, count, _ in rows] + list((wholes or {}).values()), default=0) or 1
    drawn = "".join(draw_bar(index, row, most, (wholes or {}).get(row[0], 0)) for index, row in enumerate(rows))
    spoken = html.escape("; ".join(f"{label}: {text}" for label, _, text in rows))
    size = f"0 0 {WIDTH} {ROW_HEIGHT * len(rows) + 4}"
    return f'<svg class="plot" viewBox="{size}" role="img" aria-label="{spoken}">{drawn}</svg>'


def draw_bar(index: int, row: tuple[str, int, str], most: int, whole: int) -> str:
    """Return one row of a chart."""
    label, count, text = row
    y, max_width = index * ROW_HEIGHT, WIDTH - VALUE_WIDTH
    width, behind = count * max_width / most, whole * max_width / most
    short = label if len(label) <= MAX_LABEL_CHARS else "…" + label[-MAX_LABEL_CHARS + 1 :]
    bar = f'y="{y + BAR_TOP}" height="{BAR_HEIGHT}" rx="2"'
    total_bar = f'<rect class="rest" x="0" width="{behind:.1f}" {bar}/>' if whole else ""
    return (
        f'<text x="0" y="{y + 15}">{html.escape(short)}</text>{total_bar}<rect x="0" width="{width:.1f}" {bar}/>'
        f'<text class="value" x="{max(width, behind) + 6:.1f}" y="{y + 30}">{html.escape(text)}</text>'
    )
