"""The preview as text: formulas, data, findings, drawings, pictures, and what the page may load."""

from __future__ import annotations

import json
import re
from itertools import permutations
from pathlib import Path
from xml.etree import ElementTree

import pytest

from notedeck.anki import note_types
from notedeck.language import LANGUAGES
from notedeck.messages import Message
from notedeck.model import Asset, Card, Deck, Key, Place, Skipped, SkipReason
from notedeck.preview import PageContent, charts, format_page, problem_lists, read_script
from notedeck.preview.mathml import convert_formulas
from notedeck.preview.note_links import (
    find_hosted_notes_url,
    find_relative_notes_url,
    find_served_notes,
    format_note_page,
)
from notedeck.preview.page_media import PageMedia, locate_media, remove_old_media, write_media_folder
from notedeck.problems import DeckError, Problem, ProblemCode, Severity
from notedeck.util.resources import read_resource
from tests.support.cases import Case, load_cases
from tests.support.repository import create_repository, run_git

CARD = Card(
    Key("a b.md", (), "큐", "basic"), Place("a b.md", 3), "큐", "<p>FIFO</p>", deck="덱::a", guid="g1", modified=1
)
DECK = Deck("덱 <b>", cards=(CARD,))
NONE = PageMedia({})


@pytest.mark.parametrize("case", load_cases("preview/mathml.md"), ids=str)
def test_formulas(case: Case) -> None:
    assert convert_formulas(case.given) == case.expected
    ElementTree.fromstring(f"<p>{case.expected}</p>")  # well-formed: nothing of a formula is markup


def data_of(html: str) -> dict[str, object]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert found is not None
    values = json.loads(found[1])
    assert isinstance(values, dict)
    return values


def test_nothing_of_a_note_can_end_the_data() -> None:
    evil = CARD.replace(front="</script><script>alert(1)</script><!-- \u2028")
    html = format_page(PageContent(DECK.replace(cards=(evil,)), (), "ko"), NONE)
    assert html.count("<script") == 2 == html.count("</script>")
    (note,) = data_of(html)["notes"]  # type: ignore[misc]
    assert note["fields"]["Front"].startswith("</script>")  # type: ignore[has-type]


def test_the_page_names_the_deck_and_shows_the_templates_of_the_package() -> None:
    html = format_page(PageContent(DECK, (), "ko"), NONE)
    assert "<title>덱 &lt;b&gt;</title>" in html
    assert data_of(html)["css"] == note_types.format_stylesheet()
    kinds = data_of(html)["note_types"]
    assert [one["templates"][0]["question"] for one in kinds] == [  # type: ignore[attr-defined]
        note_types.read_bundled_file("front.html"),
        note_types.read_bundled_file("cloze_front.html"),
    ]


def policy(given: PageContent, found: PageMedia = NONE) -> dict[str, str]:
    html = format_page(given, found)
    content = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert content is not None
    rows = (part.strip().partition(" ") for part in content[1].replace("&#x27;", "'").split(";"))
    return {name: value for name, _, value in rows}


