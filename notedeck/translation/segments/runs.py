"""A side of a card as runs of words: what is translated as one piece, and where it stands."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from notedeck.config.languages import LANGUAGES, LATIN, has_letters_of
from notedeck.translation.segments.tokens import Kind, Token, escaped, pieces, tokens, unescaped, words

BLOCKS = frozenset(
    """
    p ul ol li dl dt dd pre table caption colgroup thead tbody tfoot tr td th blockquote hr details summary div center
    section figure figcaption h1 h2 h3 h4 h5 h6 video audio
    """.split()  # noqa: SIM905
)
NEVER = frozenset({"pre", "video", "audio"})  # code is the same in every language
PAIRED = {"strong": "b", "b": "b", "em": "i", "i": "i", "del": "s", "s": "s", "u": "u", "mark": "mark", "ins": "ins"}
PAIRED |= {name: name for name in ("sub", "sup", "kbd", "small", "q")}
SHOWN = {"c": "code", "b": "strong", "i": "em", "s": "del"}


@dataclass(slots=True, eq=False)
class Run:
    """Neighbouring inline nodes of one block, without a `<br>` between them; `holder` is the block."""

    holder: Tag
    nodes: list[PageElement]
    text: str
    tags: dict[str, Tag]


def runs(body: Tag, language: str) -> list[list[Run]]:
    """The runs below an element that have words of the language, those of one block and place together."""
    groups = (list(split(holder, nodes, language)) for holder, nodes in places(body))
    return [group for group in groups if any(has_letters_of(words(run.text), language) for run in group)]


def places(parent: Tag) -> Iterator[tuple[Tag, list[PageElement]]]:
    """Neighbouring inline nodes and the block that they stand in."""
    inline: list[PageElement] = []
    for child in list(parent.children):
        if not (isinstance(child, Tag) and is_block(child)):
            inline.append(child)
            continue
        if inline:
            yield parent, inline
        inline = []
        if child.name not in NEVER and "alert-title" not in child.get_attribute_list("class"):
            yield from places(child)
    if inline:
        yield parent, inline


def is_block(tag: Tag) -> bool:
    """Whether a tag is a block, or holds one."""
    return tag.name in BLOCKS or any(isinstance(one, Tag) and one.name in BLOCKS for one in tag.descendants)


def split(holder: Tag, nodes: Sequence[PageElement], language: str) -> Iterator[Run]:
    """The runs between line breaks, without those that say nothing."""
    part: list[PageElement] = []
    for node in (*nodes, None):
        if node is None or (isinstance(node, Tag) and node.name == "br"):
            run = written(holder, part, language)
            if words(run.text).strip():
                yield run
            part = []
        else:
            part.append(node)


def written(holder: Tag, nodes: list[PageElement], language: str) -> Run:
    """Nodes as a text of the memory."""
    tags: dict[str, Tag] = {}
    return Run(holder, nodes, folded("".join(spelled(node, tags, language) for node in nodes)), tags)


def folded(text: str) -> str:
    """A text on one line, blanks folded."""
    return " ".join(text.split())


def spelled(node: PageElement, tags: dict[str, Tag], language: str) -> str:
    """One node in the words of the memory; what cannot be spelled out is kept in `tags` under its name."""
    if not isinstance(node, Tag):
        return escaped(str(node)) if type(node) is NavigableString else ""
    inner = "".join(spelled(child, tags, language) for child in node.children)
    plain = node.get_text()
    if node.name == "code" and not node.find(True) and "</code>" not in plain:
        return f"<c>{inner}</c>" if are_words(plain, language) else f"<code>{plain}</code>"
    if node.name == "span" and "math" in node.get_attribute_list("class"):
        return f"<math>{plain}</math>"
    if node.name in PAIRED and not node.attrs:
        return f"<{PAIRED[node.name]}>{inner}</{PAIRED[node.name]}>"
    if (
        node.name in ("a", "span", "abbr", "cite", "dfn", "var", "samp", "time", "big", "tt", "strike")
        and plain.strip()
    ):
        kind = "a" if node.name == "a" else "span"
        if kind == "a" and plain.strip() == str(node.get("href", "")).strip():
            return atom(node, tags)
        name = f"{kind}{1 + sum(one.startswith(kind) for one in tags)}"
        tags[name] = node
        return f"<{name}>{inner}</{name}>"
    return atom(node, tags)


def are_words(code: str, language: str) -> bool:
    """Whether code is words that somebody set off: Hangul is no program."""
    return LANGUAGES[language].letters != LATIN and has_letters_of(code, language)


def atom(node: Tag, tags: dict[str, Tag]) -> str:
    """A tag that stands for itself."""
    name = f"x{1 + sum(one.startswith('x') for one in tags)}"
    tags[name] = node
    return f"<{name}/>"


def restored(text: str, run: Run) -> str:
    """A translation in the words of the memory as HTML; its tokens were checked."""
    codes = {folded(f"<code>{node.get_text()}</code>"): str(node) for node in elements(run, "code")}
    maths = {folded(f"<math>{node.get_text()}</math>"): str(node) for node in elements(run, "span")}
    return "".join(shown(piece, run.tags, codes | maths) for piece in pieces(text))


def elements(run: Run, name: str) -> Iterator[Tag]:
    """All elements of that name in a run."""
    for node in run.nodes:
        if isinstance(node, Tag):
            yield from ([node] if node.name == name else [])
            yield from node.find_all(name)


def shown(piece: str | Token, tags: dict[str, Tag], verbatim: dict[str, str]) -> str:
    """Words or a token as HTML."""
    if isinstance(piece, str):
        return html.escape(unescaped(piece), quote=False)
    if piece.kind is Kind.KEPT:
        return verbatim.get(piece.text) or str(tags[piece.text[1:-2]])
    if piece.name not in tags:
        name = SHOWN.get(piece.name, piece.name)
        return f"<{name}>" if piece.kind is Kind.OPEN else f"</{name}>"
    tag = tags[piece.name]
    if piece.kind is Kind.CLOSE:
        return f"</{tag.name}>"
    empty = Tag(name=tag.name, attrs=dict(tag.attrs))
    return str(empty).removesuffix(f"</{tag.name}>")


def plain_text(title: str) -> str:
    """A plain title as a text of the memory."""
    return " ".join(escaped(title).split())


__all__ = ["Run", "plain_text", "restored", "runs", "tokens"]
