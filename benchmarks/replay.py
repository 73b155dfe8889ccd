"""How well reviews survive the history of a notes repository: `python -m benchmarks.replay REPOSITORY [-v]`.

Walks the first-parent history, builds at every commit that touches a note as somebody would who builds each time, and
tells for each step how many sections survived the commit and how many of them kept their card. Which sections survived
is judged without notedeck's own matching, from the full texts of both commits. A card is wrong if it went to a section
that is unlike the card before in title and text. Pictures are left out.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from bs4 import BeautifulSoup
from rapidfuzz import fuzz

from notedeck import pipeline
from notedeck.config.settings import Settings
from notedeck.identity.lock import store
from notedeck.project import configure_project
from notedeck.util.reporter import SilentReporter

UNLIKE_TITLE, UNLIKE_TEXT = 50, 20  # per cent of the letters, and of the words, below which a card is a wrong one
LIKE_TEXT, LIKE_TITLE, SOME_TEXT = 60, 80, 30  # per cent, from which a section has survived an edit
CLEAR = 8  # per cent by which the best candidate must be better than the next
MANY = 1_000_000  # pairs; larger steps are judged by equal titles and texts alone


@dataclass(frozen=True, slots=True)
class Seen:
    """A card as a reader sees it."""

    guid: str
    path: str
    breadcrumb: tuple[str, ...]
    title: str
    text: str


@dataclass(slots=True)
class Step:
    """What one commit did to the cards."""

    commit: str = ""
    before: int = 0
    after: int = 0
    surviving: int = 0
    edited: int = 0
    lost: list[tuple[Seen, Seen]] = field(default_factory=list)
    wrong: list[tuple[Seen, Seen]] = field(default_factory=list)
    doubled: int = 0
    removed: int = 0
    returned: int = 0


def run_git(repository: Path, *args: str) -> bytes:
    """Git's standard output."""
    return subprocess.run(["git", "-C", str(repository), *args], check=True, capture_output=True).stdout


def list_commits(repository: Path, under: str) -> list[str]:
    """Return the first-parent commits that touch Markdown files, oldest first."""
    where = [f"{under}/*.md" if under else "*.md"]
    return run_git(repository, "rev-list", "--first-parent", "--reverse", "HEAD", "--", *where).decode().split()


def list_notes(repository: Path, commit: str, under: str) -> dict[str, str]:
    """Return the object id of every note of a commit by its path."""
    listing = run_git(repository, "ls-tree", "-r", "-z", "--full-tree", commit, "--", *([under] if under else []))
    rows = (record.partition(b"\t") for record in listing.split(b"\0") if record)
    found = {path.decode("utf-8", "surrogateescape"): about.split()[2].decode() for about, _, path in rows}
    return {path: blob for path, blob in found.items() if path.lower().endswith(".md")}


def check_out_notes(repository: Path, notes: dict[str, str], last: dict[str, str], folder: Path) -> None:
    """Bring a folder from one commit's notes to another's."""
    for path in last.keys() - notes.keys():
        (folder / path).unlink()
    for path in (path for path, blob in notes.items() if last.get(path) != blob):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(run_git(repository, "cat-file", "blob", notes[path]))


def build_cards(folder: Path, cache: Path) -> tuple[Seen, ...]:
    """Build, remember, and show the cards."""
    project = configure_project(folder).replace(settings=Settings())
    result = pipeline.build_deck(project, cache, SilentReporter())
    store.write_lock(project.lock_file, result.lock)
    return tuple(Seen(c.guid, c.key.path, c.key.breadcrumb, c.key.title, strip_html(c.back)) for c in result.deck.cards)


def strip_html(html: str) -> str:
    """Return the text of HTML with single spaces."""
    return " ".join(BeautifulSoup(html, "lxml").get_text(" ").split())


