"""Runs: the inline HTML that is translated as one piece, as a text of the memory and back."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from notedeck.config.languages import LANGUAGES, LATIN, has_letters_of
from notedeck.translation.segments.tokens import Kind, Token, escape_words, read_words, split_tokens, unescape_words

BLOCKS = frozenset(
    """
    p ul ol li dl dt dd pre table caption colgroup thead tbody tfoot tr td th blockquote hr details summary div center
    section figure figcaption h1 h2 h3 h4 h5 h6 video audio
    """.split()  # noqa: SIM905
)
UNTRANSLATED_BLOCKS = frozenset({"pre", "video", "audio"})  # code is the same in every language
TOKEN_NAMES = {
    "strong": "b",
    "b": "b",
    "em": "i",
    "i": "i",
    "del": "s",
    "s": "s",
    "u": "u",
    "mark": "mark",
    "ins": "ins",
    **{name: name for name in ("sub", "sup", "kbd", "small", "q")},
}
HTML_NAMES = {"c": "code", "b": "strong", "i": "em", "s": "del"}
NUMBERED_PAIRS = ("a", "span", "abbr", "cite", "dfn", "var", "samp", "time", "big", "tt", "strike")


@dataclass(slots=True, eq=False)
class Run:
    """Neighbouring inline nodes of one block without a `<br>` between them.

    `holder` is the block, `text` the run as the memory writes it, and `tags` the elements of its numbered tokens.
    """

    holder: Tag
    nodes: list[PageElement]
    text: str
    tags: dict[str, Tag]


def find_runs(body: Tag, language: str) -> list[list[Run]]:
    """Return the runs of an element that have words of the language, grouped by block and position."""
    groups = (list(split_runs(holder, nodes, language)) for holder, nodes in find_inline_nodes(body))
    return [group for group in groups if any(has_letters_of(read_words(run.text), language) for run in group)]


def find_inline_nodes(parent: Tag) -> Iterator[tuple[Tag, list[PageElement]]]:
    """Yield each block with each group of neighbouring inline nodes in it."""
    inline: list[PageElement] = []
    for child in list(parent.children):
        if not (isinstance(child, Tag) and is_block(child)):
            inline.append(child)
            continue
        if inline:
            yield parent, inline
        inline = []
        if child.name not in UNTRANSLATED_BLOCKS and "alert-title" not in child.get_attribute_list("class"):
            yield from find_inline_nodes(child)
    if inline:
        yield parent, inline


def is_block(tag: Tag) -> bool:
    """Return whether an element is a block or contains one."""
    return tag.name in BLOCKS or any(isinstance(node, Tag) and node.name in BLOCKS for node in tag.descendants)


def split_runs(holder: Tag, nodes: Sequence[PageElement], language: str) -> Iterator[Run]:
    """Yield the runs between the line breaks, except for those without words."""
    part: list[PageElement] = []
    for node in (*nodes, None):
        if node is None or (isinstance(node, Tag) and node.name == "br"):
            run = create_run(holder, part, language)
            if read_words(run.text).strip():
                yield run
            part = []
        else:
            part.append(node)


def create_run(holder: Tag, nodes: list[PageElement], language: str) -> Run:
    """Return the run for inline nodes."""
    tags: dict[str, Tag] = {}
    text = join_lines("".join(format_node(node, tags, language) for node in nodes))
    return Run(holder, nodes, text, tags)


def join_lines(text: str) -> str:
    """Return a text on one line with single spaces."""
    return " ".join(text.split())


def format_node(node: PageElement, tags: dict[str, Tag], language: str) -> str:
    """Return a node as the memory writes it. Adds the elements of numbered tokens to `tags`."""
    if not isinstance(node, Tag):
        return escape_words(str(node)) if type(node) is NavigableString else ""
    inner = "".join(format_node(child, tags, language) for child in node.children)
    plain = node.get_text()
    if node.name == "code" and not node.find(True) and "</code>" not in plain:
        return f"<c>{inner}</c>" if is_prose(plain, language) else f"<code>{plain}</code>"
    if node.name == "span" and "math" in node.get_attribute_list("class"):
        return f"<math>{plain}</math>"
    if node.name in TOKEN_NAMES and not node.attrs:
        return f"<{TOKEN_NAMES[node.name]}>{inner}</{TOKEN_NAMES[node.name]}>"
    if node.name in NUMBERED_PAIRS and plain.strip():
        kind = "a" if node.name == "a" else "span"
        if kind == "a" and plain.strip() == str(node.get("href", "")).strip():
            return format_opaque_tag(node, tags)
        name = add_numbered(kind, node, tags)
        return f"<{name}>{inner}</{name}>"
    return format_opaque_tag(node, tags)


def is_prose(code: str, language: str) -> bool:
    """Return whether a code span holds words: a language without Latin letters is not program code."""
    return LANGUAGES[language].letters != LATIN and has_letters_of(code, language)


def format_opaque_tag(node: Tag, tags: dict[str, Tag]) -> str:
    """Return the numbered tag for an element whose content the memory does not show."""
    return f"<{add_numbered('x', node, tags)}/>"


def add_numbered(kind: str, node: Tag, tags: dict[str, Tag]) -> str:
    """Add an element to `tags` under the next number of its kind, and return its name."""
    low, high = 0, 1  # a number that is used, 0 for none, and one that is not
    while f"{kind}{high}" in tags:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if f"{kind}{middle}" in tags else (low, middle)
    tags[f"{kind}{high}"] = node
    return f"{kind}{high}"


def render_run(text: str, run: Run) -> str:
    """Return a translation of a run as HTML; its tokens must be undamaged."""
    codes = {join_lines(f"<code>{node.get_text()}</code>"): str(node) for node in find_elements(run, "code")}
    formulas = {join_lines(f"<math>{node.get_text()}</math>"): str(node) for node in find_elements(run, "span")}
    return "".join(render_part(part, run.tags, codes | formulas) for part in split_tokens(text))


def find_elements(run: Run, name: str) -> Iterator[Tag]:
    """Yield all elements of this name in a run."""
    for node in run.nodes:
        if isinstance(node, Tag):
            yield from ([node] if node.name == name else [])
            yield from node.find_all(name)


def render_part(part: str | Token, tags: Mapping[str, Tag], verbatim: Mapping[str, str]) -> str:
    """Return words or a token as HTML."""
    if isinstance(part, str):
        return html.escape(unescape_words(part), quote=False)
    if part.kind is Kind.VERBATIM:
        return verbatim.get(part.text) or str(tags[part.text[1:-2]])
    if part.name not in tags:
        name = HTML_NAMES.get(part.name, part.name)
        return f"<{name}>" if part.kind is Kind.OPEN else f"</{name}>"
    tag = tags[part.name]
    if part.kind is Kind.CLOSE:
        return f"</{tag.name}>"
    empty = Tag(name=tag.name, attrs=dict(tag.attrs))
    return str(empty).removesuffix(f"</{tag.name}>")


def format_title(title: str) -> str:
    """Return a plain title as the memory writes it."""
    return join_lines(escape_words(title))
