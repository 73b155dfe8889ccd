"""The inline half of markup: each construct has a file of cases in tests/data/markup/inline."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from itertools import accumulate

import pytest
from bs4 import BeautifulSoup
from cmarkgfm import github_flavored_markdown_to_html
from cmarkgfm.cmark import Options

from notedeck.markup import alerts, code, tasks
from notedeck.markup.emoji import CODE, picture
from notedeck.markup.inline import Scope, render
from notedeck.markup.nesting import DEEPEST
from notedeck.markup.raw_html import author
from notedeck.markup.sanitise import clean
from tests.support.cases import Case, cases
from tests.support.paths import DATA
from tests.support.shared import SHARED, shared_notes

FOLDER = "markup/inline"
ACTIVE_TAGS = re.compile(
    r"script|style|iframe|object|embed|svg|math|form|input|button|link|meta|base|textarea|template"
)
PASSIVE_ADDRESS = re.compile(r"(?!\s*(?:javascript|vbscript|file|data:(?!image/))\b)", re.I)
WORD = re.compile(r"[0-9A-Za-z가-힣]+")
FENCED = re.compile(r"^[ \t]*(```|~~~).*?^[ \t]*\1.*?$", re.M | re.S)
PREFIX = re.compile(r"^\s*(?:[-*+]\s+|\d+[.)]\s+|#{1,6}\s+|>\s*)*")


def inline(text: str) -> str:
    references = {"ref": ("r.md", "제목")}
    return clean(render(text, Scope(references, frozenset({"a", "b", "주석"})), 1))


def code_block(text: str) -> str:
    """The first line is the info string."""
    info, _, lines = text.partition("\n")
    return clean(code.block(lines, info))


def task(text: str) -> str:
    found = tasks.task(text)
    return "".join(found) if found else "no task"


def alert(text: str) -> str:
    found = alerts.alert(text)
    return f"{found.kind.value}: {found.title}" if found else "no alert"


ROOMS: Mapping[str, Callable[[str], str]] = {
    "alerts": alert,
    "code": code_block,
    "raw-html": lambda text: author(text, 1),
    "sanitise": clean,
    "tasks": task,
}
FILES = sorted(path.stem for path in (DATA / FOLDER).glob("*.md"))
ALL = [(name, case) for name in FILES for case in cases(f"{FOLDER}/{name}.md")]
IDS = [f"{name}: {case}" for name, case in ALL]


@pytest.mark.parametrize(("name", "case"), ALL, ids=IDS)
def test_case(name: str, case: Case) -> None:
    assert ROOMS.get(name, inline)(case.given) == case.expected


@pytest.mark.parametrize(("name", "case"), ALL, ids=IDS)
def test_nothing_active_and_stable(name: str, case: Case) -> None:
    """Whatever the way of a text into a card, nothing of it acts there, and cleaning again changes nothing."""
    for way in (inline, clean, lambda text: clean(author(text))):
        shown = way(case.given)
        assert not active_parts(shown), name
        assert clean(shown) == shown


def active_parts(markup: str) -> list[str]:
    """Tags, attributes and addresses that do something in a browser."""
    found = []
    for tag in BeautifulSoup(f"<div>{markup}</div>", "html.parser").find_all(True):
        found += [tag.name] if ACTIVE_TAGS.fullmatch(tag.name) else []
        found += [name for name in tag.attrs if name.startswith("on") or name in ("srcdoc", "srcset", "id", "action")]
        found += [name for name in ("href", "src") if not PASSIVE_ADDRESS.match(str(tag.get(name, "")))]
        found += [] if re.fullmatch(r"(width:\d+ch)?", str(tag.get("style", ""))) else ["style"]
    return found


@pytest.mark.parametrize(
    "text", ["[", "![a](", "[a](b ", "*a ", "_a ", "*a **b ", "`", "<a ", '<a "', "<!--", "$a ", "a@", "www.", "[[a|"]
)
def test_hostile_repetition_ends(text: str) -> None:
    """A pattern that takes time by the square or worse would hang here; benchmarks/hostile.py has the figures."""
    assert WORD.findall(text)[:1] == WORD.findall(BeautifulSoup(inline(text * 20_000), "html.parser").get_text())[:1]


@pytest.mark.parametrize(("before", "after"), [("*a ", "b* "), ("**a ", "b** "), ("<b>a ", "b</b> "), ("[", "](b)")])
def test_nesting_has_an_end(before: str, after: str) -> None:
    """Readers of HTML recurse; the words below the deepest element stay."""
    shown = inline(before * 2_000 + "x " + after * 2_000)
    assert max(depths(shown)) <= DEEPEST
    assert words(shown)["a"] == 2_000 * before.count("a")
    assert words(shown)["x"] == 1


def depths(markup: str) -> list[int]:
    """How deep each tag of sanitised HTML stands, from 0."""
    tags = re.findall(r"<(/?)[a-z]", re.sub(r"<(?:img|br)\b[^>]*>", "", markup))
    return list(accumulate((-1 if slash else 1 for slash in tags), initial=0))


@pytest.mark.skipif(not SHARED.exists(), reason="no notes beside the work tree")
def test_no_word_that_github_shows_is_lost() -> None:
    """Over every line of real notes outside of fences."""
    lines = {PREFIX.sub("", line) for path in shared_notes() for line in prose(path.read_text("utf-8", "replace"))}
    lost = {line: missing for line in sorted(lines) if (missing := words(on_github(line)) - words(inline(line)))}
    assert len(lines) > 1_000
    assert not lost


def prose(text: str) -> list[str]:
    """The lines of a note, save code by fences or by indent."""
    return [line for line in FENCED.sub("", text).splitlines() if not line.startswith(("    ", "\t"))]


def on_github(line: str) -> str:
    """The line as GitHub shows it, with its emoji."""
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE
    return CODE.sub(lambda match: picture(match[0]) or match[0], github_flavored_markdown_to_html(line, options))


def words(markup: str) -> Counter[str]:
    return Counter(WORD.findall(BeautifulSoup(f"<div>{markup}</div>", "html.parser").get_text()))
