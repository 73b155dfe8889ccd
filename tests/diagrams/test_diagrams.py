"""Drawings from fences: on the cards, in the package and in Anki; what fails stays code, and takes nobody with it."""

from __future__ import annotations

import os
import re
import shlex
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from lxml import etree

from notedeck.diagrams import draw_diagrams, pool
from notedeck.diagrams.drawing import read_drawing
from notedeck.diagrams.fences import Fence, find_fences, replace_fences
from notedeck.diagrams.korean import FONTS, use_korean_fonts
from notedeck.diagrams.model import RenderFailure, Unavailable
from notedeck.diagrams.render import MAX_SOURCE_CHARACTERS
from notedeck.diagrams.renderers import choose_renderer, load_renderers
from notedeck.diagrams.renderers._command import Argument, Command
from notedeck.diagrams.worker import RenderWorker, finish_svg
from notedeck.markup.convert import convert_markdown
from notedeck.messages import Message
from notedeck.model import Card, Key, Place, Value
from notedeck.problems import Problem
from notedeck.util.reporter import Reporter, SilentReporter
from tests.support.anki_collection import open_collection
from tests.support.building import build_and_write
from tests.support.cases import load_cases

T = TypeVar("T")
NOTE = """# 구조

```mermaid
graph TD
  A[사용자] --> B[서버]
```

- 목록 안에서도
  ```dot
  digraph { 가 -> 나 }
  ```

```python
print("코드")
```
"""
WRITER = f"{sys.executable} -c \"import sys; print('<svg>' + sys.stdin.read() + '</svg>')\""


def card_of(text: str) -> Card:
    return Card(Key("a.md", (), "가", "basic"), Place("a.md", 1), "가", convert_markdown(text), guid="g", modified=1)


def split_command(line: str) -> Command:
    return Command(tuple(map(Argument, shlex.split(line))))


def drawn(text: str, tmp_path: Path, **commands: str) -> tuple[Card, tuple[Problem, ...]]:
    """The card of a text, and what was not drawn."""
    return drawn_with(SilentReporter(), text, tmp_path, **commands)


def drawn_with(reporter: Reporter, text: str, tmp_path: Path, **commands: str) -> tuple[Card, tuple[Problem, ...]]:
    """The card of a text, and what was not drawn."""
    programs = {name: split_command(line) for name, line in commands.items()}
    result, problems = draw_diagrams((card_of(text),), programs, tmp_path, reporter)
    return result.cards[0], problems


def test_every_renderer_has_fixtures_and_a_mirrored_test() -> None:
    here = Path(__file__).parent
    for module in set(load_renderers().values()):
        name = module.__name__.rpartition(".")[2]
        assert (here / f"test_{name}.py").is_file() and load_cases(f"diagrams/{name}.md")


def test_fences_are_found_with_text_and_line() -> None:
    found = list(find_fences(convert_markdown(NOTE)))
    assert found[:2] == [
        Fence("mermaid", "graph TD\n  A[사용자] --> B[서버]\n"),
        Fence("dot", "digraph { 가 -> 나 }\n"),
    ]
    assert [(one.language, one.line) for one in found] == [("mermaid", 3), ("dot", 9), ("python", 13)]
    assert replace_fences(convert_markdown(NOTE), lambda _: None) == convert_markdown(NOTE)


def test_drawings_take_the_place_of_fences(tmp_path: Path) -> None:
    card, problems = drawn(NOTE, tmp_path)
    assert problems == () and "language-mermaid" not in card.back and "language-python" in card.back
    pictures = re.findall(r'<div data-line="(\d+)" class="diagram"><img src="([^"]+)" alt="([^"]+)"', card.back)
    assert [(line, alt) for line, _, alt in pictures] == [("3", "flowchart: 사용자, 서버"), ("9", "가, 나")]
    assert [name.split("-")[0] for _, name, _ in pictures] == ["mermaid", "dot"]


def test_they_are_packed_and_shown_in_anki(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "a.md").write_text(NOTE, encoding="utf-8")
    result = build_and_write(notes, tmp_path / "deck.apkg")
    assert result.problems == () and len(result.deck.assets) == 2
    with open_collection(tmp_path / "anki") as anki:
        anki.load(tmp_path / "deck.apkg")
        media = anki.media()
        assert (len(media.files), media.missing, media.unused) == (2, (), ())
        assert anki.load(tmp_path / "deck.apkg").duplicate == 1
    assert build_and_write(notes, tmp_path / "deck.apkg").changes == ()


