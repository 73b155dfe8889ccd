"""What HTML may reach a card: nothing active, and no word lost.

`clean(html)` is the last step of a conversion. What is no tag that a note is laid out with (`List<String>`, `<script>`)
is text and stays visible, where GitHub shows or drops it. The rest is nh3's work.
"""

from __future__ import annotations

import re
from string import ascii_lowercase

import nh3

from notedeck.markup.comments import with_marks, without_comments
from notedeck.markup.nesting import shallow
from notedeck.util.html import LINE_ATTRIBUTE

KEPT = frozenset(
    """
    a abbr audio b big blockquote br caption center cite code col colgroup dd del details dfn div dl dt em figcaption
    figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small source span strike
    strong sub summary sup table tbody td tfoot th thead time tr tt u ul var video
    """.split()  # noqa: SIM905
)
# Layout and drawing: the tag goes, its text stays. Other tags (`<input>`, `<body>`) are what a note is about: text.
UNWRAPPED = frozenset(
    """
    address area article aside bdi bdo circle defs ellipse font footer g header hgroup line main map marquee nav nobr
    path picture polygon polyline rect svg track tspan wbr
    """.split()  # noqa: SIM905
)
KNOWN = KEPT | UNWRAPPED

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
    "li": {"data-footnote", "value"},
    "ol": {"start", "reversed", "type"},
    "p": {"align"},
    "source": {"src"},
    "span": {"style", "data-mark"},
    "sup": {"data-footnote"},
    "table": {"align"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan"},
    "video": {"src", "controls", "width", "height"},
}
PLACES = frozenset({"file", *ascii_lowercase})  # of a picture on somebody's disk, `C:` among them: media judges those
SCHEMES = {"http", "https", "mailto", "tel", "ftp", "data", *PLACES}
PICTURE_DATA = re.compile(r"data:image/(?:png|jpe?g|gif|webp|bmp|svg\+xml|avif)[;,]", re.I)
OUR_STYLE = re.compile(r"width:\d{1,4}ch")
# The name as a browser reads it; one with a `<` in it is no tag's.
TAG_NAME = re.compile(r"<(/?)([A-Za-z][^\s/><]*+)(?=(<?))")
NO_TAG = re.compile(r"<(?=[?!]|/[^A-Za-z])")  # a browser takes `<?php …>` and `</ T>` for comments
END_BREAK = re.compile(r"</br\s*/?>", re.I)


def clean(html: str) -> str:
    """HTML without anything active. A tag outside `KNOWN` is shown as it was written; comments go."""
    shown = NO_TAG.sub(
        "&lt;", TAG_NAME.sub(shown_if_unknown, END_BREAK.sub("<br>", without_comments(with_marks(html))))
    )
    return shallow(CLEANER.clean(shown))


def is_known(name: str) -> bool:
    """Whether a tag of this name may lay out a note; any other is text, such as the `String` of `List<String>`."""
    return name.lower() in KNOWN


def shown_if_unknown(match: re.Match[str]) -> str:
    return match[0] if is_known(match[2]) and not match[3] else "&lt;" + match[0][1:]


def allowed(tag: str, name: str, value: str) -> str | None:
    """One attribute after nh3's own choice: `data:` is for pictures, `style` for the width of our own spans."""
    if name in ("src", "href") and value.strip().partition(":")[0].lower() in PLACES and ":" in value:
        return value if tag == "img" and name == "src" else None  # media says whether it may be packed
    if name in ("src", "href") and value.strip().lower().startswith("data:"):
        return value if tag == "img" and name == "src" and PICTURE_DATA.match(value.strip()) else None
    if name == "style":
        return value if OUR_STYLE.fullmatch(value) else None
    return value


CLEANER = nh3.Cleaner(
    tags=set(KEPT),
    attributes=ATTRIBUTES,
    attribute_filter=allowed,
    url_schemes=SCHEMES,
    link_rel=None,
)
