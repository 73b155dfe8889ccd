"""The deliberate differences from GitHub, each with a function that makes both sides alike, and what is left then."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

import cmarkgfm
from cmarkgfm.cmark import Options

from notedeck.markup import convert_markdown
from notedeck.markup.inline.constructs.emoji import EMOJI_CODE, find_emoji
from tests.support.structure import Mark, folded, sections, structure

Rows = Sequence[Mark]
OPTIONS = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
UNKNOWN = "not explained"


def render_on_github(text: str) -> str:
    """Return GitHub's HTML: tables, strikethrough, bare links, tag filter, tasks and footnotes."""
    return str(cmarkgfm.github_flavored_markdown_to_html(text, options=OPTIONS))


def has_blocks_of_github(text: str) -> bool:
    """Return whether we read the blocks of a text as GitHub does."""
    return structure(convert_markdown(text), inline=False) == structure(render_on_github(text), inline=False)


def remove_elements(rows: Rows, names: Iterable[str]) -> list[Mark]:
    """Return the marks without elements of these names; what is inside them stays."""
    gone = frozenset(names)
    return [row for row in rows if row[0] not in "<>" or row[1] not in gone]


def change_text(rows: Rows, change: Callable[[str], str]) -> list[Mark]:
    return [(row[0], change(row[1])) if row[0] == "text" else row for row in rows]


def delete_pattern(pattern: str) -> Callable[[str], str]:
    return lambda words: re.sub(pattern, "", words)


def boxes(rows: Rows) -> list[Mark]:
    shown = {"checked": "☑ ", "": "☐ "}
    return [("text", shown[row[2]]) if row[:2] == ("<", "input") else row for row in rows if row != (">", "input")]


def codes(rows: Rows) -> list[Mark]:
    return change_text(rows, lambda words: EMOJI_CODE.sub(lambda match: find_emoji(match[0]) or match[0], words))


def emphasis(rows: Rows) -> list[Mark]:
    return change_text(remove_elements(rows, ("em", "strong")), delete_pattern(r"[*_]"))


def strikes(rows: Rows) -> list[Mark]:
    return change_text(remove_elements(rows, ("del",)), delete_pattern("~"))


def highlights(rows: Rows) -> list[Mark]:
    return change_text(remove_elements(rows, ("mark",)), delete_pattern("=="))


def links(rows: Rows) -> list[Mark]:
    return remove_elements(rows, ("a",))


def pictures(rows: Rows) -> list[Mark]:
    return change_text(remove_elements(rows, ("img", "a", "em")), delete_pattern(r"!?\[[^\]]*\]\([^)]*\)|[*_]"))


def formulas(rows: Rows) -> list[Mark]:
    plain = remove_elements(rows, ("em", "strong", "br", "a", "code", "del", "p", "h1", "h2", "ul", "ol", "li"))
    return change_text(plain, delete_pattern(r"[\W_]"))


def tags(rows: Rows) -> list[Mark]:
    return change_text(remove_elements(rows, ("p",)), without_tags)


def without_tags(words: str) -> str:
    """Return text without what looks like a tag, from the inside out."""
    bare = re.sub(r"<[^<>]*>", "", words)
    return without_tags(bare) if bare != words else re.sub("[<>]", "", words)


def wikilinks(rows: Rows) -> list[Mark]:
    return change_text(remove_elements(rows, ("img",)), delete_pattern(r"!\[\[[^\]]*\]\]|\[\[(?:[^\]|]*\|)?|\]\]"))


def alerts(rows: Rows) -> list[Mark]:
    plain = [row for row in rows if row[1] not in ("p", "blockquote", "div")]
    return change_text(plain, delete_pattern(r"(?i)\[![\w-]+\][+-]?|\b(note|tip|important|warning|caution)\b"))


@dataclass(frozen=True, slots=True)
class Difference:
    """A deliberate difference: `sign` is found in our HTML or GitHub's where it can stand, `fold` makes both alike."""

    name: str
    sign: re.Pattern[str]
    fold: Callable[[Rows], list[Mark]]


