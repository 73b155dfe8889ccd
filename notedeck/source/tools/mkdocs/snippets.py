"""Snippets: `--8<-- "file"` puts another file into a page.

https://facelessuser.github.io/pymdown-extensions/extensions/snippets/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from notedeck.messages import Message
from notedeck.problems import ProblemCode
from notedeck.source.decode import decode_note
from notedeck.source.page import Line, Page
from notedeck.source.site_folders import list_set_folders
from notedeck.source.tools import Site
from notedeck.source.tools._inserted import take_room
from notedeck.util.files.read import FileRefusedError, is_file, read_file

SNIPPET = re.compile(r"""(?P<indent>[ \t]*)-{1,4}8<-{1,4}[ \t]+["'](?P<name>[^"'\n]{1,300})["'][ \t]*""")
RANGE = re.compile(r"(?P<file>.*?)(?::(?P<first>\d{1,6})?(?::(?P<last>\d{1,6}))?|:(?P<part>[\w-]+))?")
PART_MARK = re.compile(r"-{1,4}8<-{1,4}[ \t]+\[(?P<kind>start|end):(?P<name>[\w-]+)\]")
FOLDERS = ("", "docs", "includes")
MAX_SNIPPET_BYTES = 50_000
NAME_HINT = Message("Correct the path, or remove the line.")
SIZE_HINT = Message("Insert fewer or smaller parts.")
MAX_SNIPPETS = 50  # of one page; more than that stay as they are


def insert_snippets(page: Page, site: Site) -> Page:
    """Return the page with the text of its snippets, and a problem for each one that is not there."""
    if "8<-" not in page.text:
        return page
    problems: list[tuple[int, Message, Message]] = []
    page = page.replace_lines(rewrite_lines(page, site, problems))
    for line, message, hint in problems:
        page = page.report(ProblemCode.EMBED_MISSING, line, message, hint)
    return page


def rewrite_lines(page: Page, site: Site, problems: list[tuple[int, Message, Message]]) -> Iterator[Line]:
    """Yield the lines of a page; each snippet that is left out is added to `problems`: its line, why, and a hint."""
    count = 0
    for text, number in zip(page.lines, page.numbers, strict=True):
        match = SNIPPET.fullmatch(text) if "8<-" in text and count < MAX_SNIPPETS else None
        if match is None:
            if not PART_MARK.search(text):
                yield text, number
            continue
        count += 1
        lines = read_snippet(match["name"], site)
        if lines is None:
            problems.append((number, Message("the snippet {name} cannot be read", name=match["name"]), NAME_HINT))
        elif not take_room(site, sum(len(match["indent"]) + len(line) for line in lines)):
            problems.append(
                (
                    number,
                    Message("the snippet {name} is left out: the notes have too many", name=match["name"]),
                    SIZE_HINT,
                )
            )
            continue
        for line in lines or ():
            yield (match["indent"] + line if line else ""), number


def read_snippet(name: str, site: Site) -> list[str] | None:
    """Return the lines of a snippet such as `a.md`, `a.md:3:9` or `a.md:part`; None if it cannot be read."""
    match = RANGE.fullmatch(name)
    assert match is not None
    for folder in (*list_folders(site), site.file.parent):
        if is_file(folder / match["file"]):
            return read_lines(folder / match["file"], site, match)
    return None


def list_folders(site: Site) -> tuple[Path, ...]:
    """Return the folders of a site in which snippets may be."""
    key = site.folder / "folders of snippets"
    if key not in site.kept:
        site.kept[key] = tuple(site.folder / name for name in (*FOLDERS, *list_set_folders(site.folder)))
    folders = site.kept[key]
    return folders if isinstance(folders, tuple) else ()


def read_lines(file: Path, site: Site, wanted: re.Match[str]) -> list[str] | None:
    """Return the wanted lines of a file, None if it is not one that may be read."""
    try:
        text = decode_note(read_file(file, roots=site.roots, max_bytes=MAX_SNIPPET_BYTES), file.name).text
    except FileRefusedError:
        return None
    if text is None:
        return None
    lines = text.rstrip("\n").split("\n")
    if wanted["part"]:
        return find_part(lines, wanted["part"])
    return lines[int(wanted["first"] or 1) - 1 : int(wanted["last"]) if wanted["last"] else None]


def find_part(lines: list[str], name: str) -> list[str] | None:
    """Return the lines between the marks of a part."""
    marks = [PART_MARK.search(line) for line in lines]
    starts = [index for index, mark in enumerate(marks) if mark and mark.groups() == ("start", name)]
    ends = [index for index, mark in enumerate(marks) if mark and mark.groups() == ("end", name)]
    return lines[starts[0] + 1 : ends[0]] if starts and ends else None
