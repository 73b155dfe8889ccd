"""The graph around a page: the blocks that others refer to by their ids, and the pages that others embed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path

from notedeck.source.decode import decode_note
from notedeck.source.names import is_note
from notedeck.source.tools import Site
from notedeck.source.tools.logseq.comments import drop_all_comments
from notedeck.source.tools.logseq.modes import remove_tags
from notedeck.source.tools.logseq.outline import BULLET, HEADING, Block
from notedeck.source.tools.logseq.properties import PROPERTY, TASK
from notedeck.util.files.read import FileRefusedError, read_file
from notedeck.util.files.trees import FileTrees, fold_name

NESTED = re.compile(r"\(\([0-9a-f-]{36}\)\)|\{\{[^{}\n]{0,500}\}\}|#card\b")
MAX_REFERENCE_CHARACTERS = 500  # of the text that stands for a reference
MAX_PAGE_BYTES = 1_000_000  # of a page that is searched for blocks with ids
MAX_GRAPH_BYTES = 50_000_000  # of all of them
SKIPPED_FOLDERS = {"bak", ".recycle"}
ID = b"id:: "
ID_LINE = re.compile(r"id::[ \t]+(?P<id>[0-9a-f-]{36})[ \t]*$")


class Graph:
    """The text of each block with an id, and the names of the pages."""

    def __init__(self, blocks: Sequence[Block], site: Site) -> None:
        """Keep the texts of the blocks of a page; those of other pages are read when one is asked for."""
        self.site = site
        self.texts = list_texts(blocks)

    def find_text(self, identifier: str) -> str | None:
        """Return the first line of a block, None if it is not there."""
        text = self.texts.get(identifier)
        return text if text is not None else read_other_texts(self.site).get(identifier)

    def has_page(self, name: str) -> bool:
        """Return whether a page of this name has a file."""
        names = FileTrees(self.site.trees).list_tree(self.site.folder)
        files = (name.replace("/", sign) + ".md" for sign in ("___", "%2F", "."))
        return any(fold_name(file) in names for file in files)


def read_other_texts(site: Site) -> dict[str, str]:
    """Return the texts of all blocks with ids in the graph of a page."""
    key = site.folder / "logseq"
    kept = site.kept.get(key)
    if isinstance(kept, dict):
        return kept
    texts: dict[str, str] = {}
    for data in read_pages(site):
        if ID in data and (text := decode_note(data, "").text):
            texts.update(scan_page(text))
    site.kept[key] = texts
    return texts


def read_pages(site: Site) -> Iterator[bytes]:
    """Yield the pages of a graph, without those of its backups, and without those that cannot be read."""
    rest = MAX_GRAPH_BYTES
    for files in FileTrees(site.trees).list_tree(site.folder).values():
        for file in files:
            if is_note(file.name) and not is_backup(file, site.folder):
                try:
                    data = read_file(file, roots=site.roots, max_bytes=min(MAX_PAGE_BYTES, rest))
                except FileRefusedError:
                    continue
                rest -= len(data)
                yield data


def is_backup(file: Path, folder: Path) -> bool:
    """Return whether a file is in the backups of a graph."""
    parts = file.relative_to(folder).parts
    return parts[0] == "logseq" and not SKIPPED_FOLDERS.isdisjoint(parts[1:2])


def scan_page(text: str) -> dict[str, str]:
    """Return the text of each block with an id of another page: its first line, or the one after its id."""
    texts: dict[str, str] = {}
    current, waiting = "", ""
    for line in drop_all_comments(text.split("\n")):
        bullet = BULLET.match(line)
        content = (bullet["text"] or "") if bullet else line.strip()
        if match := ID_LINE.match(content):
            current = "" if bullet else current
            waiting = "" if current else match["id"]
            texts[match["id"]] = current
        elif bullet:
            current, waiting = clean_text(content), ""
        elif waiting and content and not PROPERTY.match(content):
            texts[waiting], waiting = clean_text(content), ""
    return texts


def list_texts(blocks: Sequence[Block]) -> dict[str, str]:
    """Return the text of each block with an id."""
    lines = drop_all_comments([text for block in blocks for text, _ in block.lines])
    starts = accumulate((len(block.lines) for block in blocks), initial=0)
    pairs = zip(blocks, starts, strict=False)
    return {block.properties["id"]: clean_text(lines[start]) for block, start in pairs if "id" in block.properties}


def clean_text(line: str) -> str:
    """Return the first line of a block without its signs, and without references, macros and tags in it."""
    if line.startswith("#+"):  # a block of Org mode, which is not in this line
        return ""
    line = line[:MAX_REFERENCE_CHARACTERS]
    heading = HEADING.match(line)
    line = heading["text"] if heading else line
    line = line[match.end() :] if (match := TASK.match(line)) else line
    return remove_tags(NESTED.sub("", line).strip())
