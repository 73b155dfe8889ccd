"""Handing a package to a running Anki, through the add-on AnkiConnect (its action `importPackage`, API version 6)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from notedeck.problems import DeckError

BASE = "http://127.0.0.1:8765"  # where the add-on listens unless its settings say otherwise
KEY = "ANKICONNECT_KEY"  # environment variable with the key of those who set one in the add-on
VERSION = 6
CONNECT, ANSWER = 3.0, 600.0  # seconds; an import of many pictures takes its time
HOW = "Open Anki with the add-on AnkiConnect (code 2055492159), or import the package yourself: File > Import."


def import_package(file: Path, base: str = BASE, key: str = "") -> None:
    """Import a package into the collection that is open in Anki.

    Raises DeckError when nobody answers, somebody else answers, or Anki refuses.
    """
    import requests  # late: it takes a tenth of a second to load

    request: dict[str, Any] = {"action": "importPackage", "version": VERSION, "params": {"path": str(file.resolve())}}
    try:
        with requests.Session() as session:
            session.trust_env = False  # no proxy lies between us and this computer
            sent = request | ({"key": key} if key else {})
            answer = session.post(base, json=sent, timeout=(CONNECT, ANSWER)).json()
    except requests.ReadTimeout:
        raise DeckError(f"Anki at {base} has not answered for {ANSWER:.0f} seconds", "Look at its window.") from None
    except requests.JSONDecodeError:
        raise DeckError(f"{base} answers, but is no AnkiConnect", HOW) from None
    except requests.RequestException:
        raise DeckError(f"no Anki answers at {base}", HOW) from None
    check(answer, base, key)


def check(answer: Any, base: str, key: str) -> None:
    """Raises DeckError unless Anki says that it has imported the package."""
    if not isinstance(answer, dict) or "error" not in answer:
        raise DeckError(f"{base} answers, but is no AnkiConnect", HOW)
    error = " ".join(str(answer["error"] or "").split())[:300]
    if "api key" in error.lower():
        state = "refuses the key in" if key else "wants the key of the add-on in"
        raise DeckError(f"AnkiConnect {state} {KEY}", f"Set {KEY} to the apiKey of the add-on's settings.")
    if error:
        raise DeckError(f"Anki could not import the package: {error}", "Import it yourself: File > Import in Anki.")
    if answer.get("result") is not True:
        raise DeckError("Anki did not import the package", "Open a profile in Anki, then build again.")
