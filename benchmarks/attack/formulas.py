"""Hostile formulas: on the cards, Anki's MathJax may only display."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.attack import Result
from benchmarks.attack._hostile_formulas import create_notes, create_random_formula, list_hostile
from benchmarks.attack._judge import find_package, judge_run
from benchmarks.attack._mathjax import MISSING, MathJaxPage, open_mathjax
from benchmarks.attack._program import Limits, run_program
from benchmarks.attack._sandbox import Sandbox, open_sandbox, take_snapshot
from notedeck.anki.note_types import format_stylesheet
from notedeck.markup.formulas.on_cards import secure_formulas
from notedeck.markup.inline.constructs.formulas import render_display_formula
from tests.support.anki_collection import open_collection

TRIES = 2_000
BATCH = 40  # formulas in one package
LIMITS = Limits(seconds=300)


def attack(tries: int, seed: int, mathjax: Path | None = None) -> Result:
    """Show the formulas that were written to get through in decks, then random ones alone, as a field has them."""
    chance = random.Random(seed)
    written = list_hostile()[:tries]
    through: list[str] = []
    with open_mathjax(mathjax) as page:
        if page is None:
            return Result(0, skipped=MISSING)
        for start in range(0, len(written), BATCH):
            through += attack_batch(page, written[start : start + BATCH])
        for _ in range(tries - len(written)):
            through += attack_formula(page, create_random_formula(chance))
    return Result(tries, tuple(dict.fromkeys(through)))


def attack_formula(page: MathJaxPage, tex: str) -> Iterator[str]:
    """Yield what a formula does beyond displaying."""
    markup = secure_formulas(render_display_formula(tex))
    findings = page.typeset(markup, format_stylesheet()) if "<code>" not in markup else ()
    yield from (f"{tex}: {finding}" for finding in findings)


def attack_batch(page: MathJaxPage, formulas: Sequence[str]) -> Iterator[str]:
    """Yield what the formulas of one package do beyond displaying."""
    with open_sandbox(create_notes(tuple(formulas))) as sandbox:
        before = take_snapshot(sandbox.top)
        run = run_program(sandbox, ("build", "notes"), LIMITS)
        yield from judge_run(sandbox, run, before)
        package = find_package(sandbox)
        if package is None:
            yield f"no package: {run.errors[-300:]}"
            return
        for name, markup, css in render_sides(sandbox, package):
            yield from (f"{name}: {finding}" for finding in page.typeset(markup, css))


def render_sides(sandbox: Sandbox, package: Path) -> Iterator[tuple[str, str, str]]:
    """Yield a name, the HTML and the style sheet of each side of each card, as Anki shows it."""
    with open_collection(sandbox.temp / "anki") as anki:
        anki.load(package)
        for card in anki.cards():
            output = card.render_output()
            name = card.note()["Source"]
            yield f"{name} front", output.question_text, output.css
            yield f"{name} back", output.answer_text, output.css
