"""`export`: write all cards to a file for other programs, or for paper."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from notedeck.cli.commands import Command
from notedeck.cli.console import Console
from notedeck.cli.options import DEFAULT_OUTPUT, ReadingOptions
from notedeck.messages import Message

if TYPE_CHECKING:
    from notedeck.cli.run import Run
    from notedeck.export.cards import ExportedDeck
    from notedeck.preview.page_media import PageMedia

MEDIA_FOLDER_SUFFIX = "_files"
DEFAULT_FORMAT = "csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions(ReadingOptions):
    """The options of `export`."""

    format: str | None = None
    output: Path = DEFAULT_OUTPUT
    open: bool = False


def run(options: ExportOptions, console: Console) -> int:
    """Build in memory, and write the file; its pictures, if they are large together or it is Markdown, before it."""
    from notedeck.cli import output
    from notedeck.cli.exit_status import ExitStatus
    from notedeck.cli.run import run_pipeline
    from notedeck.problems import DeckError, has_failures

    name = choose_format(options)
    target = output.resolve_target(options.output, list_suffixes(options))
    output.check_place(target, options.notes)
    done = run_pipeline(options, console)
    if not done.built.deck.cards:
        hint = Message("Add a heading with text below it, or list the skipped parts: build-deck check -v.")
        raise DeckError(Message("the notes contain no cards"), hint)
    output.create_output_folder(target)
    file = target.file or target.folder / locate_file(done, name)
    write_file(done, file, name)
    report_file(done, file, options, console)
    if options.open:
        output.open_with_system(file)
    return ExitStatus.PROBLEMS if has_failures(done.built.problems, strict=False) else ExitStatus.DONE


def choose_format(options: ExportOptions) -> str:
    """Return the format that the user chose, else that of the file's name, else the default."""
    from notedeck.export import list_formats

    suffix = options.output.suffix.lower().removeprefix(".")
    return options.format or (suffix if suffix in list_formats() else DEFAULT_FORMAT)


def list_suffixes(options: ExportOptions) -> tuple[str, ...]:
    """Return how the name of the file may end: as the chosen format, else as any, the default first."""
    from notedeck.export import list_formats

    names = (options.format,) if options.format else sorted(list_formats(), key=DEFAULT_FORMAT.__ne__)
    return tuple(f".{name}" for name in names)


def locate_file(done: Run, name: str) -> Path:
    """Return the name of the file after the deck."""
    from notedeck.cards.naming import name_package_file
    from notedeck.export import load_format

    file_format, deck = load_format(name), done.built.deck
    package = Path(name_package_file(deck.label or deck.name))
    return Path(package.stem + file_format.NAME_END + file_format.SUFFIX)


def write_file(done: Run, file: Path, name: str) -> None:
    """Write the file and its pictures. Raises DeckError when one cannot be written, or the file is not ours."""
    from notedeck.export import encode_deck, is_our_file
    from notedeck.preview.page_media import write_media_folder
    from notedeck.util.files.write import check_ours, replace_file, write_error

    check_ours(file, lambda stream: is_our_file(stream, name), Message("{name} file", name=name))
    media = locate_pictures(done, file, name)
    content = encode_deck(make_export(done, media), name)
    try:
        write_media_folder(media, file.parent)
        with replace_file(file, inside=file.parent) as stream:
            stream.write(content)
    except OSError as error:
        raise write_error(file, error) from error


def locate_pictures(done: Run, file: Path, name: str) -> PageMedia:
    """Return the media of a file, as its format wants them."""
    from notedeck.export import load_format
    from notedeck.export.cards import Pictures
    from notedeck.preview.page_media import MAX_EMBEDDED_BYTES, PageMedia, locate_media

    place = load_format(name).PICTURES
    if place is Pictures.NAMED:
        return PageMedia({})
    max_bytes = MAX_EMBEDDED_BYTES if place is Pictures.INSIDE else -1
    return locate_media(done.built.deck.assets, file.stem + MEDIA_FOLDER_SUFFIX, max_bytes)


def make_export(done: Run, media: PageMedia) -> ExportedDeck:
    """Return the deck of a run for an export."""
    from notedeck.anki.note_types import format_stylesheet
    from notedeck.export.cards import ExportedDeck, list_exported_cards

    deck = done.built.deck
    language = done.project.settings.translation.language
    return ExportedDeck(deck.name, language, list_exported_cards(deck), format_stylesheet(deck.theme), media.urls)


def report_file(done: Run, file: Path, options: ExportOptions, console: Console) -> None:
    """Print where the file is."""
    from notedeck.cli.reports.console import format_card_count, format_size

    size = file.stat().st_size
    if options.json:
        console.print_json({"file": str(file), "bytes": size, "cards": len(done.built.deck.cards)})
        return
    count = format_card_count(done.built)
    console.print_line(Message("{file}  {count}, {size}", file=file, count=count, size=format_size(size)), "bold")


COMMAND = Command(ExportOptions, run)
