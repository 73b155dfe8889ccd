r"""Formulas: which TeX reaches a card, and that Anki's MathJax finds no other."""

from __future__ import annotations

import html
import re

import pytest

from notedeck.anki.fields import build_fields
from notedeck.markup.convert import convert_markdown
from notedeck.markup.formulas.expansion import create_expander
from notedeck.markup.formulas.macros import ENVIRONMENTS, MACROS, REFUSED, REPLACEMENTS, SYNONYMS
from notedeck.markup.formulas.on_cards import mark_formulas, secure_formulas
from notedeck.markup.formulas.tex import MAX_NESTING, find_fault
from notedeck.model import Card, Key, Place
from notedeck.util.tex_macros import create_macro
from tests.support.formulas import LARGE_FORMULAS, read_formulas

HONEST = (*read_formulas("honest"), "{\\displaystyle x}" * 50)
HOSTILE = (*read_formulas("hostile"), *LARGE_FORMULAS)


@pytest.mark.parametrize("tex", HONEST)
def test_an_honest_formula_has_no_fault(tex: str) -> None:
    assert find_fault(tex) is None


@pytest.mark.parametrize("tex", HOSTILE, ids=lambda tex: tex[:40])
def test_a_hostile_formula_has_a_fault_with_reason_and_hint(tex: str) -> None:
    fault = find_fault(tex)
    assert fault is not None
    assert fault.reason
    assert fault.hint.endswith(".")


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_a_refused_macro_is_refused_wherever_it_stands(name: str) -> None:
    for tex in (rf"\{name}", rf"x^{{\{name}{{a}}}}", rf"\text{{a \{name} b}}", rf"%\{name}", rf"\frac\{name} x"):
        fault = find_fault(tex)
        assert fault is not None
        assert rf"\{name}" in fault.reason


def test_the_lists_do_not_overlap() -> None:
    assert not MACROS & REFUSED.keys()
    assert not (MACROS | REFUSED.keys()) & (REPLACEMENTS.keys() | SYNONYMS.keys())
    assert not REPLACEMENTS.keys() & SYNONYMS.keys()
    assert {re.match(r"[A-Za-z]+", name)[0] for name in REPLACEMENTS.values()} <= MACROS  # type: ignore[index]
    assert "align*" in ENVIRONMENTS


@pytest.mark.parametrize("name", sorted(SYNONYMS))
def test_what_a_known_macro_stands_for_can_be_shown(name: str) -> None:
    macro = create_macro(name, SYNONYMS[name])
    assert macro
    tex = f"\\{name}{{1ex}}{{x}}"
    expanded = create_expander((), 0).expand(tex)
    assert expanded != tex
    assert find_fault(expanded) is None


@pytest.mark.parametrize("depth", [5, MAX_NESTING - 2])
def test_nesting_up_to_the_limit_is_allowed(depth: int) -> None:
    assert find_fault(r"\sqrt{" * depth + "x" + "}" * depth) is None


def find_formulas(markup: str) -> list[str]:
    r"""Return what MathJax would take for formulas: from `\(` to the first `\)` in text outside code."""
    texts = re.split(r"<(?:pre|code)\b.*?</(?:pre|code)>|<(?!br)[^>]*>", markup, flags=re.DOTALL)
    found = (
        re.findall(r"\\\(.*?\\\)|\\\[.*?\\\]", html.unescape(re.sub("<br>", "\n", text)), re.DOTALL) for text in texts
    )
    return [formula for group in found for formula in group]


HIDDEN = r"\href{javascript:1}{x}=1"
PLACES = {
    "formula": f"${HIDDEN}$",
    "display": f"$$\n{HIDDEN}\n$$",
    "brackets": rf"\({HIDDEN}\)",
    "square brackets": rf"\[{HIDDEN}\]",
    "escaped brackets": rf"\\({HIDDEN}\\)",
    "escaped square brackets": rf"\\[{HIDDEN}\\]",
    "entity": rf"&#92;({HIDDEN}\\)",
    "entity of the bracket": rf"\\&lpar;{HIDDEN}\\)",
    "block of HTML": rf"<div>\({HIDDEN}\)</div>",
    "two lines": rf"\\({HIDDEN}<br>\\)",
    "keyboard": rf"<kbd>\\({HIDDEN}\\)</kbd>",
    "table": f"| a | b |\n|---|---|\n| ${HIDDEN}$ | \\\\({HIDDEN}\\\\) |",
    "list": f"- a\n  - ${HIDDEN}$",
    "heading": f"## ${HIDDEN}$\n\na",
    "callout": f"> [!NOTE]\n> ${HIDDEN}$",
    "footnote": f"a[^1]\n\n[^1]: ${HIDDEN}$",
    "two formulas": rf"\\(가\\({HIDDEN}\\)",
    "after words": rf"\\(가 나 다 \\\\({HIDDEN}\\)",
    "unbalanced": rf"$a{{b\) {HIDDEN} \(c}}d$",
    "after an end": rf"$a\) {HIDDEN} \(b$",
    "title": f"![a](b.png '\\\\({HIDDEN}\\\\)')",
}


