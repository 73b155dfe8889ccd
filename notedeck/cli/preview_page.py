"""Write one HTML page that shows every card, or serve it and rebuild it on every save, for `preview`."""

from __future__ import annotations

import threading
import time
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from notedeck.cli import output
from notedeck.cli.commands.preview import PreviewOptions
from notedeck.cli.console import Bar, Console
from notedeck.cli.exit_status import ExitStatus
from notedeck.cli.outcomes import note_written, remember_reading
from notedeck.cli.recorder import Recorder
from notedeck.cli.run import Run, create_quiet_console, list_watched_folders, look_at_notes, run_pipeline
from notedeck.language import translate
from notedeck.messages import Message
from notedeck.problems import DeckError, has_failures
from notedeck.source.deck_root import find_deck_root
from notedeck.unchanged.attempt import Attempt
from notedeck.unchanged.store import Outcome

if TYPE_CHECKING:
    from notedeck.preview.page_media import PageMedia
    from notedeck.preview.site import Site

MEDIA_FOLDER_SUFFIX = "_files"
PAGE_SUFFIXES = (".html", ".htm")
STEP_SECONDS = 0.1  # between two steps of progress in the page


class PageConsole(Console):
    """Shows the progress of a build in a page that waits, and prints nothing."""

    def __init__(self, site: Site) -> None:
        """Report to `site`."""
        super().__init__(is_quiet=True, is_terminal=False)
        self.site = site

    @property
    def is_terminal(self) -> bool:
        """Whether a person sees the progress as it comes."""
        return True

    @contextmanager
    def show_bar(self, title: str, total: int, *, done: int = 0) -> Iterator[Bar]:
        """Show how many of `total` items are done while the block runs."""
        yield PageBar(self.site, title, total, done)


class PageBar(Bar):
    """A progress bar in a page that waits."""

    def __init__(self, site: Site, title: str, total: int, done: int) -> None:
        """Begin with `done` of `total` items."""
        self.site, self.title, self.total, self.done, self.shown = site, title, total, done, 0.0
        self.show()

    def advance(self) -> None:
        """Count one more, and show it unless the last one was shown a moment ago."""
        self.done += 1
        if self.done == self.total or time.monotonic() - self.shown > STEP_SECONDS:
            self.show()

    def show(self) -> None:
        """Show how far the stage is."""
        from notedeck.preview.site import StageProgress

        self.shown = time.monotonic()
        self.site.report_progress(StageProgress(self.title, self.done, self.total))


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """A page with its media, and the run that it shows; `attempt` has what was there before."""

    run: Run
    target: output.Target
    file: Path
    html: str
    media: PageMedia
    attempt: Attempt | None = None


def build_page(
    options: PreviewOptions,
    console: Console,
    edition: int = 0,
    attempt: Attempt | None = None,
    download_url: str = "",
) -> PreviewPage:
    """Build the deck and its page; only the cache is written to. A page that is served has an `edition` from 1.

    `download_url` is where members get the package, in place of that of deck.toml.
    """
    from notedeck.cards.naming import name_package_file
    from notedeck.preview import PageContent, format_page, note_links
    from notedeck.preview.page_media import locate_media
    from notedeck.preview.review import review_cards

    target = output.resolve_target(options.output, PAGE_SUFFIXES)
    if not edition:
        output.check_place(target, options.notes)
    seen = look_at_notes(options, attempt, (target.folder, target.folder.parent))
    done = run_pipeline(options, console, with_checks=True)
    deck, folder, settings = done.built.deck, done.project.root.folder, done.project.settings.translation
    name = Path(name_package_file(deck.label or deck.name)).with_suffix(".html")
    file = target.file or target.folder / name
    page_media = locate_media(deck.assets, file.stem + MEDIA_FOLDER_SUFFIX)
    content = PageContent(
        deck,
        done.built.problems,
        settings.language,
        note_links.SERVED_NOTES_URL if edition else note_links.find_relative_notes_url(folder, file.parent),
        note_links.find_hosted_notes_url(folder),
        edition,
        review_cards(done.built.originals, done.built.memory, settings, done.cache),
        download_url or done.project.settings.sharing.download_url,
    )
    return PreviewPage(done, target, file, format_page(content, page_media), page_media, seen)