def judge_step(commit: str, old: Sequence[Seen], new: Sequence[Seen], ever: dict[str, Seen]) -> Step:
    """One step."""
    step = Step(commit, len(old), len(new))
    pairs = match_cards(old, new)
    step.surviving = len(pairs)
    step.edited = sum(replace(card, guid="") != replace(other, guid="") for card, other in pairs)
    step.lost = [(card, other) for card, other in pairs if card.guid != other.guid]
    step.doubled = sum(count - 1 for count in Counter(card.guid for card in new).values())
    living = {card.guid for card in old}
    known = [(ever[card.guid], card) for card in new if card.guid in ever]
    step.wrong = [(card, other) for card, other in known if is_unlike(card, other)]
    step.returned = sum(card.guid not in living for _, card in known)
    step.removed = len(living - {card.guid for card in new})
    return step


def is_unlike(card: Seen, other: Seen) -> bool:
    """Whether neither titles nor texts have anything in common."""
    titles = fuzz.ratio(card.title.casefold(), other.title.casefold())
    if card.text == other.text:  # of cards that hold pictures alone nothing else is left
        return False
    return titles < UNLIKE_TITLE and shared_words(card.text, other.text) < UNLIKE_TEXT


def shared_words(text: str, other: str) -> float:
    """Per cent of the different words of the shorter text that the longer one has as well."""
    left, right = (set(re.findall(r"\w+", part.casefold())) for part in (text, other))
    return 100 * len(left & right) / max(1, min(len(left), len(right)))


def compare_texts(card: Seen, other: Seen) -> float:
    """Return how alike the texts of two sections are, from 0 to 100."""
    return fuzz.ratio(card.text, other.text)


def match_cards(old: Sequence[Seen], new: Sequence[Seen]) -> list[tuple[Seen, Seen]]:
    """Return the sections that are the same before and after: the surest pairs first, unclear ones left out."""
    pairs: list[tuple[Seen, Seen]] = []
    for sure in (match_equal_cards, match_title_and_text, match_place, match_by_likeness):
        done_old, done_new = {id(card) for card, _ in pairs}, {id(other) for _, other in pairs}
        left = [card for card in old if id(card) not in done_old]
        right = [other for other in new if id(other) not in done_new]
        pairs += sure(left, right)
    return pairs


def match_equal_cards(old: Sequence[Seen], new: Sequence[Seen]) -> list[tuple[Seen, Seen]]:
    """Pair sections that did not change."""
    return join_cards(old, new, lambda card: (card.path, card.breadcrumb, card.title, card.text), once=False)


def match_title_and_text(old: Sequence[Seen], new: Sequence[Seen]) -> list[tuple[Seen, Seen]]:
    """Pair sections that moved."""
    return join_cards(old, new, lambda card: (card.title, card.text), once=True)


def match_place(old: Sequence[Seen], new: Sequence[Seen]) -> list[tuple[Seen, Seen]]:
    """Pair sections with the same titles in the same note."""
    return join_cards(old, new, lambda card: (card.path, card.breadcrumb, card.title), once=True)


def join_cards(
    old: Sequence[Seen], new: Sequence[Seen], key: Callable[[Seen], Hashable], *, once: bool
) -> list[tuple[Seen, Seen]]:
    """Pairs that agree in `key`; with `once` only where it stands once on both sides."""
    left: dict[object, list[Seen]] = defaultdict(list)
    right: dict[object, list[Seen]] = defaultdict(list)
    for rows, side in ((old, left), (new, right)):
        for card in rows:
            side[key(card)].append(card)
    return [
        pair
        for name, rows in left.items()
        if name in right and not (once and (len(rows) > 1 or len(right[name]) > 1))
        for pair in zip(rows, right[name], strict=False)
    ]


