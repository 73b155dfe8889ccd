"""Links and images: `[text](address "title")`, `![alt](path)`, and by reference (CommonMark 0.31, 6.3 to 6.5)."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from notedeck.markup.definitions import MAX_LABEL_CHARS, normalise_label
from notedeck.markup.inline.constructs.emphasis import pair_delimiters
from notedeck.markup.inline.constructs.link_targets import LinkTarget, match_link_target
from notedeck.markup.inline.constructs.wikilinks import format_size
from notedeck.markup.inline.state import InlineConstruct, InlineState
from notedeck.markup.web_pages import is_page, make_page
from notedeck.util.html import ANY_TAG, line_attribute

LABEL = re.compile(rf"\[((?:[^\[\]\\]|\\.){{0,{MAX_LABEL_CHARS}}})\]", re.S)
IMAGE_ALT = re.compile(r'<img [^>]*?alt="([^"]*)"[^>]*>')
ALT_WITH_SIZE = re.compile(r"(.*)\|[ ]*(\d{2,4})(?:x(\d{2,4}))?[ ]*", re.S)
# Each image around another one reads the text of that one again.
MAX_NESTED_IMAGES = 20


@dataclass(slots=True)
class Bracket:
    """A `[` or `![` that may become a link or image.

    `text_start` is where its text starts, `piece` its index in the state's pieces, `delimiter_count` how many emphasis
    delimiters were open before it.
    """

    is_image: bool
    start: int
    text_start: int
    piece: int
    delimiter_count: int
    has_inner: bool = False


def parse_bracket(state: InlineState, start: int) -> int:
    """Remember an opening bracket, or finish a link or image at a closing one."""
    return parse_closing_bracket(state, start) if state.text[start] == "]" else parse_opening_bracket(state, start)


def parse_opening_bracket(state: InlineState, start: int) -> int:
    """Remember a `[` or `![`, which is text until its link is complete."""
    is_image = state.text[start] == "!"
    text_start = start + 1 + is_image
    if is_image and state.open_images >= MAX_NESTED_IMAGES:
        state.add_text(state.text[start:text_start])
        return text_start
    state.open_images += is_image
    if state.brackets:
        state.brackets[-1].has_inner = True
    state.brackets.append(Bracket(is_image, start, text_start, len(state.pieces), len(state.delimiters)))
    state.pieces.append(state.text[start:text_start])
    return text_start


def parse_closing_bracket(state: InlineState, start: int) -> int:
    """Finish the last open bracket as a link or image, if it is one."""
    if not state.brackets:
        return start
    bracket = state.brackets.pop()
    state.open_images -= bracket.is_image
    is_active = bracket.is_image or len(state.brackets) >= state.inactive_count
    state.inactive_count = min(state.inactive_count, len(state.brackets))
    match = find_target(state, bracket, start) if is_active else None
    if not match:
        return start
    target, end = match
    pair_delimiters(state, bracket.delimiter_count)
    if bracket.is_image:
        finish_image(state, bracket, target)
    else:
        finish_link(state, bracket, target)
    return end


def find_target(state: InlineState, bracket: Bracket, end: int) -> tuple[LinkTarget, int] | None:
    """Return the target of the bracket that closes at `end`, and the index after all of the link."""
    return match_link_target(state.text, end + 1, bracket.is_image) or find_reference(state, bracket, end)


def find_reference(state: InlineState, bracket: Bracket, end: int) -> tuple[LinkTarget, int] | None:
    """Return the target of a reference link (`[text][label]`, `[label][]`, `[label]`), and the index after it."""
    label, link_end = state.text[bracket.text_start : min(end, bracket.text_start + MAX_LABEL_CHARS + 1)], end + 1
    if match := LABEL.match(state.text, link_end):
        label, link_end = match[1] or label, match.end()
    elif bracket.has_inner:
        return None
    if len(label) > MAX_LABEL_CHARS:
        return None
    reference = state.definitions.references.get(normalise_label(label))
    return (LinkTarget(reference[0], reference[1] or ""), link_end) if reference else None


def finish_link(state: InlineState, bracket: Bracket, target: LinkTarget) -> None:
    """Put the tags around the text; a link contains no other link, so the brackets around it become inactive."""
    state.pieces[bracket.piece] = f'<a href="{html.escape(target.address)}"{format_title(target)}>'
    state.pieces.append("</a>")
    state.inactive_count = len(state.brackets)


def finish_image(state: InlineState, bracket: Bracket, target: LinkTarget) -> None:
    """Replace the pieces since the bracket by one `<img>`; `|300` at the end of the text is a width.

    A page in its place, such as a video, becomes a link.
    """
    alt = to_attribute_text("".join(state.pieces[bracket.piece + 1 :]))
    size = ""
    if match := ALT_WITH_SIZE.fullmatch(alt):
        alt, size = match[1], format_size(match[2], match[3])
    if is_page(target.address):
        page = make_page(target.address, html.unescape(alt) or target.title)
        is_in_link = bool(state.brackets)  # a link contains no other link
        state.pieces[bracket.piece :] = [html.escape(page.title, quote=False) if is_in_link else page.to_link()]
        return
    place = line_attribute(state.line_at(bracket.start))
    image = f'<img src="{html.escape(target.address)}" alt="{alt}"{format_title(target)}{size}{place}>'
    state.pieces[bracket.piece :] = [image]


def to_attribute_text(markup: str) -> str:
    """Return HTML as the text of an attribute: images by their own text, no tags."""
    return ANY_TAG.sub("", IMAGE_ALT.sub(r"\1", markup)).replace('"', "&quot;").replace("\n", " ")


def format_title(target: LinkTarget) -> str:
    """Return the attribute for a target's title, if it has one."""
    return f' title="{html.escape(target.title)}"' if target.title else ""


LINK = InlineConstruct("link or image", starts_with="![]", pattern=r"!(?=\[)|\[|\]", parse=parse_bracket)
