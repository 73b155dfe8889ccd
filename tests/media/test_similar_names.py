"""Guesses at what was meant."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from notedeck.media.similar_names import index_names

FILES = [
    "그림/역할.png",
    "a/DMS.png",
    "b/dms.JPG",
    "재해복구 전략.png",
    "x.png",
    "역할.md",
    "arch-v1.svg",
    "arch-v2.svg",
    "image-2.png",
    "710379.jpg",
]
INDEX = index_names(map(Path, [*FILES, unicodedata.normalize("NFD", "분해.png"), "\udcb1abcdef.png"]))


@pytest.mark.parametrize(
    ("name", "similar"),
    [
        ("역활.png", ["그림/역할.png"]),
        ("DMS.jpeg", ["a/DMS.png", "b/dms.JPG"]),
        ("재해복구전략.PNG", ["재해복구 전략.png"]),
        ("X.gif", ["x.png"]),
        ("분헤.png", [unicodedata.normalize("NFD", "분해.png")]),
        ("arch-v3.svg", ["arch-v2.svg", "arch-v1.svg"]),
        ("image-3.png", []),
        ("109.png", []),
        ("image-02.png", ["image-2.png"]),
        ("abcdef.png", []),
        ("전혀 다른 것.png", []),
        ("", []),
    ],
)
def test_similar(name: str, similar: list[str]) -> None:
    assert [file.as_posix() for file in INDEX.find_similar(name)] == similar
