"""What can be typed after `build-deck export`."""

from __future__ import annotations

import argparse

from notedeck.cli.arguments._shared import DEFAULT_OUTPUT, add_reading_arguments, parse_path
from notedeck.messages import Message

HELP = Message("write all cards to a file, for people who do not use Anki")
EXAMPLE = "build-deck export ~/study-notes --format csv"
POSITION = 4
FORMATS = ("csv", "html", "md", "tsv")  # those of notedeck/export/formats, which --help does not load


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ExportOptions."""
    add_reading_arguments(parser)
    format_help = Message(
        "a table (csv, tsv), a note (md) or a sheet for paper (html); default: by the name after -o, else csv"
    )
    parser.add_argument("--format", choices=FORMATS, help=format_help)
    output_help = Message("a folder or a file (output/)")
    parser.add_argument("-o", "--output", type=parse_path, default=DEFAULT_OUTPUT, help=output_help)
    parser.add_argument(
        "--open", action="store_true", help=Message("open the file with the program that the system has for it")
    )
