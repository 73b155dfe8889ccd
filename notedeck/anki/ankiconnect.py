"""Importing a package into a running Anki through its add-on AnkiConnect."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from notedeck.anki.card_searches import CardSearch
from notedeck.anki.deck_names import list_deck_and_parents, quote_search
from notedeck.anki.note_types import NOTE_TYPES
from notedeck.messages import Message
from notedeck.problems import DeckError
from notedeck.util.timeout import call_with_timeout

DEFAULT_ADDRESS = "http://127.0.0.1:8765"  # the default of AnkiConnect's webBindAddress and webBindPort
ADD_ON_CODE = "2055492159"
PROTOCOL_VERSION = 6
CONNECT_TIMEOUT_SECONDS = 3.0
ANSWER_TIMEOUT_SECONDS = 600.0  # Anki answers nothing while it imports, and a large package takes minutes
CHUNK_BYTES = 64 * 1024
MAX_ANSWER_BYTES = 4 * 1024**2  # the numbers of 100,000 cards have 1.5 MB
MAX_REASON_CHARS = 200
OWN_NOTES = "note:notedeck*"  # in a search: notes of our note types
MAX_NOTES_IN_SEARCH = 1_000  # so that the answer is not too long

START_HINT = Message(
    "Open Anki; if it is open, install its add-on AnkiConnect (code {add_on_code}) and restart Anki.",
    add_on_code=ADD_ON_CODE,
)
ADDRESS_HINT = Message(
    "AnkiConnect's default address is {default_address}; see webBindPort in its configuration.",
    default_address=DEFAULT_ADDRESS,
)
SHARED_FOLDER_HINT = Message("Anki must see the same file: with Flatpak, Docker or WSL, write to a shared folder (-o).")


def import_to_anki(
    file: Path,
    address: str = DEFAULT_ADDRESS,
    key: str = "",
    timeout_seconds: float = ANSWER_TIMEOUT_SECONDS,
    *,
    adopted: Sequence[int] = (),
) -> None:
    """Make the Anki that answers at `address` import the package `file`, without any dialog.

    `key` is AnkiConnect's apiKey, empty for none; `timeout_seconds` limits the wait for each answer. `adopted` are ids
    of notes in the package that were made by another program. Raises DeckError when nothing answers, it is not
    AnkiConnect, the key is wrong, Anki refuses the package, or one of these notes still has its old note type.

    The protocol is documented only by AnkiConnect's source (FooSoft/anki-connect, `plugin/__init__.py` and `web.py`):
    POST an object with action, version, params and key; from version 5 on the answer is `{"result": …, "error": …}`,
    always with status 200. A key that differs from the configured one is an error, even if none is configured.
    Requests without an Origin header pass the origin check. An import returns true, false without an open collection,
    and otherwise the text of the exception, which may be empty.

    Unlike the import dialog, Anki from 26.09 on (`anki/importing.py`) merges note types, so every import sets the
    modification time of ours to now, and imports scheduling and presets too. Earlier versions use the old importer,
    which also overwrites the description of every deck. Both update notes that are newer in the package, and keep
    existing schedules.
    """
    if not file.is_file():
        raise DeckError(Message("{file}: the package does not exist", file=file), Message("Build it first."))

    def ask(action: str, params: dict[str, Any]) -> object:
        answer = parse_answer(send_request(build_request(action, params, key), address, timeout_seconds), address)
        if answer["error"] is not None:
            raise create_import_error(answer["error"], file, has_key=bool(key))
        return answer["result"]

    check_note_types(ask, adopted)
    if ask("importPackage", {"path": str(file.resolve())}) is not True:  # Anki has another working directory
        raise DeckError(
            Message("Anki did not import {file}", file=file), Message("Open a profile in Anki, then try again.")
        )


def check_note_types(ask: Callable[[str, dict[str, Any]], object], notes: Sequence[int]) -> None:
    """Raise DeckError if one of these notes has a note type of others: an import that merges would double its cards."""
    others = " ".join(f"-mid:{note_type.id}" for note_type in NOTE_TYPES)
    for at in range(0, len(notes), MAX_NOTES_IN_SEARCH):
        batch = ",".join(map(str, notes[at : at + MAX_NOTES_IN_SEARCH]))
        if ask("findNotes", {"query": f"nid:{batch} {others}"}):
            hint = Message(
                "Change it first, or Anki makes their cards twice. `build-deck adopt` with the old deck says how."
            )
            raise DeckError(
                Message("notes that were taken over with adopt still have their old note type in Anki"), hint
            )


def move_cards(searches: Iterable[CardSearch], address: str = DEFAULT_ADDRESS, key: str = "") -> None:
    """Move the cards of notedeck's note types that searches find to their decks, and delete what is empty then.

    An import leaves cards that Anki has in their deck. All are found before one is moved, as two decks may change their
    places. Raises DeckError as `import_to_anki` does.
    """
    found = [
        (each, request_result("findCards", {"query": f"{each.search} {OWN_NOTES}"}, address, key)) for each in searches
    ]
    for each, cards in found:
        if cards:
            request_result("changeDeck", {"cards": cards, "deck": each.new}, address, key)
    emptied = {name for each, _ in found for name in list_deck_and_parents(each.old)}
    for deck in sorted(emptied, key=len, reverse=True):
        is_there = deck in request_result("deckNames", {}, address, key)
        if is_there and not request_result("findCards", {"query": f'deck:"{quote_search(deck)}"'}, address, key):
            request_result("deleteDecks", {"decks": [deck], "cardsToo": True}, address, key)


def request_result(action: str, params: dict[str, Any], address: str, key: str) -> Any:
    """Return the result of an action. Raises DeckError if Anki refuses it."""
    answer = parse_answer(send_request(build_request(action, params, key), address, ANSWER_TIMEOUT_SECONDS), address)
    if answer["error"] is not None:
        message = Message(
            "Anki imported the package, but {action} failed: {reason}",
            action=action,
            reason=shorten_reason(answer["error"]),
        )
        raise DeckError(message, Message("Move the cards by hand: the build says which."))
    return answer["result"]


def build_request(action: str, params: dict[str, Any], key: str) -> dict[str, Any]:
    """Return the request for an action of AnkiConnect."""
    request = {"action": action, "version": PROTOCOL_VERSION, "params": params}
    return {**request, "key": key} if key else request


def send_request(request: dict[str, Any], address: str, timeout_seconds: float) -> bytes:
    """Return the bytes of the answer, whatever they are. Raises DeckError when there is none."""
    import requests  # imported here because it is slow to load and only needed for importing

    def post() -> bytes:
        with requests.Session() as session:
            session.trust_env = False  # a proxy would not reach this machine
            timeout = (CONNECT_TIMEOUT_SECONDS, timeout_seconds)
            with session.post(address, json=request, timeout=timeout, allow_redirects=False, stream=True) as answer:
                return b"".join(islice(answer.iter_content(CHUNK_BYTES), MAX_ANSWER_BYTES // CHUNK_BYTES))

    try:
        return call_with_timeout(CONNECT_TIMEOUT_SECONDS + timeout_seconds, post)
    except (requests.ReadTimeout, TimeoutError):
        hint = Message("It may still be importing, or waiting for an answer in a dialog: check Anki.")
        raise DeckError(
            Message(
                "Anki at {address} did not answer within {timeout_seconds:.0f} seconds",
                address=address,
                timeout_seconds=timeout_seconds,
            ),
            hint,
        ) from None
    except requests.ConnectionError as error:
        raise create_connection_error(address, error) from None
    except requests.RequestException as error:
        raise DeckError(
            Message("{address}: {reason}", address=address, reason=shorten_reason(str(error))), ADDRESS_HINT
        ) from None


def create_connection_error(address: str, error: Exception) -> DeckError:
    """Return the error for a connection that was refused or interrupted."""
    from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

    reason = getattr(error.args[0] if error.args else error, "reason", None)
    if isinstance(reason, (NewConnectionError, ConnectTimeoutError)):
        return DeckError(Message("Anki does not answer at {address}", address=address), START_HINT)
    hint = Message("Anki was closed, or another program uses this address. {address_hint}", address_hint=ADDRESS_HINT)
    return DeckError(Message("the connection to {address} was interrupted", address=address), hint)


def parse_answer(body: bytes, address: str) -> dict[str, Any]:
    """Return the answer as an object with result and error, a text or None.

    Raises DeckError when another program sent it.
    """
    try:
        answer = json.loads(body)
        error = None if answer["error"] is None else str(answer["error"])
        return {"result": answer["result"], "error": error}
    except (ValueError, TypeError, LookupError, RecursionError):  # RecursionError for a body that is nested too deeply
        raise DeckError(
            Message("the program that answers at {address} is not AnkiConnect", address=address), ADDRESS_HINT
        ) from None


def create_import_error(error: str, file: Path, *, has_key: bool) -> DeckError:
    """Return the one-line error for an error text of AnkiConnect."""
    if "api key" in error:
        message = (
            Message("ANKICONNECT_KEY is not the key that AnkiConnect expects")
            if has_key
            else Message("AnkiConnect requires a key")
        )
        hint = Message("Set ANKICONNECT_KEY to the apiKey in AnkiConnect's configuration; unset it if there is none.")
        return DeckError(message, hint)
    if "collection is not available" in error:
        return DeckError(Message("Anki has no open collection"), Message("Choose a profile in Anki, then try again."))
    if error == "unsupported action":
        return DeckError(
            Message("this AnkiConnect cannot import packages"),
            Message("Update the add-on (code {add_on_code}).", add_on_code=ADD_ON_CODE),
        )
    is_file_missing = re.search(r"no such file|not found|cannot find", error, re.I)
    hint = SHARED_FOLDER_HINT if is_file_missing else Message("Try File > Import in Anki.")
    return DeckError(
        Message(
            "Anki cannot import {file}: {value}", file=file, value=shorten_reason(error) or Message("no reason given")
        ),
        hint,
    )


def shorten_reason(text: str) -> str:
    """Return the text on one line, cut to a readable length."""
    line = " ".join(text.split())
    return line if len(line) <= MAX_REASON_CHARS else line[: MAX_REASON_CHARS - 1] + "…"
