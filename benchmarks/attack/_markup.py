"""Say what is active in the HTML of a card: judged by lxml, which the program does not clean with."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from urllib.parse import unquote

from lxml import html

from benchmarks.attack._judge import read_models

PASSIVE_TAGS = frozenset(
    """
    a abbr audio b big blockquote br caption center cite code col colgroup dd del details dfn div dl dt em figcaption
    figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small source span strike
    strong sub summary sup table tbody td tfoot th thead time tr tt u ul var video
    """.split()  # noqa: SIM905
)
PASSIVE_ATTRIBUTES = frozenset(
    """
    align alt class colspan controls height href lang open reversed rowspan span src start style title type value width
    """.split()  # noqa: SIM905
)
LINK_SCHEMES = frozenset({"", "http", "https", "mailto", "tel", "ftp"})
SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*):", re.I)
IGNORED_IN_URL = re.compile(r"[\x00-\x20\x7f-\xa0]")
PASSIVE_STYLE = re.compile(r"(?:width:\d{1,4}ch|min-width:\d{1,4}px|text-align: ?(?:left|right|center));?")
ANKI_LATEX = re.compile(r"\[latex\].+?\[/latex\]|\[\$\].+?\[/\$\]|\[\$\$\].+?\[/\$\$\]", re.S | re.I)
ANKI_SOUND = re.compile(r"\[sound:(.+?)\]", re.S)
ANKI_TAG = re.compile(r"\[anki:(.+?)\].*?\[/anki:.+?\]", re.S)
ACTIVE_TAGS = frozenset(
    ["script", "iframe", "frame", "object", "embed", "applet", "form", "input", "button", "meta", "base", "link"]
)
TEMPLATE_SYNTAX = re.compile(r"<script|\[latex\]|\[\$\$?\]|\[sound:|\[anki:|trap\.example", re.I)
CSS_COMMENT = re.compile(r"/\*.*?\*/", re.S)
CSS_ESCAPE = re.compile(r"\\([0-9a-f]{1,6})\s?", re.I)
CSS_LEADS_OUT = re.compile(
    r"@import\b|</style|javascript:|expression\(|-moz-binding|behavior:|trap\.example|url\(\s*['\"]?\s*(?:https?:)?//",
    re.I,
)


def decode_css(text: str) -> str:
    """Return a text without the escapes of CSS."""
    return CSS_ESCAPE.sub(lambda match: chr(int(match[1], 16) % 0x110000), text)


def find_active(markup: str, media: Collection[str]) -> Iterator[str]:
    """Yield what is active in a field; `media` are the names of the files in the package."""
    yield from find_anki_syntax(markup, media)
    if "<" not in markup:
        return
    for element in html.fragment_fromstring(markup, create_parent="div").iter():
        if not isinstance(element.tag, str):
            yield f"a {type(element).__name__}"
            continue
        if element.tag not in PASSIVE_TAGS:
            yield f"<{element.tag}>"
        for name, value in element.attrib.items():
            yield from find_active_attribute(str(element.tag), str(name), str(value), media)


def find_active_attribute(tag: str, name: str, value: str, media: Collection[str]) -> Iterator[str]:
    """Yield a line for an attribute that runs, loads or places something."""
    if name not in PASSIVE_ATTRIBUTES and not name.startswith("data-"):
        yield f"<{tag} {name}={value[:60]!r}>"
    if name == "style" and not PASSIVE_STYLE.fullmatch(value.strip()):
        yield f"<{tag} style={value[:60]!r}>"
    if name not in ("href", "src"):
        return
    address = IGNORED_IN_URL.sub("", value)
    match = SCHEME.match(address)
    scheme = match[1].lower() if match else ""
    if scheme not in LINK_SCHEMES or (name == "src" and not is_known_source(tag, address, media)):
        yield f"<{tag} {name}={value[:60]!r}>"


def is_known_source(tag: str, address: str, media: Collection[str]) -> bool:
    """Return whether media come from the package or, shown as a link only, from the web."""
    return tag in ("img", "audio", "video", "source") and (
        not address or address.lower().startswith(("https:", "http:")) or unquote(address) in media or address in media
    )


def find_anki_syntax(markup: str, media: Collection[str]) -> Iterator[str]:
    """Yield what Anki itself takes for a command: LaTeX that it runs, sound files that it plays, speech."""
    yield from (f"LaTeX {match[0][:60]!r}" for match in ANKI_LATEX.finditer(markup))
    yield from (f"command {match[0][:60]!r}" for match in ANKI_TAG.finditer(markup))
    yield from (f"sound {match[0][:60]!r}" for match in ANKI_SOUND.finditer(markup) if match[1] not in media)


def find_active_page(package: Path) -> Iterator[str]:
    """Yield what is active in the templates and style sheets of a package."""
    for model in read_models(package):
        for template in model["tmpls"]:
            for side in ("qfmt", "afmt"):
                yield from (f"{model['name']} {side}: {active}" for active in find_active_template(template[side]))
        css = CSS_COMMENT.sub("", decode_css(model["css"]))
        yield from (f"{model['name']} css: {match[0]!r}" for match in CSS_LEADS_OUT.finditer(css))


def find_active_template(template: str) -> Iterator[str]:
    """Yield what runs or loads something in a template; `<style>`, `<svg>` and ids are usual there."""
    yield from (f"{match[0]!r}" for match in TEMPLATE_SYNTAX.finditer(template))
    for element in html.fragment_fromstring(template, create_parent="div").iter():
        if element.tag in ACTIVE_TAGS:
            yield f"<{element.tag}>"
        for name, value in element.attrib.items():
            address = IGNORED_IN_URL.sub("", str(value)).lower()
            if str(name).startswith("on") or address.startswith(("javascript:", "vbscript:", "data:text")):
                yield f"<{element.tag} {name}={value!r}>"
        if element.tag == "style":
            yield from (f"<style> {match[0]!r}" for match in CSS_LEADS_OUT.finditer(decode_css(element.text or "")))
