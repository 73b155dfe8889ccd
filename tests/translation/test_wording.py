"""Terms that a memory translates in several ways, and translations that break the glossary."""

from __future__ import annotations

import pytest

from notedeck.config.languages import LanguagePair
from notedeck.translation.memory.entries import Entry
from notedeck.translation.wording.breaks import find_breaks
from notedeck.translation.wording.forms import normalise_word, share_stem
from notedeck.translation.wording.variants import find_variants
from tests.support.cases import Case, load_cases

CASES = load_cases("translation/variants.md")
OTHER_TEXTS = 400  # of a memory, about something else


def format_variants(text: str) -> str:
    """Return the terms with several translations of a memory with these texts and many others."""
    languages, *lines = text.split("\n")
    letters = ("".join(chr(ord("a") + int(digit)) for digit in str(number)) for number in range(OTHER_TEXTS))
    texts = [(source, target) for source, target in (line.split(" = ") for line in lines if line)]
    others = [(f"other{name}", f"some{name}") for name in letters]
    found = find_variants([*texts, *others], LanguagePair(*languages.split()))
    choices = ((item.term, [f"{choice.word} ×{len(choice.numbers)}" for choice in item.choices]) for item in found)
    return "\n".join(f"{term}: {', '.join(words)}" for term, words in choices)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_terms_in_several_translations(case: Case) -> None:
    assert format_variants(case.given) == case.expected


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("Costs", "cost"),
        ("policies", "policy"),
        ("classes", "class"),
        ("indices", "index"),
        ("indexes", "index"),
        ("status", "status"),
        ("process", "process"),
        ("server's", "server"),
        ("analysis", "analysis"),
        ("services", "service"),
    ],
)
def test_forms_of_english_words(word: str, form: str) -> None:
    assert normalise_word(word) == form


def test_words_with_the_same_stem() -> None:
    assert share_stem("encryption", "encrypted") and share_stem("key", "key")
    assert not share_stem("cost", "expense") and not share_stem("key", "keyboard")


@pytest.mark.parametrize(
    ("term", "translation", "msgid", "msgstr", "is_broken"),
    [
        ("비용", "cost", "비용을 줄인다", "Lower Costs", False),
        ("비용", "cost", "비용을 줄인다", "Lower expenses", True),
        ("비용", "cost", "무비용 정책", "A free policy", False),
        ("로드 밸런서", "load balancer", "로드 밸런서가 나눈다", "The Load-Balancers share it", False),
        ("로드 밸런서", "load balancer", "로드 밸런서가 나눈다", "The balancer shares it", True),
        ("암호화", "encryption", "암호화를 쓴다", "It is encrypted", False),
        ("쿠버네티스", "쿠버네티스", "쿠버네티스를 쓴다", "It uses Kubernetes", True),
        ("키", "key", "<code>키</code>를 쓴다", "It uses <code>키</code>", False),
        ("server", "서버", "The servers stop", "서버들이 멈춘다", False),
        ("server", "서버", "The server stops", "컴퓨터가 멈춘다", True),
    ],
)
def test_what_breaks_a_glossary(term: str, translation: str, msgid: str, msgstr: str, is_broken: bool) -> None:
    found = [item.term for item in find_breaks([Entry(msgid, msgstr)], {term: translation})]
    assert found == [term] * is_broken
