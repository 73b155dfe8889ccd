"""Put a package into the release of its repository, with what changed as its text, for `github`."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from notedeck.cli.build_package import BuildResult
from notedeck.cli.commands.diff import DiffOptions, compare_deck_with_commit
from notedeck.cli.commands.github import GithubOptions
from notedeck.cli.console import Console
from notedeck.cli.reports.console import format_card_count
from notedeck.cli.reports.diff_markdown import format_markdown
from notedeck.cli.reports.github import format_notice
from notedeck.errors import DeckError
from notedeck.github import release as releases
from notedeck.github.api import Api
from notedeck.github.event import Event
from notedeck.github.lock_commit import LockFile, commit_lock
from notedeck.github.notes import format_entry, format_notes
from notedeck.github.runner_files import add_summary
from notedeck.identity.lock.store import MAX_LOCK_BYTES
from notedeck.messages import Message
from notedeck.model import MAX_MEDIA_BYTES
from notedeck.source.deck_root import LOCK_FILE
from notedeck.stage_values import WrittenPackage
from notedeck.util import git
from notedeck.util.files.read import read_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

MAX_PACKAGE_BYTES = max(2_000_000_000, MAX_MEDIA_BYTES)  # GitHub takes 2 GiB
SHORT_HASH = 10  # characters
NO_PAGES = Message(
    "To publish the preview page, choose GitHub Actions under Settings > Pages > Source, and run the job again."
)


def publish_package(
    options: GithubOptions, event: Event, result: BuildResult, written: WrittenPackage, console: Console
) -> bool:
    """Upload the package, and say what changed in the release and in the summary of the job.

    Return whether the repository has a page that the workflow may publish. Raises DeckError.
    """
    api = Api(event)
    before = releases.find_release(api, options.release)
    text = describe_changes(options, result, before)
    entry = format_entry(f"{datetime.now(UTC):%Y-%m-%d}", event.commit, text) if text else ""
    notes = format_notes(
        event.format_download_url(options.release),
        entry,
        str((before or {}).get("body") or ""),
        korean=result.run.project.settings.translation.language == "ko",
    )
    release = before or releases.create_release(api, event, options.release, result.run.built.deck.name, notes)
    data = read_file(written.file, roots=[written.file.parent.resolve()], max_bytes=MAX_PACKAGE_BYTES)
    releases.replace_package(api, release, data)
    if before:
        releases.update_release(api, event, before, notes)
    add_summary(os.environ, notes)
    has_pages = releases.publishes_pages(api)
    if not has_pages:
        console.print_document(format_notice("page", NO_PAGES))
    return has_pages


def commit_changed_lock(event: Event, result: BuildResult) -> str | None:
    """Commit deck.lock if the build changed it, and return the commit with it: that of the event, or the new one.

    Return None if the branch has another deck.lock already. Raises DeckError.
    """
    file = result.run.project.root.folder / LOCK_FILE
    folder = file.parent.resolve()
    committed = git.find_committed_file(file)
    if committed is None or git.is_clean(file):
        return event.commit
    data = read_file(file, roots=[folder], max_bytes=MAX_LOCK_BYTES)
    return commit_lock(Api(event), event, LockFile(committed.path, data, committed.object_id))


def describe_changes(options: GithubOptions, result: BuildResult, release: Mapping[str, Any] | None) -> str:
    """Return what changed since the release as Markdown, "" if no card did."""
    count = format_card_count(result.run.built)
    if release is None:
        return count
    try:
        commit = git.find_revision(result.run.project.root.folder, f"refs/tags/{options.release}").commit
        against = DiffOptions(notes=options.notes, against=commit[:SHORT_HASH], markdown=True)
        comparison = compare_deck_with_commit(against, Console(is_for_errors=True))
    except DeckError:  # the tag was deleted, or its commit was rewritten
        return count
    return format_markdown(comparison) if comparison.changes else ""
