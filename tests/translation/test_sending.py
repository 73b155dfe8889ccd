"""Translations arrive whole, belong to their texts, and cost no more requests than they must."""

from __future__ import annotations

import ast
import re
import socket
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from notedeck.config.languages import LanguagePair
from notedeck.config.settings import TranslationSettings
from notedeck.problems import DeckError
from notedeck.translation.engines import Access, Engine, EngineFacts, RefusedError, find_engines
from notedeck.translation.memory.stamps import Verdict
from notedeck.translation.segments.tokens import find_damage
from notedeck.translation.sending import sender as sender_module
from notedeck.translation.sending.batches import estimate_translation, split_batches
from notedeck.translation.sending.outcomes import Outcome, collect_texts
from notedeck.translation.sending.protect import protect_text
from notedeck.translation.sending.sender import Sender
from tests.support.paths import ROOT
from tests.support.translation_server import Server, run_translation_server

PAIR = LanguagePair("ko", "en")
ENGINES = [name for name, engine in find_engines().items() if not engine.FACTS.for_tests]
HIDES_RETRY_AFTER = "deepl"  # its package does not give the header to callers, and DeepL shows no page when it blocks
TEXTS = (
    "컨테이너는 커널을 함께 쓴다",
    "<b>가용성</b>을 높이려면 <code>ELB</code>를 쓴다",
    "<a1>문서</a1>와 <math>\\(O(n)\\)</math>을 보라",
    "그림 <x1/>에서 <c>순서</c>를 보라",
    "서브넷마다 IP 5개는 못 쓴다",
)

OTHER_WORDS = ("error", "limit", "dots", "other", "chatter", "label", "stops", "reversed", "surrogate")


@pytest.fixture
def server() -> Iterator[Server]:
    with run_translation_server() as running:
        yield running


def local_access(engine: Engine, server: Server, seconds: float = 30.0) -> Access:
    """Return the access to the server at the path of the engine's own address, with invented keys."""
    keys = {variable: f"secret-{variable}" for variable in engine.FACTS.key_variables}
    return Access(server.base + urlsplit(engine.FACTS.default_url).path, keys, seconds, "model-of-the-test")


def create_sender(server: Server, name: str, slept: list[float] | None = None, seconds: float = 30.0) -> Sender:
    waits: list[float] = [] if slept is None else slept
    engine = find_engines()[name]
    return Sender(engine, PAIR, local_access(engine, server, seconds), sleep=waits.append)


def check_all(sender: Sender, texts: tuple[str, ...] = TEXTS) -> dict[str, Outcome]:
    """The outcomes by their texts; each text has exactly one, and none lets damage through."""
    outcomes = list(sender.translate_all(texts))
    assert sorted(outcome.msgid for outcome in outcomes) == sorted(texts)
    for outcome in outcomes:
        is_accepted = outcome.verdict is Verdict.ACCEPTED
        assert not is_accepted or find_damage(outcome.msgid, outcome.text) == "", outcome
        assert is_accepted or outcome.reason
        if is_accepted:
            assert not re.search("[가-힣]", outcome.text)
    return {outcome.msgid: outcome for outcome in outcomes}


