"""What Anki can store and show: cleaning text and HTML before it goes into a field, a tag or a deck name."""

from __future__ import annotations

import re

from notedeck.util.html import LINE_ATTRIBUTE, strip_tags
from notedeck.util.patterns import compile_lazily

# A start tag. A quoted value may hold ">"; a quote that is not closed runs to the end, which keeps matching linear.
START_TAG = compile_lazily(r"""<[a-zA-Z](?:[^"'>]|"[^"]*(?:"|\Z)|'[^']*(?:'|\Z))*+>?""")
ATTRIBUTE_OR_VALUE = compile_lazily(
    rf"""("[^"]*(?:"|\Z)|'[^']*(?:'|\Z))|(?<!\s)\s+{LINE_ATTRIBUTE}(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?(?=[\s/>])""",
    re.IGNORECASE,
)
# As our own stages write it: `<` and `>` in texts and values are escaped, so the next of them tells what is in a tag.
# The limit keeps the time linear; `ATTRIBUTE_OR_VALUE` reads everything else.
OWN_ATTRIBUTE = compile_lazily(rf' {LINE_ATTRIBUTE}="\d++"(?=>|[^<>]{{1,500}}>)')
DETAILS_TAG = compile_lazily(r"<details(?=[\s>])", re.IGNORECASE)
OPEN_ATTRIBUTE = compile_lazily(r"\sopen(?=[\s=>])", re.IGNORECASE)
QUOTED_VALUE = compile_lazily(r'"[^"]*"|\'[^\']*\'')
# U+001F separates the fields in Anki's database: inside a field it makes the import fail. The others are not text.
CONTROL = compile_lazily(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
DIRTY_BYTES = bytes({*range(0x20), 0x7F} - {ord("\t"), ord("\n")})
# How U+F000 to U+FFFF, and U+FFC0 to U+FFFF, begin in UTF-8. One byte is found much faster than two.
LATE_CHARACTERS, LAST_CHARACTERS = b"\xef", b"\xef\xbf"
SURROGATE = compile_lazily(r"[\ud800-\udfff]")
# Anki would play what follows, read it aloud, ask to type it in, or typeset it with LaTeX.
ANKI_MARKUP = compile_lazily(r"\[(?=(?:sound|anki|\[type):|/?(?:latex|\$\$?)\])", re.IGNORECASE)
FULL_WIDTH_SIGNS = str.maketrans("<>\\", "＜＞＼")
VISIBLE_TAG = compile_lazily(r"<(?:img|svg|hr|input|audio|video|object)\b", re.IGNORECASE)


def strip_line_attributes(text: str) -> str:
    """Return HTML without its `data-line` attributes; the same word in text or in another attribute's value stays."""
    if LINE_ATTRIBUTE not in text:
        return text
    text = OWN_ATTRIBUTE.sub("", text) if "='" not in text else text
    return START_TAG.sub(strip_line_attribute, text) if LINE_ATTRIBUTE in text else text


def strip_line_attribute(tag: re.Match[str]) -> str:
    """Return a start tag without the attribute, wherever it stands and however it is written."""
    return ATTRIBUTE_OR_VALUE.sub(lambda match: match[1] or "", tag[0]) if LINE_ATTRIBUTE in tag[0] else tag[0]


def open_details(text: str) -> str:
    """Return HTML with every <details> open: an answer has nothing left to hide."""
    return START_TAG.sub(lambda tag: open_details_tag(tag[0]), text) if "<details" in text else text


def open_details_tag(tag: str) -> str:
    """Return a start tag, with `open` added if it is a closed <details>."""
    is_closed = DETAILS_TAG.match(tag) and not OPEN_ATTRIBUTE.search(QUOTED_VALUE.sub("", tag))
    return DETAILS_TAG.sub("<details open", tag, count=1) if is_closed else tag


def clean_text(text: str) -> str:
    """Return text that every Anki can store and shows as written.

    Remove control characters other than tab and newline, replace halves of a surrogate pair, and disable Anki's own
    markup such as `[sound:…]`.
    """
    if is_plain(text):
        return text
    plain = CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return ANKI_MARKUP.sub("&#91;", SURROGATE.sub("\ufffd", plain))


def is_plain(text: str) -> bool:
    """Return whether nothing in a text can need cleaning; this is much faster than to look for it."""
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return False
    if len(data.translate(None, DIRTY_BYTES)) < len(data) or (LATE_CHARACTERS in data and LAST_CHARACTERS in data):
        return False
    return "[" not in text or not ANKI_MARKUP.search(text)


def replace_signs(name: str) -> str:
    r"""Return the name of a deck or tag without `<`, `>` and `\`.

    Anki's overview and templates show names as HTML, in which `\(` starts a formula.
    """
    return name.translate(FULL_WIDTH_SIGNS)


def is_blank(text: str) -> bool:
    """Return whether HTML shows nothing at all."""
    return not text[:1].isalnum() and not VISIBLE_TAG.search(text) and not strip_tags(text).strip()
