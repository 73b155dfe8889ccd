"""Logseq's syntax within a line: macros, references of blocks, tags, highlights, and the sizes of pictures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from notedeck.messages import NO_MESSAGE, Message
from notedeck.problems import ProblemCode
from notedeck.source.page import Page, find_code, replace_outside_code
from notedeck.source.tools.logseq.graph import Graph
from notedeck.source.tools.logseq.modes import remove_tags
from notedeck.source.tools.logseq.outline import Block

# Braces inside are balanced to a depth of three, as those of a formula.
BRACES = r"\{(?>[^{}\n]|\{(?>[^{}\n]|\{[^{}\n]*+\})*+\})*+\}"
MACRO_NAME = r"[ \t]*+(?P<name>[A-Za-z][\w-]*+)(?=[ \t:}(\[])[ \t:]*+"
MACRO = re.compile(rf"\{{\{{{MACRO_NAME}(?P<text>(?>[^{{}}\n]|{BRACES})*+)\}}\}}")
IDENTIFIER = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
REFERENCE = re.compile(rf"(?P<label>\[[^\[\]\n]{{1,300}}\])?\(\(\(?(?P<id>{IDENTIFIER})\)?\)\)")
EMBEDDED_BLOCK = re.compile(rf"\(\((?P<id>{IDENTIFIER})\)\)")
EMBEDDED_PAGE = re.compile(r"\[\[(?P<page>[^\[\]]{1,200})\]\]")
PDF = re.compile(r"!(?P<link>\[[^\[\]\n]{0,300}\]\([^()\n]{1,500}\.pdf\))")
PICTURE_SIZE = re.compile(r"(?<=\))\{:[^{}\n]{0,200}\}")
PAGE_LINK = re.compile(r"\[(?P<text>[^\[\]\n]{1,300})\]\(\[\[[^\[\]\n]{1,300}\]\]\)")
CARD_TAG = re.compile(
    r"(?:(?<![\w#/&])#(?:card|\[\[card\]\])|(?<=\w)#card(?=[ \t]*$)|(?<![\w#])\[\[card\]\])(?![\w/(\[-])[ \t]?"
)
LONG_TAG = re.compile(r"(?<![\w#])#\[\[(?P<name>[^\[\]\n]{1,200})\]\]")
HIGHLIGHT = re.compile(r"\^\^(?P<text>[^\s^](?:[^^\n]{0,500}[^\s^])?)\^\^")
NUMBERED_CLOZE = re.compile(r"c\d{1,2}")  # of the plugin for Anki
HINT_MARKS = re.compile(r"\\\\|::")  # before the hint of a cloze deletion
VIDEOS = {"video", "youtube", "bilibili", "vimeo", "twitter", "tweet", "pdf", "audio"}
ADDRESS = re.compile(r"https?://[^\s<>]+")
YOUTUBE_ID = re.compile(r"[\w-]{11}")
SIGNS = ("{", "((", "#", "^^", "[[", ".pdf)")  # without one of these, a line stays as it is
MACRO_HINT = Message("Write what it shows into the note if a card needs it.")
REFERENCE_HINT = Message("Check that the block or page is still in the graph, or write its text here.")


@dataclass(slots=True)
class Findings:
    """What was left out: how often, and on which line first."""

    names: Counter[str] = field(default_factory=Counter)
    first_lines: dict[str, int] = field(default_factory=dict)

    def add(self, name: str, line: int) -> None:
        """Count one."""
        self.names[name] += 1
        self.first_lines.setdefault(name, line)


def rewrite_inline(page: Page, blocks: Sequence[Block], graph: Graph) -> Page:
    """Rewrite the lines of all blocks, and return the page with a problem for each kind of what is left out."""
    macros, missing = Findings(), Findings()
    for block in blocks:
        if not any(sign in text for text, _ in block.lines for sign in SIGNS):
            continue
        block.has_formula = has_formula_marks(block)
        codes = find_code([text for text, _ in block.lines])
        for index, ((text, number), is_code) in enumerate(zip(block.lines, codes, strict=True)):
            if not is_code:
                block.lines[index] = (rewrite_line(text, number, block, graph, macros, missing), number)
    for name, line in macros.first_lines.items():
        message = Message(
            "the macro {{{{{name}}}}} of Logseq is on no card{count_times}",
            name=name,
            count_times=count_times(macros.names[name]),
        )
        page = page.report(ProblemCode.SYNTAX_DROPPED, line, message, MACRO_HINT)
    for name, line in missing.first_lines.items():
        message = Message(
            "{name} is not in this graph{count_times}", name=name, count_times=count_times(missing.names[name])
        )
        page = page.report(ProblemCode.EMBED_MISSING, line, message, REFERENCE_HINT)
    return page


def count_times(count: int) -> Message:
    """Return how often something occurs, where that is more than once."""
    return Message(" ({count} times)", count=count) if count > 1 else NO_MESSAGE


def rewrite_line(text: str, number: int, block: Block, graph: Graph, macros: Findings, missing: Findings) -> str:
    """Return a line of prose in GitHub's Markdown."""

    def miss(name: str) -> None:
        missing.add(name, number)

    def rewrite_macro(match: re.Match[str]) -> str:
        shown = replace_macro(match, block, graph, miss)
        if shown is None and (block.has_formula or match.string.count("$", 0, match.start()) % 2 == 1):
            return match[0]
        if shown is None:
            macros.add(match["name"].lower(), number)
        return shown or ""

    def rewrite_reference(match: re.Match[str]) -> str:
        return match["label"][1:-1] if match["label"] else find_text(match["id"], graph, miss)

    if "#" in text or "[[card]]" in text:
        bare = replace_outside_code(text, CARD_TAG, "")
        block.is_card = block.is_card or bare != text
        text = bare.rstrip() if bare != text else text
        text = remove_tags(text) if block.level or block.is_card else text
        text = replace_outside_code(text, LONG_TAG, r"\g<name>")
    text = replace_outside_code(text, MACRO, rewrite_macro) if "{{" in text else text
    text = replace_outside_code(text, REFERENCE, rewrite_reference) if "((" in text else text
    text = replace_outside_code(text, PDF, r"\g<link>") if ".pdf)" in text else text
    text = replace_outside_code(text, PICTURE_SIZE, "") if "{:" in text else text
    text = replace_outside_code(text, PAGE_LINK, r"\g<text>") if "([[" in text else text
    return replace_outside_code(text, HIGHLIGHT, r"==\g<text>==") if "^^" in text else text


