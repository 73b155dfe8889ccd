"""Language models answer by ids, so that no text gets the translation of another."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from notedeck.problems import DeckError
from notedeck.translation.engines import Access, RefusedError, find_engines, openai
from tests.support.language_models import MODELS
from tests.support.strict_model_server import run_strict_server
from tests.support.translation_server import PAIR, Server, run_translation_server
from tests.translation.test_sending import TEXTS, check_all, create_sender

MODELS_OF_ENGINES = [name for name, engine in find_engines().items() if engine.FACTS.is_language_model]


@pytest.fixture
def server() -> Iterator[Server]:
    with run_translation_server() as running:
        yield running


@pytest.mark.parametrize("name", MODELS_OF_ENGINES)
def test_another_order_mixes_nothing_up(name: str, server: Server) -> None:
    expected = check_all(create_sender(server, name))
    server.plan = ["mixed"]
    assert check_all(create_sender(server, name)) == expected


@pytest.mark.parametrize("name", MODELS_OF_ENGINES)
@pytest.mark.parametrize(("mood", "missing"), [("twice", 0), ("fewer", -1)])
def test_a_text_without_its_own_answer_gets_no_other(name: str, mood: str, missing: int, server: Server) -> None:
    expected = check_all(create_sender(server, name))
    server.always = mood
    outcomes = check_all(create_sender(server, name))
    assert not outcomes[TEXTS[missing]].text
    others = [text for text in TEXTS if text != TEXTS[missing]]
    assert [outcomes[text].text for text in others] == [expected[text].text for text in others]


@pytest.mark.parametrize("name", MODELS_OF_ENGINES)
def test_after_an_answer_that_was_cut_off_each_text_is_asked_alone(name: str, server: Server) -> None:
    server.plan = ["cut"]
    sender = create_sender(server, name)
    assert all(outcome.text for outcome in check_all(sender).values())
    assert sender.requests == 1 + len(TEXTS)


def test_a_server_without_schemas_is_asked_without_one(server: Server) -> None:
    server.always = "plain"
    assert all(outcome.text for outcome in check_all(create_sender(server, "openai")).values())
    assert server.requests == 2


def test_without_a_model_a_server_of_ones_own_is_asked_for_one(server: Server) -> None:
    openai.find_model.cache_clear()
    answers = openai.translate_texts(("컨테이너",), PAIR, Access(f"{server.base}/v1"))
    assert len(answers) == 1 and answers[0]
    assert openai.find_model(f"{server.base}/v1", "") == "model-of-the-server"


def test_a_server_that_offers_no_model_says_what_to_set(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    openai.find_model.cache_clear()
    monkeypatch.setitem(MODELS, "data", [])
    with pytest.raises(RefusedError, match="NOTEDECK_OPENAI_MODEL"):
        openai.find_model(f"{server.base}/v1", "")


def test_an_address_without_its_end_is_named() -> None:
    openai.find_model.cache_clear()
    with (
        run_strict_server() as server,
        pytest.raises(RefusedError, match=r"\(404\): as a rule, its address ends in /v1"),
    ):
        openai.find_model(server.url.removesuffix("/v1"), "")


@pytest.mark.parametrize("name", MODELS_OF_ENGINES)
@pytest.mark.parametrize("status", ["400", "404"])
def test_a_model_that_the_server_lacks_is_named(status: str, name: str, server: Server) -> None:
    server.always = status
    with pytest.raises(DeckError, match=rf'\({status}\): check the model "model-of-the-test" and the address'):
        list(create_sender(server, name).translate_all(TEXTS))


@pytest.mark.parametrize(
    ("name", "header", "value"),
    [
        ("openai", "authorization", "Bearer secret-OPENAI_API_KEY"),
        ("anthropic", "x-api-key", "secret-ANTHROPIC_API_KEY"),
        ("gemini", "x-goog-api-key", "secret-GEMINI_API_KEY"),
    ],
)
def test_keys_travel_in_headers(name: str, header: str, value: str, server: Server) -> None:
    check_all(create_sender(server, name))
    assert server.headers[0][header] == value