def test_what_was_drawn_before_is_not_drawn_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = NOTE + "\n```mermaid\nnonsense\n```\n"
    first = drawn(bad, tmp_path)
    monkeypatch.setattr(RenderWorker, "render", lambda *_: pytest.fail("drawn again"))
    assert drawn(bad, tmp_path) == first and len(first[1]) == 1


@dataclass
class Progress:
    """What was reported; it breaks off after `limit` items."""

    limit: int = 99
    labels: list[str] = field(default_factory=list)

    def track(self, title: str, items: Sequence[T], label: Callable[[T], str]) -> Iterator[T]:
        for item in items:
            if len(self.labels) == self.limit:
                raise KeyboardInterrupt
            self.labels.append(f"{title}: {label(item)}")
            yield item


def write_fences(count: int) -> str:
    """That many diagrams for a command of the user's."""
    return "".join(f"```upper\n<text>{number}</text>\n```\n\n" for number in range(count))


def test_progress_shows_each_diagram(tmp_path: Path) -> None:
    progress = Progress()
    drawn_with(progress, write_fences(3), tmp_path, upper=WRITER)
    assert progress.labels == [f"Drawing diagrams: upper: <text>{number}</text>" for number in range(3)]


@pytest.mark.parametrize("processes", [1, 3])
def test_any_number_of_processes_gives_the_same(
    processes: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "count_workers", lambda _: processes)
    card, problems = drawn(write_fences(7), tmp_path, upper=WRITER)
    assert re.findall(r'alt="(\d)"', card.back) == [*"0123456"] and problems == ()


def test_no_process_is_left_when_drawing_breaks_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workers: list[RenderWorker] = []

    def create_worker() -> RenderWorker:
        workers.append(RenderWorker())
        return workers[-1]

    monkeypatch.setattr(pool, "RenderWorker", create_worker)
    with pytest.raises(KeyboardInterrupt):
        drawn_with(Progress(limit=1), write_fences(5), tmp_path, upper=WRITER)
    assert workers and all(worker.child is None for worker in workers)


@pytest.mark.parametrize(
    ("commands", "own", "expected"), [(0, 1, 1), (0, 99, 1), (0, 300, 3), (1, 0, 1), (3, 5, 3), (9, 900, 4)]
)
def test_processes_are_started_where_that_is_worth_it(
    commands: int, own: int, expected: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 8)
    assert pool.count_workers([split_command("x")] * commands + [Evil()] * own) == expected


def test_slow_diagrams_of_a_build_have_a_limit_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "TimeLimit", partial(pool.TimeLimit, 0.0))
    card, (problem,) = drawn("```dot\ndigraph { a }\n```\n\n" + write_fences(1), tmp_path, upper=WRITER)
    assert "language-dot" in card.back and card.back.count("<img") == 1  # a command of the user has no such limit
    assert "took more than 120 seconds in this build" in problem.message and "build again" in problem.hint


def test_only_slow_diagrams_count() -> None:
    limit = pool.TimeLimit(10.0)
    for seconds in (0.9, 4.0, 1.0, 7.0):
        limit.spend_seconds(seconds)
    assert limit.seconds == -1.0


def test_the_same_text_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    drawn(NOTE, tmp_path / "a")
    drawn(NOTE, tmp_path / "b")
    one, other = (sorted((tmp_path / name / "media").iterdir()) for name in "ab")
    assert [(file.name, file.read_bytes()) for file in one] == [(file.name, file.read_bytes()) for file in other]


def test_a_mistake_is_reported_at_its_line(tmp_path: Path) -> None:
    card, (problem,) = drawn("글\n\n```mermaid\ngraph TD\n  A -->\n  B[[[\n```\n", tmp_path)
    assert "language-mermaid" in card.back
    assert str(problem).startswith("a.md:6: diagram-failed: the mermaid diagram stays a code block: Parse error")


def test_a_mistake_at_the_end_is_reported_within_the_drawing(tmp_path: Path) -> None:
    _, (problem,) = drawn("```mermaid\nflowchart TD\n  A[가 --> B\n```\n\n글\n", tmp_path)
    assert str(problem).startswith("a.md:3: diagram-failed:")


