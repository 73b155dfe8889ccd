"""The tools that notes are written for: one package for each, found by its name.

GitHub's Markdown needs no tool. Every other tool has syntax of its own, and folders of its own: its package rewrites a
note as GitHub would read it, so that no later stage knows the tool. The package itself says how to know the tool, and
is imported in every build; its module `rewriting` is imported for the first note that may be written for it. To add a
tool, add a package here, a fixture `tests/data/source/tools/<name>.md`, and a test `tests/source/tools/test_<name>.py`.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Protocol

from notedeck.model import Value
from notedeck.source.page import Page
from notedeck.util.files.trees import Trees

AUTO = "auto"  # the tools whose files are around a note, and those whose syntax is in it
PLAIN = "github"  # no tool at all


class Site(Value, frozen=True):
    """Where a note is: its file, the folder of its tool (a vault, a site), and the resolved folders that may be read.

    `folder` is the notes root if no file of the tool is around the note. `trees` are the files below it, and `kept` is
    what a tool has made of other files; both are shared by all notes of one reading.
    """

    file: Path
    folder: Path
    roots: tuple[Path, ...]
    trees: Trees = {}  # noqa: RUF012 - each instance gets its own
    kept: dict[Path, object] = {}  # noqa: RUF012


class Tool(Protocol):
    """What the package of a tool has: how to know the tool. It is imported in every build."""

    TITLE: str  # its name for people
    MARKERS: tuple[tuple[str, ...], ...]  # paths of files or folders; all of one group mark the tool's folder
    SKIPPED: tuple[str, ...]  # folders without notes, as paths in the tool's folder
    MEDIA_FOLDERS: tuple[str, ...]  # folders in the tool's folder where addresses that begin with `/` start
    MEDIA_SETTING: str  # a pattern for the line of its settings that names such a folder as `folder`; "" for none
    BASE_SETTING: str  # a pattern for the line of its settings that names the path of the whole site as `base`, or ""
    MACRO_PLACES: tuple[str, ...]  # files and folders, in the tool's or a media folder, that can define macros
    MIN_NEIGHBOUR_SHARE: float  # of the notes of a folder that show its syntax, to judge the others by; 0 for never
    HINT: str  # what many of its notes have, and few others; "" for nothing
    MAKES_SITES: bool  # whether it makes a site of the notes
    NEEDS_OWN_SITE: (
        bool  # whether its syntax is text in the site of another tool, unlike the boxes that many tools have
    )

    def has_sign(self, path: str, text: str, /) -> bool:
        """Return whether a note may have syntax that only this tool reads; it is asked of every note, so it is quick.

        `path` is that of the note.
        """


class Rewriting(Protocol):
    """What the module `rewriting` of a tool has."""

    def is_likely(self, path: str, text: str, /) -> bool:
        """Return whether a note has syntax that only this tool reads, with no file of the tool around it.

        It is never true for a note that GitHub shows as its author wanted.
        """

    def rewrite_page(self, page: Page, site: Site, /) -> Page:
        """Return the page in GitHub's Markdown, with a problem for each kind of syntax that a card cannot show.

        No visible word is lost; code stays as it is. Raises nothing for what a user wrote.
        """


class Neighbours(Protocol):
    """What the module `neighbours` of a tool has whose notes are also judged by the notes around them."""

    def has_hint(self, text: str, /) -> bool:
        """Return whether a note has syntax that this tool and a few others read, and GitHub does not."""

    def is_possible(self, text: str, /) -> bool:
        """Return whether a note among notes of this tool has anything that the tool reads otherwise than GitHub."""


@cache
def list_tool_names() -> tuple[str, ...]:
    """Return the names of the tools, without importing them."""
    return tuple(info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_"))


def list_source_names() -> tuple[str, ...]:
    """Return the values of the setting `source`."""
    return (AUTO, PLAIN, *list_tool_names())


@cache
def load_tool(name: str) -> Tool:
    """Return the tool of this name, which must be one of `list_tool_names`."""
    return importlib.import_module(f"{__name__}.{name}")


@cache
def load_rewriting(name: str) -> Rewriting:
    """Return how the tool of this name rewrites notes."""
    return importlib.import_module(f"{__name__}.{name}.rewriting")


@cache
def load_neighbours(name: str) -> Neighbours:
    """Return how the notes of a tool are known among others; it must have a `MIN_NEIGHBOUR_SHARE`."""
    return importlib.import_module(f"{__name__}.{name}.neighbours")


def is_likely(name: str, path: str, text: str) -> bool:
    """Return whether a note is written for a tool, by its text and path alone."""
    return load_tool(name).has_sign(path, text) and load_rewriting(name).is_likely(path, text)


@cache
def list_media_folders() -> tuple[str, ...]:
    """Return the names of the folders in which tools look for addresses that begin with `/`."""
    return tuple(dict.fromkeys(name for tool in map(load_tool, list_tool_names()) for name in tool.MEDIA_FOLDERS))


def choose_tools(setting: str, marked: Iterable[str], path: str, text: str) -> tuple[str, ...]:
    """Return the names of the tools that a note is rewritten for, in a fixed order.

    `setting` is the name of a tool, or AUTO or PLAIN; `marked` are the tools whose files are around the note.
    """
    if setting != AUTO:
        return () if setting == PLAIN else (setting,)
    around = {*marked}
    is_in_site = any(load_tool(name).MAKES_SITES for name in around)
    return tuple(
        name
        for name in list_tool_names()
        if name in around or (not (is_in_site and load_tool(name).NEEDS_OWN_SITE) and is_likely(name, path, text))
    )


def list_borrowed(tools: Iterable[str], marked: Iterable[str]) -> tuple[str, ...]:
    """Return the tools of a note that make sites though the files of another such tool, and none of theirs, are around.

    Sites share syntax by plugins and themes; one tool makes each.
    """
    sites = {name for name in marked if load_tool(name).MAKES_SITES}
    return tuple(name for name in tools if sites and name not in sites and load_tool(name).MAKES_SITES)
