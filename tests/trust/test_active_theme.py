"""A theme that runs script or loads from a server reaches a package only after consent, bound to its files' content."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from notedeck.problems import DeckError, ProblemCode
from notedeck.project import Overrides, Project, configure_project, find_petition
from notedeck.trust.consent import record_consent
from notedeck.trust.requests import RequestKind

ACTIVE = {
    "style.css": "@import url(http://example.com/a.css);",
    "t/front.html": "{{Front}}\n<script>go()</script>",
    "t/back.html": '{{FrontSide}}{{Back}}<img src="//example.com/x.png">',
}
HARMLESS = {
    "style.css": ".card { color: teal }",
    "t/front.html": '<div class="{{Layout}}">{{Front}}</div>',
    "t/back.html": "{{FrontSide}}{{Back}}",
}


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """A folder of notes with a harmless theme."""
    root = tmp_path / "notes"
    (root / "t").mkdir(parents=True)
    (root / "deck.toml").write_text('[card]\ntemplate = "t"\n', encoding="utf-8")
    (root / "a.md").write_text("# 큐\n\n## 뜻\n\nFIFO\n", encoding="utf-8")
    for name, text in HARMLESS.items():
        (root / name).write_text(text, encoding="utf-8")
    return root


def list_used(project: Project) -> set[str]:
    """Return the texts of the theme that a package would have."""
    return {text for text in (project.theme.css, *project.theme.templates.values()) if text}


def list_refusals(project: Project) -> list[str]:
    """Return the problems about consent."""
    return [str(problem) for problem in project.problems if problem.code is ProblemCode.NOT_TRUSTED]


def test_a_harmless_theme_needs_no_consent(notes: Path) -> None:
    project = configure_project(notes)
    assert list_used(project) == {*HARMLESS.values()} and not list_refusals(project)


@pytest.mark.parametrize("name", ACTIVE)
def test_an_active_file_is_left_out_and_the_others_stay(notes: Path, name: str) -> None:
    (notes / name).write_text(ACTIVE[name], encoding="utf-8")
    project = configure_project(notes)
    assert list_used(project) == {*HARMLESS.values()} - {HARMLESS[name]}
    (refusal,) = list_refusals(project)
    assert refusal.startswith(f"{name}:{1 if name != 't/front.html' else 2}: not-trusted: this deck uses ")


@pytest.mark.parametrize("name", ACTIVE)
def test_consent_ends_with_a_change_of_the_file(notes: Path, name: str) -> None:
    (notes / name).write_text(ACTIVE[name], encoding="utf-8")
    record_consent(find_petition(notes))
    assert ACTIVE[name] in list_used(configure_project(notes)) and not list_refusals(configure_project(notes))
    (notes / name).write_text(ACTIVE[name] + "\n", encoding="utf-8")
    assert ACTIVE[name] not in "".join(list_used(configure_project(notes))) and list_refusals(configure_project(notes))


OUTSIDE = ("../theme", "../theme/.", "{top}/theme", "link", ".hidden", ".hidden/theme", "link/../theme")


@pytest.mark.parametrize("folder", OUTSIDE)
@pytest.mark.parametrize("name", ["front.html", "back.html"])
def test_templates_outside_or_hidden_that_become_active_need_consent_again(name: str, folder: str, notes: Path) -> None:
    for place in (notes.parent / "theme", notes / ".hidden" / "theme"):
        shutil.copytree(notes / "t", place)
    shutil.copytree(notes / "t", notes / ".hidden", dirs_exist_ok=True)
    (notes / "link").symlink_to("../theme")
    folder = folder.format(top=notes.parent.as_posix())
    (notes / "deck.toml").write_text(f'[card]\ntemplate = "{folder}"\n', encoding="utf-8")
    assert list_refusals(configure_project(notes)) and list_used(configure_project(notes)) == {HARMLESS["style.css"]}
    record_consent(find_petition(notes))
    file = (notes / folder / name).resolve()
    file.write_text(HARMLESS[f"t/{name}"] + " ", encoding="utf-8")
    assert not list_refusals(configure_project(notes))
    file.write_text(ACTIVE[f"t/{name}"], encoding="utf-8")
    assert list_refusals(configure_project(notes)) and list_used(configure_project(notes)) == {HARMLESS["style.css"]}
    petition = find_petition(notes)
    assert [request.kind for request in petition.requests] == [RequestKind.TEMPLATES, RequestKind.THEME]
    assert petition.requests[1].place.path.endswith(f"/{name}")
    record_consent(petition)
    assert ACTIVE[f"t/{name}"] in list_used(configure_project(notes))
    file.write_text(ACTIVE[f"t/{name}"] + " ", encoding="utf-8")
    assert list_refusals(configure_project(notes))


def test_templates_outside_are_not_opened_without_a_record(notes: Path) -> None:
    """Without consent a file there that cannot be read holds up no build."""
    (notes.parent / "theme").mkdir()
    (notes.parent / "theme" / "front.html").write_bytes(b"\xff\xff\xff")
    (notes / "deck.toml").write_text('[card]\ntemplate = "../theme"\n', encoding="utf-8")
    assert list_refusals(configure_project(notes))
    with pytest.raises(DeckError):
        find_petition(notes)


def test_one_run_can_trust_everything(notes: Path) -> None:
    for name, text in ACTIVE.items():
        (notes / name).write_text(text, encoding="utf-8")
    project = configure_project(notes, Overrides(trusts_all=True))
    assert list_used(project) == {*ACTIVE.values()} and not list_refusals(project)
    assert not list_used(configure_project(notes))
