"""References to media in HTML."""

from __future__ import annotations

import pytest

from notedeck.media.tags import replace_references

MISSING = '<span class="missing-image">a.mp4</span>'


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<p><video src="a.mp4" controls=""></video> 글</p>', f"<p>{MISSING} 글</p>"),
        ('<video controls=""><source src="a.mp4">대신</video>', f"{MISSING}대신"),
        (
            '<audio><source src="a.mp4"><source src="b.ogg"></audio>',
            f'<audio>{MISSING}<source src="new.ogg"></audio>',
        ),
        ('<video src="b.ogg"></video>', '<video src="new.ogg"></video>'),
        ('<video><audio src="a.mp4"></audio></video></audio>', MISSING),
    ],
)
def test_a_player_without_a_file_leaves_no_tag(markup: str, expected: str) -> None:
    names = {"b.ogg": "new.ogg"}
    assert replace_references(markup, lambda reference: names.get(reference.address)) == expected
