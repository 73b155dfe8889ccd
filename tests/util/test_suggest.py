"""Hints for names with a typo."""

from __future__ import annotations

from notedeck.util.suggest import closest_name, suggest_name


def test_closest_name() -> None:
    assert closest_name("tabel", ["cloze", "table"]) == "table"
    assert closest_name("zzz", ["cloze", "table"]) == ""
    assert closest_name("tabel", ["cloze", "table"], min_similarity=0.99) == ""


def test_suggest_name() -> None:
    assert suggest_name("tabel", iter(["cloze", "table"])) == 'Did you mean "table"?'
    assert suggest_name("zzz", ["cloze", "table"]) == "Allowed: cloze, table."
