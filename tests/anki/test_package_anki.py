"""What the real Anki makes of a package: import, import again, templates, media, scheduling."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from anki.collection import Collection  # noqa: F401 - before anki.models
from anki.models import NotetypeDict, NotetypeId

from notedeck.anki import note_types
from notedeck.anki.deck_names import normalize_deck_name
from notedeck.anki.package import write_package
from notedeck.anki.text import clean_text
from notedeck.model import Asset, Deck
from tests.support.anki_collection import Anki, Imported, Media, open_collection
from tests.support.samples import SECOND, create_card, create_deck

TEXT = re.compile(r"<style>.*?</style>|<[^>]+>", re.DOTALL)


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[Anki]:
    with open_collection(tmp_path / "collection") as fresh:
        yield fresh


def load(anki: Anki, made: Deck) -> Imported:
    """Pack a deck and import it."""
    file = Path(anki.col.path).parent / "deck.apkg"
    write_package(made, file)
    return anki.load(file)


def text(side: str) -> list[str]:
    """The lines of text that a card's side shows."""
    return [line.strip() for line in html.unescape(TEXT.sub("\n", side)).split("\n") if line.strip()]


def test_once_is_new_twice_is_nothing(anki: Anki) -> None:
    made = create_deck(*(create_card(str(number)) for number in range(20)))
    assert load(anki, made) == Imported(new=20)
    assert load(anki, made) == Imported(duplicate=20)


def test_only_a_changed_note_is_updated_and_others_keep_what_a_member_added(anki: Anki) -> None:
    cards = tuple(create_card(str(number)) for number in range(5))
    load(anki, create_deck(*cards))
    mine = anki.notes()[3]
    mine.tags.append("mine")
    anki.col.update_note(mine)
    later = cards[1].replace(back="<p>B</p>", modified=SECOND + 60)
    assert load(anki, create_deck(cards[0], later, *cards[2:])) == Imported(updated=1, duplicate=4)
    notes = anki.notes()
    assert [note["Back"] for note in notes] == ["<p>A</p>", "<p>B</p>", *["<p>A</p>"] * 3]
    assert notes[1].mod == SECOND + 60
    assert "mine" in notes[3].tags


def test_scheduling_outlasts_an_update(anki: Anki) -> None:
    cards = tuple(create_card(str(number)) for number in range(3))
    load(anki, create_deck(*cards))
    anki.col.decks.select(anki.cards()[0].did)
    reviewed = anki.col.sched.getCard()
    assert reviewed
    anki.col.sched.answerCard(reviewed, 4)
    assert anki.col.db
    before = [anki.col.db.all("select * from cards order by id"), anki.col.db.all("select * from revlog")]
    assert before[1]
    changed = (one.replace(back="<p>new</p>", modified=SECOND + 60) for one in cards)
    assert load(anki, create_deck(*changed)) == Imported(updated=3)
    assert [anki.col.db.all("select * from cards order by id"), anki.col.db.all("select * from revlog")] == before


def test_cards_come_in_note_order_over_all_decks(anki: Anki) -> None:
    decks = ["학습::b", "학습::a", "학습", "학습::b::c", "학습::a"]
    load(anki, create_deck(*(create_card(str(number), deck=name) for number, name in enumerate(decks))))
    found = [(one.due, anki.deck_of(one), one.note()["Front"]) for one in anki.cards()]
    assert found == [(number + 1, name, str(number)) for number, name in enumerate(decks)]
    assert anki.decks() == ["학습", "학습::a", "학습::b", "학습::b::c"]


def test_the_top_deck_is_there_and_described_in_markdown(anki: Anki) -> None:
    load(anki, create_deck(create_card("a", deck="학습::deep::er"), description="**bold** & 한글"))
    top = anki.col.decks.by_name("학습")
    assert top and (top["desc"], top["md"]) == ("**bold** & 한글", True)
    below = anki.col.decks.by_name("학습::deep")
    assert below and below["desc"] == ""


