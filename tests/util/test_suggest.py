"""Hints for names with a typo."""

from __future__ import annotations

from notedeck.util.suggest import find_closest_name, suggest_name


def test_closest_name() -> None:
    assert find_closest_name("tabel", ["cloze", "table"]) == "table"
    assert find_closest_name("zzz", ["cloze", "table"]) == ""
    assert find_closest_name("tabel", ["cloze", "table"], min_similarity=0.99) == ""


def test_suggest_name() -> None:
    assert suggest_name("tabel", iter(["cloze", "table"])) == 'Did you mean "table"?'
    assert suggest_name("zzz", ["cloze", "table"]) == "Allowed: cloze, table."
