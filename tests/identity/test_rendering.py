"""Another rendering of the same content changes nothing for members, until they want it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from notedeck import pipeline
from notedeck.anki import fields
from notedeck.identity import rendering
from notedeck.identity.lock.parse import parse_lock
from notedeck.problems import DeckError, Problem, ProblemCode
from notedeck.project import Overrides, configure_project
from notedeck.stage_values import BuiltDeck
from notedeck.util.reporter import SilentReporter
from tests.support.building import build_and_write

NOTE = """# 큐

## FIFO

먼저 *들어온* 것이 먼저 나간다.

```python
if x:
    pop()
```

## LIFO

스택이다.
"""
NEWER_RENDERINGS = {1: "the first one", 2: "code has line numbers"}


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "큐.md").write_text(NOTE, encoding="utf-8")
    build_and_write(folder, tmp_path / "out.apkg")
    return folder


def build_renewed(notes: Path) -> BuiltDeck:
    project = configure_project(notes, Overrides(renew=True))
    built = pipeline.build_deck(project, notes.parent / "cache", SilentReporter())
    pipeline.write_deck(built, project, notes.parent / "out.apkg", notes.parent / "cache")
    return built


def find_report(built: BuiltDeck) -> list[Problem]:
    return [problem for problem in built.problems if problem.code is ProblemCode.RENDERING_EARLIER]


@pytest.fixture
def uncached() -> Iterator[None]:
    yield
    fields.finish_sides.cache_clear()


@pytest.mark.usefixtures("uncached")
def test_a_renderer_that_adds_classes_and_wrappers_changes_nothing(
    notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (notes / "deck.lock").read_bytes()
    finish = fields.finish_texts

    def finish_differently(texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(
            text.replace("<pre", '<div class="box"><pre data-x="1"').replace("</pre>", "</pre></div>")
            for text in finish(texts)
        )

    fields.finish_sides.cache_clear()
    monkeypatch.setattr(fields, "finish_texts", finish_differently)
    built = build_and_write(notes, notes.parent / "other" / "out.apkg")
    assert 'class="box"' in "".join(fields.build_fields(card)["Back"] for card in built.deck.cards)
    assert built.changes == ()
    assert (notes / "deck.lock").read_bytes() == before


def test_a_newer_program_updates_nothing_by_itself(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (notes / "deck.lock").read_bytes()
    assert not find_report(build_and_write(notes, notes.parent / "out.apkg"))
    monkeypatch.setattr(rendering, "RENDERINGS", NEWER_RENDERINGS)
    monkeypatch.setattr(rendering, "RENDERING", 2)
    built = build_and_write(notes, notes.parent / "out.apkg")
    (problem,) = find_report(built)
    assert "2 cards" in problem.message
    assert "code has line numbers" in problem.message
    assert (built.changes, (notes / "deck.lock").read_bytes()) == ((), before)


def test_a_card_that_changes_gets_the_new_rendering(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "RENDERING", 2)
    monkeypatch.setattr(rendering, "RENDERINGS", NEWER_RENDERINGS)
    (notes / "큐.md").write_text(NOTE.replace("스택이다", "스택의 순서다"), encoding="utf-8")
    built = build_and_write(notes, notes.parent / "out.apkg")
    assert "1 card as" in find_report(built)[0].message
    text = (notes / "deck.lock").read_text(encoding="utf-8")
    lock, _ = parse_lock(text)
    assert (lock.rendering, sorted(entry.rendering for entry in lock.entries)) == (1, [0, 2])
    monkeypatch.setattr(rendering, "RENDERING", 1)
    with pytest.raises(DeckError, match="newer notedeck") as error:
        parse_lock(text)
    assert "Update notedeck" in error.value.hint


def test_renew_updates_each_earlier_card_once(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, _ = parse_lock((notes / "deck.lock").read_text(encoding="utf-8"))
    assert build_renewed(notes).changes == ()
    monkeypatch.setattr(rendering, "RENDERING", 2)
    monkeypatch.setattr(rendering, "RENDERINGS", NEWER_RENDERINGS)
    built = build_renewed(notes)
    assert [change.reason for change in built.changes] == ["notedeck draws it in a new way"] * 2
    assert not find_report(built)
    new, _ = parse_lock((notes / "deck.lock").read_text(encoding="utf-8"))
    assert (new.rendering, {entry.rendering for entry in new.entries}) == (2, {0})
    assert all(after.modified > before.modified for before, after in zip(old.entries, new.entries, strict=True))
    assert build_renewed(notes).changes == ()
