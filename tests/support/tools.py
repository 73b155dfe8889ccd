"""What a tool makes of a note, as lines for a fixture.

A fixture may have more files of the tool's folder: each after a line `@@ path`, the note itself first.
"""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from notedeck.source.front_matter import split_front_matter
from notedeck.source.page import Page, create_page
from notedeck.source.tools import Site, load_rewriting
from tests.support.cases import Case, load_cases

NOTE = "notes/노트.md"
FILE_LINE = re.compile(r"^@@ (.+)\n", re.M)


def rewrite_note(given: str, tool: str) -> Page:
    """The page that a tool makes of a note; the files after it are in the tool's folder."""
    text, *others = FILE_LINE.split(given)
    with TemporaryDirectory() as scratch:
        folder = Path(scratch).resolve()
        for name, content in [(NOTE, text), *zip(others[::2], others[1::2], strict=True)]:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(content, encoding="utf-8")
        body = split_front_matter(text, NOTE)
        page = create_page(NOTE, body.text, body.first_line, body.values)
        return load_rewriting(tool).rewrite_page(page, Site(folder / NOTE, folder, (folder,)))


def format_page(given: str, tool: str) -> str:
    """The text of the page, the tags of the note, and the problems."""
    page = rewrite_note(given, tool)
    tags = [f"tags: {' '.join(page.matter.tags)}"] if page.matter.tags else []
    return "\n".join([page.text.rstrip("\n"), *tags, *map(str, page.problems)])


def load_tool_cases(tool: str) -> list[Case]:
    """The cases of a tool."""
    return load_cases(f"source/tools/{tool}.md")
