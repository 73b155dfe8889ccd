"""Quick checks before the work of sanitising and inline parsing: what they leave out would have changed nothing."""

from __future__ import annotations

import random

import pytest

from notedeck.markup import nesting, sanitise
from notedeck.markup.inline.parser import START, START_WITHOUT_MAIL, render_inline
from notedeck.markup.nesting import find_tags, limit_nesting, limit_open_tags
from notedeck.markup.sanitise import CLEANER, sanitise_html
from tests.support.cases import load_cases
from tests.support.markup import define_test_references
from tests.support.paths import DATA

FILES = sorted(path.stem for path in (DATA / "markup/inline").glob("*.md"))
PIECES = """
<b> </b> <em> </em> <code> </code> <div> </div> <ul> </ul> <li> </li> <p> </p> <table> </table> <td> </td> <br> </br>
<B> </B> <a b="</b>"> </a> <b <div <x> <img> x " '
""".split()  # noqa: SIM905


def generate_pages(count: int) -> list[str]:
    """Return random HTML in which tags seldom match."""
    chance = random.Random(14)
    return ["".join(chance.choices(PIECES, k=chance.randint(1, 25))) for _ in range(count)]


def test_a_page_that_breaks_no_limit_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nesting, "MAX_OPEN_TAGS", 3)
    monkeypatch.setattr(nesting, "MAX_REOPENED_TAGS", 4)
    pages = generate_pages(3_000)
    limited = [limit_open_tags(page, find_tags(page)) for page in pages]
    monkeypatch.setattr(nesting, "may_break_limits", lambda _: True)
    assert limited == [limit_open_tags(page, find_tags(page)) for page in pages]
    assert 0 < sum(map(str.__eq__, limited, pages)) < len(pages)


def test_a_page_that_is_not_deep_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nesting, "MAX_NESTED_TAGS", 3)
    pages = [CLEANER.clean(page) for page in generate_pages(3_000)]
    limited = [limit_nesting(page) for page in pages]
    monkeypatch.setattr(nesting, "measure_depth", lambda _: 1_000)
    assert limited == [limit_nesting(page) for page in pages]
    assert 0 < sum(map(str.__eq__, limited, pages)) < len(pages)


def test_a_page_of_plain_tags_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = generate_pages(3_000)
    clean = [sanitise_html(page) for page in pages]
    monkeypatch.setattr(sanitise, "is_plain_tag", lambda _: False)
    assert clean == [sanitise_html(page) for page in pages]


@pytest.mark.parametrize("name", FILES)
def test_a_text_without_mail_starts_the_same(name: str) -> None:
    texts = [case.given for case in load_cases(f"markup/inline/{name}.md") if "@" not in case.given]
    for text in texts:
        starts = [match.start() for match in START.finditer(text)]
        assert [match.start() for match in START_WITHOUT_MAIL.finditer(text)] == starts
        if not starts:
            assert "<" not in render_inline(text, define_test_references())
