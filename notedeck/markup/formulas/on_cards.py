r"""The formulas in the HTML of a card, found as Anki's MathJax finds them.

MathJax joins neighbouring texts and `<br>`, decodes entities, and takes what stands between `\(` and `\)` or `\[` and
`\]`, wherever it comes from: a formula of a note, escaped brackets, raw HTML, a title or a translation. It leaves
`<code>` and `<pre>` alone, but on a cloze card Anki first removes the tags between two such brackets, even there.

Most cards have no brackets that need a closer look; `reader.py` and `tex.py` are imported for the first that has.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notedeck.markup.formulas.reader import RefusedFormula
    from notedeck.model import Macro

OWN_SPAN = re.compile(r'<span class="math(?: display)?">(\\\([^<]*+(?<=\\\))|\\\[[^<]*+(?<=\\\]))</span>')
UNSETTLED = re.compile(r"\\[(\[&]|&(?:#0*92|#x0*5c|bsol)", re.IGNORECASE)
ENTITY = re.compile(r"&(?:#0*92|#x0*5c|bsol)", re.IGNORECASE)  # as which HTML writes a backslash
END = "<span></span>"  # MathJax reads no formula across a tag


def is_settled(markup: str) -> bool:
    """Return whether all formulas of HTML are in spans of ours and accepted, and no other bracket can start one."""
    return not has_backslash(markup) or not UNSETTLED.search(OWN_SPAN.sub(drop_accepted, markup))


def has_backslash(markup: str) -> bool:
    """Return whether HTML shows a backslash: without one there is no formula."""
    return "\\" in markup or ENTITY.search(markup) is not None


def drop_accepted(span: re.Match[str]) -> str:
    """Return nothing for the span of an accepted formula, else the span."""
    from notedeck.markup.formulas.tex import find_fault

    tex = html.unescape(span[1])[2:-2]
    return span[0] if "\\label" in tex or find_fault(tex) else ""


def mark_formulas(markup: str, macros: Sequence[Macro] = ()) -> tuple[str, tuple[RefusedFormula, ...]]:
    """Return the HTML of a note with its refused formulas as code, and these formulas.

    The macros of authors are written out: `macros`, and those that a formula defines.
    """
    if not has_backslash(markup) or (not macros and is_settled(markup)):
        return markup, ()
    from notedeck.markup.formulas.expansion import create_expander
    from notedeck.markup.formulas.reader import FormulaReader

    reader = FormulaReader(is_final=False, expander=create_expander(macros, len(markup)))
    return reader.read(markup), tuple(reader.refused)


def secure_formulas(markup: str) -> str:
    """Return HTML for a field of Anki, in which MathJax finds no formula but the accepted ones."""
    if "\\" not in markup and "&" not in markup:  # as in nearly all fields
        return markup
    settled = markup if is_settled(markup) else settle_formulas(markup)
    return settled + END if settled.endswith("\\") else settled  # the next field may begin with a bracket


def settle_formulas(markup: str) -> str:
    """Return HTML in which each formula is accepted or code, and no other bracket can start one."""
    from notedeck.markup.formulas.reader import FormulaReader

    return FormulaReader(is_final=True).read(markup)
