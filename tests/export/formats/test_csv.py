"""CSV, as spreadsheets read it."""

from __future__ import annotations

import csv
import io

from notedeck.export import encode_deck
from notedeck.export.cards import COLUMNS
from tests.support.exports import DECK, PICTURE


def test_columns_and_values() -> None:
    content = encode_deck(DECK, "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    header, first, *others = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert tuple(header) == COLUMNS and len(others) == 2
    assert dict(zip(header, first, strict=True)) == {
        "guid": "g1",
        "deck": "AWS::ecs",
        "breadcrumb": "AWS › ECS",
        "front": "시작 타입",
        "back": f"EC2, **Fargate**\n\n• 하나\n• 둘\n  • 셋\n\n![그림]({PICTURE})",
        "front_translation": "Launch type",
        "back_translation": "EC2, **Fargate**",
        "tags": "aws 컴퓨팅",
        "note": "aws/ecs.md",
        "line": "3",
    }


def test_no_text_is_a_formula_of_a_spreadsheet() -> None:
    *_, last = csv.DictReader(io.StringIO(encode_deck(DECK, "csv").decode("utf-8-sig"), newline=""))
    assert (last["front"], last["back"]) == ("'=1+1", "'-2")
