"""Embeds of files other than notes: sounds and films, and pictures with a part, which only styles know."""

from __future__ import annotations

import html
import re

from notedeck.source.page import Page, replace_in_prose

FILE = re.compile(
    r"!\[\[(?P<name>[^\[\]\n|#]{1,500}\.(?:"
    r"(?P<picture>png|jpe?g|gif|svg|webp|bmp|avif|tiff?)|(?P<sound>mp3|wav|m4a|ogg|3gp|flac|opus)|(?P<film>mp4|webm|ogv|mov|mkv)"
    r"))(?P<part>#[^\[\]\n|]{0,500})?(?P<text>\|[^\[\]\n]{0,500})?\]\]",
    re.IGNORECASE,
)


def show_files(page: Page) -> Page:
    """Return the page with embeds of sounds and films as HTML, and of pictures without the part after `#`."""
    return replace_in_prose(page, FILE, show_file) if any("![[" in line for line in page.lines) else page


def show_file(match: re.Match[str]) -> str:
    """Return what stands in the place of an embedded file."""
    if match["picture"]:
        return f"![[{match['name']}{match['text'] or ''}]]"
    tag = "audio" if match["sound"] else "video"
    return f'<{tag} controls src="{html.escape(match["name"].strip())}"></{tag}>'
