"""`diff`: show what the next build will change, against deck.lock, or what changed since another commit."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from notedeck.cli.commands import Command
from notedeck.cli.console import Console
from notedeck.cli.options import ReadingOptions
from notedeck.cli.repeats import repeat_or_run
from notedeck.unchanged.attempt import Attempt

if TYPE_CHECKING:
    from notedeck.cli.reports.diff import Comparison
    from notedeck.cli.run import Run
    from notedeck.comparison.field_words import Words

MAX_COMPARED_TEXTS = 500  # each takes a millisecond or more


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffOptions(ReadingOptions):
    """The options of `diff`."""

    markdown: bool = False
    against: str | None = None

    @property
    def max_compared(self) -> int | None:
        """Of how many cards the changed words are found, None for all."""
        return None if self.verbose or self.json else MAX_COMPARED_TEXTS


def run(options: DiffOptions, console: Console) -> int:
    """Compare, unless the last comparison did just that. With Markdown, what is printed beside it is not recorded."""
    if options.against is not None:
        return print_differences_from_commit(options, console)
    return repeat_or_run("diff", options, console, print_differences, is_repeatable=not options.markdown)


def print_differences(options: DiffOptions, console: Console, attempt: Attempt | None) -> int:
    """Build in memory, and print the changes."""
    from notedeck.cli.exit_status import ExitStatus
    from notedeck.cli.outcomes import remember_reading
    from notedeck.cli.recorder import Recorder
    from notedeck.cli.reports import diff
    from notedeck.cli.run import look_at_notes, run_pipeline
    from notedeck.cli.run_changed import run_changed
    from notedeck.unchanged.store import Outcome

    recorder = Recorder(console)
    seen = look_at_notes(options, attempt)
    progress = Console(is_for_errors=True) if options.markdown else recorder
    done = (run_changed(options, progress, Path(seen.root), seen) if seen else None) or run_pipeline(options, progress)
    is_first = done.project.lock_file.data is None
    words = find_words_since_build(done, options) if done.built.changes and not is_first else {}
    comparison = diff.Comparison(done.built.deck.name, done.built.changes, is_first, words)
    print_comparison(options, recorder, comparison)
    remember_reading(seen, done, Outcome(ExitStatus.DONE, recorder.printed), (options.notes,))
    return ExitStatus.DONE


def print_comparison(options: DiffOptions, console: Console, comparison: Comparison) -> None:
    """Print the changes in the form that the options ask for."""
    from notedeck.cli.reports import diff

    if options.json:
        console.print_json(diff.make_document(comparison), indent=1)
    elif options.markdown:
        from notedeck.cli.reports.diff_markdown import format_markdown

        console.print_document(format_markdown(comparison, verbose=options.verbose))
    else:
        diff.print_changes(console, comparison, verbose=options.verbose)


def find_words_since_build(done: Run, options: DiffOptions) -> Words:
    """Return the words that changed since the last package, as far as the cache still has its texts."""
    from notedeck import identity
    from notedeck.comparison.field_words import find_words, recall_fields, select_compared

    changes = select_compared(done.built.changes, options.max_compared)
    if not changes:
        return {}
    lock_file, cards = done.project.lock_file, done.built.deck.cards
    shipped = identity.find_shipped(lock_file, (), done.cache)
    lock = identity.catch_up(lock_file.lock, shipped)
    old = recall_fields(done.cache, lock.entries, changes)
    return find_words(changes, old, {card.guid: card for card in cards})


def print_differences_from_commit(options: DiffOptions, console: Console) -> int:
    """Print what changed between a commit and the notes."""
    from notedeck.cli.exit_status import ExitStatus

    print_comparison(options, console, compare_deck_with_commit(options, console))
    return ExitStatus.DONE


def compare_deck_with_commit(options: DiffOptions, console: Console) -> Comparison:
    """Build the notes and those of a commit in memory, and return what changed between them.

    Raises DeckError if there is no such commit.
    """
    from notedeck.cli.progress import choose_reporter
    from notedeck.cli.reports.diff import Against, Comparison
    from notedeck.cli.run import make_overrides
    from notedeck.comparison.against import compare_with_commit
    from notedeck.project import configure_project
    from notedeck.util.cache.folder import open_cache

    overrides = make_overrides(options)
    project = configure_project(options.notes, overrides)
    progress = Console(is_for_errors=True) if options.markdown else console
    reporter = choose_reporter(progress, quiet=options.json, verbose=options.verbose)
    cache, limit = open_cache(project.root.folder), options.max_compared
    found = compare_with_commit(project, overrides, options.against or "", cache, reporter, limit)
    against = Against(found.revision.name, found.revision.commit, found.revision.ahead, found.problem)
    return Comparison(project.top_deck, found.changes, is_first=False, words=found.words, against=against)


COMMAND = Command(DiffOptions, run)
