"""`trust`: allow what deck.toml asks for beyond the notes, or withdraw that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from notedeck.cli.commands import Command
from notedeck.cli.console import Console
from notedeck.cli.exit_status import ExitStatus
from notedeck.cli.options import CommonOptions
from notedeck.messages import Message
from notedeck.source.deck_root import find_deck_root

if TYPE_CHECKING:
    from notedeck.trust.consent import Petition


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustOptions(CommonOptions):
    """The options of `trust`."""

    revoke: bool = False


def run(options: TrustOptions, console: Console) -> int:
    """Print what the deck asks for and allow exactly that, or withdraw it."""
    return withdraw_requests(options, console) if options.revoke else allow_requests(options, console)


def allow_requests(options: TrustOptions, console: Console) -> int:
    """Print what the deck asks for, and record that the user allows exactly that."""
    from notedeck.project import find_petition
    from notedeck.trust.consent import quote_path, record_consent

    petition = find_petition(options.notes)
    if petition.requests:
        record_consent(petition)
    if options.json:
        console.print_json(make_document(petition), indent=1)
        return ExitStatus.DONE
    for request in petition.requests:
        first, *more = request.list_lines()
        console.print_line(f"{request.place}: " + first)
        for line in more:
            console.print_line(line)
    folder, withdrawal = (
        petition.root.folder,
        Message("build-deck trust --revoke {named}", named=quote_path(petition.root.named)),
    )
    if petition.requests:
        console.print_line(
            Message(
                "Allowed for {folder}, until any of it changes. Withdraw it with: {withdrawal}",
                folder=folder,
                withdrawal=withdrawal,
            ),
            "bold",
        )
    else:
        console.print_line(Message("{folder} asks for nothing that you have to allow.", folder=folder))
    return ExitStatus.DONE


def make_document(petition: Petition) -> dict[str, Any]:
    """Return what is allowed as the value of `--json`."""
    requests = [
        {
            "kind": request.kind.name.lower(),
            "name": request.name,
            "path": request.place.path,
            "line": request.place.line,
            "command": request.line,
            "files": [file.name for file in request.files],
        }
        for request in petition.requests
    ]
    return {"deck": str(petition.root.folder.resolve()), "allowed": requests}


def withdraw_requests(options: TrustOptions, console: Console) -> int:
    """Withdraw what was allowed. The deck.toml may be broken by now, so it is not read."""
    from notedeck.trust.consent import withdraw_consent

    root = find_deck_root(options.notes)
    had_record = withdraw_consent(root)
    if options.json:
        console.print_json({"deck": str(root.folder.resolve()), "allowed": []})
    elif had_record:
        console.print_line(Message("Nothing is allowed any more for {folder}.", folder=root.folder))
    else:
        console.print_line(Message("Nothing was allowed for {folder}.", folder=root.folder))
    return ExitStatus.DONE


COMMAND = Command(TrustOptions, run)
