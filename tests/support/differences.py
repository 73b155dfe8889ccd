"""The deliberate differences from GitHub, each with a function that makes both sides alike, and what is left then."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

import cmarkgfm
from cmarkgfm.cmark import Options

from notedeck.markup.convert import convert_markdown
from notedeck.markup.inline.constructs.emoji import EMOJI_CODE, find_emoji
from tests.support.structure import Mark, extract_structure, fold_marks, split_sections

Marks = Sequence[Mark]
OPTIONS = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
UNKNOWN = "not explained"


def render_on_github(text: str) -> str:
    """Return GitHub's HTML: tables, strikethrough, bare links, tag filter, tasks and footnotes."""
    return str(cmarkgfm.github_flavored_markdown_to_html(text, options=OPTIONS))


def has_blocks_of_github(text: str) -> bool:
    """Return whether we read the blocks of a text as GitHub does."""
    return extract_structure(convert_markdown(text), inline=False) == extract_structure(
        render_on_github(text), inline=False
    )


def remove_elements(marks: Marks, names: Iterable[str]) -> list[Mark]:
    """Return the marks without elements of these names; what is inside them stays."""
    gone = frozenset(names)
    return [mark for mark in marks if mark[0] not in "<>" or mark[1] not in gone]


def change_text(marks: Marks, change: Callable[[str], str]) -> list[Mark]:
    return [(mark[0], change(mark[1])) if mark[0] == "text" else mark for mark in marks]


def delete_pattern(pattern: str) -> Callable[[str], str]:
    return lambda words: re.sub(pattern, "", words)


def remove_boxes(marks: Marks) -> list[Mark]:
    characters = {"checked": "☑ ", "": "☐ "}
    return [
        ("text", characters[mark[2]]) if mark[:2] == ("<", "input") else mark
        for mark in marks
        if mark != (">", "input")
    ]


def replace_emoji_codes(marks: Marks) -> list[Mark]:
    return change_text(marks, lambda words: EMOJI_CODE.sub(lambda match: find_emoji(match[0]) or match[0], words))


def remove_emphasis(marks: Marks) -> list[Mark]:
    return change_text(remove_elements(marks, ("em", "strong")), delete_pattern(r"[*_]"))


def remove_strikethrough(marks: Marks) -> list[Mark]:
    return change_text(remove_elements(marks, ("del",)), delete_pattern("~"))


def remove_highlights(marks: Marks) -> list[Mark]:
    return change_text(remove_elements(marks, ("mark",)), delete_pattern("=="))


def remove_links(marks: Marks) -> list[Mark]:
    return remove_elements(marks, ("a",))


def remove_pictures(marks: Marks) -> list[Mark]:
    return change_text(remove_elements(marks, ("img", "a", "em")), delete_pattern(r"!?\[[^\]]*\]\([^)]*\)|[*_]"))


def remove_formulas(marks: Marks) -> list[Mark]:
    plain = remove_elements(marks, ("em", "strong", "br", "a", "code", "del", "p", "h1", "h2", "ul", "ol", "li"))
    return change_text(plain, delete_pattern(r"[\W_]"))


def remove_tags(marks: Marks) -> list[Mark]:
    return change_text(remove_elements(marks, ("p",)), delete_tags)


def delete_tags(words: str) -> str:
    """Return text without what looks like a tag, from the inside out."""
    bare = re.sub(r"<[^<>]*>", "", words)
    return delete_tags(bare) if bare != words else re.sub("[<>]", "", words)


def remove_wikilinks(marks: Marks) -> list[Mark]:
    return change_text(remove_elements(marks, ("img",)), delete_pattern(r"!\[\[[^\]]*\]\]|\[\[(?:[^\]|]*\|)?|\]\]"))


def remove_alerts(marks: Marks) -> list[Mark]:
    plain = [mark for mark in marks if mark[1] not in ("p", "blockquote", "div")]
    return change_text(plain, delete_pattern(r"(?i)\[![\w-]+\][+-]?|\b(note|tip|important|warning|caution)\b"))


