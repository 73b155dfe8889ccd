"""SVG without anything active or fetched from elsewhere, and with a size."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from notedeck.media.css import harmless, is_inside
from notedeck.media.labels import label
from notedeck.media.shrink import BrokenImage

SVG = "http://www.w3.org/2000/svg"
ACTIVE = frozenset({"script", "foreignobject", "iframe", "embed", "object", "audio", "video", "handler", "listener"})
ANIMATED = frozenset({"set", "animate", "animatetransform", "animatemotion"})
ENTITY = re.compile(rb"<!ENTITY", re.I)
LENGTH = re.compile(r"\s*\d*\.?\d+(?:px|pt|em|ex|cm|mm|in|pc)?\s*")


def cleaned(data: bytes) -> bytes:
    """A drawing that only draws. Raises BrokenImage for what is no SVG, or could blow up while it is read."""
    if ENTITY.search(data):
        raise BrokenImage("it defines XML entities")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenImage(str(error)) from None
    dtd: Any = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(dtd.iterentities()):  # in an encoding in which the bytes do not show them
        raise BrokenImage("it defines XML entities")
    if local(root) != "svg":
        raise BrokenImage("its root is no <svg>")
    for element in list(root.iter()):
        tidy(element)
    give_size(root)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=False))


def local(element: etree._Element) -> str:
    """The name without its namespace, in lower case; "" for what is no element."""
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""


def tidy(element: etree._Element) -> None:
    """Take an active element out, or its active attributes off."""
    name = local(element)
    target = str(element.get("attributeName", "")).lower()
    active = name in ACTIVE or (name in ANIMATED and (target.endswith("href") or target.startswith("on")))
    if name == "foreignobject" and (words := label(element)) is not None:
        element.addprevious(words)
    if name == "" or active:
        remove(element)
        return
    if name == "style":
        restyle(element)
    for key, value in list(element.items()):
        if is_active(str(key), str(value)):
            del element.attrib[key]
        elif key == "style":
            element.set(key, harmless(str(value)))


def restyle(element: etree._Element) -> None:
    """Take what is loaded from outside out of a style sheet."""
    css = "".join(map(str, element.itertext()))
    clean = harmless(css)
    if not clean.strip():
        remove(element)
    elif clean != css:
        element[:] = []
        element.text = clean


def is_active(key: str, value: str) -> bool:
    """Whether an attribute runs something, or loads something from outside of the file."""
    name = key.rsplit("}", 1)[-1].lower()
    if name.startswith("on"):
        return True
    if name in ("href", "src"):
        return not is_inside(value)
    return name != "style" and harmless(value) != value


def remove(element: etree._Element) -> None:
    """Take an element out; the text after it stays."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def give_size(root: etree._Element) -> None:
    """Width and height from the view box: Anki shows a drawing without either at 0 by 0 or across the whole card."""
    box = str(root.get("viewBox", "")).replace(",", " ").split()
    for name, place in (("width", 2), ("height", 3)):
        if not LENGTH.fullmatch(str(root.get(name, ""))) and len(box) == 4:
            root.set(name, box[place])
    if len(box) != 4 and root.get("width") and root.get("height"):
        sizes = [re.match(r"\s*(\d*\.?\d+)", str(root.get(name))) for name in ("width", "height")]
        if all(sizes):
            root.set("viewBox", "0 0 " + " ".join(size[1] for size in sizes if size))
