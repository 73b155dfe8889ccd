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
from notedeck.model import Section
from notedeck.sections import split_note
from notedeck.sections.blocks import parse_blocks
from notedeck.source.find import NoteFile
from notedeck.source.names import is_note
from notedeck.source.read import ReadContext, read_note


def describe_card(section: Section) -> dict[str, Any]:
    """Return one card: the front in words, the back in HTML, its pictures in order."""
    front = " ".join(block.text for block in parse_blocks(section.front)[0])
    pictures = [reference.address for reference in find_references(section.body)]
    return {"front": front, "back_text": section.body, "images": pictures}


def predict_note(note: Path) -> dict[str, Any]:
    """Return the cards of a gold note as a prediction for the scorer."""
    path = json.loads(note.with_suffix(".json").read_text(encoding="utf-8"))["path"]
    folder = note.parent.resolve()
    source = read_note(NoteFile(path, note), ReadContext(folder, (folder,))).source
    if source is None:
        return {"note": int(note.stem), "cards": []}
    html = convert_markdown(source.text, source.first_line, source.line_numbers)
    sections, _ = split_note(source, html, SplittingSettings())
    return {"note": int(note.stem), "cards": [describe_card(section) for section in sections]}


def main(gold: Path, target: Path) -> None:
    """Write the predictions for a folder of gold notes. Raises SystemExit for a target that is no JSON file."""
    if target.suffix != ".json":
        sys.exit(f"{target} is not a .json file; nothing was written")
    notes = sorted((file for file in gold.iterdir() if is_note(file.name)), key=lambda note: int(note.stem))
    target.write_text(json.dumps([predict_note(note) for note in notes], ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
