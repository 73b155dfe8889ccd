"""What can be typed after `build-deck preview`."""

from __future__ import annotations

import argparse

from notedeck.cli.arguments._shared import DEFAULT_OUTPUT, add_reading_arguments, parse_path
from notedeck.language import translate
from notedeck.messages import Message

HELP = Message("write one HTML page with every card")
EXAMPLE = "build-deck preview ~/study-notes --serve --open"
POSITION = 3
MAX_PORT = 65535


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of PreviewOptions."""
    add_reading_arguments(parser)
    output_help = Message("a folder or an .html file (output/)")
    parser.add_argument("-o", "--output", type=parse_path, default=DEFAULT_OUTPUT, help=output_help)
    parser.add_argument("--open", action="store_true", help=Message("open the page in the browser"))
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument(
        "--serve", action="store_true", help=Message("serve the page on 127.0.0.1 and update it on every save")
    )
    print_help = Message("write a sheet for paper instead: questions on the left, answers on the right")
    forms.add_argument("--print", action="store_true", dest="for_paper", help=print_help)
    port_help = Message("port for --serve (default: 8775, or the next free one)")
    parser.add_argument("--port", type=parse_port, metavar="PORT", help=port_help)


def parse_port(text: str) -> int:
    """Return the number of a port. Raises ArgumentTypeError for any other text."""
    if not (text.isdecimal() and int(text) <= MAX_PORT):
        raise argparse.ArgumentTypeError(
            translate(Message("{text} is not a port; allowed: 0 to {limit}", text=text, limit=MAX_PORT))
        )
    return int(text)
