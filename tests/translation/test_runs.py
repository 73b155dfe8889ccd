"""What is translated as one piece, how it reads in the memory, and that it comes back whole."""

from __future__ import annotations

import html
import random
import re

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as some

from notedeck.config.languages import LANGUAGES, LanguagePair
from notedeck.markup.convert import convert_markdown
from notedeck.translation.segments.runs import find_runs, render_run
from notedeck.translation.segments.tokens import (
    Kind,
    escape_words,
    find_damage,
    is_nested,
    list_tokens,
    remove_emphasis,
    split_tokens,
    unescape_words,
)
from notedeck.translation.sending.protect import PLACEHOLDERS, protect_text
from notedeck.translation.sending.restore import format_original, restore_text
from notedeck.translation.sending.terms import TermIndex
from notedeck.util.soup import parse_html
from tests.support.building import build_in_memory
from tests.support.cases import Case, load_cases
from tests.test_demo import NOTES

CASES = load_cases("translation/runs.md")
HANGUL = re.compile("[가-힣]")
TEXTS = some.lists(
    some.sampled_from(
        (
            "가용성",
            " a < b ",
            "<b>굵게</b>",
            "<code>kubectl get</code>",
            "<a1>문서</a1>",
            "<math>\\(x\\)</math>",
            "<x1/>",
            "<c>순서</c>",
            "&lt;b>",
            " [X1X] ",
            "100 %",
        )
    ),
    max_size=8,
    unique=True,
).map("".join)


def find_texts(markup: str) -> list[str]:
    return [run.text for group in find_runs(parse_html(markup), "ko") for run in group]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_runs(case: Case) -> None:
    assert "\n".join(find_texts(convert_markdown(case.given))) == case.expected


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_is_written_comes_back_as_the_same_html(case: Case) -> None:
    for group in find_runs(parse_html(convert_markdown(case.given)), "ko"):
        for run in group:
            before = "".join(str(node) if isinstance(node, Tag) else html.escape(str(node)) for node in run.nodes)
            assert simplify_html(render_run(run.text, run)) == simplify_html(before)
            assert find_damage(run.text, run.text) == ""


def simplify_html(markup: str) -> object:
    """HTML as its tags and words."""
    body = parse_html(markup)
    return [tag.name for tag in body.find_all(True)], "".join(body.get_text().split())


def test_no_hangul_of_the_demo_is_lost(tmp_path_factory: pytest.TempPathFactory) -> None:
    for card in build_in_memory(NOTES, tmp_path_factory.mktemp("cache")).deck.cards:
        body = parse_html(card.back)
        translated_words = "".join(find_texts(card.back))
        for tag in body.find_all(["pre", "video", "audio", "img"]):
            tag.decompose()
        for text in body.find_all(string=HANGUL):
            assert "".join(escape_words(str(text)).split()) in "".join(translated_words.split()), (card.place, text)


@given(some.text("가a<>&;/bcode1x ", max_size=30))
def test_words_are_never_taken_for_tokens(text: str) -> None:
    assert [piece for piece in split_tokens(escape_words(text)) if not isinstance(piece, str)] == []
    assert unescape_words(escape_words(text)) == text


@given(TEXTS, some.sampled_from(range(len(PLACEHOLDERS))))
def test_what_is_protected_is_restored(msgid: str, shape: int) -> None:
    sent = protect_text(msgid, shape)
    wanted = " ".join((remove_emphasis(msgid) if shape else msgid).split())
    assert restore_text(sent.text, sent).text == wanted or "[X1X]" in msgid
    assert not any(token.text in sent.text for token in list_tokens(msgid) if token.kind is Kind.VERBATIM)


@given(TEXTS, some.randoms(use_true_random=False))
def test_damage_is_never_let_through(msgid: str, dice: random.Random) -> None:
    """Whatever an engine does to the codes: either all stand where they may, or it is named."""
    sent = protect_text(msgid)
    parts = re.split(r"(\[X\d+X\])", sent.text)
    for _ in range(3):
        at = dice.randrange(len(parts))
        one = parts[at]
        parts[at : at + 1] = dice.choice(([], [one, one], [one[1:]], ["[X7X]"], [one[::-1]]))
        if not parts:
            break
    restored = restore_text("".join(parts), sent)
    assert restored.damage or (find_damage(msgid, restored.text) == "" and is_nested(restored.text))


@pytest.mark.parametrize("case", load_cases("translation/restore.md"), ids=str)
def test_codes_are_restored_or_the_damage_is_named(case: Case) -> None:
    assert format_restored(case.given) == case.expected


def format_restored(text: str) -> str:
    """Return what an answer becomes, and below it the damage if there is any."""
    msgid, answer = text.split("\n")
    restored = restore_text(answer, protect_text(msgid, pair=LanguagePair("ko", "en")))
    return f"{restored.text}\n{restored.damage}".strip()


@pytest.mark.parametrize("case", load_cases("translation/protect.md"), ids=str)
def test_what_an_engine_gets(case: Case) -> None:
    assert format_protected(case.given) == case.expected


def format_protected(text: str) -> str:
    """Return what an engine gets for a text, and what the placeholders stand for; the glossary is above the text."""
    *lines, msgid = text.split("\n")
    terms = TermIndex(dict(line.split(",") for line in lines))
    sent = protect_text(msgid, 0, terms, LanguagePair("ko", "en"))
    return "\n".join([sent.text, *map(format_original, sent.originals)])


@pytest.mark.parametrize(
    ("translation", "expected"),
    [
        ("<b>High</b> <code>ELB</code> <x1/>", ""),
        ("High <code>ELB</code> <x1/>", ""),
        ("<b>High</b> ELB <x1/>", "<code>ELB</code> is missing"),
        ("<b>High</b> <code>ALB</code> <x1/>", "<code>ELB</code> is missing"),
        ("<b>High <code>ELB</code> <x1/>", "the tags do not close in order"),
        ("<b>High</b> <b>x</b> <code>ELB</code> <x1/>", "<b> appears too often"),
        ("<i>High</i> <code>ELB</code> <x1/>", "<i> is not in the source"),
        ("</b>High<b> <code>ELB</code> <x1/>", "the tags do not close in order"),
    ],
)
def test_damage_is_named(translation: str, expected: str) -> None:
    assert find_damage("<b>높게</b> <code>ELB</code> <x1/>", translation) == expected


def test_other_languages_have_other_letters() -> None:
    assert [run.text for group in find_runs(parse_html("<p>English words</p><p>한글</p>"), "en") for run in group] == [
        "English words"
    ]
    assert [code for code, one in LANGUAGES.items() if re.search(one.letters, "漢")] == ["ja", "zh-CN", "zh-TW"]


def test_broken_markup_is_no_error() -> None:
    for markup in ("<p>글<b>굵게</p>", "</p>글", "<li>글", "글 <p>단락</p> 글", "<b><p>글</p></b>"):
        assert all(isinstance(BeautifulSoup(text, "lxml"), Tag) for text in find_texts(markup))
        assert find_texts(markup)