@dataclass(frozen=True, slots=True)
class Difference:
    """A deliberate difference: `sign` is found in our HTML or GitHub's where it can stand, `fold` makes both alike."""

    name: str
    sign: re.Pattern[str]
    fold: Callable[[Marks], list[Mark]]


# In this order they are applied together: formulas last, as they leave little but letters.
DIFFERENCES = (
    Difference("task boxes are characters", re.compile(r"class=\"checkbox\"|<input"), remove_boxes),
    Difference("emoji codes are shown", re.compile(r":[a-z0-9_+-]+:"), replace_emoji_codes),
    Difference("bold or emphasis beside a Korean letter", re.compile(r"[*_]|</?(?:strong|em)>"), remove_emphasis),
    Difference("one tilde is no strikethrough", re.compile(r"<del>|~"), remove_strikethrough),
    Difference("==marks==", re.compile(r"<mark>"), remove_highlights),
    Difference("where a bare link ends", re.compile(r"https?://|www\.|@"), remove_links),
    Difference("a picture's path with blanks", re.compile(r"!\["), remove_pictures),
    Difference("unknown tags are text", re.compile(r"&lt;"), remove_tags),
    Difference("Obsidian's links", re.compile(r"\[\["), remove_wikilinks),
    Difference("alerts", re.compile(r"class=\"alert"), remove_alerts),
    Difference("formulas", re.compile(r"class=\"math"), remove_formulas),
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
    ours, theirs = split_sections(extract_structure(mine)), split_sections(extract_structure(yours))
    return len(theirs), [explain_difference(a, b, mine + yours) for a, b in pair_unequal_sections(ours, theirs)]


def pair_unequal_sections(ours: list[tuple[Mark, ...]], theirs: list[tuple[Mark, ...]]) -> list[tuple[Marks, Marks]]:
    """Return the sections without an equal one on the other side, in pairs."""
    pairs: list[tuple[Marks, Marks]] = []
    for tag, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag != "equal":
            pairs += zip_longest(ours[a:b], theirs[c:d], fillvalue=())
    return pairs


def explain_difference(ours: Marks, theirs: Marks, html: str) -> SectionDifference:
    """Return the deliberate differences that explain an unequal section: one if possible, otherwise the fewest."""
    candidates = [difference for difference in DIFFERENCES if difference.sign.search(html)]
    names: tuple[str, ...] = (UNKNOWN,)
    for difference in candidates:
        if are_alike(ours, theirs, [difference]):
            names = (difference.name,)
            break
    else:
        if are_alike(ours, theirs, candidates):
            names = tuple(difference.name for difference in find_fewest(ours, theirs, candidates))
    return SectionDifference(names, *find_first_difference(ours, theirs))


def find_fewest(ours: Marks, theirs: Marks, needed: list[Difference]) -> list[Difference]:
    """Return the differences that cannot be left out."""
    for difference in needed:
        rest = [other for other in needed if other is not difference]
        if are_alike(ours, theirs, rest):
            return find_fewest(ours, theirs, rest)
    return needed


def are_alike(ours: Marks, theirs: Marks, differences: Iterable[Difference]) -> bool:
    for difference in differences:
        ours, theirs = difference.fold(ours), difference.fold(theirs)
    return fold_marks(list(ours)) == fold_marks(list(theirs))


def find_first_difference(ours: Marks, theirs: Marks) -> tuple[str, str]:
    """Return both sides, from the mark before the first one that differs."""
    at = next((i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), min(len(ours), len(theirs)))
    return format_marks(ours[max(at - 1, 0) : at + 3]), format_marks(theirs[max(at - 1, 0) : at + 3])


def format_marks(marks: Marks) -> str:
    """Return the marks as HTML without attributes."""
    forms = {"<": "<{}>", ">": "</{}>"}
    return "".join(forms.get(mark[0], "{}").format(mark[1]) for mark in marks)