def test_a_description_with_broken_letters_can_be_imported(anki: Anki) -> None:
    load(anki, create_deck(create_card("a"), description="half \ud83d\x00\x1f"))
    assert (anki.col.decks.by_name("학습") or {})["desc"] == "half \ufffd"


def test_two_decks_changed_in_one_second_live_together(anki: Anki) -> None:
    """Their notes and cards ask for the same ids; Anki finds others, as it knows notes by their guid."""
    for name in ("학습", "복습"):
        made = create_deck(*(create_card(f"{name} {number}", deck=name) for number in range(30)), name=name)
        assert load(anki, made) == Imported(new=30)
    assert load(anki, made) == Imported(duplicate=30)
    assert sorted(anki.deck_of(one) for one in anki.cards()) == ["복습"] * 30 + ["학습"] * 30


def test_a_deck_without_cards_can_be_imported(anki: Anki) -> None:
    assert load(anki, create_deck()) == Imported()


def test_two_spellings_of_a_deck_are_one(anki: Anki) -> None:
    load(
        anki,
        create_deck(
            create_card("a", deck="학습::AWS"),
            create_card("b", deck="학습::aws"),
            create_card("c", deck=" 학습 :: Aws"),
        ),
    )
    assert [anki.deck_of(one) for one in anki.cards()] == ["학습::AWS"] * 3


@pytest.mark.parametrize("name", ["학습::10:30 회의", '학습::"a"', "학습:::: b ", "학습::C++ & C# <x>", "학습::a\x1fb"])
def test_anki_keeps_a_deck_name_as_packed(anki: Anki, name: str) -> None:
    load(anki, create_deck(create_card("a", deck=name)))
    assert anki.deck_of(anki.cards()[0]) == normalize_deck_name(name)


def test_tags_arrive_whole(anki: Anki) -> None:
    load(anki, create_deck(create_card("a", tags=("자바", "path::aws::ECS 정리", "운영　체제"))))
    assert sorted(anki.notes()[0].tags) == sorted(["자바", "path::aws::ECS_정리", "운영_체제"])


HOSTILE = [
    "{{ value }}",
    "{{c1::x}}",
    "{{Front}}",
    "{{#Back}}a{{/Back}}",
    "{{=<% %>=}}",
    "<%Back%>",
    "[sound:]",
    "a\x1fb\x00\x07",
]
HOSTILE += ["\ud83d", "&lt;script&gt;", "\\(a &lt; b\\)", "[latex]x[/latex]", "\u2028\ufeff", "'; drop table notes; --"]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_fields_arrive_as_written(anki: Anki, hostile: str) -> None:
    given = create_card("t", hostile, front="F " + hostile, breadcrumb=(hostile, "b"))
    assert load(anki, create_deck(given)) == Imported(new=1)
    note, (one,) = anki.notes()[0], anki.cards()
    stored = (
        re.sub("[\x00-\x1f]", "", hostile)
        .replace("\ud83d", "\ufffd")
        .replace("[sound:", "&#91;sound:")
        .replace("[latex]", "&#91;latex]")
        .replace("[/latex]", "&#91;/latex]")
        .replace(r"\(a &lt; b\)", r'<span class="math">\(a &lt; b\)</span>')
    )
    assert (note["Front"], note["Back"], len(note.fields)) == ("F " + stored, stored, len(note_types.FIELDS))
    assert stored in one.question() and stored in one.answer()
    assert anki.media().missing == ()


@pytest.mark.parametrize("command", ["[sound:x.mp3]", "[anki:tts lang=ko_KR]x[/anki:tts]", "[Sound:x.mp3]"])
def test_text_plays_nothing(anki: Anki, command: str) -> None:
    load(anki, create_deck(create_card("t", f"<code>{command}</code>", front=command)))
    (one,) = anki.cards()
    assert (one.question_av_tags(), one.answer_av_tags()) == ([], [])


