"""What a packed field says, without how it is drawn: another renderer or library changes nothing here.

Words, emphasis, code with its language, lists, tables, links and pictures are content. Classes, wrappers, highlighting,
the order of attributes, and the size and description of a drawing are not: they come from the program, and a newer
version may write them in another way (`rendering.py`).
"""

from __future__ import annotations

import html
import re
from functools import lru_cache

from notedeck.util.patterns import compile_lazily

TAG = re.compile(r"(</?[A-Za-z][^<>]*>)")
TAG_PARTS = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)(.*)>", re.DOTALL)
ATTRIBUTE = compile_lazily(r"""([\w:-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
CODE_BLOCK = compile_lazily(r"(<pre\b[^<>]*>.*?</pre>)", re.DOTALL)
DRAWING = compile_lazily(r'<div class="diagram"[^<>]*><img[^<>]*? src="([^"]*)"[^<>]*></div>')
# Classes that the author chooses: the language of code, and the kind of a callout.
KIND = compile_lazily(r"(?:language|alert)-[^\s\"']+")
EQUAL_TAGS = {"b": "strong", "i": "em", "s": "del", "strike": "del", "tt": "code"}
INLINE_TAGS = frozenset(
    "a abbr cite code del dfn em img ins kbd mark q rp rt ruby samp strong sub sup time u var".split()  # noqa: SIM905
)
INLINE_WRAPPERS = ("bdi", "big", "font", "small", "span", "wbr")
BLOCK_WRAPPERS = ("col", "colgroup", "div", "figure", "section", "tbody", "tfoot", "thead")
WRAPPERS = dict.fromkeys(INLINE_WRAPPERS, "") | dict.fromkeys(BLOCK_WRAPPERS, " ")
CONTENT_ATTRIBUTES = frozenset(
    "align alt colspan height href lang reversed rowspan src start title type value width".split()  # noqa: SIM905
)
# No packed field has a control character, so these stand for what is no text.
INLINE_START, INLINE_END, BLOCK_START, BLOCK_END, PARAGRAPH = "\x01", "\x02", "\x03", "\x04", "\x05"
SPACES = re.compile(r"[ \t\r\n\f]{2,}|[\t\r\f]")


def normalise_content(text: str) -> str:
    """Return a text that is the same for two fields in HTML if they have the same content."""
    if "<" not in text and "&" not in text:
        return " ".join(text.split())
    if '"diagram"' in text:
        text = DRAWING.sub(r'<img src="\1">', text)
    pieces = CODE_BLOCK.split(text) if "<pre" in text else [text]
    pieces[::2] = map(normalise_flow, pieces[::2])
    pieces[1::2] = map(normalise_code_block, pieces[1::2])
    content = "".join(pieces)
    return html.unescape(content) if "&" in content else content


def normalise_flow(text: str) -> str:
    """Return HTML without code blocks, its tags in one form, and with white space only between words."""
    pieces = TAG.split(text)
    pieces[1::2] = map(normalise_tag, pieces[1::2])
    text = SPACES.sub(" ", "".join(pieces).replace("\n", " "))
    text = text.replace(f" {PARAGRAPH}", PARAGRAPH).replace(f"{PARAGRAPH} ", PARAGRAPH)
    text = text.replace(f" {BLOCK_START}", BLOCK_START).replace(f"{BLOCK_END} ", BLOCK_END)
    while PARAGRAPH * 2 in text:
        text = text.replace(PARAGRAPH * 2, PARAGRAPH)
    text = text.replace(f"{PARAGRAPH}{BLOCK_START}", BLOCK_START).replace(f"{BLOCK_END}{PARAGRAPH}", BLOCK_END)
    return text.strip(f" {PARAGRAPH}")


def normalise_code_block(text: str) -> str:
    """Return a code block with its language; its lines and spaces stay."""
    kind = KIND.search(text, 0, text.find(">", text.find("<code")))
    code = TAG.sub("", text).strip("\n")
    return f"{BLOCK_START}pre {kind[0] if kind else ''}{BLOCK_END}{code}{BLOCK_START}/pre{BLOCK_END}"


@lru_cache(maxsize=4096)
def normalise_tag(tag: str) -> str:
    """Return a tag in one form; of a wrapper, only that it ends a word."""
    slash, name, attributes = TAG_PARTS.findall(tag)[0]
    name = EQUAL_TAGS.get(name.lower(), name.lower())
    content = list_content_attributes(attributes) if attributes else ""
    if name == "p" and not content:
        return PARAGRAPH
    if name in WRAPPERS and not content:
        return WRAPPERS[name]
    is_inline = name in INLINE_TAGS or name in INLINE_WRAPPERS
    start, end = (INLINE_START, INLINE_END) if is_inline else (BLOCK_START, BLOCK_END)
    return f"{start}{slash}{name}{content}{end}"


def list_content_attributes(attributes: str) -> str:
    """Return the attributes of a tag that are content, in one order; "" without any."""
    values = {match[1].lower(): match[2] or match[3] or match[4] or "" for match in ATTRIBUTE.finditer(attributes)}
    kinds = sorted(KIND.findall(values.get("class", "")))
    others = (f"{name}={values[name]}" for name in sorted(CONTENT_ATTRIBUTES & values.keys()))
    return "".join(f" {part}" for part in (*kinds, *others))