def replace_macro(match: re.Match[str], block: Block, graph: Graph, miss: Callable[[str], None]) -> str | None:
    """Return what a macro shows, None for one that no card can show; `miss` is told what is not in the graph."""
    name, text = match["name"].lower(), match["text"].strip()
    if name == "cloze" or NUMBERED_CLOZE.fullmatch(name):
        block.has_cloze = True
        return mark_cloze(text)
    if name == "embed":
        part, page = EMBEDDED_BLOCK.fullmatch(text), EMBEDDED_PAGE.fullmatch(text)
        if part is not None:
            return find_text(part["id"], graph, miss)
        if page is not None and graph.has_page(page["page"]):
            return page[0]  # it has cards of its own
        if page is not None:
            miss(Message('the page "{page}"', page=page["page"]))
            return ""
    address = ADDRESS.match(text)
    if name in VIDEOS and address is not None:
        return f"<{address[0]}>"
    if name == "youtube" and YOUTUBE_ID.fullmatch(text):
        return f"<https://www.youtube.com/watch?v={text}>"
    if name == "img" and address is not None:
        return f"![]({address[0]})"
    return None


def has_formula_marks(block: Block) -> bool:
    """Return whether a block has formulas of several lines, whose braces such as `x^{{i-1}}` are no macros."""
    return any("$$" in text or "\\begin{" in text for text, _ in block.lines)


def mark_cloze(text: str) -> str:
    r"""Return the text of a cloze deletion, with the hint that the author wrote after `\\` or `::`."""
    answer, *hints = HINT_MARKS.split(text, maxsplit=1)
    hint = "".join(hints)
    marked = f"<mark>{answer.strip()}</mark>"
    return f"{marked} ({hint.strip()})" if hint.strip() else marked


def find_text(identifier: str, graph: Graph, miss: Callable[[str], None]) -> str:
    """Return the text of the block that a reference names."""
    text = graph.find_text(identifier)
    if text is None:
        miss(Message("a block that is referred to"))
    return text or ""
