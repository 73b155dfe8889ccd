"""Tags of a note that stand in its text."""

from __future__ import annotations

from collections.abc import Iterable

from notedeck.config.parsers import normalize_tag
from notedeck.source.page import Page


def add_tags(page: Page, names: Iterable[str]) -> Page:
    """Return a page with more tags in its front matter."""
    tags = dict.fromkeys([*page.matter.tags, *filter(None, map(normalize_tag, names))])
    return page.replace(matter=page.matter.replace(tags=tuple(tags)))
