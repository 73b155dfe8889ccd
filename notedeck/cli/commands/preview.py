"""`preview`: write one HTML page with every card, serve it and rebuild it on every save, or write it for paper."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

from notedeck.cli.commands import Command
from notedeck.cli.console import Console
from notedeck.cli.options import DEFAULT_OUTPUT, ReadingOptions
from notedeck.cli.repeats import repeat_or_run
from notedeck.unchanged.attempt import Attempt


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewOptions(ReadingOptions):
    """The options of `preview`."""

    output: Path = DEFAULT_OUTPUT
    open: bool = False
    serve: bool = False
    for_paper: bool = False
    port: int | None = None


def run(options: PreviewOptions, console: Console) -> int:
    """Write the page, unless the last run did just that, serve it, or write a sheet for paper."""
    if options.for_paper:
        return write_sheet(options, console)
    is_repeatable = not (options.serve or options.open)
    return repeat_or_run("preview", options, console, write_or_serve, is_repeatable=is_repeatable)


def write_sheet(options: PreviewOptions, console: Console) -> int:
    """Write all cards for paper, as `export --format html` does."""
    from notedeck.cli.commands.export import COMMAND as EXPORT
    from notedeck.cli.commands.export import ExportOptions

    shared = {field.name: getattr(options, field.name) for field in fields(ReadingOptions)}
    return EXPORT.run(ExportOptions(**shared, format="html", output=options.output, open=options.open), console)


def write_or_serve(options: PreviewOptions, console: Console, attempt: Attempt | None) -> int:
    """Write the page, or serve it."""
    from notedeck.cli.preview_page import serve_page, write_page

    return serve_page(options, console) if options.serve else write_page(options, console, attempt)


COMMAND = Command(PreviewOptions, run)
