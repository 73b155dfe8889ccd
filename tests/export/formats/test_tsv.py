"""TSV, as other flashcard programs read it."""

from __future__ import annotations

import csv
import io

from notedeck.export import encode_deck
from tests.support.exports import DECK


def test_tabs_and_line_ends_inside_texts_are_quoted() -> None:
    text = encode_deck(DECK, "tsv").decode("utf-8")
    first, second, _ = csv.DictReader(io.StringIO(text, newline=""), delimiter="\t")
    assert first["tags"] == "aws 컴퓨팅"
    assert second["front"] == 'a, "b" `c`'
    assert "$a < b$" in second["back"] and "```python\nx = 1\n\ny = 2\n```" in second["back"]
