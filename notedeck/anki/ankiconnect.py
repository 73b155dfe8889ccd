"""Handing a package to a running Anki, through its add-on AnkiConnect."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from notedeck.problems import DeckError

ADDRESS = "http://127.0.0.1:8765"  # AnkiConnect's webBindAddress and webBindPort, as they come
ADD_ON = "2055492159"
VERSION = 6
CONNECT, READ = 3.0, 600.0  # seconds; Anki answers nobody while it imports, and a large package takes minutes
LARGEST = 64 * 1024  # bytes of an answer; AnkiConnect's have about 30
WORDS = 200  # characters of a reason that are shown

INSTALL = f"Open Anki; if it is open, install its add-on AnkiConnect (code {ADD_ON}) and start Anki again."
OTHER = f"AnkiConnect's own address is {ADDRESS}; see webBindPort in its configuration."
ELSEWHERE = "Anki must see the same file: with Flatpak, Docker or WSL, write to a folder that both share (-o)."


def import_package(file: Path, base: str = ADDRESS, key: str = "", seconds: float = READ) -> None:
    """Let the Anki that answers at `base` import `file`, without any dialog.

    `key` is AnkiConnect's apiKey, empty for none; `seconds` is how long an answer may take. Raises DeckError when
    nobody answers, it is not AnkiConnect, the key is wrong, or Anki refuses the package.

    The protocol is that of AnkiConnect's own source (FooSoft/anki-connect, `plugin/__init__.py` and `web.py`): an
    object of action, version, params and key goes in by POST; from version 5 on `{"result": …, "error": …}` comes out,
    always with status 200. A key that differs from the configured one is an error, even if none is configured. A
    request without the header Origin passes the check of origins. An import gives true, false without a collection, and
    else the text of whatever exception arose, which may be empty.

    What Anki then does differs from its dialog. From 26.09 on (`anki/importing.py`) it merges note types, so every
    import gives ours the present time, and takes scheduling and presets along. Before that its importer of old ran,
    which also overwrites the description of every deck. Either updates the notes that are newer in the package, and
    leaves schedules alone.
    """
    if not file.is_file():
        raise DeckError(f"{file}: there is no such package", "Build it first.")
    answer = understood(asked(request(file, key), base, seconds), base)
    if answer["error"] is not None:
        raise refused(str(answer["error"]), file, bool(key))
    if answer["result"] is not True:
        raise DeckError(f"Anki did not import {file}", "Open a profile in Anki, then try again.")


def request(file: Path, key: str) -> dict[str, Any]:
    """What AnkiConnect is asked to do; Anki has another working folder, so the path is absolute."""
    action = {"action": "importPackage", "version": VERSION, "params": {"path": str(file.resolve())}}
    return {**action, "key": key} if key else action


def asked(body: dict[str, Any], base: str, seconds: float) -> bytes:
    """The answer's bytes, whatever they are. Raises DeckError when there is none."""
    import requests  # late: only who imports needs it

    try:
        with requests.Session() as session:
            session.trust_env = False  # a proxy would not reach this machine
            with session.post(
                base, json=body, timeout=(CONNECT, seconds), allow_redirects=False, stream=True
            ) as answer:
                return next(answer.iter_content(LARGEST), b"")
    except requests.ReadTimeout:
        hint = "It may still be importing, or show a dialog: look at Anki."
        raise DeckError(f"Anki at {base} does not answer within {seconds:.0f} seconds", hint) from None
    except requests.ConnectionError as error:
        raise unreached(base, error) from None
    except requests.RequestException as error:
        raise DeckError(f"{base}: {one_line(str(error))}", OTHER) from None


def unreached(base: str, error: Exception) -> DeckError:
    """The error for a connection that was refused, or broke off."""
    from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

    reason = getattr(error.args[0] if error.args else error, "reason", None)
    if isinstance(reason, (NewConnectionError, ConnectTimeoutError)):
        return DeckError(f"Anki does not answer at {base}", INSTALL)
    return DeckError(f"the connection to {base} broke off", f"Anki was closed, or it is another program. {OTHER}")


def understood(body: bytes, base: str) -> dict[str, Any]:
    """The answer as an object with a result and an error. Raises DeckError when it is some other program's."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):  # the latter for a body that is nested too deeply
        answer = None
    if not isinstance(answer, dict) or not {"result", "error"} <= answer.keys():
        raise DeckError(f"what answers at {base} is not AnkiConnect", OTHER)
    return answer


def refused(error: str, file: Path, with_key: bool) -> DeckError:
    """The one-line error for what AnkiConnect says."""
    if "api key" in error:
        wrong = "ANKICONNECT_KEY is not the key that AnkiConnect wants" if with_key else "AnkiConnect wants a key"
        return DeckError(wrong, "Set ANKICONNECT_KEY to the apiKey of AnkiConnect's configuration; unset it for none.")
    if "collection is not available" in error:
        return DeckError("Anki has no open collection", "Choose a profile in Anki, then try again.")
    if error == "unsupported action":
        return DeckError("this AnkiConnect cannot import packages", f"Update the add-on (code {ADD_ON}).")
    hint = ELSEWHERE if re.search(r"no such file|not found|cannot find", error, re.I) else "Try File > Import in Anki."
    return DeckError(f"Anki cannot import {file}: {one_line(error) or 'no reason given'}", hint)


def one_line(text: str) -> str:
    """The text on one line, cut to a length that can be read."""
    flat = " ".join(text.split())
    return flat if len(flat) <= WORDS else flat[: WORDS - 1] + "…"
