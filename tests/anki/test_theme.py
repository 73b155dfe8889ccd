"""A look of one's own: read, refused with a reason, dated, and taken by Anki in place."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from notedeck.anki import note_types
from notedeck.anki.theme import date_theme, find_active_text, read_theme
from notedeck.model import Theme, ThemeVersion
from notedeck.problems import DeckError
from tests.support.anki_collection import Anki, open_collection
from tests.support.building import build_and_write
from tests.support.cases import Case, load_cases
from tests.support.settings import read_settings

NOW = 1_800_000_000


def folder(tmp_path: Path, files: dict[str, str]) -> Path:
    """A notes folder with these files."""
    for name, text in {"a.md": "# 큐\n\nFIFO\n\n## 글\n\n**가** 나\n", **files}.items():
        (tmp_path / "notes" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "notes" / name).write_text(text, encoding="utf-8")
    return tmp_path / "notes"


def shown(root: Path) -> str:
    """The look in a folder, or the error and its hint."""
    try:
        look = read_theme(root, read_settings(root).theme)
    except DeckError as error:
        return f"{error}\n  {error.hint}".replace(f"{root}/", "")
    rows = (f"{name}: {text.strip()}" for name, text in {"css": look.css, **look.templates}.items())
    return "\n".join(rows)


@pytest.mark.parametrize("case", load_cases("theme.md"), ids=str)
def test_looks(case: Case, tmp_path: Path) -> None:
    files = {}
    for part in case.given.split("--- ")[1:]:
        name, _, text = part.partition("\n")
        files[name] = text.strip("\n")
    assert shown(folder(tmp_path, files)) == case.expected


def test_a_style_sheet_of_something_else_is_not_ours(tmp_path: Path) -> None:
    assert shown(folder(tmp_path, {"style.css": "body {}"})) == "css: "


def test_another_encoding_is_refused(tmp_path: Path) -> None:
    root = folder(tmp_path, {"deck.toml": ""})
    (root / "style.css").write_bytes("/* 색 */".encode("cp949"))
    assert shown(root) == "style.css:1: the text is not UTF-8\n  Save the file in UTF-8."


def test_only_a_change_has_a_new_time() -> None:
    assert date_theme(Theme(), None, NOW) == (Theme(), None)
    first, stamp = date_theme(Theme(".card {}"), None, NOW)
    assert stamp is not None and first.modified == stamp.modified == NOW
    assert date_theme(Theme(".card {}"), stamp, NOW + 9)[1] == stamp
    second, other = date_theme(Theme(".card {color: red}"), stamp, NOW - 9)
    assert other is not None and other.digest != stamp.digest and second.modified == NOW + 1
    gone, last = date_theme(Theme(), other, NOW + 50)
    assert last is not None and (gone.css, gone.modified) == ("", NOW + 50)


def test_a_new_release_of_ours_is_a_change_too(monkeypatch: pytest.MonkeyPatch) -> None:
    _, stamp = date_theme(Theme(".card {}"), None, NOW)
    monkeypatch.setattr(note_types, "MODIFIED", note_types.MODIFIED + 1)
    assert stamp is not None and date_theme(Theme(".card {}"), stamp, NOW + 5)[1] != stamp


def kind(anki: Anki, name: str = note_types.BASIC.name) -> dict[str, object]:
    found = anki.col.models.by_name(name)
    assert found is not None
    return dict(found)


def test_it_arrives_in_a_collection_that_has_an_older_release(tmp_path: Path) -> None:
    root, package = folder(tmp_path, {"deck.toml": 'style = "cloze"\n'}), tmp_path / "deck.apkg"
    with open_collection(tmp_path / "anki") as anki:
        assert anki.col.db
        first = build_and_write(root, package)
        anki.load(package)
        schema, cards = anki.col.db.scalar("select scm from col"), len(anki.cards())
        (root / "style.css").write_text(".card { color: teal }", encoding="utf-8")
        (root / "deck.toml").write_text('style = "cloze"\n[card]\ntemplate = "t"\n', encoding="utf-8")
        (root / "t").mkdir()
        (root / "t" / "front.html").write_text("<b>MINE</b> {{Front}}", encoding="utf-8")
        second = build_and_write(root, package)
        assert second.changes == () and second.deck.cards == first.deck.cards
        assert anki.load(package).duplicate == len(second.deck.cards)
        assert all(str(kind(anki, one.name)["css"]).endswith(".card { color: teal }") for one in note_types.NOTE_TYPES)
        assert anki.cards()[0].question().startswith("<style>") and "<b>MINE</b>" in anki.cards()[0].question()
        (root / "style.css").unlink()
        build_and_write(root, package)
        anki.load(package)
        assert kind(anki)["css"] == note_types.format_stylesheet()
        assert (anki.col.db.scalar("select scm from col"), len(anki.cards())) == (schema, cards)
        assert len([one for one in anki.col.models.all_names_and_ids() if "notedeck" in one.name]) == 2


def test_members_of_one_commit_get_the_same(tmp_path: Path) -> None:
    root = folder(tmp_path, {"deck.toml": "", "style.css": ".card { color: teal }"})
    build_and_write(root, tmp_path / "a.apkg")
    for words in (["init", "-q"], ["add", "."], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x"]):
        subprocess.run(["git", *words], cwd=root, check=True)
    subprocess.run(["git", "clone", "-q", str(root), str(tmp_path / "other")], check=True)
    one, other = build_and_write(root, tmp_path / "a.apkg"), build_and_write(tmp_path / "other", tmp_path / "b.apkg")
    assert one.deck.theme == other.deck.theme and one.lock.theme_version == other.lock.theme_version
    assert isinstance(one.lock.theme_version, ThemeVersion)


@pytest.mark.parametrize("days", [2, 400, 10**7])
def test_a_time_far_in_the_future_freezes_no_theme(days: int) -> None:
    frozen = ThemeVersion("0" * 16, NOW + days * 86_400)
    theme, version = date_theme(Theme(".card {}"), frozen, NOW)
    assert version is not None and NOW <= theme.modified == version.modified <= NOW + 1


def test_a_clock_that_is_a_little_ahead_changes_nothing() -> None:
    _, version = date_theme(Theme(".card {}"), None, NOW + 3600)
    assert date_theme(Theme(".card {}"), version, NOW)[1] == version


@pytest.mark.parametrize(
    "text",
    ['.a{b:"' + '\\"' * 50_000, "{" * 50_000 + "}" * 50_000, "{\n" * 50_000, "/*" * 50_000, "'" * 50_001],
    ids=["escaped quotes", "braces", "open braces", "comments", "quotes"],
)
def test_a_style_sheet_of_any_shape_is_read_or_refused(tmp_path: Path, text: str) -> None:
    root = folder(tmp_path, {"deck.toml": "", "style.css": text})
    assert shown(root).startswith(("css: ", "style.css:"))


@pytest.mark.parametrize(
    "text",
    [
        "{{" + " " * 50_000,
        "{{ a" * 50_000,
        "{{#Front}}" * 20_000,
        "{{Front}}\n" * 20_000,
        "<a b" * 50_000,
        "<!--" * 50_000,
    ],
    ids=["spaces", "open tags", "sections", "fields", "attributes", "comments"],
)
def test_a_template_of_any_shape_is_read_or_refused(tmp_path: Path, text: str) -> None:
    root = folder(tmp_path, {"deck.toml": '[card]\ntemplate = "t"\n', "t/front.html": "{{Front}}" + text})
    assert shown(root).startswith(("css: ", "t/front.html:"))
    assert len(list(find_active_text("front.html", text))) < 100_000
