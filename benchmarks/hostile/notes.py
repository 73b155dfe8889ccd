"""Whole notes against sections, titles, directives and every card style."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from benchmarks.hostile.blocks import BLOCK_INPUTS
from benchmarks.hostile.inline import INLINE_INPUTS
from benchmarks.hostile.texts import (
    HostileInput,
    Layer,
    enclose,
    enumerate_units,
    join_inputs,
    list_inputs,
    repeat,
    repeat_between,
)
from notedeck.cards.clozes import find_deletions, number_deletions
from notedeck.cards.styles import list_style_names
from notedeck.cards.term_pairs import find_pairs
from notedeck.config.settings import CardSettings
from notedeck.convert import Conversion, ConvertSettings
from notedeck.convert.note import convert_note
from notedeck.convert.stored import ENCODER
from notedeck.markup.comments import mark_directives
from notedeck.model import Source
from notedeck.util.collector import spare_objects

COMMENT = "<!-- notedeck: ignore -->"
SECTION_INPUTS = list_inputs(
    "# a\n",
    "# a\nb\n",
    "# a\n## b\n",
    "# a\n\n- b\n",
    "a\n\n- b\n\n",
    "**a**\n\n- b\n\n",
    "Q. a\nA. b\n",
    "Q. a\n\nb\n\n",
    "Q. a<br>",
    "1) a\n\nb\n\n",
    "a?\n\nb\n\n",
    "[a](#b)\n\n",
    "[a](b) ",
    "- [a](#b)\n",
    "- [a](http://b)\n",
    "[a](http://b) ",
    "[↑](#a) ",
    "출처: a\n",
    "<details><summary>a</summary>\n\nb\n\n",
    "<details><summary>a</summary>b</details>",
    "<hr>a",
    "a<br>",
    "# a\n\n---\n\n",
    "<!-- no-translate -->\n\n",
    "<br>\n\n<!-- no-translate -->\n\n",
    "<p><!-- no-translate --></p>\n",
    "- <!-- no-translate -->\n",
    HostileInput(
        "comments above, then titles",
        lambda size: "# a\n\n" + "a <!-- notedeck: a -->\n\n" * (size // 48) + "## b\n\nb\n\n" * (size // 20),
    ),
    HostileInput(
        "card ids above, then titles",
        lambda size: "# a\n\n" + "<!-- card: a -->" * (size // 32) + "\n\n" + "## b\n\nb\n\n" * (size // 20),
    ),
    "# a/",
    "# a 및 ",
    enclose("[a](#b)\n\n", "a" * 99, "", "navigation, then a long line"),
    enclose("[a](#b)\n\n", "", "aaaa\n\n"),
    enclose("[a](b) ", "", "a"),
    HostileInput(
        "a long title, many below", lambda size: "# " + "a" * (size // 2) + "\n" + "## b\n\nc\n\n" * (size // 20)
    ),
    HostileInput(
        "six long titles, many below",
        lambda size: (
            "".join("#" * level + " " + "a" * (size // 12) + "\n" for level in range(1, 6))
            + "###### b\n\nc\n\n" * (size // 26)
        ),
    ),
    HostileInput(
        "many directives, many titles", lambda size: COMMENT * (size // 50) + "\n\n" + "# a\n\nb\n\n" * (size // 16)
    ),
    HostileInput(
        "unknown directives, many titles",
        lambda size: (
            "".join(f"<!-- notedeck: a{n} -->" for n in range(size // 50)) + "\n\n" + "# a\n\nb\n\n" * (size // 16)
        ),
    ),
    repeat(COMMENT),
    repeat(COMMENT + "\n\n"),
    repeat(f"a{COMMENT}\n\n"),
    repeat(f"# a\n\n{COMMENT}\n\n"),
    repeat(f"<br>{COMMENT}"),
    enumerate_units("<!-- card: a# -->\n"),
    "<!-- notdeck: a -->",
    "<!-- no-translate -->",
    enclose("<div>", "Q. a<br>", "Q. a<br>"),
    enclose("<br>", "", "", start="<div>a"),
    enclose("<br>", f"{COMMENT}", "", start="<div>a"),
    HostileInput("links in a paragraph of raw HTML", lambda size: "<div><p>" + "<a href=b>c</a>" * (size // 15)),
    HostileInput("99 <div> around a title", lambda size: "<div>" * 99 + "<i>a</i>" * (size // 8) + "<h2>a</h2>"),
    HostileInput(
        "99 lists deep",
        lambda size: "".join("  " * n + "- a\n" for n in range(99)) + ("  " * 98 + "- [a](#b)\n") * (size // 206),
    ),
    "- a\n  - b\n",
    enclose("- ", "", "[a](#b)"),
    "a?\n① b\n정답: 1\n\n",
    "## 문제 1\na?\n① b\n정답: 1\n\n",
    "- Q. a\n- A. b\n",
    "- a?\n  - b\n",
    "- # a\n  b\n",
    "1. **a**\n\n   b\n\n",
    "> Q. a\n> A. b\n\n",
    "> [!faq] a\n> b\n\n",
    "A. x\n\n",
    "a\n- b\n\n",
    repeat_between("Q. a\n\n", "**b**\n\nc\n\n", ""),
    repeat_between("Q. a\n\n", "1. **b?**\n\nc\n\n", ""),
    repeat_between("- Q. ", "a<br>", "? b"),
    repeat_between("- Q. a?\n", "  **A.** a\n", ""),
    repeat_between("# a?\n\nA", " ", "x\nb"),
    repeat_between("a\nQ", " ", "x\nb"),
    repeat_between("a\n정답", " ", "!?\nb"),
    repeat_between("a\n문제", ".", "x\nb"),
    repeat_between("<details><summary>click ", "_", "!x</summary>\n\nb\n\n</details>"),
    HostileInput(
        "long titles, one in the other",
        lambda size: (
            ("<details><summary>" + "a" * 490 + "?</summary>\n\n") * (size // 1_200) + "- Q. a? b\n" * (size // 20)
        ),
    ),
)
STYLE_INPUTS = list_inputs(
    "가용성(Availability) ",
    "**a** b ",
    "`가나다` ",
    "==a== ",
    "- a: b\n",
    "- **a**: b\n",
    "- a - b\n",
    "**a** ",
    "- (a: ",
    "- a\n",
    "가(a) ",
    "가 (a",
    "a (가",
    "가 ",
    "가 가 가 가 ",
    "a a a a ",
    "가(",
    "(a)",
    "Availability(가용성) ",
    "a(가) ",
    "가-",
    "a.b",
    "a-b (",
    "가-가 (",
    "a&",
    "a&lt; ",
    "a' ",
    "a b c d e (가",
    enclose("**a** b ", "", "", start="- "),
    enclose("a: (", "", "", start="- "),
    enclose("(", "", "a: ", start="- "),
    enclose("<b>a</b> b ", "", "", start="- "),
    enclose("**a:** ", "", "", start="- "),
    enclose(" ", "a: b", "", start="- <i>b</i>"),
    enclose("    - a: b\n", "", "", start="- a\n"),
    enclose("가-", "", ""),
    enclose("a.", "", ""),
    enclose("a ", "(가)", ""),
    enclose(" ", "x", "", start="- <b>a</b>"),
    "| a | b |\n|---|---|\n| c | d |\n\n",
    HostileInput(
        "a long head, many rows",
        lambda size: "a|" + "b" * (size // 2) + "\n-|-\n" + "".join(f"c{n}|d\n" for n in range(size // 20)),
    ),
    HostileInput(
        "a wide table",
        lambda size: "a|" * (size // 8) + "\n" + "-|" * (size // 8) + "\n" + ("b|" * (size // 8) + "\n") * 2,
    ),
    HostileInput(
        "a cell that names all rows", lambda size: "a|b\n-|-\n" + "".join(f"{n}|d\n" for n in range(size // 7))
    ),
    HostileInput("empty cells", lambda size: "a|b|c\n-|-|-\n" + "".join(f"{n}||\n" for n in range(size // 7))),
    HostileInput(
        "one long sentence of terms", lambda size: "".join(f"가용성{n}(availability) " for n in range(size // 25))
    ),
)


def make_source(text: str) -> Source:
    """Return a note with this text."""
    return Source("a.md", Path("a.md"), text)


def convert_text(text: str, style: str = "basic") -> Conversion:
    """Return the cards of a note, as they are also stored, in the circumstances of a build."""
    with spare_objects():
        conversion = convert_note(make_source(text), "a", ConvertSettings(cards=CardSettings(style=style)))
        ENCODER.encode(conversion)
    return conversion


def number_clozes(text: str) -> None:
    """Make cloze notes and number their deletions."""
    for card in convert_text(text, "cloze").cards:
        number_deletions(card.back, {deletion.text: 1 for deletion in find_deletions(card.back)})


def list_pairs(text: str) -> None:
    """Find the pairs of terms in a text."""
    for _pair in find_pairs(text):
        pass


MARKUP_INPUTS = (*join_inputs(INLINE_INPUTS), *join_inputs(BLOCK_INPUTS), *SECTION_INPUTS)
LAYERS = (
    Layer("note", convert_text, (*MARKUP_INPUTS, *STYLE_INPUTS)),
    *(
        Layer(style, partial(convert_text, style=style), (*STYLE_INPUTS, *SECTION_INPUTS, *join_inputs(BLOCK_INPUTS)))
        for style in list_style_names()
        if style not in ("basic", "cloze")
    ),
    Layer("cloze", number_clozes, (*STYLE_INPUTS, *SECTION_INPUTS, *join_inputs(BLOCK_INPUTS))),
    Layer("term pairs", list_pairs, STYLE_INPUTS),
    Layer(
        "comments",
        mark_directives,
        list_inputs(
            "<!--", "<!-- notedeck: ", "<!-- notdeck ", enclose(" ", "", "", start="<!-- notedeck a"), "<!-- card: "
        ),
    ),
)
