"""Why a card is new, gone or changed, in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from notedeck.cli.reports import diff as changelist
from tests.support.building import build_and_write

NOTE = "# 컨테이너\n\n## ECS\n\n- **작업**: 함께 뜨는 **프로그램**들\n- **서비스**: 작업의 수를 지키는 것\n"
MARK = "## ECS\n<!-- notedeck: style={} -->"
KEPT = "in Anki, Tools > Empty Cards deletes the card that is left"


def told(before: str, after: str, folder: Path) -> list[str]:
    """The changes from one text of a note to another, without guids."""
    note = folder / "notes" / "a.md"
    note.parent.mkdir()
    for text in (before, after):
        note.write_text(text, encoding="utf-8")
        result = build_and_write(note.parent, folder / "a.apkg")
    lines = ["".join(span.text for span in changelist.format_change(change)[:2]) for change in result.changes]
    return [" ".join(line.split()) for line in lines]


def in_style(name: str) -> str:
    return NOTE.replace("## ECS", MARK.format(name))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            NOTE,
            in_style("cloze"),
            [
                "removed a.md ECS (its style was basic and is cloze)",
                "new a.md:3 ECS (its style was basic and is cloze)",
            ],
        ),
        (
            in_style("definition"),
            NOTE,
            [
                "removed a.md ECS › 작업 (its style was definition and is basic)",
                "removed a.md ECS › 서비스 (its style was definition and is basic)",
                "new a.md:3 ECS (its style was definition and is basic)",
            ],
        ),
        (
            in_style("cloze"),
            in_style("cloze").replace("**프로그램**", "프로그램"),
            [f'changed a.md:3 ECS (cloze deletion "프로그램" is gone; {KEPT}; Back)'],
        ),
        (
            in_style("reversed"),
            NOTE,
            [f"changed a.md:3 ECS (the second card is gone; {KEPT}; Reverse, Layout)"],
        ),
        (NOTE, NOTE.replace("## ECS", "## EKS\n\n글이다.\n\n## ECS"), ["new a.md:3 EKS"]),
        (NOTE.replace("ECS", "$x$ 이다"), "# 컨테이너\n\n글이다.\n", ["removed a.md $x$ 이다", "new a.md:1 컨테이너"]),
    ],
)
def test_reasons(before: str, after: str, expected: list[str], tmp_path: Path) -> None:
    assert told(before, after, tmp_path) == expected
