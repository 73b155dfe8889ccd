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

ACTIVE = {"href", "style", "class", "id"}  # what a formula could do more than show itself


def with_mathml(markup: str) -> str:
    """HTML with every formula converted."""
    return FORMULA.sub(lambda found: formula(html.unescape(found["tex"]), bool(found["own"])), markup)


@lru_cache(maxsize=10_000)
def formula(tex: str, own: bool) -> str:
    """A formula as MathML; `own` is one on a line of its own."""
    try:
        element = convert_to_element(tex, display="block" if own else "inline")
    except Exception:  # the library raises many kinds of errors for what it does not know
        return f'<code class="tex">{html.escape(tex, quote=False)}</code>'
    for part in element.iter():  # it writes signs as entities and counts on their being read once more
        part.text = html.unescape(part.text) if part.text else part.text
        for name in ACTIVE & part.attrib.keys():
            del part.attrib[name]
    return ElementTree.tostring(element, encoding="unicode")
