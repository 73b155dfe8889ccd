"""Which notes a build knows."""

from __future__ import annotations

import pytest

from notedeck.identity import Scope
from notedeck.source.deck_root import is_under

UNREAD = ("", ".", "a", "a/b", "a/b.md", "b.md", "a/b/", "/a")
PATHS = ("a", "a.md", "a/b.md", "a/b/c.md", "b.md", "ab/c.md", "/a/b.md", "a//b.md", "a/b//c.md")


@pytest.mark.parametrize("unread", UNREAD)
def test_a_note_below_an_unread_folder_is_not_known(unread: str) -> None:
    scope = Scope(1, frozenset(("x.md", unread)))
    assert [path for path in PATHS if scope.has_read(path)] == [path for path in PATHS if not is_under(path, unread)]