def test_the_page_may_load_nothing_but_itself() -> None:
    rules = policy(PageContent(DECK, (), "ko"))
    assert rules["default-src"] == rules["connect-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert rules["img-src"] == rules["media-src"] == "data:"
    assert all(re.fullmatch(r"'sha256-[\w+/=]+'", rules[name]) for name in ("script-src", "style-src"))
    assert policy(PageContent(DECK, (), "ko", edition=1))["connect-src"] == "'self'"
    assert "file:" in policy(PageContent(DECK, (), "ko"), PageMedia({}, "덱_files"))["img-src"]


def test_equal_decks_give_equal_pages() -> None:
    assert format_page(PageContent(DECK, (), "ko"), NONE) == format_page(PageContent(DECK, (), "ko"), NONE)


def test_both_languages_say_everything() -> None:
    words = read_resource("notedeck.preview", "ui_text.js")
    english, korean = (set(re.findall(r"^ {4,6}(\w+):", part, re.M)) for part in words.split("\n  ko: {"))
    assert english == korean
    used = re.findall(r'data-(?:text|label|title)="(\w+)"', read_resource("notedeck.preview", "page.html"))
    used += re.findall(r'data-text="(\w+)"', problem_lists.format_problems(()) + problem_lists.format_skipped(()))
    used += re.findall(r'uiText\("(\w+)"\)', read_script())
    assert set(used) <= english
    assert {reason.value for reason in SkipReason} | {severity.value for severity in Severity} <= english


def test_findings_name_place_code_and_what_to_do() -> None:
    problem = Problem(ProblemCode.MEDIA_MISSING, Place("a b.md", 4), Message("<x> is missing"), Message("Look & see."))
    html = problem_lists.format_problems((problem,))
    for part in (
        'data-path="a b.md" data-line="4"',
        "><bdi>a b.md</bdi>:4<",
        "media-missing",
        "&lt;x&gt;",
        "Look &amp; see.",
    ):
        assert part in html
    assert 'data-reason="empty"' in problem_lists.format_skipped(
        (Skipped(Place("a.md", 1), "빈", SkipReason.EMPTY, ""),)
    )


def test_the_most_severe_problems_come_first() -> None:
    codes = (ProblemCode.MEDIA_UNUSED, ProblemCode.MEDIA_MISSING, ProblemCode.LOCK_BEHIND, ProblemCode.BACK_EMPTY)
    html = problem_lists.format_problems(Problem(code, Place("a.md", 1), Message("")) for code in codes)
    kinds = ["lock-behind", "media-missing", "back-empty", "media-unused"]
    assert re.findall(r'data-kind="([\w-]+)"', html) == kinds


def test_a_problem_is_written_in_each_language_of_the_page() -> None:
    message, hint = Message("{address} does not exist", address="<x>.png"), Message("Look & see.")
    html = problem_lists.format_problems((Problem(ProblemCode.MEDIA_MISSING, Place("a.md", 4), message, hint),))
    assert '<span class="in" lang="en">&lt;x&gt;.png does not exist</span>' in html
    assert '<span class="in" lang="ko">&lt;x&gt;.png 파일이 없습니다</span>' in html
    assert html.count("Look &amp; see.") == 1
    css = read_resource("notedeck.preview", "page.css")
    assert all(f'html[lang="{page}"] .in[lang="{other}"]' in css for page, other in permutations(LANGUAGES, 2))


def test_nothing_turns_the_writing_direction_of_a_list() -> None:
    name, turn = "a\u202eb.md", "\u202e\u2067"
    problem = Problem(
        ProblemCode.MEDIA_MISSING,
        Place(name, 4),
        Message(f"{turn} is missing"),
        Message(f"Look at {turn}."),
        quoted=(turn,),
    )
    html = problem_lists.format_problems((problem,))
    skipped = problem_lists.format_skipped((Skipped(Place(name, 1), turn, SkipReason.EMPTY, ""),))
    for shown in (html, skipped):
        assert not set(turn) & set(shown.replace(f'data-path="{name}"', ""))
        assert "<bdi>a\\u202eb.md</bdi>:" in shown


def test_drawings_count_right() -> None:
    cards = [CARD.replace(back=f"<p>{'가 ' * size}</p>", guid=str(size)) for size in (10, 49, 50, 2000)]
    spoken = charts.draw_lengths(DECK.replace(cards=tuple(cards)))
    assert (
        'aria-label="0 – 49: 2; 50 – 99: 1; 100 – 199: 0; 200 – 399: 0; 400 – 799: 0; 800 – 1599: 0; 1600 +: 1"'
        in spoken
    )
    half = (CARD, CARD.replace(back_translation="x", guid="2"))
    assert 'aria-label="a: 1 / 2"' in charts.draw_translated(DECK.replace(cards=half))
    many = tuple(CARD.replace(place=Place(f"{number}.md", 1)) for number in range(30))
    assert "+ 5 <span" in charts.draw_cards_per_note(DECK.replace(cards=many))
    for drawing in (spoken, charts.draw_cards_per_note(DECK)):
        ElementTree.fromstring(drawing)


def test_pictures_are_inside_until_they_are_many(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"12345")
    assets = (Asset("그-림-0a1b2c3d.png", tmp_path / "a.png"),)
    assert locate_media(assets, "덱_files", 5).urls == {"그-림-0a1b2c3d.png": "data:image/png;base64,MTIzNDU="}
    many = locate_media(assets, "덱_files", 4)
    assert many.urls == {"그-림-0a1b2c3d.png": "%EB%8D%B1_files/%EA%B7%B8-%EB%A6%BC-0a1b2c3d.png"}
    write_media_folder(many, tmp_path)
    assert (tmp_path / "덱_files" / "그-림-0a1b2c3d.png").read_bytes() == b"12345"


def test_only_files_of_ours_are_removed_beside_the_page(tmp_path: Path) -> None:
    folder = tmp_path / "덱_files"
    folder.mkdir()
    for name in ("old-0a1b2c3d.png", "그림-ffffffff.webp", "내 사진.png", "thesis.docx"):
        (folder / name).write_bytes(b"")
    remove_old_media(folder, ["그림-ffffffff.webp"])
    assert {file.name for file in folder.iterdir()} == {"그림-ffffffff.webp", "내 사진.png", "thesis.docx"}
    for name in ("내 사진.png", "thesis.docx"):
        (folder / name).unlink()
    remove_old_media(folder, [])
    assert not folder.exists()
    remove_old_media(folder, [])


def test_a_picture_that_is_gone_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DeckError, match="does not exist"):
        locate_media((Asset("a.png", tmp_path / "a.png"),), "x_files")


def test_the_way_from_the_page_to_the_notes(tmp_path: Path) -> None:
    notes, output = tmp_path / "내 노트", tmp_path / "output"
    assert find_relative_notes_url(notes, output) == "../%EB%82%B4%20%EB%85%B8%ED%8A%B8/"
    assert find_relative_notes_url(notes, notes) == "./"


def test_notes_on_the_host_of_their_repository(tmp_path: Path) -> None:
    top = create_repository(tmp_path / "study")
    (top / "내 노트").mkdir()
    assert find_hosted_notes_url(top / "내 노트") is None
    run_git(top, "remote", "add", "origin", "git@github.com:kim/study.git")
    assert (
        find_hosted_notes_url(top / "내 노트")
        == "https://github.com/kim/study/blob/HEAD/%EB%82%B4%20%EB%85%B8%ED%8A%B8/"
    )
    assert find_hosted_notes_url(top) == "https://github.com/kim/study/blob/HEAD/"
    assert find_hosted_notes_url(tmp_path) is None


def test_notes_that_a_page_names_may_be_served(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    (notes / "aws").mkdir(parents=True)
    (tmp_path / "secret.md").write_text("x", encoding="utf-8")
    (notes / "aws" / "a b.md").write_text("# <가>\n\n나\n", encoding="utf-8")
    (notes / "out.md").symlink_to(tmp_path / "secret.md")
    places = [Place(path, 1) for path in ("aws/a b.md", "out.md", "../secret.md", "gone.md", "aws")]
    (file,) = find_served_notes(notes, places).items()
    assert file == ("notes/aws/a b.md", notes / "aws" / "a b.md")
    assert '<li id="L1"># &lt;가&gt;\n</li>' in format_note_page(file[1]) and 'id="L3">나' in format_note_page(file[1])
