"""Formulas as MathML, which browsers render without a script; what cannot be converted stays as TeX."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from xml.etree import ElementTree

FORMULA_START = '<span class="math'
FORMULA = re.compile(
    r'<span class="math(?P<display> display)?">(?:\\\(|\\\[)(?P<tex>[^<]*?)(?:\\\)|\\\])</span>', re.DOTALL
)

OPERANDS = {"mi", "mn", "msup", "msub", "mfrac", "msqrt"}
ALIGN = re.compile(r"(\\begin|\\end)\{align\}")  # latex2mathml would number its lines
UNSAFE_ATTRIBUTES = {"href", "style", "class", "id"}  # a formula may only display itself


def convert_formulas(markup: str) -> str:
    """Return HTML with every formula converted."""
    if FORMULA_START not in markup:
        return markup
    return FORMULA.sub(lambda match: convert_formula(html.unescape(match["tex"]), bool(match["display"])), markup)


@lru_cache(maxsize=10_000)
def convert_formula(tex: str, is_display: bool) -> str:
    """Return a formula as MathML; `is_display` is for formulas on a line of their own."""
    from latex2mathml.converter import convert_to_element  # few decks need it, and it takes long to load

    try:
        element = convert_to_element(ALIGN.sub(r"\1{align*}", tex), display="block" if is_display else "inline")
    except Exception:  # latex2mathml raises many types of errors for unknown commands
        return f'<code class="tex">{html.escape(tex, quote=False)}</code>'
    for part in element.iter():  # latex2mathml writes characters as entities, for a second parsing
        part.text = html.unescape(part.text) if part.text else part.text
        for name in UNSAFE_ATTRIBUTES & part.attrib.keys():
            del part.attrib[name]
    for part in list(element.iter()):
        part[:] = add_spaces(list(part))
    return ElementTree.tostring(element, encoding="unicode")


def add_spaces(parts: list[ElementTree.Element]) -> list[ElementTree.Element]:
    """Return the parts of a formula with a thin space between a name such as log and a letter or number next to it."""
    spaced_parts: list[ElementTree.Element] = []
    for part in parts:
        if (
            spaced_parts
            and {spaced_parts[-1].tag, part.tag} <= OPERANDS
            and (is_name(spaced_parts[-1]) or is_name(part))
        ):
            spaced_parts.append(ElementTree.Element("mspace", width="0.17em"))
        spaced_parts.append(part)
    return spaced_parts


def is_name(part: ElementTree.Element) -> bool:
    """Return whether a part is a name of several letters."""
    return part.tag == "mi" and len(part.text or "") > 1 and (part.text or "").isalpha()
