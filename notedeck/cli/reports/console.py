"""What a person reads when a run is over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from notedeck.anki.fields import asked
from notedeck.cli.output import Written
from notedeck.cli.reports import diff as changelist
from notedeck.identity.changes import Change, Kind
from notedeck.identity.removed.store import SEARCH
from notedeck.model import Deck, Skipped, SkipReason
from notedeck.pipeline import Result
from notedeck.problems import Problem, Severity, fails

COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
KINDS = {
    SkipReason.HEADING: "listed heading",
    SkipReason.CONTENTS: "table of contents",
    SkipReason.LINKS: "list of links",
    SkipReason.NAVIGATION: "navigation line",
    SkipReason.BYLINE: "byline",
    SkipReason.EMPTY: "empty title",
}
SHOWN = 20  # problems, without -v
TOLD = (Kind.RENAMED, Kind.MOVED, Kind.RETURNED, Kind.REMOVED)
NAMED = 12  # skipped parts that are named, without -v


@dataclass(frozen=True, slots=True)
class Shown:
    """What was asked for: whether there was no deck.lock (`first`), whether there is one now (`remembered`), and
    whether `remarks` are shown."""

    command: str
    verbose: bool
    strict: bool
    first: bool
    remembered: bool = True
    remarks: bool = False


def show(console: Console, result: Result, written: Written | None, shown: Shown) -> None:
    """Problems first, then the changes, then the counts, then the next step."""
    findings(console, result, verbose=shown.verbose, remarks=shown.remarks)
    if not shown.first:
        differences(console, result.changes, shown.verbose)
    totals(console, result, written, shown)
    next_step(console, result, written, shown)


def differences(console: Console, changes: Sequence[Change], verbose: bool) -> None:
    """Which cards were known again under another name or are gone: a person should see these; others if verbose."""
    rows = [change for change in changes if verbose or change.kind in TOLD]
    for change in rows if verbose else rows[:NAMED]:
        console.print(changelist.line(change), highlight=False, soft_wrap=True)
    if not verbose and len(rows) > NAMED:
        line(console, f"… and {len(rows) - NAMED} more; show all with -v")


def findings(console: Console, result: Result, *, verbose: bool, remarks: bool = False) -> None:
    """What is wrong with the notes, and what makes no card."""
    problems(console, result.problems, verbose, remarks=remarks)
    skips(console, result.deck.skipped, verbose)


def problems(console: Console, found: Sequence[Problem], verbose: bool, *, remarks: bool = False) -> None:
    """`path:line: code: message` and a hint each; remarks only if asked for, all of them if verbose."""
    rows = [row for row in found if verbose or remarks or row.severity is not Severity.INFO]
    for row in rows if verbose or remarks else rows[:SHOWN]:
        line(console, str(row), COLOURS[row.severity])
        if row.hint:
            line(console, f"    {row.hint}")
    if not (verbose or remarks) and len(rows) > SHOWN:
        line(console, f"… and {len(rows) - SHOWN} more; show all with -v")
    if remarks and rows:
        counts = Counter(row.code.slug for row in rows)
        line(console, "By code: " + ", ".join(f"{code} {count}" for code, count in counts.most_common()), "dim")


def skips(console: Console, parts: Sequence[Skipped], verbose: bool) -> None:
    """Which parts make no card: each with its place if verbose, a few by name, many by their kind."""
    if verbose:
        for part in parts:
            line(console, f"{part.place}: no card ({part.reason.value}): {part.name}", "dim")
    elif parts:
        named = ", ".join(dict.fromkeys(part.name for part in parts)) if len(parts) <= NAMED else kinds(parts)
        line(console, f"No card for {plural(len(parts), 'part')}: {named} (places with -v)", "dim")


def kinds(parts: Sequence[Skipped]) -> str:
    """How many parts there are of each kind, most first."""
    counts = Counter(part.reason for part in parts)
    return ", ".join(plural(count, KINDS[reason]) for reason, count in counts.most_common())


def totals(console: Console, result: Result, written: Written | None, shown: Shown) -> None:
    """Cards, notes, changes, pictures, problems, package."""
    new = f" ({written.new_media} new)" if written else ""
    line(console, "")
    line(
        console,
        f"{cards(result.deck)} from {plural(result.notes, 'note')} in {result.deck.name}",
        "bold",
    )
    line(console, f"  changes   {'all new' if shown.first else changelist.totals(result.changes)}")
    if written and (result.deck.removed or result.lost):
        removed(console, result)
    if result.new_look:
        line(console, "  look      changed; it comes with the next import")
    line(console, f"  media     {plural(len(result.deck.assets), 'file')}{new}")
    line(console, f"  skipped   {plural(len(result.deck.skipped), 'part')}")
    line(console, f"  problems  {weights(result.problems)}")
    if written:
        line(console, f"  package   {written.file} ({size(written.size)})")


def removed(console: Console, result: Result) -> None:
    """How members find the cards that the notes have no more."""
    if result.deck.removed:
        count = plural(len(result.deck.removed), "card")
        line(console, f"  removed   {count}; in Anki search for {SEARCH}, then delete")
    if result.lost:
        titles = ", ".join(entry.key.title for entry in result.lost[:NAMED])
        line(
            console,
            f"  removed   {plural(len(result.lost), 'card')} cannot be marked: their last text is neither in the",
        )
        line(console, f"            cache nor in git; search for their titles in Anki: {titles}")


def next_step(console: Console, result: Result, written: Written | None, shown: Shown) -> None:
    """The one thing to do now."""
    if written and shown.first and shown.remembered:
        line(console, "deck.lock is new. It remembers each card over your edits: commit it with the notes.", "green")
    if written:
        line(console, "Next: in Anki choose File > Import and open the package (or build with --open).", "green")
    elif shown.command == "build":
        line(console, "Nothing was written, because of --strict. Mend the problems above and build again.", "bold red")
    elif fails(result.problems, strict=shown.strict):
        line(console, "Next: mend the problems above, then build.", "yellow")
    else:
        line(console, "Next: the notes are ready to build.", "green")


def weights(found: Sequence[Problem]) -> str:
    """`2 errors, 1 warning`, or `none`."""
    counts = Counter(row.severity for row in found)
    named = [plural(counts[one], one.value) for one in Severity if counts[one]]
    return ", ".join(named) or "none"


def cards(deck: Deck) -> str:
    """How many cards Anki shows of a deck: more than one of a note with gaps, or asked both ways."""
    return plural(sum(map(asked, deck.cards)), "card")


def plural(count: int, noun: str) -> str:
    """A count with its noun; of "list of links" the first word takes the s."""
    head, *tail = noun.split(" of ")
    return f"{count:,} {noun}" if count == 1 else " of ".join([f"{count:,} {head}s", *tail])


def size(count: int) -> str:
    """Bytes in the unit that people use."""
    return f"{count / 1024:.0f} KB" if count < 1024 * 1024 else f"{count / 1024 / 1024:.1f} MB"


def line(console: Console, text: str, style: str = "") -> None:
    """One line as it is: no markup, no wrapping, no guessing of colours."""
    console.print(Text(text, style=style), highlight=False, soft_wrap=True)
