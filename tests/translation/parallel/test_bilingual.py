"""Lines in two languages within a note give translations."""

from __future__ import annotations

import pytest

from notedeck.translation.parallel.bilingual import pair_lines
from tests.support.cases import Case, load_cases
from tests.translation.parallel.test_pairs import LANGUAGES, create_note, format_text


@pytest.mark.parametrize("case", load_cases("translation/bilingual.md"), ids=str)
def test_lines_and_their_translations(case: Case) -> None:
    texts = pair_lines(create_note("a.md", case.given), LANGUAGES)
    assert "\n".join(map(format_text, texts)) == case.expected
