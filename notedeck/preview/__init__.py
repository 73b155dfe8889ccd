"""The deck as one HTML page that shows every card as Anki does and works offline.

The browser renders the cards from the same fields, templates and style sheet that the package contains.
"""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from string import Template
from typing import BinaryIO

from notedeck.model import Deck
from notedeck.preview.charts import format_charts
from notedeck.preview.download import format_download
from notedeck.preview.page_data import build_page_data
from notedeck.preview.page_media import PageMedia
from notedeck.preview.policy import format_sources, hash_source
from notedeck.preview.problem_lists import format_problems, format_skipped
from notedeck.preview.review import Review
from notedeck.problems import Problem
from notedeck.util.resources import read_resource

PAGE_START = b"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="generator" content="notedeck">
"""
SCRIPTS = ("ui_text", "render", "frame", "list", "review", "view", "page")


@dataclass(frozen=True, slots=True)
class PageContent:
    """What a page shows: the deck, its problems, and `language`, the language code of the notes.

    `notes_url` is the relative URL from the page to the notes' folder, `host_url` the URL of that folder on the host of
    the repository; both end in "/", and are None if there is none. `edition` is 0 for a file; a served page counts from
    1 and asks its server for later editions. `review` has the state of the translations, if there are any.
    `download_url` is where members get the package, "" if nobody said.
    """

    deck: Deck
    problems: tuple[Problem, ...]
    language: str
    notes_url: str | None = None
    host_url: str | None = None
    edition: int = 0
    review: Review | None = None
    download_url: str = ""


def is_our_page(stream: BinaryIO) -> bool:
    """Return whether an open file starts as a page that notedeck wrote."""
    return stream.read(len(PAGE_START)) == PAGE_START


def format_page(content: PageContent, media: PageMedia) -> str:
    """Return the page as HTML; `media` has the URLs of the media files."""
    script, css = read_script(), read_resource(__name__, "page.css")
    values = {
        "policy": html.escape(format_policy(script, css, content, media)),
        "title": html.escape(content.deck.name),
        "css": css,
        "problem_count": str(len(content.problems)),
        "skipped_count": str(len(content.deck.skipped)),
        "problems": format_problems(content.problems),
        "skipped": format_skipped(content.deck.skipped),
        "charts": format_charts(content.deck, content.review),
        "download": format_download(content.download_url) if content.download_url else "",
        "no_download": "" if content.download_url else " hidden",
        "data": dump_for_script(build_page_data(content, media.urls)),
        "script": script,
    }
    return Template(read_resource(__name__, "page.html")).substitute(values)


@cache
def read_script() -> str:
    """Return all of the page's JavaScript."""
    return "\n".join(read_resource(__name__, f"{name}.js") for name in SCRIPTS)


def format_policy(script: str, css: str, content: PageContent, media: PageMedia) -> str:
    """Return the page's Content-Security-Policy: its own script and style sheet by their hashes, and media files.

    Media files beside the page are allowed by `file:` too, because a page opened from disk has no origin.
    """
    local_files = " 'self' file:" if media.folder else ""
    sources = {
        "script-src": hash_source(script),
        "style-src": hash_source(css),
        "img-src": f"data:{local_files}",
        "media-src": f"data:{local_files}",
        "connect-src": "'self'" if content.edition else "'none'",
    }
    return format_sources(sources)


def dump_for_script(document: Mapping[str, object]) -> str:
    """Return JSON for use inside a script element: nothing in it can end the element or start a comment."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