def write_page(
    options: PreviewOptions, console: Console, attempt: Attempt | None = None, download_url: str = ""
) -> int:
    """Write the page in one step, its media before it; those of an earlier page go last.

    `download_url` is as in `build_page`.
    """
    recorder = Recorder(console)
    page = build_page(options, recorder, attempt=attempt, download_url=download_url)
    if not page.run.built.deck.cards:
        hint = Message("Add a heading with text below it, or list the skipped parts: build-deck check -v.")
        raise DeckError(Message("the notes contain no cards"), hint)
    output.create_output_folder(page.target)
    save_page(page)
    written = note_written([page.file, *list_page_media(page)], page.target)
    report_page(page, options, recorder)
    status = ExitStatus.PROBLEMS if has_failures(page.run.built.problems, strict=False) else ExitStatus.DONE
    remember_reading(page.attempt, page.run, Outcome(status, recorder.printed), (options.notes, page.file), written)
    if options.open:
        output.open_with_system(page.file)
    return status


def list_page_media(page: PreviewPage) -> list[Path]:
    """Return the media files that belong to a page."""
    return [page.file.parent / page.media.folder / name for name in page.media.files]


def save_page(page: PreviewPage) -> None:
    """Write the files of a page. Raises DeckError when one cannot be written, or a file that is not ours is there."""
    from notedeck.preview import is_our_page
    from notedeck.preview.page_media import remove_old_media, write_media_folder
    from notedeck.util.files.write import check_ours, is_regular_file, replace_file, write_error

    check_ours(page.file, is_our_page, Message("preview page"))
    is_replaced = is_regular_file(page.file) and page.file.stat().st_size > 0
    media_folder = page.file.parent / (page.file.stem + MEDIA_FOLDER_SUFFIX)
    try:
        write_media_folder(page.media, page.file.parent)
        with replace_file(page.file, inside=page.file.parent) as stream:
            stream.write(page.html.encode("utf-8", "replace"))
        if is_replaced:
            remove_old_media(media_folder, page.media.files)
    except OSError as error:
        raise write_error(media_folder, error) from error


def report_page(page: PreviewPage, options: PreviewOptions, console: Console) -> None:
    """Print where the page is."""
    from notedeck.cli.reports.console import format_card_count, format_size

    size = page.file.stat().st_size
    if options.json:
        document = {"page": str(page.file), "bytes": size, "media_folder": page.media.folder or None}
        console.print_json(document)
        return
    count = format_card_count(page.run.built)
    console.print_line(Message("{file}  {count}, {size}", file=page.file, count=count, size=format_size(size)), "bold")
    if not options.open:
        console.print_line(Message("Open it in a browser; it needs no network."))


def serve_page(options: PreviewOptions, console: Console) -> int:
    """Serve the page until Ctrl-C."""
    from notedeck.preview.server import HOST, create_server
    from notedeck.preview.site import Site
    from notedeck.watch import rebuild_on_change

    folders, site = list_watched_folders(options), Site()
    log = Console(is_for_errors=True) if options.json else console
    with create_server(site, options.port) as http_server:
        threading.Thread(target=http_server.serve_forever, daemon=True).start()
        address = f"http://{HOST}:{http_server.server_address[1]}/?token={site.token}"
        folder = find_deck_root(options.notes).folder
        log.print_line(
            Message("{address}  shows the cards of {folder}. Press Ctrl-C to stop.", address=address, folder=folder),
            "bold",
        )
        if options.json:
            console.print_json({"address": address})
        if options.open:
            threading.Thread(target=webbrowser.open, args=[address], daemon=True).start()
        target = output.resolve_target(options.output, PAGE_SUFFIXES)
        ignored = [target.folder]
        rebuild_on_change(folders, partial(publish_page, options, site), log.print_line, ignored=ignored)
        http_server.shutdown()
    return ExitStatus.DONE


def publish_page(options: PreviewOptions, site: Site) -> str:
    """Build the page, publish it on the site, and return one line about it."""
    from notedeck.cli.reports.console import format_card_count
    from notedeck.config.languages import LanguagePair

    try:
        page = build_page(options, create_quiet_console() if site.page else PageConsole(site), site.edition + 1)
    except DeckError as error:
        site.report_error(translate(Message("{error}. {hint}", error=error, hint=error.hint)))
        raise
    settings = page.run.project.settings.translation
    site.set_corrector(page.run.project.root.folder, LanguagePair(settings.language, settings.translate_to[0]))
    media = {f"{page.media.folder}/{name}": file for name, file in page.media.files.items()}
    site.publish(page.html, media, list_linked_notes(page.run))
    return format_card_count(page.run.built)


def list_linked_notes(done: Run) -> dict[str, Path]:
    """Return the files that the page of a run links to, by their addresses on the server."""
    from notedeck.preview.note_links import find_served_notes

    deck, problems = done.built.deck, done.built.problems
    places = (*(card.place for card in deck.cards), *(skipped.place for skipped in deck.skipped))
    return find_served_notes(done.project.root.folder, (*places, *(problem.place for problem in problems)))
