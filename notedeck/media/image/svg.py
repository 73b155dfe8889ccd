"""SVG without anything active or loaded from elsewhere, and with a size."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from notedeck.media.image.css import clean_css, is_internal
from notedeck.media.image.svg_text import convert_foreign_object
from notedeck.media.model import BrokenImageError

ACTIVE = frozenset({"script", "foreignobject", "iframe", "embed", "object", "audio", "video", "handler", "listener"})
ANIMATIONS = frozenset({"set", "animate", "animatetransform", "animatemotion"})
NAMESPACES = frozenset({"http://www.w3.org/2000/svg", None})  # `<meta>` of HTML acts within a drawing, too
ENTITY = re.compile(rb"<!ENTITY", re.I)
LENGTH = re.compile(r"\s*\d*\.?\d+(?:px|pt|em|ex|cm|mm|in|pc)?\s*")


def clean_svg(data: bytes) -> bytes:
    """Return a drawing without anything active. Raises BrokenImageError if it is not SVG, or if it defines entities.

    Entities could expand to gigabytes while the drawing is parsed.
    """
    root = parse_svg(data)
    for element in list(root.iter()):
        clean_element(element)
    add_size(root)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=False))


def parse_svg(data: bytes) -> etree._Element:
    """Return the root of a drawing. Raises BrokenImageError."""
    if ENTITY.search(data):
        raise BrokenImageError("it defines XML entities")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenImageError(str(error)) from None
    dtd: Any = root.getroottree().docinfo.internalDTD  # the types of lxml do not know its methods
    if dtd is not None and any(dtd.iterentities()):  # in an encoding in which the bytes do not show them
        raise BrokenImageError("it defines XML entities")
    if read_local_name(root) != "svg" or is_foreign(root):
        raise BrokenImageError("its root is no <svg>")
    return root


def read_local_name(element: etree._Element) -> str:
    """Return the name without its namespace, in lower case; "" for what is not an element."""
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""


def is_foreign(element: etree._Element) -> bool:
    """Return whether an element is of another language than SVG, such as HTML; a browser draws nothing of it."""
    return isinstance(element.tag, str) and etree.QName(element).namespace not in NAMESPACES


def clean_element(element: etree._Element) -> None:
    """Remove an active element, or the active attributes of another one."""
    name = read_local_name(element)
    target = str(element.get("attributeName", "")).lower()
    is_active = name in ACTIVE or (name in ANIMATIONS and (target.endswith("href") or target.startswith("on")))
    if name == "foreignobject" and (text := convert_foreign_object(element)) is not None:
        element.addprevious(text)
    if name == "" or is_active or is_foreign(element):
        remove_element(element)
        return
    if name == "style":
        clean_style(element)
    for key, value in list(element.items()):
        if is_active_attribute(str(key), str(value)):
            del element.attrib[key]
        elif key == "style":
            element.set(key, clean_css(str(value)))


def clean_style(element: etree._Element) -> None:
    """Remove what a style sheet loads from outside the file."""
    css = "".join(map(str, element.itertext()))
    clean = clean_css(css)
    if not clean.strip():
        remove_element(element)
    elif clean != css:
        element[:] = []
        element.text = clean


def is_active_attribute(key: str, value: str) -> bool:
    """Return whether an attribute runs something, or loads something from outside the file."""
    name = key.rsplit("}", 1)[-1].lower()
    if name.startswith("on") or name == "base":
        return True
    if name in ("href", "src"):
        return not is_internal(value)
    return name != "style" and clean_css(value) != value


def remove_element(element: etree._Element) -> None:
    """Remove an element, but not the text after it."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def add_size(root: etree._Element) -> None:
    """Set width and height from the view box: without either, Anki shows a drawing at 0 by 0 or as wide as the card."""
    box = str(root.get("viewBox", "")).replace(",", " ").split()
    for name, place in (("width", 2), ("height", 3)):
        if not LENGTH.fullmatch(str(root.get(name, ""))) and len(box) == 4:
            root.set(name, box[place])
    if len(box) != 4 and root.get("width") and root.get("height"):
        sizes = [re.match(r"\s*(\d*\.?\d+)", str(root.get(name))) for name in ("width", "height")]
        if all(sizes):
            root.set("viewBox", "0 0 " + " ".join(size[1] for size in sizes if size))
