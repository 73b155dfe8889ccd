"""Translations arrive whole, belong to their texts, and cost no more requests than they must."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from notedeck.config.languages import LanguagePair
from notedeck.problems import DeckError
from notedeck.translation.engines import Access, Facts, Refused, engines
from notedeck.translation.segments.tokens import damage
from notedeck.translation.sending.protect import protect
from notedeck.translation.sending.sender import Outcome, Sender, batches, estimate
from tests.support.translation_server import Server, serving

PAIR = LanguagePair("ko", "en")
REFUSALS = [("block", "robot"), ("403", "refuses"), ("456", "quota"), ("late", "too many")]
KEYS = {key: f"{key.lower()}-secret" for engine in engines().values() for key in engine.FACTS.keys}
PATHS = {"deepl": "", "google": "/m", "libretranslate": "", "papago": "/nmt/v1/translation"}
TEXTS = (
    "컨테이너는 커널을 함께 쓴다",
    "<b>가용성</b>을 높이려면 <code>ELB</code>를 쓴다",
    "<a1>문서</a1>와 <math>\\(O(n)\\)</math>을 보라",
    "그림 <x1/>에서 <c>순서</c>를 보라",
    "서브넷마다 IP 5개는 못 쓴다",
)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as one:
        yield one


def sender(server: Server, name: str, slept: list[float] | None = None, seconds: float = 30.0) -> Sender:
    waits: list[float] = [] if slept is None else slept
    return Sender(engines()[name], PAIR, Access(server.base + PATHS[name], KEYS, seconds), sleep=waits.append)


def sent(one: Sender, texts: tuple[str, ...] = TEXTS) -> dict[str, Outcome]:
    """The outcomes by their texts; each text has exactly one, and none lets damage through."""
    rows = list(one.send(texts))
    assert sorted(row.msgid for row in rows) == sorted(texts)
    for row in rows:
        assert not row.text or damage(row.msgid, row.text) == "", row
        if row.text and not row.doubtful:
            assert not re.search("[가-힣]", row.text)
    return {row.msgid: row for row in rows}


@pytest.mark.parametrize("name", PATHS)
def test_all_is_translated_in_one_request(name: str, server: Server) -> None:
    one = sender(server, name)
    assert all(row.text and not row.doubtful for row in sent(one).values())
    assert (one.requests, server.requests) == (1, 1)


@pytest.mark.parametrize("name", PATHS)
@pytest.mark.parametrize("mood", ["429", "500", "reset", "half"])
def test_what_may_go_well_later_is_tried_again(mood: str, name: str, server: Server) -> None:
    waits: list[float] = []
    server.plan = [mood, mood]
    one = sender(server, name, waits)
    assert all(row.text for row in sent(one).values())
    assert one.requests == 3
    assert max(waits) >= (2 if mood == "429" and name != "deepl" else 1)


@pytest.mark.parametrize("name", PATHS)
@pytest.mark.parametrize("mood", ["drop", "double", "empty", "echo", "merge", "quota", "fewer"])
def test_bad_answers_lose_no_text_and_let_no_damage_through(mood: str, name: str, server: Server) -> None:
    server.always = mood
    try:
        done = sent(sender(server, name))
    except DeckError:
        assert mood in ("quota", "empty")
        return
    if mood in ("drop", "double"):
        assert [bool(done[text].text) for text in TEXTS] == [True, False, False, False, True]
    assert mood != "quota", "a message was taken for a translation"
    if mood == "echo":
        assert all(row.doubtful for row in done.values())


@pytest.mark.parametrize("name", PATHS)
def test_codes_that_are_only_spelled_otherwise_are_mended(name: str, server: Server) -> None:
    server.always = "spoil"
    assert all(row.text and not row.damaged for row in sent(sender(server, name)).values())


def test_lines_that_were_mixed_up_are_asked_one_by_one(server: Server) -> None:
    server.plan = ["merge"]
    one = sender(server, "google")
    assert all(row.text for row in sent(one).values())
    assert one.requests == 1 + len(TEXTS)


def test_a_dropped_code_is_tried_in_another_shape(server: Server) -> None:
    server.plan = ["drop"]
    done = sent(sender(server, "google"))
    assert all(row.text for row in done.values())
    assert [done[text].damaged for text in TEXTS] == [0, 1, 1, 1, 0]
    assert any("{Q0Q}" in text for text in server.asked)


@pytest.mark.parametrize("name", PATHS)
@pytest.mark.parametrize(
    ("mood", "words"), [("block", "robot"), ("403", "refuses"), ("456", "quota"), ("late", "too many")]
)
def test_a_server_that_refuses_is_asked_no_further(mood: str, words: str, name: str, server: Server) -> None:
    if name == "deepl" and mood in ("late", "block"):
        pytest.skip("the package keeps Retry-After to itself, and DeepL has no such page")
    server.always = mood
    one = sender(server, name)
    with pytest.raises(DeckError, match=words) as error:
        list(one.send(TEXTS))
    assert server.requests == 1
    assert str(error.value).startswith(f"{name}: ")
    assert "--engine" in error.value.hint and name not in error.value.hint.partition("--engine")[2]
    assert not any(key in str(error.value) + error.value.hint for key in KEYS.values())


def test_after_five_failures_in_a_row_it_stops(server: Server) -> None:
    server.always = "500"
    one = sender(server, "google")
    one = replace(one, engine=Narrow(engines()["google"]))
    with pytest.raises(DeckError, match="server has an error"):
        list(one.send(TEXTS))
    assert server.requests == 5


class Narrow:
    """An engine that takes one text a request."""

    def __init__(self, engine: object) -> None:
        self.engine, self.NAME, self.FACTS = engine, "google", Facts(texts=1)
        self.translate = engine.translate  # type: ignore[attr-defined]


@pytest.mark.parametrize("mood", ["hang", "drip"])
def test_a_silent_or_dripping_server_holds_nobody_for_long(mood: str, server: Server) -> None:
    server.plan = [mood]
    one = sender(server, "google", seconds=0.5)
    assert all(row.text for row in sent(one).values())
    assert one.requests == 2


def test_keys_travel_in_headers_and_show_nowhere(server: Server) -> None:
    one = sender(server, "papago")
    sent(one)
    assert server.headers[0]["x-ncp-apigw-api-key"] == KEYS["PAPAGO_CLIENT_SECRET"]
    assert "secret" not in repr(one.access)


def test_a_free_service_is_asked_at_its_pace(server: Server) -> None:
    waits: list[float] = []
    texts = tuple(f"{number}번째 글은 {'길' * 300}" for number in range(8))
    one = sender(server, "google", waits)
    sent(one, texts)
    assert one.requests == len(waits) + 1 == 4
    assert all(0.8 <= wait <= 1.2 for wait in waits)


def test_a_glossary_decides_about_its_terms(server: Server) -> None:
    one = replace(sender(server, "google"), glossary={"가용성": "availability", "커널": "커널"})
    done = sent(one, TEXTS[:2])
    assert "availability" in done[TEXTS[1]].text
    assert "커널" in done[TEXTS[0]].text


def test_no_request_is_larger_than_the_engine_takes() -> None:
    facts = Facts(bytes=500, wide=9, texts=7)
    rows = [protect("가" * size) for size in (3, 50, 60, 1, 1, 1, 1, 1, 1, 1, 1)]
    found = list(batches(rows, facts))
    assert [row for batch in found for row in batch] == rows
    assert [len(batch) for batch in found] == [1 + 1, 1, 7, 1] or all(len(batch) <= 7 for batch in found)


def test_the_estimate_is_what_it_takes(server: Server) -> None:
    one = sender(server, "google")
    guess = estimate(TEXTS, one.engine)
    sent(one)
    assert (guess.texts, guess.requests) == (5, one.requests)
    assert estimate(TEXTS, engines()["deepl"]).cost > 0


@pytest.mark.parametrize("name", sorted(engines()))
def test_every_engine_offers_what_is_needed(name: str) -> None:
    engine = engines()[name]
    assert name == engine.NAME
    assert engine.FACTS.bytes > 0 and engine.FACTS.texts > 0
    assert all(key.isupper() for key in engine.FACTS.keys)


def test_every_engine_is_tested() -> None:
    engines_without_network = {"pseudo"}
    assert set(PATHS) == set(engines()) - engines_without_network, "add the path of its protocol to PATHS"


def test_an_unknown_language_is_refused(server: Server) -> None:
    with pytest.raises(Refused):
        engines()["google"].translate(("가",), LanguagePair("ko", "tlh"), Access(server.base + "/m"))
