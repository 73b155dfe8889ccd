"""What counts as the content of a field, and what as its rendering."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notedeck.identity.content import normalise_content
from tests.support.cases import Case, load_cases

SECOND = re.compile(r"\n(?=<)")


@pytest.mark.parametrize("case", load_cases("identity/content.md"), ids=str)
def test_content(case: Case) -> None:
    first, second = split_fields(case.given)
    assert (normalise_content(first) == normalise_content(second)) == (case.expected == "same")


def split_fields(text: str) -> tuple[str, str]:
    """Return the two fields of a case: the second one starts with the last line that begins with a tag."""
    at = max(match.start() for match in SECOND.finditer(text))
    return text[:at], text[at + 1 :]


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))))
def test_another_text_is_other_content(text: str) -> None:
    assert normalise_content(f"<p>{text.replace('<', '&lt;')}가</p>") != normalise_content(
        f"<p>{text.replace('<', '&lt;')}나</p>"
    )
