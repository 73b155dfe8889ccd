"""`preview` writes one HTML page that shows every card, or serves it and makes it anew on every save."""

from __future__ import annotations

import argparse
import io
import json
import threading
import webbrowser
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from notedeck.cli.exit_status import Exit
from notedeck.cli.run import Run, add_reading, assembled, configured, watched
from notedeck.problems import DeckError, fails
from notedeck.source.deck_root import home

if TYPE_CHECKING:
    from notedeck.preview.pictures import Pictures

FOLDER = "_files"


def add(commands: Any) -> None:
    """The words of `preview`."""
    command = commands.add_parser("preview", help="one HTML page that shows every card")
    add_reading(command)
    command.add_argument(
        "-o", "--output", type=Path, default=Path("output"), help="a folder or an .html file (output/)"
    )
    command.add_argument("--open", action="store_true", help="open the page in the browser")
    command.add_argument(
        "--serve", action="store_true", help="serve the page on 127.0.0.1 and make it anew on every save"
    )
    command.add_argument(
        "--port", type=port, metavar="PORT", help="the port for --serve (8775, or the next that is free)"
    )
    command.set_defaults(run=run)


def port(text: str) -> int:
    """The number of a port. Raises ArgumentTypeError for any other text."""
    if not (text.isdecimal() and int(text) < 65536):
        raise argparse.ArgumentTypeError(f"{text} is no port; allowed: 0 to 65535")
    return int(text)


@dataclass(frozen=True, slots=True)
class Made:
    """A page with its media, and the run that gave it."""

    run: Run
    file: Path
    html: str
    pictures: Pictures


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Write the page, or serve it."""
    return serve(arguments, console) if arguments.serve else write(arguments, console)


def made(arguments: argparse.Namespace, console: Console, edition: int = 0) -> Made:
    """Read everything and make the page; only the cache is written to. A page that is served has an `edition`."""
    from notedeck import preview
    from notedeck.cards.naming import package_file_name
    from notedeck.cli import output
    from notedeck.preview import notes
    from notedeck.preview.pictures import pictures

    named = arguments.output
    own = named.suffix.lower() in (".html", ".htm") and not named.is_dir()
    where = output.target(named.parent if own else named)
    run = assembled(arguments, console, where.cache, checked=True)
    deck = run.result.deck
    file = named if own else where.folder / Path(package_file_name(deck.label or deck.name)).with_suffix(".html")
    found = pictures(deck.assets, file.stem + FOLDER)
    folder = run.home.folder
    notes_at = notes.SERVED if edition else notes.beside(folder, file.parent)
    language = configured(arguments, folder).translation.language
    given = preview.Given(deck, run.result.problems, language, notes_at, notes.on_host(folder), edition)
    return Made(run, file, preview.page(given, found), found)


def write(arguments: argparse.Namespace, console: Console) -> int:
    """Write the page in one step, its media before it; those of an earlier page go last."""
    from notedeck.cli import output
    from notedeck.cli.reports import console as summary
    from notedeck.preview.pictures import clear, put_beside
    from notedeck.util.atomic import refused, replacing

    done = made(arguments, console)
    if not done.run.result.deck.cards:
        raise DeckError("the notes make no card", "Add a heading with text below it, or see check -v.")
    beside = done.file.parent / (done.file.stem + FOLDER)
    try:
        put_beside(done.pictures, done.file.parent)
        with replacing(done.file) as stream:
            stream.write(done.html.encode("utf-8", "replace"))
        clear(beside, done.pictures.files)
    except OSError as error:
        raise refused(beside, error) from error
    size = done.file.stat().st_size
    if arguments.json:
        print(json.dumps({"page": str(done.file), "bytes": size, "media_folder": done.pictures.beside or None}))  # noqa: T201
    else:
        cards = summary.cards(done.run.result.deck)
        summary.line(console, f"{done.file}  {cards}, {summary.size(size)}", "bold")
        summary.line(console, "Open it in a browser; it needs no network." if not arguments.open else "")
    if arguments.open:
        output.open_with_system(done.file)
    return Exit.PROBLEMS if fails(done.run.result.problems, strict=False) else Exit.DONE


def serve(arguments: argparse.Namespace, console: Console) -> int:
    """Serve the page until Ctrl-C."""
    from notedeck.cli import output
    from notedeck.cli.reports import console as summary
    from notedeck.preview.server import HOST, Site, server
    from notedeck.watch import watch

    place = home(arguments.notes).folder
    folders = watched(arguments, place)
    site = Site()
    out = Console(stderr=True) if arguments.json else console

    def build() -> str:
        try:
            done = made(arguments, Console(file=io.StringIO(), quiet=True), site.edition + 1)
        except DeckError as error:
            site.warn(f"{error}. {error.hint}")
            raise
        media = {f"{done.pictures.beside}/{name}": file for name, file in done.pictures.files.items()}
        site.publish(done.html, media, notes_of(done.run))
        return summary.cards(done.run.result.deck)

    with server(site, arguments.port) as own:
        threading.Thread(target=own.serve_forever, daemon=True).start()
        address = f"http://{HOST}:{own.server_address[1]}/"
        summary.line(out, f"{address}  shows the cards of {place}; Ctrl-C ends it.", "bold")
        if arguments.json:
            print(json.dumps({"address": address}), flush=True)  # noqa: T201
        if arguments.open:
            threading.Timer(1, webbrowser.open, [address]).start()
        where = output.target(Path("output") if arguments.output.suffix else arguments.output)
        watch(folders, build, lambda text: summary.line(out, text), ignored=[where.cache, where.folder])
        own.shutdown()
    return Exit.DONE


def notes_of(run: Run) -> dict[str, Path]:
    """The files that the page of a run leads to, by their addresses on our server."""
    from notedeck.preview.notes import served

    deck, problems = run.result.deck, run.result.problems
    places = (*(card.place for card in deck.cards), *(part.place for part in deck.skipped))
    return served(run.home.folder, (*places, *(problem.place for problem in problems)))
