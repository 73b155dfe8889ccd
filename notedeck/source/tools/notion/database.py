"""The database that a page of Notion is in: a CSV file beside the folder of the page, with the names of properties."""

from __future__ import annotations

import csv
from pathlib import Path

from notedeck.source.tools import Site
from notedeck.util.files.read import FileRefusedError, is_file, read_file

MAX_DATABASE_BYTES = 5_000_000
ENDINGS = (".csv", "_all.csv")


def list_property_names(site: Site) -> frozenset[str]:
    """Return the names of the properties of the pages in the folder of a page; none if it is no database."""
    folder = site.file.parent
    files = (folder.with_name(folder.name + ending) for ending in ENDINGS)
    file = next(filter(is_file, files), None)
    if file is None:
        return frozenset()
    if file not in site.kept:
        site.kept[file] = read_first_row(file, site)
    names = site.kept[file]
    return names if isinstance(names, frozenset) else frozenset()


def read_first_row(file: Path, site: Site) -> frozenset[str]:
    """Return what is in the first row of a CSV file; nothing if it cannot be read."""
    try:
        data = read_file(file, roots=site.roots, max_bytes=MAX_DATABASE_BYTES)
    except FileRefusedError:
        return frozenset()
    first_line = data.partition(b"\n")[0].decode("utf-8-sig", "replace")
    try:
        return frozenset(name.strip() for name in next(csv.reader([first_line]), []))
    except csv.Error:
        return frozenset()
