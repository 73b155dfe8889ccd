"""Raw HTML tags (CommonMark 0.31, 6.6)."""

from __future__ import annotations

import re

from notedeck.markup.inline.state import InlineConstruct, InlineState
from notedeck.markup.raw_html import is_layout, secure_raw_html
from notedeck.markup.web_pages import match_iframe

TAG = re.compile(
    r"""<(?:/([A-Za-z][A-Za-z0-9-]*+)\s*+|([A-Za-z][A-Za-z0-9-]*+)"""
    r"""(?:\s++[A-Za-z_:][\w.:-]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'=<>`]++))?+)*+\s*+/?)>"""
)
FORMATTING_TAGS = ("a", "b", "big", "code", "em", "i", "s", "small", "strike", "strong", "tt", "u")


def parse_html_tag(state: InlineState, start: int) -> int:
    """Add a tag that HTML knows; any other, such as the `<String>` of `List<String>`, is text."""
    match = TAG.match(state.text, start)
    if not match:
        return start
    if link := match_iframe(state.text, start):
        state.pieces.append(link[0])
        return link[1]
    name = (match[1] or match[2]).lower()
    if not is_layout(match[0], name):
        state.add_text(match[0])
        return match.end()
    state.open_tags[name] = state.open_tags.get(name, 0) + (-1 if match[1] else 1)
    state.pieces.append(secure_raw_html(match[0], state.line_at(start)))
    return match.end()


def close_formatting_tags(state: InlineState) -> None:
    """Close raw `<b>` and the like: a browser would go on with them to the end of the card."""
    if state.open_tags:
        state.pieces += [f"</{name}>" * max(state.open_tags.get(name, 0), 0) for name in FORMATTING_TAGS]


HTML_TAG = InlineConstruct("HTML tag", starts_with="<", parse=parse_html_tag, finish=close_formatting_tags)
