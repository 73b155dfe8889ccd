"""The one error boundary: run a command, report what ends it, and return the exit status."""

from __future__ import annotations

import argparse
import errno
import os
import traceback
from pathlib import Path

from notedeck.cli import streams
from notedeck.cli.commands import load_command
from notedeck.cli.console import Console, ReaderGoneError
from notedeck.cli.exit_status import ExitStatus
from notedeck.errors import DeckError
from notedeck.messages import Message

SYSTEM_FAULTS = {  # of the computer, not of the program
    errno.EACCES,
    errno.EPERM,
    errno.EROFS,
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EIO,
    errno.EMFILE,
    errno.ENFILE,
    errno.ENOMEM,
    errno.ENAMETOOLONG,
}
VANISHED_FAULTS = {errno.ENOENT, errno.ENOTDIR, errno.ESTALE}  # each stage checks that its files exist


def run_to_end(arguments: argparse.Namespace) -> int:
    """Run a command and return the exit status, whatever happens."""
    if arguments.json:
        streams.use_utf8_output()
    try:
        return run_command(arguments)
    except ReaderGoneError:  # `… --json | head`
        return ExitStatus.DONE
    except DeckError:  # standard error is full too
        return ExitStatus.USAGE


def run_command(arguments: argparse.Namespace) -> int:
    """Run a command, report what ends it, and return the exit status.

    Raises ReaderGoneError when the output is no longer read, and DeckError when it cannot be printed.
    """
    as_json: bool = arguments.json
    try:
        check_current_folder()
        return load_command(arguments.command).execute(arguments, Console(is_for_errors=as_json))
    except DeckError as error:
        return report_error(error, as_json=as_json)
    except KeyboardInterrupt:
        hint = Message("Files that were already written are complete, and translations so far are saved.")
        return report_error(DeckError(Message("stopped"), hint), as_json=as_json)
    except ReaderGoneError:
        raise
    except Exception as error:
        if isinstance(error, OSError) and error.errno in SYSTEM_FAULTS | VANISHED_FAULTS:
            return report_error(describe_fault(error), as_json=as_json)
        return report_bug(traceback.format_exc())


def check_current_folder() -> None:
    """Raise DeckError if the current folder was deleted, or cannot be reached: the output goes there."""
    try:
        Path.cwd()
    except OSError as error:
        raise DeckError(
            Message("there is no current folder: {reason}", reason=error.strerror),
            Message("Change to a folder that exists."),
        ) from None


def describe_fault(error: OSError) -> DeckError:
    """Return the error for what the system does not allow, in a place that expects no error."""
    place = f"{os.fsdecode(error.filename)}: " if isinstance(error.filename, str | bytes) else ""
    is_gone = error.errno in VANISHED_FAULTS
    hint = Message("Check that you may read and write there, and that there is room.")
    return DeckError(
        Message("{place}{reason}", place=place, reason=error.strerror),
        Message("Something was moved or deleted meanwhile. Try again.") if is_gone else hint,
    )


def report_error(error: DeckError, *, as_json: bool) -> int:
    """Print what is wrong with usage, settings or environment."""
    console = Console(is_for_errors=True)
    console.print_line(Message("error: {error}", error=error), "bold red")
    for line in (*error.quoted, error.hint):
        if line:
            console.print_line("  " + line)
    if as_json:
        console.print_json({"error": str(error), "quoted": error.quoted, "hint": error.hint})
    return ExitStatus.USAGE


def report_bug(trace: str) -> int:
    """Print where the program failed; messages in the trace may quote the notes."""
    console = Console(is_for_errors=True)
    for line in trace.splitlines():
        console.print_line(line)
    console.print_line(Message("This is a bug in notedeck, not in your notes. Please report the lines above."))
    return ExitStatus.BUG