@pytest.mark.parametrize("markdown", PLACES.values(), ids=PLACES.keys())
def test_no_place_of_a_note_lets_a_hostile_formula_through(markdown: str) -> None:
    marked, _ = mark_formulas(convert_markdown(markdown))
    for page in (secure_formulas(marked), secure_formulas(convert_markdown(markdown))):
        assert [formula for formula in find_formulas(page) if r"\href" in formula] == []
        assert "href{javascript:1}" in page  # no word is lost
        assert secure_formulas(page) == page


@pytest.mark.parametrize(
    "field", ["front", "back", "front_translation", "back_translation", "breadcrumb_translation", "reverse"]
)
def test_no_field_lets_a_hostile_formula_through(field: str) -> None:
    card = Card(Key("a.md", (), "Q", "basic"), Place(r"\(\href{x}{y}=1\).md", 3), "<p>Q</p>", "<p>A</p>")
    values = {field: rf"<p>\({HIDDEN}\)</p>", "breadcrumb": (rf"\({HIDDEN}\)",)}
    fields = build_fields(Card(**{**{name: getattr(card, name) for name in card.__struct_fields__}, **values}))
    assert [text for text in fields.values() if find_formulas(text)] == []
    assert sum("<code>" in text or "<span></span>" in text for text in fields.values()) == 3


def test_control_characters_and_anki_markup_do_not_join_into_a_formula() -> None:
    card = Card(Key("a.md", (), "Q", "basic"), Place("a.md"), "Q", "a\\\x07(\\href{x}{y}=1\\) \\[sound:\\href{x}=1\\]")
    assert find_formulas(build_fields(card)["Back"]) == []


def test_no_bracket_opens_on_a_cloze_card_where_anki_would_remove_tags() -> None:
    page = secure_formulas('<a title="\\(<x">a</a><code>\\(</code> \\(x=1\\) \\( <b>\\)</b>')
    assert re.findall(r"\\[(\[].*?\\[)\]]", page) == [r"\(x=1\)"]


def test_fields_next_to_each_other_make_no_formula() -> None:
    assert find_formulas(secure_formulas("a \\") + secure_formulas("(\\href{x}{y}\\)")) == []


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        (r"$x^2$ \\(y=1\\)", r'<span class="math">\(x^2\)</span> <span class="math">\(y=1\)</span>'),
        (r"\\[y=1\\]", r'<span class="math display">\[y=1\]</span>'),
        (r"$\Foo^n$ 과 $x$", r'<code>$\Foo^n$</code> 과 <span class="math">\(x\)</span>'),
        (r"$$\href{x}{a<b}$$", r"<code>$$\href{x}{a&lt;b}$$</code>"),
        (r"$x \label{eq:1}\tag{1}$", r'<span class="math">\(x  \tag{1}\)</span>'),
        (r"`\\(x\\)` 와 \\( 는", r"<code>\\(x\\)</code> 와 \( 는"),
    ],
)
def test_marked(markdown: str, expected: str) -> None:
    assert mark_formulas(convert_markdown(markdown))[0] == f'<p data-line="1">{expected}</p>'


def test_a_finding_knows_its_line() -> None:
    text = "# a\n\nb\nc $\\Foo$ d\n\n- e\n- $\\foo$\n\n$$\nx\n\\bar\\baz\n$$\n"
    _, refused = mark_formulas(convert_markdown(text, 10))
    assert [(formula.tex.split("\\")[-1], formula.line) for formula in refused] == [
        ("Foo", 13),
        ("foo", 16),
        ("baz", 18),
    ]


@pytest.mark.parametrize(
    "unit",
    [
        "\\(",
        "\\\\(",
        "\\\\[2",
        "\\(a{",
        "<code>\\(",
        "\\({\\)",
        "&#92;(",
        "<br>\\(",
        "<a \"'\\(",
        "\\(\\pmb{",
        "\\(x\\)",
    ],
)
def test_hostile_html_costs_linear_time(unit: str) -> None:
    """Each would take minutes if a search started again at every bracket."""
    assert len(secure_formulas(unit * (200_000 // len(unit)))) >= 199_000