@pytest.mark.parametrize("name", ENGINES)
def test_all_is_translated_in_one_request(name: str, server: Server) -> None:
    sender = create_sender(server, name)
    assert all(outcome.verdict is Verdict.ACCEPTED for outcome in check_all(sender).values())
    assert (sender.requests, server.requests) == (1, 1)


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("mood", ["429", "500", "reset", "half"])
def test_what_may_go_well_later_is_tried_again(mood: str, name: str, server: Server) -> None:
    waits: list[float] = []
    server.plan = [mood, mood]
    sender = create_sender(server, name, waits)
    assert all(outcome.text for outcome in check_all(sender).values())
    assert sender.requests == 3
    assert max(waits) >= (2 if mood == "429" and name != HIDES_RETRY_AFTER else 1)


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("mood", ["drop", "double", "empty", "echo", "merge", "quota", "fewer"])
def test_bad_answers_lose_no_text_and_let_no_damage_through(mood: str, name: str, server: Server) -> None:
    server.always = mood
    try:
        outcomes = check_all(create_sender(server, name))
    except DeckError:
        assert mood in ("quota", "empty", "fewer")
        return
    if mood in ("drop", "double"):
        assert all(outcome.text for outcome in outcomes.values())
        accepted = [outcomes[text].verdict is Verdict.ACCEPTED for text in TEXTS]
        assert accepted == [True, True, False, False, True]
    assert mood != "quota", "a message was taken for a translation"
    if mood == "echo":
        assert all((outcome.verdict, outcome.text) == (Verdict.NONE, "") for outcome in outcomes.values())


@pytest.mark.parametrize("name", ENGINES)
def test_a_page_in_the_place_of_an_answer_is_an_error(name: str, server: Server) -> None:
    server.always = "page"
    with pytest.raises(DeckError, match="the answer is not"):
        list(create_sender(server, name).translate_all(TEXTS))
    assert server.requests == 5


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("mood", ["page", "null", "echo", "phrase"])
def test_what_is_no_translation_leaves_all_open(mood: str, name: str, server: Server) -> None:
    server.always = mood
    try:
        texts = collect_texts([*create_sender(server, name).translate_all(TEXTS)])
    except DeckError:
        assert mood == "page"
        return
    assert {answer.verdict for answer in texts.values()} == {Verdict.NONE}


def test_an_engine_that_translates_nothing_is_asked_no_further(server: Server) -> None:
    server.always = "echo"
    texts = tuple(f"{number}번째 글이다" for number in range(500))
    with pytest.raises(DeckError, match="no translations"):
        list(create_sender(server, "google").translate_all(texts))
    assert server.requests <= 4


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("text", ["403 : <b>Access Denied</b>가 나온다", "captcha-form, unusual traffic 같은 말"])
def test_a_text_about_blocks_is_no_block(text: str, name: str, server: Server) -> None:
    (outcome,) = create_sender(server, name).translate_all((text,))
    assert outcome.verdict is Verdict.ACCEPTED


@pytest.mark.parametrize("name", ENGINES)
def test_codes_that_are_only_spelled_otherwise_are_mended(name: str, server: Server) -> None:
    server.always = "spoil"
    assert all(outcome.text and not outcome.damaged for outcome in check_all(create_sender(server, name)).values())


def test_lines_that_were_mixed_up_are_asked_one_by_one(server: Server) -> None:
    server.plan = ["merge"]
    sender = create_sender(server, "google")
    assert all(outcome.text for outcome in check_all(sender).values())
    assert sender.requests == 1 + len(TEXTS)


def test_a_large_request_that_was_mixed_up_is_asked_in_halves(server: Server) -> None:
    server.plan = ["merge"]
    texts = tuple(f"{number}번째 글이다" for number in range(20))
    assert all(outcome.text for outcome in check_all(create_sender(server, "google"), texts).values())
    assert server.requests == 3


@pytest.mark.parametrize("name", ENGINES)
def test_an_empty_answer_to_all_is_asked_for_once_more(name: str, server: Server) -> None:
    server.plan = ["empty"]
    sender = create_sender(server, name)
    assert all(outcome.text for outcome in check_all(sender).values())
    assert sender.requests == 2


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize(
    "mood", ["error", "limit", "dots", "other", "chatter", "label", "stops", "reversed", "surrogate"]
)
def test_other_words_than_the_translation_reach_no_card(mood: str, name: str, server: Server) -> None:
    expected = {text: outcome.text for text, outcome in check_all(create_sender(server, name)).items()}
    server.always = mood
    try:
        outcomes = collect_texts([*create_sender(server, name).translate_all(TEXTS)])
    except DeckError:
        return
    accepted = {text: answer.text for text, answer in outcomes.items() if answer.verdict is Verdict.ACCEPTED}
    assert accepted.items() <= expected.items()


