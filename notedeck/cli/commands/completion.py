"""`completion`: print a script with which a shell completes commands and options."""

from __future__ import annotations

from dataclasses import dataclass

from notedeck.cli.commands import Command
from notedeck.cli.console import Console
from notedeck.cli.exit_status import ExitStatus
from notedeck.cli.options import CommonOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletionOptions(CommonOptions):
    """The options of `completion`."""

    shell: str


def run(options: CompletionOptions, console: Console) -> int:
    """Print the script."""
    import shtab  # no other command needs it

    from notedeck.cli.main import make_parser

    console.print_document(shtab.complete(make_parser(), options.shell))
    return ExitStatus.DONE


COMMAND = Command(CompletionOptions, run)
