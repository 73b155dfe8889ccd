"""Formulas with Anki's MathJax: our list of macros against its tables, and the formulas of notes before and after.

`python -m benchmarks.formulas [--mathjax FOLDER] [FOLDER…]` names each macro that only one of the two knows, and each
formula of the folders that MathJax renders and that our cards show as code. `--mathjax` is the folder with `mathjax.js`
of Anki, by default that of the installed package `aqt`. It returns 1 if a formula is lost.
"""

from __future__ import annotations

import argparse
import html
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.attack._mathjax import MISSING, MathJaxPage, open_mathjax
from notedeck.markup.convert import convert_markdown
from notedeck.markup.formulas.macros import ENVIRONMENTS, MACROS, REFUSED
from notedeck.markup.formulas.on_cards import mark_formulas, secure_formulas

CODE = re.compile(r"<(pre|code)\b.*?</\1>", re.DOTALL)
TAG = re.compile(r"<(?!br)[^>]*>")
FORMULA = re.compile(r"\\\((?:[^\\]|\\[^()\[\]])*+\\\)|\\\[(?:[^\\]|\\\\\[|\\[^()\[\]])*+\\\]")
LABEL = re.compile(r"\\label\s*\{[^{}]*\}")
SPACES = {" ", "\u00a0", "\n"}


def main() -> int:
    """Compare, print, and return 1 if a list is wrong or a formula is lost."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.formulas", description=__doc__)
    parser.add_argument("--mathjax", type=Path, metavar="FOLDER", help="the folder with mathjax.js of Anki")
    parser.add_argument("folders", type=Path, nargs="*", metavar="FOLDER", help="folders with notes")
    arguments = parser.parse_args()
    with open_mathjax(arguments.mathjax) as page:
        if page is None:
            print(MISSING)  # noqa: T201
            return 1
        wrong = list(compare_tables(page.list_tables()))
        print(*wrong or ["the lists of macros and environments are those of MathJax"], sep="\n")  # noqa: T201
        lost = [formula for folder in arguments.folders for formula in compare_folder(page, folder)]
    return int(bool(wrong or lost))


def compare_tables(tables: dict[str, list[str]]) -> Iterator[str]:
    """Yield a line for each name that only MathJax or only our list has."""
    delimiters = {name[1:] for name in tables["delimiters"] if name.startswith("\\") and len(name) > 1}
    single = {name for name in tables["delimiters"] if not name.startswith("\\")}
    macros = ({name.removeprefix("\\") or "\\" for name in tables["macros"]} | delimiters) - SPACES - single
    known = MACROS | REFUSED.keys()
    yield from (f"MathJax has \\{name}, which our list lacks" for name in sorted(macros - known))
    yield from (f"MathJax lacks \\{name}, which our list allows" for name in sorted(MACROS - macros - single))
    environments = set(tables["environments"])
    yield from (f"one of the two lacks the environment {name}" for name in sorted(environments ^ ENVIRONMENTS))


def compare_folder(page: MathJaxPage, folder: Path) -> Iterator[str]:
    """Print a row for a folder, and yield the formulas that MathJax renders and that our cards show as code."""
    before, after = set[str](), set[str]()
    for note in sorted(folder.rglob("*.md")):
        markup = convert_markdown(note.read_text(encoding="utf-8", errors="replace"))
        before |= set(find_formulas(markup))
        after |= set(find_formulas(secure_formulas(mark_formulas(markup)[0])))
    errors = {tex: page.find_error(tex) for tex in before}
    rendered = {tex for tex, error in errors.items() if not error}
    lost = sorted(tex for tex in rendered if not is_kept(page, tex, after))
    refused = sorted(tex for tex in before - rendered if LABEL.sub(" ", tex) not in after)
    print(f"{folder}: {len(before)} formulas, {len(rendered)} rendered, {len(lost)} lost")  # noqa: T201
    print(*(f"  lost: {tex}" for tex in lost), sep="\n")  # noqa: T201
    print(*(f"  shown as code: {tex} ({errors[tex]})" for tex in refused), sep="\n")  # noqa: T201
    yield from lost


def is_kept(page: MathJaxPage, tex: str, after: Iterable[str]) -> bool:
    """Return whether a formula is still there and renders, but for its label."""
    kept = LABEL.sub(" ", tex)
    return kept in after and (kept == tex or not page.find_error(kept))


def find_formulas(markup: str) -> Iterator[str]:
    """Yield the formulas that MathJax finds in HTML."""
    for text in TAG.split(CODE.sub("<code>", markup)):
        yield from FORMULA.findall(html.unescape(text))


if __name__ == "__main__":
    raise SystemExit(main())
