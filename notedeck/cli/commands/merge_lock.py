"""`merge-lock`: merge two versions of deck.lock, where git does not find out how."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from notedeck.cli.commands import Command
from notedeck.cli.console import Console
from notedeck.cli.exit_status import ExitStatus
from notedeck.cli.options import CommonOptions
from notedeck.identity.lock.format import encode_lock
from notedeck.identity.lock.merge import merge_locks
from notedeck.identity.lock.store import MAX_LOCK_BYTES, parse_data
from notedeck.util.files.deck_files import read_checked
from notedeck.util.files.write import replace_file


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeLockOptions(CommonOptions):
    """The options of `merge-lock`: the files that git names. Only what both sides have now counts, not `base`."""

    base: Path
    ours: Path
    theirs: Path


def run(options: MergeLockOptions, _: Console) -> int:
    """Replace our version by the merged one. Raises DeckError, which git takes for a conflict."""
    folder = options.ours.parent
    # Git's names are hidden ones, which no note may lead to; these files are named on the command line.
    data = [read_checked(file, [file.resolve()], MAX_LOCK_BYTES) for file in (options.ours, options.theirs)]
    ours, theirs = (parse_data(options.ours, content)[0] for content in data)
    with replace_file(options.ours, inside=folder, sync=False) as stream:
        stream.write(encode_lock(merge_locks(ours, theirs)))
    return ExitStatus.DONE


COMMAND = Command(MergeLockOptions, run)
