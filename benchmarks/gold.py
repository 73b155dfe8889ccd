"""Cards of gold notes as predictions for a scorer: one JSON row a note, `{"note": N, "cards": [...]}`.

    python -m benchmarks.gold GOLD_DIR PREDICTIONS.json

GOLD_DIR holds notes `N.md` and `N.ipynb`; a note's path, which gives it its name, is read from `N.json` beside it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from notedeck.config.settings import SplittingSettings
from notedeck.markup.convert import convert_markdown
from notedeck.media.tags import find_references
from notedeck.model import Section, Source
from notedeck.sections import split_note
from notedeck.sections.blocks import parse_blocks
from notedeck.source.front_matter import split_front_matter
from notedeck.source.names import is_note, is_notebook
from notedeck.source.notebook import read_notebook


def describe_card(section: Section) -> dict[str, Any]:
    """Return one card: the front in words, the back in HTML, its pictures in order."""
    front = " ".join(block.text for block in parse_blocks(section.front)[0])
    pictures = [reference.address for reference in find_references(section.body)]
    return {"front": front, "back_text": section.body, "images": pictures}


def predict_note(note: Path) -> dict[str, Any]:
    """Return the cards of a gold note as a prediction for the scorer."""
    path = json.loads(note.with_suffix(".json").read_text(encoding="utf-8"))["path"]
    read_text = read_notebook if is_notebook(note.name) else split_front_matter
    body = read_text(note.read_text(encoding="utf-8-sig"), path)
    source = Source(path, note, body.text, body.first_line, body.values, line_numbers=body.line_numbers)
    sections, _ = split_note(source, convert_markdown(source.text), SplittingSettings())
    return {"note": int(note.stem), "cards": [describe_card(section) for section in sections]}


def main(gold: Path, target: Path) -> None:
    """Write the predictions for a folder of gold notes."""
    notes = sorted((file for file in gold.iterdir() if is_note(file.name)), key=lambda note: int(note.stem))
    target.write_text(json.dumps([predict_note(note) for note in notes], ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
