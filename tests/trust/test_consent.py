"""What a stranger's deck asks for counts only after the user has allowed exactly that."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from notedeck.cli.exit_status import ExitStatus
from notedeck.config.settings import DiagramSettings
from notedeck.diagrams.renderers import load_renderers
from notedeck.model import Theme
from notedeck.problems import DeckError
from notedeck.project import Overrides, configure_project
from notedeck.source.deck_root import find_deck_root
from notedeck.trust.requests import RequestKind
from tests.support.building import build_in_memory
from tests.support.cases import Case, load_cases
from tests.support.trusting import (
    Workplace,
    create_workplace,
    grant,
    is_refused,
    list_asked,
    list_packed,
    marking_command,
    run,
)

LANGUAGES = (*sorted(load_renderers()), "text", "bash", "python", "sh", "plantuml", "x", "csharp", "0", "a.b")
needs_symlinks = pytest.mark.skipif(sys.platform == "win32", reason="symlinks need a privilege on Windows")


@pytest.fixture
def place(tmp_path: Path) -> Workplace:
    return create_workplace(tmp_path)


def build(place: Workplace, *, trusted: bool = False) -> str:
    """Return the back of the only card."""
    (card,) = build_in_memory(place.notes, place.top / "cache", trusted=trusted).deck.cards
    return card.back


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_program_runs_only_when_it_is_allowed(language: str, place: Workplace) -> None:
    place.write_command(language, marking_command(place.mark))
    assert 'class="diagram"' not in build(place) and not place.mark.exists()
    assert is_refused(place.notes)
    grant(place.notes)
    assert 'class="diagram"' in build(place) and place.mark.exists()
    assert not is_refused(place.notes)


def test_for_one_run_nothing_is_recorded(place: Workplace, config: Path) -> None:
    place.write_command("text", marking_command(place.mark))
    assert 'class="diagram"' in build(place, trusted=True) and place.mark.exists()
    assert not is_refused(place.notes, trusted=True) and is_refused(place.notes)
    assert not (config / "notedeck" / "trust").exists()


def test_stages_receive_no_commands_as_the_deck_wrote_them(place: Workplace) -> None:
    place.write_command("text", "x")
    for trusted in (False, True):
        project = configure_project(place.notes, Overrides(trusts_all=trusted))
        assert project.settings.diagrams == DiagramSettings()
        assert (project.commands["text"] is None) is not trusted


@pytest.mark.parametrize(
    "root",
    ["~", "/", "..", "../..", "../../private", "../../../", "~/", "~root", "{top}", "{top}/private", "../../missing"],
)
@pytest.mark.parametrize("with_git", [False, True])
def test_media_outside_are_packed_only_when_allowed(root: str, with_git: bool, place: Workplace) -> None:
    if root == "~root" and not Path("~root").expanduser().is_absolute():
        pytest.skip("there is no user root")
    if with_git:
        place.add_git()
    toml = f'media_roots = ["{root.format(top=place.top.as_posix())}"]'
    place.write_deck(toml, "# 가\n\n![[secret.png]]\n\n![](../../private/secret.png)\n")
    is_inside = with_git and root == ".."
    assert is_refused(place.notes) is not is_inside
    assert list_packed(place) == []
    grant(place.notes)
    assert not is_refused(place.notes)
    holds_secret = (place.outside / "secret.png").is_relative_to(
        Path(os.path.normpath(place.notes / root.format(top=place.top)))
    )
    if holds_secret and len((place.notes / root).resolve().parts) > 2:  # a search of the whole disk takes too long
        assert list_packed(place) == ["secret"]


@pytest.mark.parametrize("root", [".", "img", "./img/", "../media", "$HOME", "%USERPROFILE%", "img/../img", "none"])
def test_media_roots_inside_need_no_consent(root: str, place: Workplace) -> None:
    (place.notes / "img").mkdir()
    (place.notes.parent / "media").mkdir()
    place.write_deck(f'media_roots = ["{root}"]')
    assert not is_refused(place.notes) and list_asked(place.notes) == []


@pytest.mark.parametrize("with_git", [False, True])
@pytest.mark.parametrize("root", [".private", "img/.private", ".private/deep", "../.private", "./img/../.private/"])
def test_hidden_folders_of_the_notes_need_consent(root: str, with_git: bool, place: Workplace) -> None:
    if with_git:
        place.add_git()
    (place.notes / "img").mkdir()
    folder = Path(os.path.normpath(place.notes / root))
    folder.mkdir(parents=True)
    shutil.copy(place.outside / "secret.png", folder)
    shutil.copy(place.outside / "front.html", folder)
    place.write_deck(f'media_roots = ["{root}"]', "# 가\n\n![[secret.png]]\n")
    assert list_packed(place) == [] and is_refused(place.notes)
    grant(place.notes)
    assert list_packed(place) == ["secret"]
    place.write_deck(f'[card]\ntemplate = "{root}"')
    assert is_refused(place.notes) and configure_project(place.notes).theme == Theme()
    grant(place.notes)
    assert configure_project(place.notes).theme.templates == {"front": "{{Front}} PRIVATE"}


@needs_symlinks
@pytest.mark.parametrize("root", ["link", "link/.", "./link", "two"])
def test_a_symlink_to_a_media_root_outside_needs_consent(root: str, place: Workplace) -> None:
    (place.notes / "link").symlink_to("../../private")
    (place.notes / "two").symlink_to("link")
    place.write_deck(f'media_roots = ["{root}"]', "# 가\n\n![[secret.png]]\n")
    assert list_packed(place) == [] and is_refused(place.notes)
    assert list_asked(place.notes) == [f"deck.toml:1: packs pictures from {place.outside}"]
    grant(place.notes)
    assert list_packed(place) == ["secret"]
    (place.notes / "link").unlink()
    (place.notes / "link").symlink_to("../..")
    assert is_refused(place.notes)


@needs_symlinks
def test_a_media_root_that_leads_back_to_itself_is_none(place: Workplace) -> None:
    (place.notes / "loop").symlink_to("loop")
    place.write_deck('media_roots = ["loop"]')
    assert configure_project(place.notes).settings.media.media_roots == ()


@pytest.mark.parametrize("folder", ["../../private", "{top}/private", "../../stranger/../private"])
def test_templates_outside_are_used_only_when_allowed(folder: str, place: Workplace) -> None:
    place.write_deck(f'[card]\ntemplate = "{folder.format(top=place.top.as_posix())}"')
    assert is_refused(place.notes) and configure_project(place.notes).theme == Theme()
    assert list_asked(place.notes) == [f"deck.toml:2: uses the card templates in {place.outside}"]
    grant(place.notes)
    assert configure_project(place.notes).theme.templates == {"front": "{{Front}} PRIVATE"}


@pytest.mark.parametrize(
    ("name", "active", "passive"),
    [
        ("card/front.html", "{{Front}}<script>alert(1)</script>", "<b>{{Front}}</b>"),
        ("style.css", "@import url(http://example.com/a.css);", ".card { color: red }"),
    ],
)
def test_an_active_theme_is_used_only_when_allowed(name: str, active: str, passive: str, place: Workplace) -> None:
    place.write_deck('[card]\ntemplate = "card"')
    (place.notes / "card").mkdir()
    place.write(f"notes/{name}", passive)
    theme = configure_project(place.notes).theme
    assert not is_refused(place.notes) and passive in (theme.css, theme.templates.get("front"))
    place.write(f"notes/{name}", active)
    assert is_refused(place.notes) and configure_project(place.notes).theme == Theme()
    grant(place.notes)
    theme = configure_project(place.notes).theme
    assert active in (theme.css, theme.templates.get("front"))
    place.write(f"notes/{name}", active + " ")
    assert is_refused(place.notes)


def test_a_deck_that_asks_for_nothing_is_never_reported(place: Workplace) -> None:
    place.write_deck('name = "가"')
    assert not is_refused(place.notes)
    grant(place.notes)
    assert not is_refused(place.notes)


CHANGES: dict[str, Callable[[Workplace], object]] = {
    "command": lambda place: place.write("notes/deck.toml", '[diagrams.x]\ncommand = "sh tools/draw.sh -v"'),
    "language": lambda place: place.write("notes/deck.toml", '[diagrams.y]\ncommand = "sh tools/draw.sh"'),
    "script": lambda place: place.write("notes/tools/draw.sh", "true"),
    "added": lambda place: place.write(
        "notes/deck.toml", 'media_roots = ["/"]\n[diagrams.x]\ncommand = "sh tools/draw.sh"'
    ),
    "script gone": lambda place: (place.notes / "tools" / "draw.sh").unlink(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_withdraws_all(change: str, place: Workplace) -> None:
    place.write("notes/tools/draw.sh", "echo")
    place.write_deck('[diagrams.x]\ncommand = "sh tools/draw.sh"')
    grant(place.notes)
    assert not is_refused(place.notes)
    CHANGES[change](place)
    assert is_refused(place.notes)
    place.write("notes/tools/draw.sh", "echo")
    place.write("notes/deck.toml", '# the same\n\n[diagrams.x]\ncommand = "sh tools/draw.sh"')
    assert not is_refused(place.notes)


def test_a_folder_that_was_moved_or_copied_is_another(place: Workplace) -> None:
    place.write_command("text", "x")
    grant(place.notes)
    copy = Path(shutil.copytree(place.notes, place.top / "copy"))
    assert is_refused(copy)
    moved = place.notes.rename(place.top / "moved")
    assert is_refused(moved)
    moved.rename(place.notes)
    assert not is_refused(place.notes)


def test_a_part_of_a_deck_has_the_consent_of_the_whole(place: Workplace) -> None:
    place.add_git()
    place.write_command("text", marking_command(place.mark))
    place.write("notes/aws/b.md", "# 나\n\n```text\n글\n```\n")
    assert is_refused(place.notes / "aws") and is_refused(place.notes / "aws" / "b.md")
    grant(place.notes / "aws" / "b.md")
    assert not is_refused(place.notes) and not is_refused(place.notes / "aws")


@needs_symlinks
@pytest.mark.parametrize("with_git", [False, True])
@pytest.mark.parametrize(
    "named", ["notes", "notes/aws", "notes/aws/a.md", "./notes", "../stranger/notes", "{top}/stranger/notes"]
)
def test_notes_behind_a_symlink_are_not_read(
    named: str, with_git: bool, place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    if with_git:
        place.add_git()
    place.notes.rmdir()
    place.notes.symlink_to("../private")
    (place.outside / "aws").mkdir()
    (place.outside / "aws" / "a.md").write_text("# 비밀\n\n글\n", encoding="utf-8")
    (place.outside / "deck.toml").write_text("this is = secret\n", encoding="utf-8")
    monkeypatch.chdir(place.notes.parent)
    notes = Path(named.format(top=place.top))
    with pytest.raises(DeckError, match="is a symlink that leads out of its folder") as refused:
        configure_project(notes)
    assert "secret" not in str(refused.value)
    target = place.outside / Path(named).relative_to(named[: named.index("notes") + len("notes")])
    assert refused.value.hint == (
        f"If you trust whoever wrote it: build-deck trust {notes}, or name the folder itself: build-deck {target}"
    )
    (place.outside / "deck.toml").write_text("", encoding="utf-8")
    assert configure_project(notes, Overrides(trusts_all=True)).problems == ()
    grant(notes)
    assert configure_project(notes).problems == ()
    (find_deck_root(notes).folder / "deck.toml").write_text('media_roots = ["/"]', encoding="utf-8")
    with pytest.raises(DeckError, match="is a symlink"):
        configure_project(notes)


@needs_symlinks
@pytest.mark.parametrize("command", ["unlink", "forget", "link", "adopt"])
def test_commands_that_change_the_lock_do_not_follow_such_a_symlink(command: str, place: Workplace) -> None:
    place.notes.rmdir()
    place.notes.symlink_to("../private")
    (place.outside / "deck.lock").write_bytes(b"untouched")
    old = place.top / "old.txt"
    old.write_text("#guid column:1\nold\ta\tb\n", encoding="utf-8")
    words = {"unlink": ["a"], "link": ["a", "b"], "forget": [], "adopt": [str(old)]}[command]
    assert run(command, *words, place.notes) == ExitStatus.USAGE
    assert (place.outside / "deck.lock").read_bytes() == b"untouched"


@needs_symlinks
def test_symlinks_above_or_within_ask_for_nothing(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    place.add_git()
    place.write_deck("")
    (place.top / "system").symlink_to(place.top / "stranger")
    (place.top / "stranger" / "current").symlink_to("notes")
    for named in (place.top / "system" / "notes", place.top / "system" / "current", place.top / "stranger" / "current"):
        assert configure_project(named).problems == ()
    monkeypatch.chdir(place.top / "system")
    assert configure_project(Path("notes")).problems == configure_project(Path("current")).problems == ()


@needs_symlinks
def test_a_symlink_to_notes_is_not_allowed_for_another_target(place: Workplace) -> None:
    place.notes.rmdir()
    place.notes.symlink_to("../private")
    (place.outside / "a.md").write_text("# 가\n\n글\n", encoding="utf-8")
    grant(place.notes)
    assert configure_project(place.notes).problems == ()
    (place.top / "other").mkdir()
    (place.top / "other" / "a.md").write_text("# 가\n\n글\n", encoding="utf-8")
    place.notes.unlink()
    place.notes.symlink_to("../other")
    with pytest.raises(DeckError, match="is a symlink"):
        configure_project(place.notes)


def test_one_problem_says_what_is_asked_for_and_how_to_allow_it(place: Workplace) -> None:
    place.write_deck('media_roots = ["/"]\n\n[diagrams.text]\ncommand = "a"\n\n[diagrams.bash]\ncommand = "b"\n')
    (problem,) = configure_project(place.notes).problems
    assert str(problem) == (
        "deck.toml:1: not-trusted: this deck packs pictures from /; runs a program, whose input is the code "
        "block, for the language text: a; runs a program, whose input is the code block, for the language bash: b. "
        "That is left out until you allow it"
    )
    assert problem.hint == f"If you trust whoever wrote it: build-deck trust {place.notes}"


@pytest.mark.parametrize(
    ("toml", "lines"),
    [
        ('[diagrams.a]\ncommand = "x"\n[diagrams.b]\ncommand = "x"\n', [1, 3]),
        ('[diagrams]\na.command = "x"\nb = { command = "x" }\n', [2, 3]),
        ('diagrams = { a = { command = "x" }, b = { command = "x" } }\n', [1, 1]),
        ('[diagrams."a"]\ncommand = "b"\n\n["diagrams"."b"]\ncommand = "a"\n', [1, 4]),
        ('media_roots = [\n  "img",\n  "/",\n  \'..\',\n]\n', [3, 4]),
        ('[card]\n\ntemplate = "/"\n', [3]),
    ],
)
def test_every_request_has_its_line(toml: str, lines: list[int], place: Workplace) -> None:
    place.write_deck(toml)
    assert [int(asked.split(":")[1]) for asked in list_asked(place.notes)] == lines


def test_what_could_hide_is_shown(place: Workplace) -> None:
    place.write_deck('[diagrams.x]\ncommand = "draw \u202e\u200b\u00a0가 한글"')
    assert list_asked(place.notes)[0].endswith(r": draw \u202e\u200b 가 한글")


def test_every_kind_of_request_is_tested_above() -> None:
    assert len(RequestKind) == 5


@pytest.mark.parametrize("case", load_cases("trust.md"), ids=str)
def test_the_problem_of_a_deck(case: Case, place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place.notes.parent)
    place.write_deck(case.given)
    lines = [f"{item.severity.value} {item} | {item.hint}" for item in configure_project(Path("notes")).problems]
    assert "\n".join(lines).replace(str(place.top), "TOP") == case.expected