def test_a_dropped_code_is_tried_in_another_shape(server: Server) -> None:
    server.plan = ["drop"]
    outcomes = check_all(create_sender(server, "google"))
    assert all(outcome.verdict is Verdict.ACCEPTED for outcome in outcomes.values())
    assert [outcomes[text].damaged for text in TEXTS] == [0, 0, 1, 1, 0]
    assert server.requests == 2
    assert any("{Q0Q}" in text for text in server.received_texts)


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize(
    ("mood", "words"), [("block", "automated"), ("403", "rejects"), ("456", "quota"), ("late", "too many")]
)
def test_a_server_that_refuses_is_asked_no_further(mood: str, words: str, name: str, server: Server) -> None:
    if name == HIDES_RETRY_AFTER and mood in ("late", "block"):
        pytest.skip("the package of this engine does not tell")
    server.always = mood
    sender = create_sender(server, name)
    with pytest.raises(DeckError, match=words) as error:
        list(sender.translate_all(TEXTS))
    assert server.requests == 1
    assert str(error.value).startswith(f"{name}: ")
    assert "--engine" in error.value.hint and name not in error.value.hint.partition("--engine")[2]
    assert not any(key in str(error.value) + error.value.hint for key in sender.access.keys.values())


def test_after_five_failures_in_a_row_it_stops(server: Server) -> None:
    server.always = "500"
    sender = create_sender(server, "google")
    sender = replace(sender, engine=SingleTextEngine(find_engines()["google"]))
    with pytest.raises(DeckError, match="server reports an error"):
        list(sender.translate_all(TEXTS))
    assert server.requests == 5


class SingleTextEngine:
    """An engine that takes one text in each request."""

    def __init__(self, engine: Engine) -> None:
        self.NAME, self.FACTS, self.translate_texts = (
            engine.NAME,
            EngineFacts(max_request_texts=1),
            engine.translate_texts,
        )


@pytest.mark.parametrize("mood", ["hang", "drip"])
def test_a_silent_or_dripping_server_holds_nobody_for_long(mood: str, server: Server) -> None:
    server.plan = [mood]
    sender = create_sender(server, "google", seconds=0.5)
    assert all(outcome.text for outcome in check_all(sender).values())
    assert sender.requests == 2


@pytest.mark.parametrize("name", ENGINES)
def test_a_silent_server_is_asked_no_further(name: str, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sender_module, "MAX_SILENCE_SECONDS", 0.9)
    server.always = "hang"
    with pytest.raises(DeckError, match=r"too slow|does not answer"):
        list(create_sender(server, name, seconds=0.5).translate_all(TEXTS))
    assert server.requests == 2


@pytest.mark.parametrize("name", ENGINES)
def test_a_long_paragraph_is_split_at_sentences_and_joined(name: str, server: Server) -> None:
    text = " ".join(f"<b>{number}번째</b> 문장은 <code>E{number}</code>를 쓴다." for number in range(1, 221))
    assert len(text) > 5500
    (outcome,) = create_sender(server, name).translate_all((text,))
    assert outcome.verdict is Verdict.ACCEPTED, outcome.reason
    assert all("." in piece[-2:] for piece in server.received_texts)
    (estimate,) = {estimate_translation([text], find_engines()[name], {}).requests}
    assert abs(estimate - server.requests) <= 1


@pytest.mark.parametrize("name", ENGINES)
def test_one_text_on_two_lines_is_joined(name: str, server: Server) -> None:
    server.always = "lines"
    (outcome,) = create_sender(server, name).translate_all(("큐는 줄이고 스택은 더미다",))
    assert outcome.verdict is Verdict.ACCEPTED
    assert "\n" not in outcome.text and len(outcome.text.split()) == 4


