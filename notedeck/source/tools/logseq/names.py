"""The names of pages: Logseq writes a name with `/` and a date as the name of a file."""

from __future__ import annotations

import re
from urllib.parse import unquote

from notedeck.source.names import format_display_name
from notedeck.source.page import Page
from notedeck.source.tools import Site

JOURNAL = re.compile(r"(\d{4})[_-](\d{2})[_-](\d{2})")
FOLDERS = ("pages", "journals")


def name_page(page: Page, site: Site) -> Page:
    """Return the page with its name as its title, where the name of its file is another one."""
    if page.matter.title or site.file.parent.name not in FOLDERS:
        return page
    name = format_display_name(page.path.rpartition("/")[2])
    title = unquote(name.replace("___", "/"))
    if journal := JOURNAL.fullmatch(name):
        title = "-".join(journal.groups())
    return page.replace(matter=page.matter.replace(title=title)) if title != name else page
