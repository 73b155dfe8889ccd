"""The memory takes translations that people wrote beside their notes, and keeps what people wrote into it."""

from __future__ import annotations

from notedeck.messages import Message
from notedeck.model import Place
from notedeck.translation.memory.entries import EngineText, Entry, Memory, add_engine_texts
from notedeck.translation.parallel.offer import offer_texts
from notedeck.translation.parallel.pairs import ParallelText

EMPTY = Entry("큐", paths=("a.md",))
BY_ENGINE = add_engine_texts(Memory((EMPTY,)), {"큐": EngineText("Cue")}, "google", "2026-01-01", {EMPTY.key}).entries[
    0
]


def create_text(msgstr: str, path: str = "a.md", reason: str = "") -> ParallelText:
    return ParallelText("큐", msgstr, Place(path, 1), Place("a.en.md", 1), Message(reason))


def test_an_empty_entry_and_one_of_an_engine_are_filled() -> None:
    for entry in (EMPTY, BY_ENGINE):
        offer = offer_texts(Memory((entry,)), [create_text("Queue")])
        (filled,) = offer.memory.entries
        assert (filled.msgstr, filled.is_from_engine, filled.fuzzy) == ("Queue", False, False)
        assert offer.added == (create_text("Queue"),)


def test_what_a_person_wrote_stays() -> None:
    memory = Memory((Entry("큐", "A queue", comment="교정함"),))
    offer = offer_texts(memory, [create_text("Queue")])
    assert (offer.memory, offer.kept, offer.added) == (memory, (create_text("Queue"),), ())
    assert offer_texts(memory, [create_text("A queue")]).present == (create_text("A queue"),)


def test_a_comment_of_a_person_stays_and_that_of_an_engine_goes() -> None:
    entry = Entry(BY_ENGINE.msgid, BY_ENGINE.msgstr, comment=f"뜻 확인\n{BY_ENGINE.comment}")
    offer = offer_texts(Memory((entry,)), [create_text("Queue")])
    assert offer.memory.entries[0].comment == "뜻 확인"


def test_the_most_frequent_translation_counts_and_for_one_note_its_own() -> None:
    texts = [create_text("Cue", "b.md"), create_text("Queue"), create_text("Queue", "c.md")]
    memory = Memory((EMPTY, Entry("큐", context="b.md")))
    assert [entry.msgstr for entry in offer_texts(memory, texts).memory.entries] == ["Queue", "Cue"]


def test_what_has_no_usable_translation_is_named_once_unless_the_memory_has_it() -> None:
    texts = [create_text("", reason="nothing stands in its place"), create_text("", "b.md", "its lines differ")]
    offer = offer_texts(Memory((EMPTY,)), texts)
    assert (offer.memory, offer.unclear) == (Memory((EMPTY,)), (texts[0],))
    assert offer_texts(Memory((BY_ENGINE,)), texts).unclear == ()
    assert offer_texts(Memory((EMPTY,)), [*texts, create_text("Queue", "c.md")]).unclear == ()


def test_texts_that_no_card_shows_are_left_out() -> None:
    obsolete = Entry("큐", "Queue", obsolete=True)
    offer = offer_texts(Memory((obsolete,)), [create_text("A queue")])
    assert (offer.memory, offer.kept) == (Memory((obsolete,)), ())
    assert offer_texts(Memory(), [create_text("Queue")]).memory == Memory()
