"""Find what is active in a user's own card templates and style sheet.

Active is what runs script, or loads something from outside the deck. The check is a strict grammar: what it cannot
read is active, so a browser that reads the text differently gains nothing.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from notedeck.util.patterns import compile_lazily

SAFE_TAGS = frozenset(
    """
    a abbr article aside b big blockquote br caption center cite code col colgroup dd del details dfn div dl dt em
    figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q rp rt ruby s samp
    section small span strong sub summary sup table tbody td tfoot th thead tr tt u ul var wbr
    """.split()  # noqa: SIM905
)
SAFE_ATTRIBUTES = frozenset(
    "align alt class colspan dir height href id lang open rowspan src style title width".split()  # noqa: SIM905
)
SAFE_ADDRESS = {"href": compile_lazily(r"https?://[^\s{}]*", re.IGNORECASE), "src": compile_lazily(r"_?[\w.-]+\.\w+")}
SAFE_FILTERS = frozenset({"hint", "type"})  # others rewrite HTML, also within the quotes of an attribute
CLOZE_FILTER = "cloze"
FIELD_IN_ATTRIBUTE = "{{Layout}}"  # the only field whose values are all ours
TOKEN = compile_lazily(
    r"""(?P<comment><!--(?!-?>)(?:(?!--).)*+-->)
    |(?P<style><style>(?P<css>[^<]*+)</style>)
    |<(?P<tag>/?[a-z][a-z0-9]*+)(?P<attributes>(?:\s++[a-z-]++(?:="[^"<>]*+"|='[^'<>]*+')?)*+)\s*+/?>
    |(?P<field>\{\{[^{}<>]*+\}\})
    |(?P<text>[^<{]++|\{)
    |(?P<other><[^\s>]{0,20})""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
ATTRIBUTE = compile_lazily(r"""([a-z-]+)(?:=(?:"([^"]*)"|'([^']*)'))?""", re.IGNORECASE)
# What Anki plays, reads aloud, asks to type in or typesets, also in attributes; before a field, as far as it is there.
ANKI_MARKUP = compile_lazily(r"\[(?:(?:sound|anki|\[type):|/?(?:latex|\$\$?)\]|/?[a-z$]{0,6}\Z)", re.IGNORECASE)
TTS_FILTER = compile_lazily(r"tts\b")
CSS_ESCAPE = compile_lazily(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
CSS_LOADS = compile_lazily(
    r"""@import|(?<![\w-])(?:(?:-webkit-)?image-set|image|src|(?:-webkit-)?cross-fade|expression)\s*\(
    |(?<![\w-])(?:-moz-binding|behavior)\s*:
    |(?<![\w-])url\s*\((?!\s*["']?(?:_?[\w.-]+\.\w+["']?\s*\)|\#|data:(?:image|font)/))""",
    re.VERBOSE | re.IGNORECASE,
)
MAX_SHOWN_CHARACTERS = 60


def find_active_html(template: str, *, is_cloze: bool = False) -> Iterator[tuple[int, str]]:
    """Yield line and name of each active part of a card template, such as `<script>` or `onclick`.

    `is_cloze` is whether it belongs to the note type of cloze deletions, whose fields have them in text only.
    """
    line = 1
    filters = SAFE_FILTERS | ({CLOZE_FILTER} if is_cloze else frozenset())
    for token in TOKEN.finditer(template):
        yield from ((line, name) for name in list_active_names(token, filters))
        line += token[0].count("\n")


def list_active_names(token: re.Match[str], filters: frozenset[str]) -> Iterator[str]:
    """Yield the names of what is active in a piece of a template, in which fields may have these filters."""
    if "\\" in html.unescape(token["text"] or ""):  # before a bracket, also one of a field, it starts a formula
        yield "a backslash"
    elif markup := find_anki_markup(token):
        yield markup
    elif token["other"] is not None:
        yield token["other"]
    elif (token["comment"] or token["style"] or "").count("{{"):
        yield token[0][:MAX_SHOWN_CHARACTERS]
    elif token["style"] is not None:
        yield from (name for _, name in find_active_css(token["css"]))
    elif token["tag"] is not None:
        yield from list_active_attributes(token["tag"], token["attributes"])
    elif token["field"] is not None and not is_safe_field(token["field"], filters):
        yield token["field"]


def find_anki_markup(token: re.Match[str]) -> str:
    """Return the start of a command of Anki's such as `[sound:` in a piece of a template, "" without one."""
    match = ANKI_MARKUP.search(token[0])
    is_before_field = token.string.startswith("{", token.end())
    return match[0] if match and (match.end() < len(token[0]) or match[0][-1] in ":]" or is_before_field) else ""


def list_active_attributes(tag: str, attributes: str) -> Iterator[str]:
    """Yield the tag if it is active, else its active attributes."""
    if tag.lower().removeprefix("/") not in SAFE_TAGS:
        yield f"<{tag}>"
        return
    for attribute in ATTRIBUTE.finditer(attributes):
        name = attribute[1].lower()
        value = html.unescape(attribute[2] or attribute[3] or "").replace(FIELD_IN_ATTRIBUTE, "")
        address = SAFE_ADDRESS.get(name)
        if name not in SAFE_ATTRIBUTES or "{{" in value or (address and not address.fullmatch(value.strip())):
            yield f"{name}="
        elif name == "style":
            yield from (part for _, part in find_active_css(value))


def is_safe_field(field: str, filters: frozenset[str]) -> bool:
    """Return whether a field shows HTML as we cleaned it. The filter `text` turns `&lt;` into `<` again."""
    names = field.strip("{} ").split(":")[:-1]
    return all(name.strip() in filters or TTS_FILTER.match(name.strip()) for name in names)


def find_active_css(css: str) -> Iterator[tuple[int, str]]:
    """Yield line and text of everything in a style sheet that loads something other than the deck's own files.

    Comments count too: a browser may see their ends elsewhere.
    """
    plain = CSS_ESCAPE.sub(decode_escape, css)
    for match in CSS_LOADS.finditer(plain):
        text, end, _ = plain[match.start() : match.start() + MAX_SHOWN_CHARACTERS].partition(")")
        yield plain.count("\n", 0, match.start()) + 1, " ".join((text + end).split())


def decode_escape(escape: re.Match[str]) -> str:
    """Return the character that an escape in CSS stands for."""
    if escape[1] is None:
        return escape[2]
    number = int(escape[1], 16)
    return chr(number) if number < 0x110000 else "\ufffd"
