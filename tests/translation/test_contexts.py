"""Where a text stands goes to the engines that read it, and costs no request."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from notedeck.translation.engines import find_engines
from notedeck.translation.segments.collect import collect_segments
from notedeck.translation.segments.contexts import find_contexts
from notedeck.translation.sending.batches import estimate_translation
from notedeck.translation.text_context import TextContext
from tests.support.cases import Case, load_cases
from tests.support.drafts import generate_note_cards
from tests.support.translation_server import PAIR, Server, run_translation_server
from tests.translation.test_sending import ENGINES, check_all, create_sender

CASES = load_cases("translation/contexts.md")
LONG = "아주 긴 글은 그 자체로 무엇을 말하는지 알 수 있어서 이웃이 필요 없다"
CONTEXTS = {
    "비용": TextContext(("EC2", "요금"), "", "", "<b>용량</b>"),
    "용도": TextContext(("EC2", "요금"), "항목", "비용", LONG),
    LONG: TextContext(("EC2", "정리"), "", "용도", "끝"),
}
READERS = [name for name in ENGINES if find_engines()[name].FACTS.takes_context]


@pytest.fixture
def server() -> Iterator[Server]:
    with run_translation_server() as running:
        yield running


def format_contexts(text: str) -> str:
    """Return the contexts of the texts of a note, one a line."""
    cards = generate_note_cards(text, "basic")
    msgids = [segment.msgid for segment in collect_segments(cards, PAIR.source)]
    contexts = find_contexts(cards, PAIR.source, msgids)
    return "\n".join(" | ".join([msgid, *format_context(contexts[msgid])]) for msgid in msgids)


def format_context(context: TextContext) -> list[str]:
    """Return the parts of a context that are not empty."""
    parts = {"under": " > ".join(context.headings), "column": context.column}
    parts |= {"before": context.before, "after": context.after}
    return [f"{name}: {value}" for name, value in parts.items() if value]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_contexts(case: Case) -> None:
    assert format_contexts(case.given) == case.expected


@pytest.mark.parametrize("name", READERS)
def test_context_costs_no_request(name: str, server: Server) -> None:
    sender = replace(create_sender(server, name), contexts=CONTEXTS)
    outcomes = check_all(sender, tuple(CONTEXTS))
    assert all(outcome.text for outcome in outcomes.values())
    assert sender.requests == 1
    assert outcomes == check_all(create_sender(server, name), tuple(CONTEXTS))


def test_deepl_gets_what_is_around_all_texts_of_a_request(server: Server) -> None:
    check_all(replace(create_sender(server, "deepl"), contexts=CONTEXTS), tuple(CONTEXTS))
    body = json.loads(server.bodies[0])
    assert body["context"].split("\n") == ["EC2 > 요금", "용량", "항목", "EC2 > 정리"]
    assert body["text"] == list(CONTEXTS)
    server.bodies.clear()
    check_all(create_sender(server, "deepl"), tuple(CONTEXTS))
    assert "context" not in json.loads(server.bodies[0])


def test_the_context_for_deepl_has_a_limit(server: Server) -> None:
    contexts = {f"{number}번째 글": TextContext((f"제목 {number} " + "가" * 500,)) for number in range(20)}
    check_all(replace(create_sender(server, "deepl"), contexts=contexts), tuple(contexts))
    assert 3000 < len(json.loads(server.bodies[0])["context"]) <= 4000


def test_language_models_get_texts_in_sections(server: Server) -> None:
    check_all(replace(create_sender(server, "openai"), contexts=CONTEXTS), tuple(CONTEXTS))
    assert json.loads(json.loads(server.bodies[0])["messages"][1]["content"]) == {
        "sections": [
            {
                "under": "EC2 > 요금",
                "texts": [
                    {"id": 1, "text": "비용", "after": "용량"},
                    {"id": 2, "text": "용도", "column": "항목"},
                ],
            },
            {"under": "EC2 > 정리", "texts": [{"id": 3, "text": LONG}]},
        ]
    }


@pytest.mark.parametrize("name", [name for name in ENGINES if name not in READERS])
def test_other_engines_get_the_texts_alone(name: str, server: Server) -> None:
    check_all(replace(create_sender(server, name), contexts=CONTEXTS), tuple(CONTEXTS))
    assert "EC2" not in "".join((*server.bodies, *server.received_texts))


def test_the_estimate_counts_contexts_where_they_cost_something() -> None:
    engines = find_engines()
    without, with_contexts = (estimate_translation([*CONTEXTS], engines["openai"], own) for own in ({}, CONTEXTS))
    assert with_contexts.tokens > without.tokens and with_contexts.requests == without.requests
    without, with_contexts = (estimate_translation([*CONTEXTS], engines["deepl"], own) for own in ({}, CONTEXTS))
    assert without == with_contexts
