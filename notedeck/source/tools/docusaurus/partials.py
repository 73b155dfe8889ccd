"""Partials: `import Part from './_part.mdx'` and then `<Part name="x" />` shows the text of another file.

https://docusaurus.io/docs/markdown-features/react#importing-markdown
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from notedeck.messages import Message
from notedeck.problems import ProblemCode
from notedeck.source.page import Line, Page, find_code
from notedeck.source.tools import Site
from notedeck.source.tools._inserted import read_page, take_room
from notedeck.source.tools._moved_pictures import move_pictures

IMPORT = re.compile(
    r"import[ \t]+(?P<name>[A-Z]\w{0,100})[ \t]+from[ \t]*(?P<quote>['\"])(?P<path>(?:@site|\.{1,2})/[^'\"\n]{1,300}"
    r"\.mdx?)(?P=quote)[ \t]*;?[ \t]*"
)
VALUES = r"(?:[ \t]{1,9}[\w-]{1,50}(?:=(?:\"[^\"\n]{0,500}\"|'[^'\n]{0,500}'|\{[^{}\n]{0,500}\}))?){0,20}"
CALL = re.compile(rf"(?P<indent>[ \t]*)<(?P<name>[A-Z]\w{{0,100}})(?P<values>{VALUES})[ \t]{{0,9}}/>[ \t]*")
VALUE = re.compile(
    r"(?P<name>[\w-]{1,50})=(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|\{[\"'`]?(?P<code>[^{}]*?)[\"'`]?\})"
)
PROPERTY = re.compile(r"\{[ \t]*props\.(?P<name>\w{1,50})[ \t]*\}")
SITE = "@site/"
MAX_DEPTH = 4  # of partials in partials
MAX_PARTIALS = 100  # of one page
NAME_HINT = Message("Correct the path of the import, or remove the line.")
SIZE_HINT = Message("Insert fewer or smaller parts.")


def insert_partials(page: Page, site: Site) -> Page:
    """Return the page with the text of its partials, and a problem for each one that cannot be read."""
    if "import" not in page.text:
        return page
    inserter = PartialInserter(site)
    lines = [*inserter.rewrite_lines(page.lines, page.numbers, (site.file,))]
    if not inserter.inserted and not inserter.missing:
        return page
    page = page.replace_lines(lines).replace(inserted=(*page.inserted, *inserter.inserted))
    for message, (line, hint) in inserter.missing.items():
        page = page.report(ProblemCode.EMBED_MISSING, line, message, hint)
    return page


@dataclass(slots=True)
class PartialInserter:
    """Puts partials into a page: `inserted` are their files, `missing` the lines and hints of problems by messages."""

    site: Site
    inserted: list[Path] = field(default_factory=list)
    missing: dict[Message, tuple[int, Message]] = field(default_factory=dict)

    def rewrite_lines(
        self, lines: tuple[str, ...], numbers: tuple[int, ...], files: tuple[Path, ...]
    ) -> Iterator[Line]:
        """Yield the lines of the last of these files, which are each in the one before it, with its partials."""
        is_code = find_code(lines)
        prose = [line for line, code in zip(lines, is_code, strict=True) if not code and line.startswith("import")]
        paths = {match["name"]: match["path"] for match in map(IMPORT.fullmatch, prose) if match}
        for line, number, code in zip(lines, numbers, is_code, strict=True):
            call = None if code or "/>" not in line or not paths else CALL.fullmatch(line)
            if call is None or call["name"] not in paths or len(self.inserted) >= MAX_PARTIALS:
                yield line, number
            else:
                yield from self.insert(call, paths[call["name"]], files, number)

    def insert(self, call: re.Match[str], path: str, files: tuple[Path, ...], number: int) -> Iterator[Line]:
        """Yield the lines of a partial, all with the number of the line that it is put in for."""
        base = self.site.folder if path.startswith(SITE) else files[-1].parent
        file = Path(os.path.normpath(base / path.removeprefix(SITE)))
        if file in files or len(files) > MAX_DEPTH:
            return
        part = read_page(file, self.site)
        if part is None:
            self.missing.setdefault(Message("the part {path} cannot be read", path=path), (number, NAME_HINT))
            return
        lines = tuple(fill_properties(line, read_values(call["values"])) for line in part.lines)
        if not take_room(self.site, sum(len(call["indent"]) + len(line) for line in lines)):
            self.missing.setdefault(
                Message("the part {path} is left out: the notes have too many", path=path), (number, SIZE_HINT)
            )
            return
        self.inserted.append(file)
        lines = tuple(move_pictures(lines, file, self.site.file))
        yield "", number
        for line, _ in self.rewrite_lines(lines, (number,) * len(lines), (*files, file)):
            yield (call["indent"] + line if line and not line.startswith("import ") else line), number
        yield "", number


def read_values(text: str) -> Mapping[str, str]:
    """Return the values that a partial gets, by their names."""
    return {match["name"]: match["double"] or match["single"] or match["code"] or "" for match in VALUE.finditer(text)}


def fill_properties(line: str, values: Mapping[str, str]) -> str:
    """Return a line with the values in place of `{props.name}`."""
    return PROPERTY.sub(lambda match: values.get(match["name"], match[0]), line) if "props." in line else line
