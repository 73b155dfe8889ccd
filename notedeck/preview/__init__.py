"""The deck as one HTML page that shows every card as Anki will, without a network.

Cards are drawn in the browser, from the same fields, templates and style sheet that the package holds.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from string import Template

from notedeck.model import Deck
from notedeck.preview import data, findings, plots
from notedeck.preview.pictures import Pictures
from notedeck.problems import Problem
from notedeck.util.resources import read_resource

SCRIPTS = ("words", "render", "frame", "list", "page")


@dataclass(frozen=True, slots=True)
class Given:
    """What a page shows: the deck, what is wrong with the notes, and `language`, the code of the notes' own.

    `notes_at` is the address of the notes' folder as seen from the page, `host_at` that on the host of the repository;
    both end in "/", and are None if there is no way. A page with an `edition`, counted from 1, is served, and asks its
    server for later ones.
    """

    deck: Deck
    problems: tuple[Problem, ...]
    language: str
    notes_at: str | None = None
    host_at: str | None = None
    edition: int = 0


def page(given: Given, pictures: Pictures) -> str:
    """Return the page; `pictures` has the addresses of the cards' pictures."""
    script, css = script_of(), read_resource(__name__, "page.css")
    values = {
        "policy": html.escape(policy(script, css, given, pictures)),
        "title": html.escape(given.deck.name),
        "css": css,
        "finding_count": str(len(given.problems)),
        "skipped_count": str(len(given.deck.skipped)),
        "findings": findings.of_problems(given.problems),
        "skipped": findings.of_skipped(given.deck.skipped),
        "numbers": plots.all_of(given.deck),
        "data": in_script(data.document(given, pictures.addresses)),
        "script": script,
    }
    return Template(read_resource(__name__, "page.html")).substitute(values)


@cache
def script_of() -> str:
    """Return all scripts of the page as one."""
    return "\n".join(read_resource(__name__, f"{name}.js") for name in SCRIPTS)


def policy(script: str, css: str, given: Given, pictures: Pictures) -> str:
    """Return the page's Content-Security-Policy: its own script and style sheet by their hashes, and pictures.

    Pictures beside the page are allowed by `file:` too, as a page from the disk has no origin of its own.
    """
    beside = " 'self' file:" if pictures.beside else ""
    parts = {
        "default-src": "'none'",
        "script-src": hash_of(script),
        "style-src": hash_of(css),
        "img-src": f"data:{beside}",
        "media-src": f"data:{beside}",
        "connect-src": "'self'" if given.edition else "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in parts.items())


def hash_of(text: str) -> str:
    """Return a source expression for a script or style sheet within the page (CSP Level 3, "hash-source")."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def in_script(document: Mapping[str, object]) -> str:
    """Return JSON that is safe inside a script element: nothing in it ends the element or begins a comment."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
