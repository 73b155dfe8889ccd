r"""The macros of formulas that a site defines for all its notes: in the settings of MathJax or KaTeX, or in TeX."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from notedeck.messages import Message
from notedeck.model import Macro, Source
from notedeck.source.site_folders import list_set_folders
from notedeck.source.tools import Site, load_tool
from notedeck.util.files.read import FileRefusedError, is_file, is_folder, read_file, walk_tree
from notedeck.util.files.trees import is_searched
from notedeck.util.tex_macros import MAX_MACROS, select_used_macros, take_definitions

CODE_SUFFIXES = frozenset({".js", ".mjs", ".cjs", ".ts", ".mts", ".json"})
YAML_SUFFIXES = frozenset({".yml", ".yaml"})
TEX_SUFFIXES = frozenset({".html", ".sty", ".tex"})
SUFFIXES = CODE_SUFFIXES | YAML_SUFFIXES | TEX_SUFFIXES
COMPRESSED = ".min.js"  # a library
MAX_FILES = 200  # of one site
MAX_FILE_BYTES = 200_000


def add_macros(note: Source, sites: Iterable[tuple[str, Site]], own: Mapping[str, Macro]) -> Source:
    """Return a note with the macros that it uses: of the sites around it, each with its tool, and `own` of the deck."""
    macros = {macro.name: macro for tool, site in sites for macro in find_site_macros(tool, site).values()}
    macros |= own
    return note.replace(macros=select_used_macros(note.text, macros)) if macros else note


def find_site_macros(tool: str, site: Site) -> Mapping[str, Macro]:
    """Return the macros of a site by their names; its files are read once."""
    key = site.folder / Message("macros of {tool}", tool=tool)
    if key not in site.kept:
        macros = islice(read_site_macros(tool, site), MAX_MACROS)
        site.kept[key] = {macro.name: macro for macro in macros}
    kept = site.kept[key]
    return kept if isinstance(kept, dict) else {}


def read_site_macros(tool: str, site: Site) -> Iterator[Macro]:
    """Yield the macros of a site, in the order of its files."""
    from notedeck.source.macro_lists import read_macro_lists

    for file in islice(list_macro_files(tool, site.folder), MAX_FILES):
        try:
            data = read_file(file, roots=(*site.roots, site.folder.resolve()), max_bytes=MAX_FILE_BYTES)
        except FileRefusedError:
            continue
        text = data.decode("utf-8", "replace")
        yield from read_macro_lists(text, is_yaml=file.suffix in YAML_SUFFIXES)
        if file.suffix in TEX_SUFFIXES:
            yield from take_definitions(text)[1]


def list_macro_files(tool: str, folder: Path) -> Iterator[Path]:
    """Yield the files of a site that can define macros, in its folder and in those for its files."""
    folders = ("", *load_tool(tool).MEDIA_FOLDERS, *list_set_folders(folder))
    for place in (folder / inside / name for name in load_tool(tool).MACRO_PLACES for inside in folders):
        if is_folder(place):
            files = (inner / file for inner, names in walk_tree(place, is_searched) for file in sorted(names))
            yield from (file for file in files if file.suffix in SUFFIXES and not file.name.endswith(COMPRESSED))
        elif is_file(place):
            yield place
