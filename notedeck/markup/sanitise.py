"""What HTML may reach a card: nothing active, and no word lost.

This is the last step of a conversion. A tag that does not lay out notes (`List<String>`, `<script>`) is text and stays
visible, where GitHub shows or drops it. nh3 does the rest.
"""

from __future__ import annotations

import re
from html.entities import html5
from string import ascii_lowercase

import nh3

from notedeck.markup.comments import COMMENT_ATTRIBUTE, mark_directives, remove_comments
from notedeck.markup.nesting import find_tags, limit_nesting, limit_open_tags
from notedeck.util.html import FOOTNOTE_ATTRIBUTE, LINE_ATTRIBUTE
from notedeck.util.patterns import compile_lazily

ALLOWED_TAGS = frozenset(
    """
    a abbr audio b big blockquote br caption center cite code col colgroup dd del details dfn div dl dt em figcaption
    figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small source span strike
    strong sub summary sup table tbody td tfoot th thead time tr tt u ul var video
    """.split()  # noqa: SIM905
)
# Layout and drawing: the tag goes, its text stays. Other tags (`<input>`, `<body>`) are the subject of a note: text.
# `<Badge text="new" />` is a label beside a title in the sites of VuePress, VitePress and Starlight.
UNWRAPPED_TAGS = frozenset(
    """
    address area article aside badge bdi bdo circle defs ellipse font footer g header hgroup line main map marquee
    nav nobr path picture polygon polyline rect svg track tspan wbr
    """.split()  # noqa: SIM905
)
KNOWN_TAGS = ALLOWED_TAGS | UNWRAPPED_TAGS

