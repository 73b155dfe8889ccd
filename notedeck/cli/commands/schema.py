"""`schema`: print the JSON Schema of deck.toml."""

from __future__ import annotations

from notedeck.cli.commands import Command
from notedeck.cli.console import Console
from notedeck.cli.exit_status import ExitStatus
from notedeck.cli.options import CommonOptions


def run(_: CommonOptions, console: Console) -> int:
    """Print the schema."""
    from notedeck.config.schema import create_schema
    from notedeck.project import list_known_names

    console.print_json(create_schema(list_known_names()), indent=2)
    return ExitStatus.DONE


COMMAND = Command(CommonOptions, run)