def letters(text: str) -> list[str]:
    """The letters whatever their order: Anki and Python sort combining marks by different versions of Unicode."""
    return sorted(unicodedata.normalize("NFD", text))


def test_every_letter_there_is_arrives(anki: Anki) -> None:
    """All of Unicode's first plane, control characters and halves of surrogate pairs too, 256 a card."""
    rows = ["".join(map(chr, range(start, start + 256))) for start in range(0, 0x10000, 256)]
    given = create_deck(*(create_card(f"{number:x}", html.escape(row)) for number, row in enumerate(rows)))
    assert load(anki, given) == Imported(new=256)
    assert [letters(note["Back"]) for note in anki.notes()] == [letters(clean_text(one.back)) for one in given.cards]


def test_a_blank_front_still_makes_a_card(anki: Anki) -> None:
    assert load(anki, create_deck(create_card("그림만", front="<p>&nbsp;</p>"))) == Imported(new=1)
    assert text(anki.cards()[0].question()) == ["AWS", "그림만"]
    assert not anki.col.get_empty_cards().notes


def test_both_sides_of_a_card(anki: Anki) -> None:
    load(
        anki,
        create_deck(
            create_card(
                "Q <b>x</b>", '<p data-line="3">A</p><details><summary>S</summary>D</details>', breadcrumb=("A<B", "C")
            )
        ),
    )
    (one,) = anki.cards()
    assert text(one.question()) == ["A<B › C", "Q", "x"]
    assert text(one.answer()) == ["A<B › C", "Q", "x", "A", "S", "D", "aws.md:3"]
    assert "<details open>" in one.answer() and "data-line" not in one.answer()
    assert one.answer().count('id="answer"') == 1


def test_translations_show_once_they_are_there(anki: Anki) -> None:
    load(anki, create_deck(create_card("질문")))
    before = anki.cards()[0].answer()
    note = anki.notes()[0]
    note["FrontTranslation"], note["BackTranslation"], note["BreadcrumbTranslation"] = (
        "Question",
        "Answer",
        "Web services",
    )
    anki.col.update_note(note)
    after = anki.cards()[0].answer()
    assert text(after) == ["AWS", "Web services", "질문", "Question", "A", "Answer", "aws.md:3"]
    assert 'class="translation"' in after and 'class="translation"' not in before


def test_a_filled_reverse_field_makes_the_second_card(anki: Anki) -> None:
    load(anki, create_deck(create_card("질문")))
    assert len(anki.cards()) == 1
    note = anki.notes()[0]
    note["Reverse"] = "Question"
    anki.col.update_note(note)
    first, second = note.cards()
    assert text(second.question()) == ["AWS", "Question"]
    assert text(second.answer()) == ["AWS", "Question", "질문", "A", "aws.md:3"]
    assert [one.template()["name"] for one in (first, second)] == ["Card 1", "Card 2"]


def test_nothing_missing_and_nothing_unused(anki: Anki, tmp_path: Path) -> None:
    names = ("그림-12345678.png", "a b-12345678.svg", "r&d_(1)-12345678.gif", "가" * 34 + "-12345678.webp")
    for name in names:
        (tmp_path / f"{names.index(name)}.bin").write_bytes(name.encode())
    assets = tuple(Asset(name, tmp_path / f"{number}.bin") for number, name in enumerate(names))
    cards = (create_card(name, f'<img src="{html.escape(name)}">') for name in names)
    load(anki, create_deck(*cards, assets=assets))
    assert anki.media() == Media(files=tuple(sorted(names)))
    assert (Path(anki.col.media.dir()) / names[0]).read_bytes() == names[0].encode()


def note_type(anki: Anki) -> NotetypeDict:
    """Our note type as it is in the collection."""
    found = anki.col.models.get(NotetypeId(note_types.BASIC.id))
    assert found
    return found