ATTRIBUTES = {
    "*": {"class", LINE_ATTRIBUTE, "title", "lang"},
    "a": {"href"},
    "audio": {"src", "controls"},
    "col": {"span"},
    "div": {"align"},
    "h1": {"align"},
    "h2": {"align"},
    "h3": {"align"},
    "details": {"open"},
    "img": {"src", "alt", "width", "height", "align"},
    "li": {FOOTNOTE_ATTRIBUTE, "value"},
    "ol": {"start", "reversed", "type"},
    "p": {"align"},
    "source": {"src"},
    "span": {"style", COMMENT_ATTRIBUTE},
    "sup": {FOOTNOTE_ATTRIBUTE},
    "table": {"align"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan"},
    "video": {"src", "controls", "width", "height"},
}
LOCAL_SCHEMES = frozenset({"file", *ascii_lowercase})  # an image on the author's disk, such as `C:`; media checks those
SCHEMES = {"http", "https", "mailto", "tel", "ftp", "data", *LOCAL_SCHEMES}
FILTERED_SCHEMES = LOCAL_SCHEMES | {"data"}
IMAGE_DATA = compile_lazily(r"data:image/(?:png|jpe?g|gif|webp|bmp|svg\+xml|avif)[;,]", re.I)
OWN_STYLE = re.compile(r"width:\d{1,4}ch")
DRAWING_STYLE = compile_lazily(r"min-width:\d{1,6}px")  # as `diagrams/drawing.py` writes it
VOID_END = compile_lazily(r"<(br|col|hr|img|source)\b([^<>]*?)\s*/>")
TAG_NAME = compile_lazily(r"<(/?)([A-Za-z][^\s/><]*+)(?=(<?))")  # as a browser reads it; one with a `<` in it is no tag
NO_TAG = re.compile(r"<(?=[?!]|/[^A-Za-z])")  # a browser takes `<?php …>` and `</ T>` for comments
BREAK_END = re.compile(r"</br\s*/?>", re.I)

COMMON_ENTITY = r"(?:amp|lt|gt|quot|apos|nbsp|#x27|#39);"
AMPERSAND = re.compile(rf"&(?!{COMMON_ENTITY})(#[xX][0-9A-Fa-f]|#[0-9]|[A-Za-z][A-Za-z0-9]*+;?)?")
MAX_BARE_ENTITY_CHARACTERS = max(len(name) for name in html5 if name[-1] != ";")


def sanitise_html(html: str) -> str:
    """Return HTML without anything active or too deeply nested. An unknown tag is shown as text; comments go."""
    if "<!--" in html:
        html = remove_comments(mark_directives(html))
    tags = find_tags(html)
    if len(tags) < html.count("<") or not all(map(is_plain_tag, set(tags))):
        html = escape_unknown_tags(html)
        tags = find_tags(html)
    html = AMPERSAND.sub(escape_bare_ampersand, html)
    return limit_nesting(CLEANER.clean(limit_open_tags(html, tags)))


def is_plain_tag(tag: str) -> bool:
    """Return whether a tag, given by its name with its slash, stays as it is; `</br>` does not."""
    return is_known(tag.removeprefix("/")) and tag.lower() != "/br"


def is_known(name: str) -> bool:
    """Return whether a tag of this name may lay out a note; any other is text (the `String` of `List<String>`)."""
    return name.lower() in KNOWN_TAGS


def escape_unknown_tags(html: str) -> str:
    """Return HTML in which a tag of an unknown name, and a `<` that starts none, is text; `</br>` is `<br>`."""
    return NO_TAG.sub("&lt;", TAG_NAME.sub(escape_unknown_tag, BREAK_END.sub("<br>", html)))


def escape_unknown_tag(match: re.Match[str]) -> str:
    """Return the start of a tag as it is, or as text if its name is unknown."""
    return match[0] if is_known(match[2]) and not match[3] else "&lt;" + match[0][1:]


def filter_attribute(tag: str, name: str, value: str) -> str | None:
    """Return the value of an attribute that nh3 allows, or None to remove it.

    Only images may have `data:` and local addresses; `style` is for the width of our own spans.
    """
    if name == "style":
        return value if OWN_STYLE.fullmatch(value) else None
    if name not in ("src", "href"):
        return value
    scheme, colon, _ = value.strip().lower().partition(":")
    if not colon or scheme not in FILTERED_SCHEMES:
        return value
    is_image = tag == "img" and name == "src"
    return value if is_image and (scheme != "data" or IMAGE_DATA.match(value.strip())) else None


def escape_bare_ampersand(match: re.Match[str]) -> str:
    """Return an ampersand that starts an entity as it is, any other as text: nh3 needs quadratic time for many."""
    name = match[1] or ""
    if name.startswith("#") or name in html5:
        return match[0]
    starts = (name[:length] for length in range(2, MAX_BARE_ENTITY_CHARACTERS + 1))
    return match[0] if any(start in html5 for start in starts) else f"&amp;{name}"


def sanitise_packed(html: str) -> str:
    """Return HTML that was packed before, unchanged unless there is something in it that may not reach a card."""
    clean = PACKED_CLEANER.clean(html)
    same = VOID_END.sub(r"<\1\2>", html).replace("<details open>", '<details open="">').replace("\xa0", "&nbsp;")
    return html if same == clean else clean


def filter_packed_attribute(tag: str, name: str, value: str) -> str | None:
    """Return the value of an attribute as `filter_attribute` does; a drawing has a least width, too."""
    if tag == "img" and name == "style":
        return value if DRAWING_STYLE.fullmatch(value) else None
    return filter_attribute(tag, name, value)


CLEANER = nh3.Cleaner(
    tags=set(ALLOWED_TAGS),
    attributes=ATTRIBUTES,
    attribute_filter=filter_attribute,
    url_schemes=SCHEMES,
    link_rel=None,
)
PACKED_CLEANER = nh3.Cleaner(
    tags=set(ALLOWED_TAGS),
    attributes={**ATTRIBUTES, "img": {*ATTRIBUTES["img"], "style"}},
    attribute_filter=filter_packed_attribute,
    url_schemes=SCHEMES,
    link_rel=None,
)
