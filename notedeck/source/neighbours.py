"""Which notes are written for a tool because those around them are: a vault is often committed without its settings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from notedeck.model import Source
from notedeck.source.tools import list_tool_names, load_neighbours, load_tool

MIN_OWN_NOTES = 5  # of a folder that show the syntax of a tool
MIN_FOLDER_NOTES = 10  # of a folder that is judged by itself; a smaller one is judged with the folder around it
MAX_DEPTH = 20  # of folders that are told apart


@dataclass(slots=True)
class FolderCounts:
    """How many notes are in each folder, and how many of them show the syntax of a tool; "" is the notes root."""

    total: Counter[str] = field(default_factory=Counter)
    own: Counter[str] = field(default_factory=Counter)

    def add(self, path: str, *, is_own: bool) -> None:
        """Count a note in all folders around it."""
        for folder in list_folders(path):
            self.total[folder] += 1
            self.own[folder] += is_own

    def is_of_tool(self, path: str, min_share: float) -> bool:
        """Return whether enough notes around a note show the syntax: in the smallest folder that is large enough."""
        folders = [*list_folders(path)]
        around = next((folder for folder in reversed(folders) if self.total[folder] >= MIN_FOLDER_NOTES), "")
        return self.own[around] >= max(MIN_OWN_NOTES, min_share * self.total[around])


def list_folders(path: str) -> Iterator[str]:
    """Yield the folders around a note, the outermost first, as paths with `/` at the end."""
    yield ""
    position = 0
    for _ in range(MAX_DEPTH):
        position = path.find("/", position) + 1
        if not position:
            return
        yield path[:position]


def judge_by_neighbours(notes: Sequence[Source], marked: Sequence[Iterable[str]]) -> tuple[Source, ...]:
    """Return the notes with the tools of the notes around them, beside those that each has by itself.

    `marked` are for each note the tools whose files are around it; such notes do not count. A note that has nothing of
    a tool's syntax is not one of its notes, and no note is one of two such tools.
    """
    judging = set(list_judging_tools())
    hinted = [note.replace(hints=hints) if (hints := find_hints(note)) else note for note in notes]
    added: dict[str, str] = {}
    for tool in sorted(judging):
        others = [
            note
            for note, tools in zip(hinted, marked, strict=True)
            if tool not in tools and note.path not in added and judging.intersection(note.tools) <= {tool}
        ]
        added |= dict.fromkeys(find_judged(others, tool), tool)
    return tuple(note.replace(judged=(added[note.path],)) if note.path in added else note for note in hinted)


@cache
def list_judging_tools() -> tuple[str, ...]:
    """Return the tools whose notes are also known by the notes around them."""
    return tuple(tool for tool in list_tool_names() if load_tool(tool).MIN_NEIGHBOUR_SHARE)


def find_hints(note: Source) -> tuple[str, ...]:
    """Return the tools that a note shows by syntax of their own, or by syntax that a few others have, too."""
    return tuple(tool for tool in list_judging_tools() if tool in note.tools or has_hint(note.text, tool))


def has_hint(text: str, tool: str) -> bool:
    """Return whether a text has syntax that a tool and a few others read."""
    hint = load_tool(tool).HINT
    return hint != "" and hint in text and load_neighbours(tool).has_hint(text)


def find_judged(notes: Sequence[Source], tool: str) -> list[str]:
    """Return the paths of notes that are written for a tool as those around them are."""
    if sum(tool in note.hints for note in notes) < MIN_OWN_NOTES:
        return []
    counts = FolderCounts()
    for note in notes:
        counts.add(note.path, is_own=tool in note.hints)
    min_share, is_possible = load_tool(tool).MIN_NEIGHBOUR_SHARE, load_neighbours(tool).is_possible
    others = (note for note in notes if tool not in note.tools and counts.is_of_tool(note.path, min_share))
    return [note.path for note in others if is_possible(note.text)]


def list_possible_tools(notes: Sequence[Source]) -> list[str]:
    """Return the tools that some notes may be written for because those around them are."""
    counts = Counter(tool for note in notes for tool in note.hints)
    return [tool for tool in list_judging_tools() if counts[tool] >= MIN_OWN_NOTES]


def has_same_tools(note: Source, before: Source, possible_tools: Iterable[str]) -> bool:
    """Return whether an edit of a note surely left it, and those around it, notes of the same tools.

    `note` is as read, but for the tool that the notes around it show, and `before` as rewritten before the edit.
    """
    others = [tool for tool in possible_tools if tool not in note.tools]
    possible = [tool for tool in others if load_neighbours(tool).is_possible(note.text)]
    own_tools = tuple(sorted({*note.tools, *note.judged}))
    return own_tools == before.tools and note.hints == before.hints and possible == [*note.judged]
