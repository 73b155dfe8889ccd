"""Whole decks of up to 5,000 cards against the identity of cards, the checks, the preview page and the reports."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from pathlib import Path

from benchmarks.hostile.texts import HostileInput, Layer
from notedeck.checks import CheckContext, apply_suppressions, run_checks
from notedeck.cli.console import Console
from notedeck.cli.reports.findings import print_problems
from notedeck.cli.reports.github import format_annotations
from notedeck.config.settings import CheckSettings, NamingSettings, TranslationSettings
from notedeck.identity import Lock, Scope, format_lock, parse_lock, reconcile_cards
from notedeck.messages import Message
from notedeck.model import Card, Deck, Key, Place, Source
from notedeck.preview import PageContent, format_page
from notedeck.preview.page_media import PageMedia
from notedeck.problems import Problem, ProblemCode
from notedeck.util.collector import spare_objects

CHARACTERS_PER_CARD = 20  # the least that a card takes in a note, so that 100 KB are 5,000 cards
Edit = tuple[Sequence[Card], Sequence[Card], frozenset[str]]  # the cards before and after, and the unread notes
WriteCard = Callable[[int], Card]


def create_card(
    number: int, title: str, back: str, path: str = "a.md", style: str = "basic", breadcrumb: tuple[str, ...] = ()
) -> Card:
    """Return a card, the `number`th of its note."""
    key = Key(path, breadcrumb, title, style, number)
    return Card(key, Place(path, number + 1), title, f"<p data-line={number + 2}>{back}</p>", breadcrumb, "a")


def write_cards(size: int, write: WriteCard) -> list[Card]:
    """Return as many cards as a note of this size can have."""
    return [write(number) for number in range(size // CHARACTERS_PER_CARD)]


def change(name: str, before: WriteCard, after: WriteCard | None, unread: int = 0) -> HostileInput:
    """Return the edit of a deck; without `after` all cards are gone. `unread` notes cannot be read."""
    return HostileInput(
        name,
        lambda size: (
            write_cards(size, before),
            write_cards(size, after) if after else [],
            frozenset(f"u{number}.md" for number in range(size // CHARACTERS_PER_CARD if unread else 0)),
        ),
    )


def keep_odd(size: int) -> Edit:
    """Return a note that loses every second card."""
    cards = write_cards(size, lambda n: create_card(n, f"title {n}", f"text {n}"))
    return cards, cards[::2], frozenset()


def shift_down(size: int) -> Edit:
    """Return a note of equal titles with a new card at its head."""
    cards = write_cards(size, lambda n: create_card(n, "a", f"w{n} x{n} y{n}"))
    first = create_card(0, "a", "new")
    return cards, [first, *(card.replace(key=card.key.replace(nth=card.key.nth + 1)) for card in cards)], frozenset()


def reword_chain(size: int) -> Edit:
    """Return a note in which each card is known only by the one before it, from the first on."""
    texts = [" ".join(f"{letter}{{0}}x{at}" for at in range(5)) for letter in "wv"]
    cards = write_cards(size, lambda n: create_card(0, f"{n:04} abcdef", f"a b c {texts[0].format(n)}"))
    changed = write_cards(size, lambda n: create_card(0, f"{n:04} abcxyz", f"a b c {texts[1].format(n)}"))
    return cards, [cards[0], *changed[1:]], frozenset()


def write_clozes(words: str, count: int) -> str:
    """Return the back of a cloze note."""
    return " ".join(f'<b data-cloze="">{words}{number}</b> {number}.' for number in range(count))


def change_clozes(size: int) -> Edit:
    """Return a cloze note in which each cloze deletion is another one afterwards."""
    count = size // CHARACTERS_PER_CARD
    before, after = (create_card(0, "a", write_clozes(words, count), style="cloze") for words in ("가나다", "가나라"))
    return [before], [after], frozenset()


def repeat_words(number: int, *fixed: str) -> str:
    """Return a text of which about half is special to a number."""
    return " ".join((*fixed, *(f"w{number}x{at}" for at in range(4))))


EDITS = (
    change("equal cards", lambda n: create_card(n, "a", "b"), lambda n: create_card(n, "a", "b")),
    change("equal titles", lambda n: create_card(n, "a", f"b {n}"), lambda n: create_card(n, "a", f"c {n}")),
    change(
        "equal titles below 500 titles",
        lambda n: create_card(n, "a", f"b c d {n}", breadcrumb=(str(n % 10),)),
        lambda n: create_card(n, "a", f"b c e {n}", breadcrumb=(str(n % 10),)),
    ),
    change(
        "numbered titles",
        lambda n: create_card(0, f"a {n}", f"b c d e {n}"),
        lambda n: create_card(0, f"a {n + 1}", f"b c d f {n}"),
    ),
    change(
        "nearly equal backs",
        lambda n: create_card(n, f"t{n}t", f"b c d e f g h {n}"),
        lambda n: create_card(n, f"s{n}s", f"b c d e f g h {n}!"),
    ),
    change(
        "nearly equal backs in another note",
        lambda n: create_card(n, "title", f"b c d e f g h {n}"),
        lambda n: create_card(n, "title", f"b c d e f g i {n}", "b.md"),
    ),
    change(
        "equal cards in another note", lambda n: create_card(n, "a", "b"), lambda n: create_card(n, "a", "b", "b.md")
    ),
    change(
        "reworded in place",
        lambda n: create_card(0, f"{n} abcdefgh", repeat_words(n, "a", "b")),
        lambda n: create_card(0, f"{n} abcdexyz", repeat_words(-n, "a", "b")),
    ),
    change(
        "rewritten in place",
        lambda n: create_card(0, chr(0x4E00 + n) * 9, "a b c d e f g " + repeat_words(n)),
        lambda n: create_card(0, chr(0x6E00 + n) * 9, "a b c d e f g " + repeat_words(-n)),
    ),
    HostileInput("reworded beside a card that stayed", reword_chain),
    change("all cards gone", lambda n: create_card(n, "a", f"b {n}"), None),
    change("all cards of many notes gone", lambda n: create_card(n, "a", f"b {n}", f"{n}.md"), None),
    HostileInput("every second card gone", keep_odd),
    HostileInput("a new card at the head of equal titles", shift_down),
    HostileInput("other cloze deletions", change_clozes),
    change(
        "one long title", lambda n: create_card(n, "a" * 5_000, f"b {n}"), lambda n: create_card(n, "b" * 5_000, "c")
    ),
    change("unread notes", lambda n: create_card(n, "a", "b", f"{n}.md"), None, unread=1),
    change(
        "ids",
        lambda n: create_card(n, f"a {n}", "b").replace(id="x"),
        lambda n: create_card(n, f"c {n}", "d").replace(id="x"),
    ),
)


def reconcile_edit(edit: Edit) -> None:
    """Build the lock of the cards before, read it again, and reconcile the cards after with it, as a build does."""
    before, after, unread = edit
    with spare_objects():
        first, _ = reconcile_cards(before, Lock(), Scope(1))
        reconcile_cards(after, parse_lock(format_lock(first.lock))[0], Scope(2, unread))


def write_deck(name: str, write: WriteCard) -> HostileInput:
    """Return a deck of many cards."""
    return HostileInput(name, lambda size: tuple(write_cards(size, write)))


def write_long_back(name: str, unit: str, before: str = "", after: str = "") -> HostileInput:
    """Return a deck of one card whose back repeats a unit; each `#` in it is a line."""

    def write(size: int) -> tuple[Card, ...]:
        back = "".join(unit.replace("#", str(line)) for line in range(2, size // len(unit) + 2))
        return (create_card(0, "a", "").replace(back=before + back + after),)

    return HostileInput(name, write)


CHECKED_DECKS = (
    write_deck("equal cards", lambda n: create_card(n, "a", "b")),
    write_deck("cards without a back", lambda n: create_card(n, f"a {n}", "")),
    write_deck("cards with Markdown", lambda n: create_card(n, f"a {n}", "**가** | --- | ``` ==a== [a](b)")),
    write_deck("cards with a link", lambda n: create_card(n, f"a {n}", '<a href="http://a">b</a>')),
    write_deck("cards with remote pictures", lambda n: create_card(n, f"a {n}", '<img src="http://a/b.png">')),
    write_deck("cards in many notes", lambda n: create_card(n, "a", '<img src="http://a">', f"{n}.md")),
    write_long_back("a long back of paragraphs", '<p data-line="#">**가</p>'),
    write_long_back("a long back of items", '<li data-line="#">가나다**가</li>', "<ul>", "</ul>"),
    write_long_back("a long back of boxes", "<div>**가나</div>"),
    write_long_back(
        "paragraphs below 90 quotes",
        '<p data-line="#">**가</p>',
        '<blockquote data-line="2">' * 90,
        "</blockquote>" * 90,
    ),
    write_long_back("a long back of formulas", '<span class="math">\\(a\\)</span> $a^b '),
    write_long_back("a long back of code", "<code>a</code>**가 "),
    write_long_back("a long back of dollars", "$a "),
    write_long_back("a long back of bars", "| "),
    write_long_back("a long back of brackets", "![a]("),
    write_long_back("a long back of images", '<img src="a#.png">'),
    write_long_back("a long back of links", '<a href="#">b</a> '),
    write_long_back("a long back of bold", '<p data-line="#"><b>가</b></p>'),
)


def list_notes(cards: Sequence[Card]) -> tuple[Source, ...]:
    """Return the notes that cards come from."""
    paths = dict.fromkeys(card.place.path for card in cards)
    return tuple(Source(path, Path(path), "a") for path in paths)


def create_deck(cards: Sequence[Card]) -> Deck:
    """Return a deck with these cards, and no media."""
    return Deck("a", cards=tuple(cards))


def check_cards(cards: Sequence[Card]) -> tuple[Problem, ...]:
    """Run all checks over a deck."""
    deck, notes = create_deck(cards), list_notes(cards)
    context = CheckContext(deck, notes, NamingSettings(), TranslationSettings(), Path(), tuple(cards))
    return apply_suppressions(run_checks(context), cards, CheckSettings())


def preview_cards(cards: Sequence[Card]) -> None:
    """Write the preview page of a deck with the findings of its checks."""
    format_page(PageContent(create_deck(cards), check_cards(cards), "ko"), PageMedia({}))


def write_problems(notes: int, problems_per_note: int) -> HostileInput:
    """Return problems, in the ratio of 100,000 problems to 100 KB."""
    return HostileInput(
        f"{notes} notes with {problems_per_note:,} problems",
        lambda size: [
            Problem(
                ProblemCode.MEDIA_MISSING,
                Place(f"{at % notes}.md", at),
                Message("a is not there"),
                Message("Look for it."),
            )
            for at in range(size * notes * problems_per_note // 100_000)
        ],
    )


def report_problems(problems: Sequence[Problem]) -> None:
    """Print problems in every form."""
    cards = [create_card(0, "a", "b", path) for path in {problem.place.path for problem in problems}]
    reported = apply_suppressions(problems, cards, CheckSettings())
    with redirect_stdout(io.StringIO()):
        print_problems(Console(file=io.StringIO()), reported, lists_all=True, with_totals=True)
        for _line in format_annotations(reported, Path(), Path()):
            pass
    format_page(PageContent(create_deck(cards), reported, "ko"), PageMedia({}))


LAYERS = (
    Layer("identity", reconcile_edit, EDITS),
    Layer("checks", check_cards, CHECKED_DECKS),
    Layer("preview", preview_cards, CHECKED_DECKS),
    Layer("reports", report_problems, (write_problems(1, 100_000), write_problems(10_000, 10))),
)
