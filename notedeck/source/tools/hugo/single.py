"""Shortcodes that stand alone: pictures, links, addresses of other pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from notedeck.source.tools._arguments import Arguments
from notedeck.source.tools._markdown import PICTURE_FILE, Picture, format_link, format_picture

PICTURE_NAMES = frozenset({"figure", "img", "image", "picture", "imgproc", "fig", "photo", "imgur", "lightbox"})
SILENT = frozenset({"toc", "tableofcontents", "br", "clear", "clearfix", "hr", "more", "line_break", "mermaid"})
BREAKS = {"br": "<br>", "line_break": "<br>"}
SOURCES = ("src", "image", "img", "file", "path", "url", "source")
ADDRESSES = ("href", "url", "link", "to", "src")


def render_single(name: str, arguments: Arguments) -> str | None:
    """Return what a shortcode becomes in its line; None for nothing."""
    if name in SILENT:
        return BREAKS.get(name, "")
    if name in LINKS:
        return LINKS[name](arguments)
    return render_picture(name, arguments) or render_link(arguments)


def render_picture(name: str, arguments: Arguments) -> str | None:
    """Return the picture that a shortcode names, by its own name or by that of the file."""
    address = arguments.find(*SOURCES) or arguments.get_placed(0)
    if not address or not (name in PICTURE_NAMES or PICTURE_FILE.search(address)):
        return None
    title = arguments.find("title")
    caption = arguments.find("caption", "desc", "description")
    below = "<br>".join(dict.fromkeys(filter(None, (title, caption)))) or arguments.find("attr")
    alt = arguments.find("alt") or ("" if below else arguments.get_placed(1 if arguments.placed else 0))
    return format_picture(Picture(address, alt, below, arguments.find("width"), arguments.find("height")))


def render_link(arguments: Arguments) -> str | None:
    """Return the link that a shortcode has."""
    address = arguments.find(*ADDRESSES) or arguments.get_placed(0)
    if not address.lower().startswith(("http://", "https://")):
        return None
    text = arguments.find("title", "text", "name", "content") or arguments.get_placed(1)
    return format_link(text or address, address)


def render_page_address(arguments: Arguments) -> str | None:
    """Return the address of another page, which is in a link."""
    address = arguments.find("path") or arguments.get_placed(0)
    return f"<{address}>" if " " in address else address or None


def link_to(title: str, pattern: str, *names: str) -> Callable[[Arguments], str | None]:
    """Return what makes a link of a shortcode; `{}` in `pattern` is its id."""

    def render(arguments: Arguments) -> str | None:
        key = arguments.find(*names, "id", "url", "src") or "/".join(arguments.placed[:2])
        if not key:
            return None
        address = key if key.startswith("http") else pattern.format(key)
        return format_link(arguments.find("title", "label", "caption") or title, address)

    return render


LINKS: Mapping[str, Callable[[Arguments], str | None]] = {
    "ref": render_page_address,
    "relref": render_page_address,
    "youtube": link_to("YouTube", "https://www.youtube.com/watch?v={}"),
    "youtubelite": link_to("YouTube", "https://www.youtube.com/watch?v={}"),
    "vimeo": link_to("Vimeo", "https://vimeo.com/{}"),
    "bilibili": link_to("bilibili", "https://www.bilibili.com/video/{}"),
    "gist": link_to("Gist", "https://gist.github.com/{}"),
    "tweet": link_to("X", "https://x.com/i/status/{}"),
    "twitter": link_to("X", "https://x.com/i/status/{}"),
    "x": link_to("X", "https://x.com/i/status/{}"),
    "instagram": link_to("Instagram", "https://www.instagram.com/p/{}/"),
    "asciinema": link_to("asciinema", "https://asciinema.org/a/{}"),
    "github": link_to("GitHub", "https://github.com/{}", "repo"),
    "codepen": link_to("CodePen", "https://codepen.io/pen/{}"),
}