def test_a_missing_renderer_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load_renderers()["mermaid"], "find_renderer", lambda: Unavailable(Message("Install it.")))
    card, (problem,) = drawn("```mermaid\ngraph TD\n```\n", tmp_path)
    assert "language-mermaid" in card.back and problem.hint == "Install it."
    assert str(problem) == "a.md:1: diagram-renderer: no renderer for mermaid is installed; it stays a code block"


def test_a_command_of_the_users_draws_its_language(tmp_path: Path) -> None:
    card, problems = drawn("```upper\n<text>가</text>\n```\n", tmp_path, upper=WRITER)
    assert problems == () and 'alt="가"' in card.back


def test_a_language_without_a_renderer_is_code(tmp_path: Path) -> None:
    assert drawn("```plantuml\nA -> B\n```\n", tmp_path)[0] == card_of("```plantuml\nA -> B\n```\n")
    assert choose_renderer("plantuml", {}) is None


@pytest.mark.parametrize("command", [split_command("x"), None])
def test_a_command_comes_before_our_own_renderer_even_if_it_may_not_run(command: Command | None) -> None:
    assert choose_renderer("mermaid", {"mermaid": command}) == command


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (f"{sys.executable} -c \"import sys; sys.exit('line 3: 잘못')\"", "line 3: 잘못"),
        (f"{sys.executable} -c \"print('no drawing')\"", "no drawing"),
        (f'{sys.executable} -c ""', "it ended with status 0"),
        ("no-such-program-anywhere -x", "no-such-program-anywhere cannot be run"),
        (f"{sys.executable} -c \"print('<svg><text>')\"", "its renderer did not return a drawing"),
    ],
)
def test_what_a_command_prints_is_reported(command: str, message: str, tmp_path: Path) -> None:
    _, (problem,) = drawn("```x\na\n```\n", tmp_path, x=command)
    assert message in problem.message


class Evil(Value, frozen=True):
    """A renderer that misbehaves in the way that its source names."""

    name: str = "evil"

    def find_version(self) -> str:
        return "1"

    def render(self, source: str) -> bytes:
        if source == "hang":
            time.sleep(60)
        if source == "crash":
            os._exit(9)
        if source == "grow":
            return bytes(8 * 1024**3)
        if source == "large":
            return b"<svg>" + b" " * (5 * 1024**2) + b"</svg>"
        return b'<svg width="10pt" height="20"><text>ok</text></svg>'

    def describe_error(self, error: Exception) -> RenderFailure:
        return RenderFailure(Message(str(error)))


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("hang", "it takes longer than 5 seconds"),
        ("crash", "its renderer crashed"),
        ("large", "the limit is 4 MB"),
        pytest.param("grow", "memory", marks=pytest.mark.skipif(sys.platform != "linux", reason="no limit here")),
    ],
)
def test_a_renderer_that_misbehaves_takes_nobody_with_it(source: str, message: str) -> None:
    with RenderWorker(seconds=5 if source == "hang" else 60) as worker:
        failed = worker.render(Evil(), source)
        assert isinstance(failed, RenderFailure) and message in failed.message
        assert isinstance(worker.render(Evil(), "well"), bytes)


def test_a_fence_that_is_too_long_is_code(tmp_path: Path) -> None:
    _, (problem,) = drawn(f"```mermaid\n{'%% a' * MAX_SOURCE_CHARACTERS}\n```\n", tmp_path)
    assert "the limit is 50,000" in problem.message


def test_an_evil_drawing_is_made_harmless() -> None:
    svg = finish_svg(
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>x</script><a href="javascript:x"><text>a</text></a></svg>'
    )
    assert isinstance(svg, bytes) and b"script" not in svg


def test_korean_fonts_take_the_place_of_others_but_fixed_ones() -> None:
    texts = b'<text font-family="Times,serif"/><text font-family="Courier"/>'
    svg = b'<svg style="--_fm:Noto Sans;font-family:Noto Sans">' + texts + b"</svg>"
    shown = use_korean_fonts(svg)
    assert shown.count(FONTS) == 3 and b"Times" not in shown and b'"Courier"' in shown
    etree.fromstring(shown)


def test_the_size_is_in_pixels(tmp_path: Path) -> None:
    found = read_drawing(b'<svg width="300pt" height="20"><text>a &amp; b</text></svg>', tmp_path / "a.svg")
    assert (found.width, found.height, found.description) == (400, 20, "a & b")
    assert found.render_tag("x.svg") == (
        '<div class="diagram"><img src="x.svg" alt="a &amp; b" width="400" height="20" style="min-width:280px"></div>'
    )
