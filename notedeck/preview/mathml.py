"""Formulas as MathML, which browsers draw without a program; what cannot be converted stays as TeX."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from xml.etree import ElementTree

from latex2mathml.converter import convert_to_element

FORMULA = re.compile(
    r'<span class="math(?P<own> display)?">(?:\\\(|\\\[)(?P<tex>[^<]*?)(?:\\\)|\\\])</span>', re.DOTALL
)

WORDS = {"mi", "mn", "msup", "msub", "mfrac", "msqrt"}
ALIGN = re.compile(r"(\\begin|\\end)\{align\}")  # the library would number its lines
ACTIVE = {"href", "style", "class", "id"}  # what a formula could do more than show itself


def with_mathml(markup: str) -> str:
    """Return HTML with every formula converted to MathML."""
    return FORMULA.sub(lambda found: formula(html.unescape(found["tex"]), bool(found["own"])), markup)


@lru_cache(maxsize=10_000)
def formula(tex: str, own: bool) -> str:
    """Return a formula as MathML; `own` is for one on its own line."""
    try:
        element = convert_to_element(ALIGN.sub(r"\1{align*}", tex), display="block" if own else "inline")
    except Exception:  # the library raises many kinds of errors for what it does not know
        return f'<code class="tex">{html.escape(tex, quote=False)}</code>'
    for part in element.iter():  # it writes signs as entities and counts on their being read once more
        part.text = html.unescape(part.text) if part.text else part.text
        for name in ACTIVE & part.attrib.keys():
            del part.attrib[name]
    for part in list(element.iter()):
        part[:] = spaced(list(part))
    return ElementTree.tostring(element, encoding="unicode")


def spaced(parts: list[ElementTree.Element]) -> list[ElementTree.Element]:
    """Return the parts of a formula with a thin space between a name such as log and a letter or number beside it."""
    rows: list[ElementTree.Element] = []
    for part in parts:
        if rows and {rows[-1].tag, part.tag} <= WORDS and (is_name(rows[-1]) or is_name(part)):
            rows.append(ElementTree.Element("mspace", width="0.17em"))
        rows.append(part)
    return rows


def is_name(part: ElementTree.Element) -> bool:
    """Whether a part is a name of several letters."""
    return part.tag == "mi" and len(part.text or "") > 1 and (part.text or "").isalpha()
