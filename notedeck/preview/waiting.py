"""The page of the server before the first build is done: it shows the progress, and gives way to the deck."""

from __future__ import annotations

import html
from functools import cache
from string import Template

from notedeck.preview.policy import format_sources, hash_source
from notedeck.util.resources import read_resource

PACKAGE = "notedeck.preview"


@cache
def format_waiting_page() -> str:
    """Return the page as HTML."""
    script, css = (read_resource(PACKAGE, name) for name in ("waiting.js", "waiting.css"))
    sources = {"script-src": hash_source(script), "style-src": hash_source(css), "connect-src": "'self'"}
    values = {"policy": html.escape(format_sources(sources)), "css": css, "script": script}
    return Template(read_resource(PACKAGE, "waiting.html")).substitute(values)