def match_by_likeness(old: Sequence[Seen], new: Sequence[Seen]) -> list[tuple[Seen, Seen]]:
    """Pairs that are each other's best by text and title, by a clear margin."""
    if not old or not new or len(old) * len(new) > MANY:
        return []
    rates = [
        [0.6 * compare_texts(card, other) + 0.4 * fuzz.ratio(card.title, other.title) for other in new] for card in old
    ]
    columns = list(zip(*rates, strict=True))
    pairs = []
    for card, rates_of_card in zip(old, rates, strict=True):
        best = max(rates_of_card)
        other = new[rates_of_card.index(best)]
        rivals = sum(rate > best - CLEAR for rate in (*rates_of_card, *columns[rates_of_card.index(best)]))
        if rivals == 2 and is_same_card(card, other):
            pairs.append((card, other))
    return pairs


def is_same_card(card: Seen, other: Seen) -> bool:
    """Whether two sections are alike enough to be the same after an edit."""
    body, title = compare_texts(card, other), fuzz.ratio(card.title, other.title)
    return body >= LIKE_TEXT or (title >= LIKE_TITLE and body >= SOME_TEXT)


def replay_history(repository: Path, under: str = "", last: int = 0, every: int = 1) -> Iterator[Step]:
    """Every step of a history; a step is `every` so many commits."""
    with tempfile.TemporaryDirectory() as scratch:
        folder, cache = Path(scratch) / "notes", Path(scratch) / "cache"
        folder.mkdir()
        notes: dict[str, str] = {}
        cards: tuple[Seen, ...] = ()
        ever: dict[str, Seen] = {}
        for commit in list_commits(repository, under)[-last:][::-every][::-1]:
            now = list_notes(repository, commit, under)
            check_out_notes(repository, now, notes, folder)
            made = build_cards(folder, cache)
            yield judge_step(commit, cards, made, ever)
            notes, cards = now, made
            ever |= {card.guid: card for card in made}


def list_lost_cards(step: Step) -> Iterator[str]:
    """Every lost or wrong card of a step, so that a person can judge."""
    for kind, rows in (("lost", step.lost), ("WRONG", step.wrong)):
        for old, new in rows:
            ratios = f"title {fuzz.ratio(old.title, new.title):.0f}, text {compare_texts(old, new):.0f}"
            yield f"  {step.commit[:10]} {kind} {old.path} › {old.title} -> {new.path} › {new.title} ({ratios})"


def format_row(steps: Sequence[Step]) -> str:
    """Format the totals of a history as a line of a table."""
    surviving, edited = (sum(getattr(step, name) for step in steps) for name in ("surviving", "edited"))
    lost, wrong = (sum(len(getattr(step, name)) for step in steps) for name in ("lost", "wrong"))
    counts = [sum(getattr(step, name) for step in steps) for name in ("doubled", "removed", "returned")]
    shares = [f"{100 - 100 * lost / many:.3f} %" if many else "-" for many in (surviving, edited)]
    cells = (len(steps), steps[-1].after, surviving, edited, lost, *shares, wrong, *counts)
    return "| " + " | ".join(map(str, cells)) + " |"


HEAD = (
    "| Commits | Cards at the end | Surviving | of these edited | Lost | Kept | Kept of edited | Wrong | Doubled "
    "| Removed | Returned |"
)


def main() -> None:
    """Print a table with a line for each repository."""
    words = argparse.ArgumentParser(description="How well reviews survive the history of a notes repository.")
    words.add_argument("repository", type=Path, nargs="+")
    words.add_argument("--under", default="", help="a folder in the repository")
    words.add_argument("--last", type=int, default=0, help="so many commits only")
    words.add_argument("--every", type=int, default=1, help="build at every so many commits only")
    words.add_argument("-v", "--verbose", action="store_true", help="name every lost or wrong card")
    given = words.parse_args()
    print(HEAD, "|---" * 11 + "|", sep="\n")  # noqa: T201
    for repository in given.repository:
        steps = []
        for step in replay_history(repository, given.under, given.last, given.every):
            steps.append(step)
            for line in list_lost_cards(step) if given.verbose else ():
                print(line, flush=True)  # noqa: T201
        print(format_row(steps), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
