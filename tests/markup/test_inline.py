"""Inline markup: each construct has a file of cases in tests/data/markup/inline."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from itertools import accumulate

import pytest
from bs4 import BeautifulSoup
from cmarkgfm import github_flavored_markdown_to_html
from cmarkgfm.cmark import Options

from notedeck.markup.blocks.constructs.lists import match_task
from notedeck.markup.blocks.constructs.quotes import match_alert
from notedeck.markup.code.highlight import highlight_code
from notedeck.markup.inline.constructs.emoji import EMOJI_CODE, find_emoji
from notedeck.markup.inline.parser import render_inline
from notedeck.markup.nesting import MAX_NESTED_TAGS
from notedeck.markup.raw_html import secure_raw_html
from notedeck.markup.sanitise import sanitise_html
from tests.support.cases import Case, load_cases
from tests.support.markup import define_test_references
from tests.support.paths import DATA
from tests.support.shared import SHARED, list_shared_notes

FOLDER = "markup/inline"
ACTIVE_TAGS = re.compile(
    r"script|style|iframe|object|embed|svg|math|form|input|button|link|meta|base|textarea|template"
)
PASSIVE_ADDRESS = re.compile(r"(?!\s*(?:javascript|vbscript|file|data:(?!image/))\b)", re.I)
WORD = re.compile(r"[0-9A-Za-z가-힣]+")
FENCED = re.compile(r"^[ \t]*(```|~~~).*?^[ \t]*\1.*?$", re.M | re.S)
PREFIX = re.compile(r"^\s*(?:[-*+]\s+|\d+[.)]\s+|#{1,6}\s+|>\s*)*")


def render_text(text: str) -> str:
    """Return inline Markdown as safe HTML."""
    return sanitise_html(render_inline(text, define_test_references(), 1))


def render_code(text: str) -> str:
    """Return a code block as safe HTML; the first line is the info string."""
    info, _, lines = text.partition("\n")
    return sanitise_html(highlight_code(lines, info))


def render_task(text: str) -> str:
    """Return the checkbox and text of a task."""
    task = match_task(text)
    return "".join(task) if task else "no task"


def describe_alert(text: str) -> str:
    """Return the kind and title of an alert."""
    alert = match_alert(text)
    return f"{alert.kind.value}: {alert.title}" if alert else "no alert"


CONVERTERS: Mapping[str, Callable[[str], str]] = {  # for files of cases that are no inline Markdown
    "alerts": describe_alert,
    "highlight": render_code,
    "raw-html": lambda text: secure_raw_html(text, 1),
    "sanitise": sanitise_html,
    "tasks": render_task,
}
FILES = sorted(path.stem for path in (DATA / FOLDER).glob("*.md"))
ALL = [(name, case) for name in FILES for case in load_cases(f"{FOLDER}/{name}.md")]
IDS = [f"{name}: {case}" for name, case in ALL]


@pytest.mark.parametrize(("name", "case"), ALL, ids=IDS)
def test_case(name: str, case: Case) -> None:
    assert CONVERTERS.get(name, render_text)(case.given) == case.expected


@pytest.mark.parametrize(("name", "case"), ALL, ids=IDS)
def test_nothing_active_and_stable(name: str, case: Case) -> None:
    """However a text gets into a card, nothing in it is active, and sanitising again changes nothing."""
    for convert in (render_text, sanitise_html, lambda text: sanitise_html(secure_raw_html(text))):
        html = convert(case.given)
        assert not find_active_parts(html), name
        assert sanitise_html(html) == html


def find_active_parts(markup: str) -> list[str]:
    """Return tags, attributes and addresses that do something in a browser."""
    parts = []
    for tag in BeautifulSoup(f"<div>{markup}</div>", "html.parser").find_all(True):
        parts += [tag.name] if ACTIVE_TAGS.fullmatch(tag.name) else []
        parts += [name for name in tag.attrs if name.startswith("on") or name in ("srcdoc", "srcset", "id", "action")]
        parts += [name for name in ("href", "src") if not PASSIVE_ADDRESS.match(str(tag.get(name, "")))]
        parts += [] if re.fullmatch(r"(width:\d+ch)?", str(tag.get("style", ""))) else ["style"]
    return parts


@pytest.mark.parametrize(
    "text", ["[", "![a](", "[a](b ", "*a ", "_a ", "*a **b ", "`", "<a ", '<a "', "<!--", "$a ", "a@", "www.", "[[a|"]
)
def test_hostile_repetition_ends(text: str) -> None:
    """A pattern that takes quadratic time or worse would hang here; `python -m benchmarks.hostile` has the figures."""
    words = WORD.findall(BeautifulSoup(render_text(text * 20_000), "html.parser").get_text())
    assert words[:1] == WORD.findall(text)[:1]


@pytest.mark.parametrize(("before", "after"), [("*a ", "b* "), ("**a ", "b** "), ("<b>a ", "b</b> "), ("[", "](b)")])
def test_nesting_has_an_end(before: str, after: str) -> None:
    """HTML readers recurse; the words below the deepest element stay."""
    html = render_text(before * 2_000 + "x " + after * 2_000)
    assert max(measure_depths(html)) <= MAX_NESTED_TAGS
    assert count_words(html)["a"] == 2_000 * before.count("a")
    assert count_words(html)["x"] == 1


def measure_depths(markup: str) -> list[int]:
    """Return how deeply each tag of sanitised HTML is nested, from 0."""
    tags = re.findall(r"<(/?)[a-z]", re.sub(r"<(?:img|br)\b[^>]*>", "", markup))
    return list(accumulate((-1 if slash else 1 for slash in tags), initial=0))


@pytest.mark.skipif(not SHARED.exists(), reason="no notes beside the work tree")
def test_no_word_that_github_shows_is_lost() -> None:
    """Over every line of real notes outside of fences."""
    texts = [path.read_text("utf-8", "replace") for path in list_shared_notes()]
    lines = {PREFIX.sub("", line) for text in texts for line in list_prose_lines(text)}
    lost = {line: words for line in sorted(lines) if (words := find_lost_words(line))}
    assert len(lines) > 1_000
    assert not lost


def find_lost_words(line: str) -> Counter[str]:
    """Return the words of a line that only GitHub shows."""
    return count_words(render_on_github(line)) - count_words(render_text(line))


def list_prose_lines(text: str) -> list[str]:
    """Return the lines of a note outside of code blocks."""
    return [line for line in FENCED.sub("", text).splitlines() if not line.startswith(("    ", "\t"))]


def render_on_github(line: str) -> str:
    """Return the line as GitHub shows it, with its emoji."""
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE
    html = github_flavored_markdown_to_html(line, options)
    return EMOJI_CODE.sub(lambda match: find_emoji(match[0]) or match[0], html)


def count_words(markup: str) -> Counter[str]:
    """Return the words that HTML shows, and how often."""
    return Counter(WORD.findall(BeautifulSoup(f"<div>{markup}</div>", "html.parser").get_text()))