def test_keys_travel_in_headers_and_show_nowhere(server: Server) -> None:
    sender = create_sender(server, "papago")
    check_all(sender)
    assert server.headers[0]["x-ncp-apigw-api-key"] == "secret-PAPAGO_CLIENT_SECRET"
    assert "secret" not in repr(sender.access)


def test_a_free_service_is_asked_at_its_pace(server: Server) -> None:
    waits: list[float] = []
    texts = tuple(f"{number}번째 글은 {'길' * 300}" for number in range(8))
    sender = create_sender(server, "google", waits)
    check_all(sender, texts)
    assert sender.requests == len(waits) + 1 == 4
    assert all(0.8 <= wait <= 1.2 for wait in waits)


def test_a_glossary_decides_about_its_terms(server: Server) -> None:
    sender = replace(create_sender(server, "google"), glossary={"가용성": "availability", "커널": "커널"})
    outcomes = check_all(sender, TEXTS[:2])
    assert "availability" in outcomes[TEXTS[1]].text
    assert "커널" in outcomes[TEXTS[0]].text


def test_a_text_that_is_a_term_to_keep_is_accepted(server: Server) -> None:
    sender = replace(create_sender(server, "google"), glossary={"커널": "커널", "서버": "server"})
    texts = collect_texts([*sender.translate_all(("커널", "<b>커널</b>, 서버"))])
    assert [answer.verdict for answer in texts.values()] == [Verdict.ACCEPTED] * 2
    assert texts["<b>커널</b>, 서버"].text == "<b>커널</b>, server"
    assert server.requests == 0


def test_no_request_is_larger_than_the_engine_takes() -> None:
    facts = EngineFacts(max_request_bytes=500, bytes_per_wide_character=9, max_request_texts=7)
    outcomes = [protect_text("가" * size) for size in (3, 50, 60, 1, 1, 1, 1, 1, 1, 1, 1)]
    batched = list(split_batches(outcomes, facts))
    assert [outcome for batch in batched for outcome in batch] == outcomes
    assert [len(batch) for batch in batched] == [1 + 1, 1, 7, 1] or all(len(batch) <= 7 for batch in batched)


def test_the_estimate_is_what_it_takes(server: Server) -> None:
    sender = create_sender(server, "google")
    estimate = estimate_translation(TEXTS, sender.engine, {})
    check_all(sender)
    assert (estimate.texts, estimate.requests) == (5, sender.requests)
    assert estimate_translation(TEXTS, find_engines()["deepl"], {}).dollars > 0


@pytest.mark.parametrize("name", find_engines())
def test_every_engine_offers_what_is_needed(name: str) -> None:
    engine = find_engines()[name]
    assert name == engine.NAME
    assert find_engines()[name].__doc__
    assert engine.FACTS.max_request_bytes > 0 and engine.FACTS.max_request_texts > 0
    assert all(variable.isupper() for variable in engine.FACTS.key_variables)


def test_no_other_file_names_an_engine() -> None:
    """Facts about an engine are in its own file; only the default of the setting names one elsewhere."""
    files = [file for file in sorted((ROOT / "notedeck").rglob("*.py")) if file.parent.name != "engines"]
    named = {
        f"{file.relative_to(ROOT).as_posix()}: {node.value}"
        for file in files
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in find_engines()
    }
    assert named == {f"notedeck/config/settings.py: {TranslationSettings().engine}"}


@pytest.mark.parametrize("name", [name for name in ENGINES if name != "deepl"])  # its package hides the reason
def test_a_server_that_does_not_run_is_named(name: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Server(f"http://127.0.0.1:{port}")
    with pytest.raises(DeckError, match=f"no server answers at 127.0.0.1:{port}"):
        list(create_sender(server, name).translate_all(TEXTS))


def test_an_unknown_language_is_refused(server: Server) -> None:
    with pytest.raises(RefusedError):
        find_engines()["google"].translate_texts(("가",), LanguagePair("ko", "tlh"), Access(server.base + "/m"))