# In this order they are applied together: formulas last, as they leave little but letters.
DIFFERENCES = (
    Difference("task boxes are characters", re.compile(r"class=\"checkbox\"|<input"), boxes),
    Difference("emoji codes are shown", re.compile(r":[a-z0-9_+-]+:"), codes),
    Difference("bold or emphasis beside a Korean letter", re.compile(r"[*_]|</?(?:strong|em)>"), emphasis),
    Difference("one tilde is no strikethrough", re.compile(r"<del>|~"), strikes),
    Difference("==marks==", re.compile(r"<mark>"), highlights),
    Difference("where a bare link ends", re.compile(r"https?://|www\.|@"), links),
    Difference("a picture's path with blanks", re.compile(r"!\["), pictures),
    Difference("unknown tags are text", re.compile(r"&lt;"), tags),
    Difference("Obsidian's links", re.compile(r"\[\["), wikilinks),
    Difference("alerts", re.compile(r"class=\"alert"), alerts),
    Difference("formulas", re.compile(r"class=\"math"), formulas),
)


@dataclass(frozen=True, slots=True)
class SectionDifference:
    """A section that differs: the deliberate differences that explain it, and where both sides start to differ."""

    names: tuple[str, ...]
    ours: str
    theirs: str


def compare_with_github(text: str) -> tuple[int, list[SectionDifference]]:
    """Return how many sections a note has on GitHub, and those in which we differ from it."""
    mine, yours = convert_markdown(text), render_on_github(text)
    ours, theirs = sections(structure(mine)), sections(structure(yours))
    return len(theirs), [explain_difference(a, b, mine + yours) for a, b in pair_unequal_sections(ours, theirs)]


def pair_unequal_sections(ours: list[tuple[Mark, ...]], theirs: list[tuple[Mark, ...]]) -> list[tuple[Rows, Rows]]:
    """Return the sections without an equal one on the other side, in pairs."""
    pairs: list[tuple[Rows, Rows]] = []
    for tag, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag != "equal":
            pairs += zip_longest(ours[a:b], theirs[c:d], fillvalue=())
    return pairs


def explain_difference(ours: Rows, theirs: Rows, html: str) -> SectionDifference:
    """Return the deliberate differences that explain an unequal section: one if possible, otherwise the fewest."""
    open_to = [one for one in DIFFERENCES if one.sign.search(html)]
    names: tuple[str, ...] = (UNKNOWN,)
    for one in open_to:
        if are_alike(ours, theirs, [one]):
            names = (one.name,)
            break
    else:
        if are_alike(ours, theirs, open_to):
            names = tuple(one.name for one in find_fewest(ours, theirs, open_to))
    return SectionDifference(names, *find_first_difference(ours, theirs))


def find_fewest(ours: Rows, theirs: Rows, needed: list[Difference]) -> list[Difference]:
    """Return the differences that cannot be left out."""
    for one in needed:
        rest = [other for other in needed if other is not one]
        if are_alike(ours, theirs, rest):
            return find_fewest(ours, theirs, rest)
    return needed


def are_alike(ours: Rows, theirs: Rows, differences: Iterable[Difference]) -> bool:
    for one in differences:
        ours, theirs = one.fold(ours), one.fold(theirs)
    return folded(list(ours)) == folded(list(theirs))


def find_first_difference(ours: Rows, theirs: Rows) -> tuple[str, str]:
    """Return both sides, from the mark before the first one that differs."""
    at = next((i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), min(len(ours), len(theirs)))
    return shown(ours[max(at - 1, 0) : at + 3]), shown(theirs[max(at - 1, 0) : at + 3])


def shown(rows: Rows) -> str:
    return "".join(f"<{row[1]}>" if row[0] == "<" else f"</{row[1]}>" if row[0] == ">" else row[1] for row in rows)
