"""`github`: what the GitHub Action runs. It checks a pull request, or publishes the deck of the main branch."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from notedeck.cli.arguments.github import DEFAULT_RELEASE
from notedeck.cli.commands import Command
from notedeck.cli.console import Console
from notedeck.cli.options import DEFAULT_OUTPUT, CommonOptions
from notedeck.errors import DeckError
from notedeck.messages import Message

if TYPE_CHECKING:
    from notedeck.github.event import Event


SUPERSEDED = Message("the branch has a newer deck.lock; the run of that commit publishes the deck")


@dataclass(frozen=True, slots=True, kw_only=True)
class GithubOptions(CommonOptions):
    """The options of `github`."""

    output: Path = DEFAULT_OUTPUT
    release: str = DEFAULT_RELEASE
    commit_lock: bool = False


def run(options: GithubOptions, console: Console) -> int:
    """Do what the event asks for; an error is also an annotation. Raises DeckError."""
    import os

    from notedeck.cli.reports.github import format_error
    from notedeck.github.event import read_event

    try:
        event = read_event(os.environ)
        act = review_pull_request if event.is_pull_request else publish_deck
        return act(options, event, console)
    except DeckError as error:
        console.print_document(format_error(error))
        raise


def review_pull_request(options: GithubOptions, event: Event, console: Console) -> int:
    """Say what the cards of a pull request are, in a comment and in the summary of the job; then check the notes."""
    import os

    from notedeck.cli.commands.check import COMMAND as CHECK
    from notedeck.cli.commands.check import CheckOptions
    from notedeck.cli.reports.github import format_notice
    from notedeck.github.api import Api
    from notedeck.github.comment import put_comment
    from notedeck.github.runner_files import add_summary

    text = compare_with(f"origin/{event.base}...", options)
    add_summary(os.environ, text)
    if not put_comment(Api(event), event, options.release, text):
        reason = (
            Message("a pull request of a fork may not comment")
            if event.is_from_fork
            else Message("the job may not comment")
        )
        console.print_document(
            format_notice("changes", Message("{reason}; the changes are on the page of this run", reason=reason))
        )
    return CHECK.run(CheckOptions(notes=options.notes, github=True, locked=not options.commit_lock), console)


def publish_deck(options: GithubOptions, event: Event, console: Console) -> int:
    """Build the deck and its page, and put the package into the release.

    If deck.lock is older than the notes, it is committed first if the options say so; else nothing is published.
    """
    import os

    from notedeck.cli.build_package import build_package
    from notedeck.cli.commands.build import BuildOptions
    from notedeck.cli.commands.check import COMMAND as CHECK
    from notedeck.cli.commands.check import CheckOptions
    from notedeck.cli.commands.preview import PreviewOptions
    from notedeck.cli.exit_status import ExitStatus
    from notedeck.cli.preview_page import write_page
    from notedeck.cli.publication import commit_changed_lock, publish_package
    from notedeck.cli.reports.github import format_notice
    from notedeck.github.event import name_package
    from notedeck.github.runner_files import add_outputs

    is_locked = not options.commit_lock
    CHECK.run(CheckOptions(notes=options.notes, github=True, locked=is_locked), console)
    package = options.output / name_package(options.release)
    result = build_package(BuildOptions(notes=options.notes, output=package, locked=is_locked), console)
    if result.written is None:
        return ExitStatus.PROBLEMS
    if options.commit_lock:
        commit = commit_changed_lock(event, result)
        if commit is None:
            console.print_document(format_notice("deck.lock", SUPERSEDED))
            return ExitStatus.DONE
        event = event.replace(commit=commit)
    link = event.format_download_url(options.release)
    page = options.output / "page"
    write_page(PreviewOptions(notes=options.notes, output=page / "index.html"), console, download_url=link)
    has_pages = publish_package(options, event, result, result.written, console)
    add_outputs(os.environ, {"link": link, "page": str(page), "pages": str(has_pages).lower()})
    return ExitStatus.DONE


def compare_with(revision: str, options: GithubOptions) -> str:
    """Return what changed since a commit as Markdown. Raises DeckError if there is no such commit."""
    from notedeck.cli.commands.diff import DiffOptions, compare_deck_with_commit
    from notedeck.cli.reports.diff_markdown import format_markdown

    against = DiffOptions(notes=options.notes, against=revision, markdown=True)
    return format_markdown(compare_deck_with_commit(against, Console(is_for_errors=True)))


COMMAND = Command(GithubOptions, run)
