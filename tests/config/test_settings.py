"""deck.toml: every key, every way to get it wrong, and what a note's front matter changes."""

from __future__ import annotations

import re
from enum import Enum
from pathlib import Path

import pytest

from notedeck.cards.styles import list_style_names
from notedeck.config.load import FIELD_OF_KEY, SETTING_KEYS, list_setting_parsers
from notedeck.config.settings import CardSettings, Images, Settings, SplittingSettings, Subdecks
from notedeck.model import FrontMatter, Split
from notedeck.problems import DeckError
from tests.support.cases import Case, load_cases
from tests.support.settings import KNOWN_NAMES, read_settings

CASES = load_cases("settings.md")
PARSERS = list_setting_parsers(KNOWN_NAMES)
SETS: list[tuple[str, type[Enum]]] = [("split", Split), ("subdecks", Subdecks), ("images", Images)]


def write(root: Path, data: bytes) -> Path:
    """A notes folder with that deck.toml."""
    root.mkdir()
    (root / "deck.toml").write_bytes(data)
    return root


def flatten(settings: Settings) -> dict[str, object]:
    """Return all settings but the allowed names, in the order of the concerns."""
    concerns = (getattr(settings, name) for name in settings.__struct_fields__)
    values = {name: getattr(concern, name) for concern in concerns for name in concern.__struct_fields__}
    return {name: value for name, value in values.items() if name != "styles"}


def shown(root: Path) -> str:
    """The settings of a folder that are not the defaults, or the error and its hint."""
    try:
        values = read_settings(root)
    except DeckError as error:
        return f"{error}\n  {error.hint}"
    own, default = flatten(values), flatten(Settings())
    rows = [f"{name} = {value!r}" for name, value in own.items() if value != default[name]]
    return re.sub(r"\w+Path\('(.*?)'\)", r"\1", "\n".join(rows)).replace(root.parent.as_posix(), "ROOT")


@pytest.mark.parametrize("case", CASES, ids=str)
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["", "BOM"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_settings(case: Case, mark: bytes, end: str, tmp_path: Path) -> None:
    root = write(tmp_path / "notes", mark + (case.given + "\n").replace("\n", end).encode())
    assert shown(root) == case.expected


def test_without_a_file(tmp_path: Path) -> None:
    assert flatten(read_settings(tmp_path)) == flatten(read_settings(tmp_path / "gone")) == flatten(Settings())


def test_a_note_alone_has_the_settings_of_its_folder(tmp_path: Path) -> None:
    root = write(tmp_path / "notes", b'name = "AWS"')
    (root / "a.md").write_text("x", encoding="utf-8")
    assert read_settings(root / "a.md").naming.name == "AWS"


def test_not_utf8(tmp_path: Path) -> None:
    root = write(tmp_path / "notes", 'split = "h1"\nname = "내 덱"\n'.encode("cp949"))
    assert shown(root) == "deck.toml:2: the text is not UTF-8\n  Save the file in UTF-8."


def test_a_folder_of_that_name(tmp_path: Path) -> None:
    (tmp_path / "notes" / "deck.toml").mkdir(parents=True)
    assert "deck.toml is a folder, not a regular file" in shown(tmp_path / "notes")


def test_media_roots(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    root = write(tmp_path / "notes", f'media_roots = ["img", "~/pics", "{(tmp_path / "x").as_posix()}"]'.encode())
    assert read_settings(root).media.media_roots == (root / "img", tmp_path / "home" / "pics", tmp_path / "x")
    assert "no home folder" in shown(write(tmp_path / "other", b'media_roots = ["~nobody-of-this-name/x"]'))


@pytest.mark.parametrize(("key", "kind"), SETS, ids=[key for key, _ in SETS])
def test_every_word_of_a_set(key: str, kind: type[Enum]) -> None:
    assert [PARSERS[key](one.value) for one in kind] == list(kind)


@pytest.mark.parametrize("value", ["fancy", "", 1, True, ["basic"], {}])
def test_styles(value: object) -> None:
    assert [PARSERS["style"](name) for name in list_style_names()] == [*list_style_names()]
    with pytest.raises(ValueError, match=", ".join(f'"{name}"' for name in sorted(list_style_names()))):
        PARSERS["style"](value)


def test_every_key_is_a_field_and_has_a_case() -> None:
    names = set(flatten(Settings()))
    assert {FIELD_OF_KEY.get(key, key) for key in SETTING_KEYS} == names - {"fetch", "blocked", "renew"}
    assert all(f"\n{key} = " in f"\n{CASES[0].given}" for key in SETTING_KEYS)


def test_the_defaults_are_allowed() -> None:
    for key in ("split", "lead_lines", "skip_headings", "style", "subdecks", "images"):
        value = flatten(Settings())[key]
        raw = value.value if isinstance(value, Enum) else list(value) if isinstance(value, tuple) else value
        assert PARSERS[key](raw) == value


def test_front_matter_that_says_nothing_changes_nothing() -> None:
    settings = SplittingSettings(split=Split.H2, lead_lines=False, skip_headings=("x",))
    matter = FrontMatter(title="t", tags=("a",), deck="d")
    assert settings.apply_front_matter(matter) == settings
    assert CardSettings(style="x").apply_front_matter(matter) == CardSettings(style="x")


def test_front_matter_goes_first() -> None:
    matter = FrontMatter(split=Split.H1, style="other", lead_lines=False, skip_headings=())
    own = SplittingSettings(split=Split.H2).apply_front_matter(matter)
    assert own == SplittingSettings(split=Split.H1, lead_lines=False, skip_headings=())
    assert CardSettings(cloze_min_hangul=3).apply_front_matter(matter) == CardSettings("other", cloze_min_hangul=3)
