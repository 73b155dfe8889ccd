"""Pages that a note shows as it shows pictures: `<iframe>`, and `![](https://youtu.be/…)`. On a card they are links."""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit

from notedeck.model import Value
from notedeck.util.patterns import compile_lazily

VALUE = r"""(?:"[^"<>]{0,2000}+"|'[^'<>]{0,2000}+'|[^\s"'<>=]{1,2000}+)"""
IFRAME = compile_lazily(
    rf"<iframe\b(?P<attributes>(?:\s++[\w:-]{{1,50}}+(?:\s*+=\s*+{VALUE})?+){{1,40}}+)\s*+/?>"
    r"(?:[^<]{0,500}+</iframe\s*+>)?+",
    re.IGNORECASE,
)
ATTRIBUTE = compile_lazily(rf"([\w:-]{{1,50}}+)\s*+=\s*+({VALUE})")
PAGE = compile_lazily(
    r"(?:https?:)?//(?:(?:www\.|m\.|mobile\.)?(?:"
    r"youtube(?:-nocookie)?\.com/(?:watch\?|embed/|shorts/|live/|playlist\?)|youtu\.be/\w"
    r"|(?:twitter|x)\.com/\w{1,50}/status/|vimeo\.com/\d)|player\.vimeo\.com/video/)",
    re.IGNORECASE,
)
EMBEDDED_VIDEO = compile_lazily(
    r"(?:https?:)?//(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]{5,20})(?:[?#].*)?", re.I
)
EMBEDDED_VIMEO = compile_lazily(r"(?:https?:)?//player\.vimeo\.com/video/(\d{3,20})(?:[?#].*)?", re.I)
GENERIC_TITLE = compile_lazily(
    r"(?:youtube|vimeo)? ?(?:video)? ?player|iframe|embed(?:ded)?(?: content)?|image|img", re.I
)
NAMES = {"youtube.com": "YouTube", "youtu.be": "YouTube", "vimeo.com": "Vimeo", "twitter.com": "X", "x.com": "X"}


class WebPage(Value, frozen=True):
    """A page: its address, and the text of the link to it."""

    address: str
    title: str

    def to_link(self) -> str:
        """Return the link in HTML."""
        return f'<a href="{html.escape(self.address)}">{html.escape(self.title, quote=False)}</a>'


def is_page(address: str) -> bool:
    """Return whether an address that a picture has leads to a page of a well-known site."""
    return PAGE.match(address.strip()) is not None


def make_page(address: str, title: str) -> WebPage:
    """Return a page under the address that a person opens; without a title of its own it has the name of its site."""
    link = address.strip()
    if match := EMBEDDED_VIDEO.fullmatch(link):
        link = f"https://www.youtube.com/watch?v={match[1]}"
    elif match := EMBEDDED_VIMEO.fullmatch(link):
        link = f"https://vimeo.com/{match[1]}"
    elif link.startswith("//"):
        link = f"https:{link}"
    title = " ".join(title.split())
    return WebPage(link, title if title and not GENERIC_TITLE.fullmatch(title) else name_site(link))


def name_site(link: str) -> str:
    """Return the name of the site of an address, else its host."""
    try:
        host = urlsplit(link).hostname or link
    except ValueError:
        return link
    host = re.sub(r"^(?:www|m|mobile)\.", "", host)
    return NAMES.get(host, host)


def match_iframe(text: str, start: int) -> tuple[str, int] | None:
    """Return the link for the `<iframe>` at `text[start]`, and the index after it; None if it shows no page."""
    match = IFRAME.match(text, start)
    if not match:
        return None
    attributes = {name.lower(): html.unescape(value.strip("\"'")) for name, value in ATTRIBUTE.findall(match[0])}
    address = attributes.get("src", "").strip()
    if not re.match(r"(?:https?:)?//[^/\s]", address, re.IGNORECASE):
        return None
    return make_page(address, attributes.get("title", "")).to_link(), match.end()
