"""Tags that stand alone: pictures, videos, links, addresses of other pages."""

from __future__ import annotations

import re

from notedeck.source.tools._arguments import Arguments, parse_arguments
from notedeck.source.tools._markdown import PICTURE_FILE, Picture, format_link, format_picture
from notedeck.source.tools.jekyll.outputs import resolve_text

SILENT = frozenset({"toc", "more", "br", "comment", "#"})
PICTURE_NAMES = frozenset({"img", "image", "picture", "figure", "asset_img", "responsive_image", "postimage"})
# What decides which parts of a template are shown; their arguments are no pictures.
CONTROL = frozenset(
    """
    assign break capture case continue cycle decrement echo else elsif for if increment liquid tablerow unless when
    """.split()  # noqa: SIM905
)
SOURCES = ("image_path", "src", "path", "image", "img", "url", "file", "source", "filename")
ALTS = ("alt", "alt_text")
CAPTIONS = ("caption", "description", "desc", "title")
TEXTS = ("content", "text", "body")
VIDEOS = {
    "youtube": ("YouTube", "https://www.youtube.com/watch?v={}"),
    "vimeo": ("Vimeo", "https://vimeo.com/{}"),
    "bilibili": ("bilibili", "https://www.bilibili.com/video/{}"),
    "google-drive": ("Google Drive", "https://drive.google.com/file/d/{}/view"),
    "twitch": ("Twitch", "https://www.twitch.tv/videos/{}"),
    "spotify": ("Spotify", "https://open.spotify.com/track/{}"),
    "gist": ("Gist", "https://gist.github.com/{}"),
    "twitter": ("X", "https://x.com/i/status/{}"),
}
REMOTE = ("http://", "https://")


def render_single(name: str, written: str) -> str | None:
    """Return what a tag becomes in its line; None for nothing."""
    if name in SILENT:
        return ""
    if name == "link":
        return "/" + resolve_text(written).strip("\"' ").lstrip("/")
    if name == "post_url":
        return f"/_posts/{written.strip(chr(34))}.md"
    if name in CONTROL:
        return None
    arguments = parse_arguments(resolve_text(written))
    if name in VIDEOS:
        return render_video(name, arguments)
    address = arguments.find(*SOURCES) or next((text for text in arguments.placed if PICTURE_FILE.search(text)), "")
    return render_picture(address, arguments) if name in PICTURE_NAMES or PICTURE_FILE.search(address) else None


def render_include(written: str) -> str | None:
    """Return the picture, link or text that an included file shows; None if it shows none that is written here."""
    file, _, rest = resolve_text(written).partition(" ")
    arguments = parse_arguments(rest)
    name = re.sub(r"\.\w+$", "", file.lower().rsplit("/", 1)[-1])
    provider = arguments.find("provider") or next((known for known in VIDEOS if known in file.lower()), "")
    if provider.lower() in VIDEOS:
        return render_video(provider.lower(), arguments)
    address = arguments.find(*SOURCES)
    if PICTURE_FILE.search(address) or (
        address and any(word in name for word in ("image", "img", "figure", "picture"))
    ):
        return render_picture(address, arguments)
    if address.startswith(REMOTE):
        return format_link(arguments.find("title", "text", *CAPTIONS) or address, address)
    return SILENT_INCLUDES.get(name) if name in SILENT_INCLUDES else arguments.find(*TEXTS) or None


SILENT_INCLUDES = {"toc": "", "mathjax": "", "math": "", "katex": "", "comments": "", "ads": "", "adsense": ""}


def render_picture(address: str, arguments: Arguments) -> str | None:
    """Return a picture; None without an address."""
    if not address:
        return None
    caption, alt = arguments.find(*CAPTIONS), arguments.find(*ALTS)
    return format_picture(Picture(address, alt, caption, arguments.find("width"), arguments.find("height")))


def render_video(provider: str, arguments: Arguments) -> str | None:
    """Return the link to a video."""
    title, pattern = VIDEOS[provider]
    key = arguments.find("id", "url", "src", "link") or arguments.get_placed(0)
    if not key:
        return None
    return format_link(
        arguments.find("title", "caption") or title, key if key.startswith(REMOTE) else pattern.format(key)
    )
