"""Notes with hostile formulas: each in every place of a note, and random ones of allowed and refused macros."""

from __future__ import annotations

import random
from collections.abc import Iterator

from notedeck.markup.formulas.macros import ENVIRONMENTS, MACROS, REFUSED
from tests.support.formulas import LARGE_FORMULAS, read_formulas

SETTINGS = 'translate_to = ["en"]\nlayout = "below"\n'
MAX_PIECES = 6
RANDOM_SHARE = 0.9  # of allowed macros in a random formula: the others make it code at once
ARGUMENTS = tuple(
    r"""
    {x} [x] {} {red} [red] * {a}{b} {javascript:alert(1)} {http://evil.test/x} & \\ [position:fixed] {position:fixed}
    {url(http://evil.test/x)} [border:9em] {onclick=alert(1)} {99em} {-20em} -20em 20em {20em} [-20em] {-1000px}
    {300px}{300px} {array}{*{9}{c}} {x2603} ^{x} _x {href} {\{} ( ) [ ] | {$x$} {\(x\)} ' @>x>> {\rm_href} {1} {9} [9]
    / . {circle} # ~
    """.split()  # noqa: SIM905
)
SHAPES = (*["@"] * 4, r"\text{@}", r"\text{$@$}", r"\frac{@}{2}", r"\ce{@}", "x^{@}", r"\left(@\right)", "{@}")


def list_hostile() -> tuple[str, ...]:
    """Return the formulas that were written to get through."""
    return (*read_formulas("hostile"), *LARGE_FORMULAS)


def create_random_formula(chance: random.Random) -> str:
    """Return macros with arguments, at random."""
    allowed, refused = sorted(MACROS), sorted(REFUSED)
    pieces = []
    for _ in range(chance.randint(1, MAX_PIECES)):
        name = chance.choice(allowed if chance.random() < RANDOM_SHARE else refused)
        piece = "\\" + name + "".join(chance.choice(ARGUMENTS) for _ in range(chance.randint(0, 3)))
        pieces.append(wrap(chance, piece))
    return " ".join(pieces)


def wrap(chance: random.Random, piece: str) -> str:
    """Return a part of a formula inside something, or as it is."""
    environment = chance.choice(sorted(ENVIRONMENTS))
    table = rf"\begin{{{environment}}}{{2}}@&x\\y&z\end{{{environment}}}"
    return chance.choice((*SHAPES, table)).replace("@", piece)


def create_notes(formulas: tuple[str, ...]) -> dict[str, str]:
    """Return the files of a deck in which each formula stands in every place, by path."""
    notes = {f"notes/{number}.md": create_note(tex, number) for number, tex in enumerate(formulas)}
    memory = "\n".join(entry for number, tex in enumerate(formulas) for entry in create_entries(tex, number))
    return {**notes, "notes/deck.toml": SETTINGS, "notes/translations/en.po": memory}


def create_note(tex: str, number: int) -> str:
    """Return a note with a formula in every place."""
    line = " ".join(tex.split("\n"))
    quoted = line.replace("'", "''")
    return f"""---
title: 'note {number} \\({quoted}=1\\)'
---
본문 {number}의 설명 ${line}$

## 제목 {number} ${line}$

| 가 {number} | 나 |
|---|---|
| ${line}$ | \\\\({line}=1\\\\) |

- 목록 {number} \\({line}=1\\)
  - $${line}$$

## 인용 {number}

> [!NOTE]
> 알림 {number} ${line}$

$$
{tex}
$$

<div>\\({line}=1\\) <kbd>\\\\[{line}=1\\\\]</kbd></div>

## 가림 {number}
<!-- notedeck: style=cloze -->

**가용성**은 중요하다 ${line}$ <a href="x" title="\\(<x">글</a> \\\\({line}=1\\\\) `\\(` **확장성**(scalability) \\\\(가

## 용어 {number}
<!-- notedeck: style=terms -->

가용성(availability)은 ${line}$ 번역 {number}이다.

## 번역 {number}

옮긴 글 {number}이다.
"""


def create_entries(tex: str, number: int) -> Iterator[str]:
    """Yield the translations of a note, which add the formula."""
    text = " ".join(tex.split("\n")).replace("\\", "\\\\").replace('"', '\\"')
    for source, target in (
        (f"옮긴 글 {number}이다.", "Text"),
        (f"번역 {number}", "Translation"),
        (f"인용 {number}", "Quote"),
    ):
        yield f'msgid "{source}"\nmsgstr "{target} {number} \\\\({text}=1\\\\) and \\\\[{text}=1\\\\]"\n'
