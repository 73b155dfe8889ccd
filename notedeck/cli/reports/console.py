"""What a person reads when a run is over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Protocol

from notedeck.cli.console import Console
from notedeck.cli.exit_status import ExitStatus
from notedeck.cli.reports import diff
from notedeck.cli.reports.findings import print_documents, print_findings
from notedeck.cli.reports.names import SEVERITY_NOUNS
from notedeck.cli.run import Run
from notedeck.identity import DeckMove
from notedeck.identity.changes import Change, Kind
from notedeck.identity.removed.store import REMOVED_SEARCH, UNDECIDED_TAG
from notedeck.messages import Message, format_count, join_messages
from notedeck.model import Value
from notedeck.problems import Problem, ProblemCode, Severity, has_failures
from notedeck.source.tools import load_tool
from notedeck.stage_values import BuiltDeck, WrittenPackage
from notedeck.util import git

MAX_NAMES = 12  # of changes and decks, without -v
KINDS_TO_REVIEW = (Kind.RENAMED, Kind.MOVED, Kind.RETURNED, Kind.REMOVED)


class ReportOptions(Protocol):
    """The options that a report depends on."""

    @property
    def json(self) -> bool:
        """Whether to print JSON."""

    @property
    def verbose(self) -> bool:
        """Whether to list everything."""

    @property
    def strict(self) -> bool:
        """Whether warnings count as errors."""


class Summary(Value, frozen=True):
    """How to print a run.

    `is_first` is a build without a deck.lock, neither here nor in the commit; one that only the commit had
    `is_restored`. `is_remembered` is whether there is one now, and `is_shared` whether git has it. `lists_all` lists
    all problems, those with severity info as well.
    """

    is_check: bool
    verbose: bool
    strict: bool
    is_first: bool
    is_remembered: bool = True
    is_shared: bool = False
    lists_all: bool = False
    is_restored: bool = False


def report_run(
    options: ReportOptions, console: Console, run: Run, written: WrittenPackage | None, *, is_check: bool
) -> int:
    """Print a run for people or programs, and return the exit status."""
    from notedeck.cli.reports.json_document import make_document

    if options.json:
        console.print_json(make_document(run.built, written), indent=1)
    else:
        lock_file = run.project.lock_file
        is_restored = lock_file.data is None and git.is_committed(lock_file.file)
        summary = Summary(
            is_check=is_check,
            verbose=options.verbose,
            strict=options.strict,
            is_first=lock_file.data is None and not is_restored,
            is_remembered=lock_file.writable,
            is_shared=bool(run.built.changes) and git.is_committed(lock_file.file),
            lists_all=options.verbose or is_check,
            is_restored=is_restored,
        )
        if options.verbose:
            print_documents(console, run.project.root.folder)
        print_summary(console, run.built, written, summary)
    return ExitStatus.PROBLEMS if has_failures(run.built.problems, strict=options.strict) else ExitStatus.DONE


def print_summary(console: Console, built: BuiltDeck, written: WrittenPackage | None, summary: Summary) -> None:
    """Print problems first, then the changes, the counts, and the next step."""
    print_findings(console, built, verbose=summary.verbose, lists_all=summary.lists_all)
    if not is_all_new(built, summary):
        print_reviewed_changes(console, built.changes, verbose=summary.verbose)
    print_totals(console, built, written, summary)
    print_next_step(console, built, written, summary)


def is_all_new(built: BuiltDeck, summary: Summary) -> bool:
    """Return whether this is a first build that knew none of the cards, neither from git nor from a deck.lock below."""
    new_count = sum(change.kind is Kind.NEW for change in built.changes)
    return summary.is_first and new_count == len(built.deck.cards)


def print_reviewed_changes(console: Console, changes: Sequence[Change], *, verbose: bool) -> None:
    """Print the changes that a person should review: renamed, moved, returned and removed cards; all if verbose."""
    reviewed = [change for change in changes if verbose or change.kind in KINDS_TO_REVIEW]
    listed = diff.list_items(reviewed, verbose=verbose)
    for item in listed if verbose else listed[:MAX_NAMES]:
        console.print_spans(*diff.format_item(item))
    if not verbose and len(listed) > MAX_NAMES:
        console.print_line(Message("… and {count} more; list all with -v", count=len(listed) - MAX_NAMES))


def print_totals(console: Console, built: BuiltDeck, written: WrittenPackage | None, summary: Summary) -> None:
    """Print the counts of cards, notes, changes, media, problems, and the package."""
    deck = built.deck
    new_media = Message(" ({new_media} new)", new_media=written.new_media) if written else ""
    changes = Message("all new") if is_all_new(built, summary) else diff.format_totals(built.changes)
    console.print_line("")
    is_kept = any(problem.code is ProblemCode.DECK_NAME_KEPT for problem in built.problems)
    name = Message("{deck} (the name in deck.lock)", deck=deck.name) if is_kept else deck.name
    heading = Message(
        "{card_count} from {notes} in {name}",
        card_count=format_card_count(built),
        notes=format_count(built.note_count, "note"),
        name=name,
    )
    console.print_line(heading, "bold")
    if built.tool_counts:
        console.print_line(Message("  written for {tools}", tools=format_tools(built.tool_counts, built.judged_counts)))
    console.print_line(Message("  changes   {changes}", changes=changes))
    if written and (deck.removed or built.lost):
        print_removed(console, built)
    if written and built.moves:
        print_moves(console, built.moves)
    elif written and (shown := sum(move.is_shown for move in built.lock.moves)):
        count = format_count(shown, "earlier step")
        console.print_line(
            Message("  moved     {count} for cards in old decks: in the description of the deck in Anki", count=count)
        )
    if built.is_theme_new:
        console.print_line(Message("  theme     changed; the next import applies it"))
    console.print_line(
        Message("  media     {files}{new_media}", files=format_count(len(deck.assets), "file"), new_media=new_media)
    )
    console.print_line(Message("  skipped   {parts}", parts=format_count(len(deck.skipped), "part")))
    console.print_line(Message("  problems  {severities}", severities=format_severities(built.problems)))
    print_terms(console, built.problems)
    if written:
        console.print_line(Message("  package   {file} ({size})", file=written.file, size=format_size(written.size)))


def print_terms(console: Console, problems: Sequence[Problem]) -> None:
    """Print how many cards the style "definition" would make of the long backs that are lists of terms."""
    amounts = [problem.amount for problem in problems if problem.code is ProblemCode.BACK_TERMS]
    if amounts:
        backs, cards = format_count(len(amounts), "long back"), format_count(sum(amounts), "card")
        console.print_line(
            Message(
                '  terms     the style "definition" would make {cards} of the terms in {backs}',
                cards=cards,
                backs=backs,
            )
        )


def format_tools(counts: Mapping[str, int], judged: Mapping[str, int]) -> str:
    """Return the tools that notes are written for, with the number of notes, most first.

    `judged` is how many of them only the notes around them show.
    """
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    tools = (
        Message("{tool} ({notes})", tool=load_tool(name).TITLE, notes=describe_notes(count, judged.get(name, 0)))
        for name, count in ordered
    )
    return join_messages(", ", tools)


def describe_notes(count: int, judged: int) -> Message:
    """Return how many notes are written for a tool, and how many of them the notes around them show."""
    notes = format_count(count, "note")
    return (
        Message("{notes}, {judged} of them as the notes around them", notes=notes, judged=judged) if judged else notes
    )


def print_removed(console: Console, built: BuiltDeck) -> None:
    """Print how members find the cards that are no longer in the notes."""
    packed = sum(UNDECIDED_TAG in card.tags for card in built.deck.removed)
    undecided = packed + sum(bool(entry.copies) for entry in built.lost)
    if decided := len(built.deck.removed) - packed:
        cards = format_count(decided, "card")
        console.print_line(
            Message(
                "  removed   {cards}; in Anki search for {removed_search}, then delete",
                cards=cards,
                removed_search=REMOVED_SEARCH,
            )
        )
    if undecided:
        cards = format_count(undecided, "card")
        console.print_line(
            Message("  undecided {cards} with a copy in the notes: keep them in Anki until it is decided", cards=cards)
        )
        console.print_line(Message("            which reviews go on (copy-of-removed)"))
    if lost := [entry for entry in built.lost if not entry.copies]:  # an undecided one is not to be deleted
        titles = ", ".join(entry.key.title for entry in lost[:MAX_NAMES])
        count = format_count(len(lost), "card")
        console.print_line(
            Message("  removed   {count} cannot be marked: neither the cache nor git has their last text;", count=count)
        )
        console.print_line(Message("            in Anki search for their titles: {titles}", titles=titles))


def print_moves(console: Console, moves: Sequence[DeckMove]) -> None:
    """Print the steps by which members move cards to decks that have another name now; Anki leaves them behind."""
    console.print_line(Message("  moved     Anki leaves cards in the decks where it has them. In this order:"))
    for move in moves[:MAX_NAMES]:
        console.print_line("            " + describe_step(move))
    if len(moves) > MAX_NAMES:
        console.print_line(
            Message("            … and {count} more steps; --json lists all", count=len(moves) - MAX_NAMES)
        )
    if not all(move.is_rename for move in moves):
        console.print_line(Message("            Then delete the decks that are empty."))
    if any(move.is_rename for move in moves):
        console.print_line(
            Message("            Imported already? Then delete the new deck if it is empty, and rename the old one.")
        )


def describe_step(move: DeckMove) -> Message:
    """Return what a person does in Anki in one step."""
    count = format_count(move.count, "card")
    if move.is_rename:
        return Message(
            "before the import, rename the deck {old} to {new} ({count})", old=move.old, new=move.new, count=count
        )
    return Message(
        "after the import, search for {search}, then Cards > Change Deck to {new} ({count})",
        search=move.search,
        new=move.new,
        count=count,
    )


def print_next_step(console: Console, built: BuiltDeck, written: WrittenPackage | None, summary: Summary) -> None:
    """Print the one thing to do now."""
    if written and summary.is_first and summary.is_remembered:
        text = Message("deck.lock is new. It keeps each card's identity when you edit the notes: commit it with them.")
        console.print_line(text, "green")
    elif written and summary.is_shared and built.changes:
        console.print_line(Message("deck.lock has changed: commit it with the notes."), "green")
    elif written and summary.is_restored and summary.is_remembered:
        console.print_line(Message("deck.lock is there again, with the cards of the commit."), "green")
    if written:
        console.print_line(
            Message("Next: in Anki choose File > Import and open the package (or build with --open)."), "green"
        )
    elif not summary.is_check:
        text = Message("Nothing was written, because of --strict or --locked. Fix the problems above and build again.")
        console.print_line(text, "bold red")
    elif has_failures(built.problems, strict=summary.strict):
        console.print_line(Message("Next: fix the problems above, then build."), "yellow")
    elif not built.card_count:
        text = Message("Next: add a heading with text below it, or list the skipped parts: build-deck check -v.")
        console.print_line(text, "yellow")
    else:
        console.print_line(Message("Next: the notes are ready to build."), "green")


def format_severities(problems: Sequence[Problem]) -> Message:
    """Return `2 errors, 1 warning`, or `none`."""
    counts = Counter(problem.severity for problem in problems)
    names = [format_count(counts[severity], *SEVERITY_NOUNS[severity]) for severity in Severity if counts[severity]]
    return join_messages(", ", names) or Message("none")


def format_card_count(built: BuiltDeck) -> Message:
    """Return how many cards Anki makes of a deck: a note with several cloze deletions makes several."""
    return format_count(built.card_count, "card")


def format_size(size: int) -> str:
    """Return a number of bytes in KB or MB."""
    return f"{size / 1024:.0f} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.1f} MB"