def test_the_note_type_is_ours_with_all_its_ids(anki: Anki) -> None:
    load(anki, create_deck(create_card("a")))
    found = note_type(anki)
    assert [(one["name"], one["id"]) for one in found["flds"]] == [
        (one.name, one.id) for one in note_types.BASIC.fields
    ]
    assert [(one["name"], one["id"]) for one in found["tmpls"]] == [
        (one.name, one.id) for one in note_types.BASIC.templates
    ]
    assert found["sortf"] == 0 and found["mod"] == note_types.MODIFIED


def test_the_browser_shows_plain_sides_and_sorts_by_the_front(anki: Anki) -> None:
    load(anki, create_deck(create_card("나"), create_card("가", "<p>답</p>", front="<b>가</b>")))
    anki.col.load_browser_card_columns()
    anki.col.set_browser_card_columns(["question", "answer", "noteFld"])
    rows = [[cell[0] for cell in anki.col.browser_row_for_id(one.id)[0]] for one in anki.cards()]
    assert rows == [["나", "A", "나"], ["가", "답", "가"]]


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """A later release: a field and a template have other names, templates and looks have changed."""
    fields = tuple(("Memo", about) if name == "SpeechFront" else (name, about) for name, about in note_types.FIELDS)
    templates = tuple(one.replace(name="New " + one.name) for one in note_types.BASIC.templates)
    old = note_types.read_bundled_file
    monkeypatch.setattr(note_types, "FIELDS", fields)
    monkeypatch.setattr(note_types, "BASIC", note_types.BASIC.replace(templates=templates))
    monkeypatch.setattr(note_types, "NOTE_TYPES", (note_types.BASIC,))
    monkeypatch.setattr(note_types, "MODIFIED", note_types.MODIFIED + 1)
    monkeypatch.setattr(note_types, "format_stylesheet", lambda _theme: ".card { color: teal }")
    monkeypatch.setattr(note_types, "read_bundled_file", lambda name: "NEW " + old(name) + "{{Memo}}")


def test_a_new_release_changes_the_note_type_in_place(anki: Anki, request: pytest.FixtureRequest) -> None:
    made = create_deck(create_card("a"), create_card("b"))
    load(anki, made)
    assert anki.col.db
    schema = anki.col.db.scalar("select scm from col")
    kinds = len(anki.col.models.all())
    request.getfixturevalue("next_version")
    assert load(anki, made) == Imported(duplicate=2)
    found = note_type(anki)
    assert found["css"] == ".card { color: teal }"
    assert [one["name"] for one in found["flds"]][8:] == [
        "Memo",
        "SpeechBack",
        "Layout",
        "Reserved1",
        "Reserved2",
        "Reserved3",
    ]
    assert [one["name"] for one in found["tmpls"]] == ["New Card 1", "New Card 2"]
    assert text(anki.cards()[0].question())[0] == "NEW"
    assert len(anki.col.models.all()) == kinds
    assert anki.col.db.scalar("select scm from col") == schema, "a full sync would be needed"
    later = made.cards[0].replace(back="<p>B</p>", modified=SECOND + 1)
    assert load(anki, made.replace(cards=(later, made.cards[1]))) == Imported(updated=1, duplicate=1)


def test_an_older_release_does_not_undo_a_newer_one(anki: Anki) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(note_types, "MODIFIED", note_types.MODIFIED + 1)
        patch.setattr(note_types, "format_stylesheet", lambda _theme: ".card { color: teal }")
        load(anki, create_deck(create_card("a")))
    load(anki, create_deck(create_card("a")))
    found = note_type(anki)
    assert found["css"] == ".card { color: teal }"


def test_anki_finds_nothing_to_mend(anki: Anki) -> None:
    load(anki, create_deck(*(create_card(str(number), deck=f"학습::{number % 3}") for number in range(9))))
    assert anki.col.db
    notes = anki.col.db.all("select id, mod, flds, sfld, csum from notes order by id")
    report, ok = anki.col.fix_integrity()
    assert ok, report
    assert anki.col.db.all("select id, mod, flds, sfld, csum from notes order by id") == notes
