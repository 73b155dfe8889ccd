"""A theme that runs script or loads from a server reaches a package only after consent, bound to its files' content."""

from __future__ import annotations

from pathlib import Path

import pytest

from notedeck import trust
from notedeck.problems import ProblemCode
from notedeck.project import Overrides, Project, configure, find_petition

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
    project = configure(notes)
    assert list_used(project) == {*HARMLESS.values()} and not list_refusals(project)


@pytest.mark.parametrize("name", ACTIVE)
def test_an_active_file_is_left_out_and_the_others_stay(notes: Path, name: str) -> None:
    (notes / name).write_text(ACTIVE[name], encoding="utf-8")
    project = configure(notes)
    assert list_used(project) == {*HARMLESS.values()} - {HARMLESS[name]}
    (refusal,) = list_refusals(project)
    assert refusal.startswith(f"{name}:{1 if name != 't/front.html' else 2}: not-trusted: this deck uses ")


@pytest.mark.parametrize("name", ACTIVE)
def test_consent_ends_with_a_change_of_the_file(notes: Path, name: str) -> None:
    (notes / name).write_text(ACTIVE[name], encoding="utf-8")
    trust.allow(find_petition(notes))
    assert ACTIVE[name] in list_used(configure(notes)) and not list_refusals(configure(notes))
    (notes / name).write_text(ACTIVE[name] + "\n", encoding="utf-8")
    assert ACTIVE[name] not in "".join(list_used(configure(notes))) and list_refusals(configure(notes))


def test_one_run_can_trust_everything(notes: Path) -> None:
    for name, text in ACTIVE.items():
        (notes / name).write_text(text, encoding="utf-8")
    project = configure(notes, Overrides(trusts_all=True))
    assert list_used(project) == {*ACTIVE.values()} and not list_refusals(project)
    assert not list_used(configure(notes))
