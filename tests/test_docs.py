"""The documentation holds: references as in the code, both languages alike, links that lead somewhere."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import fields
from enum import Enum
from html import unescape
from urllib.parse import unquote

import pytest

from notedeck.cards.styles import styles
from notedeck.cli import main as cli
from notedeck.cli.commands import find_commands
from notedeck.cli.exit_status import ExitStatus
from notedeck.config.languages import LANGUAGES
from notedeck.config.load import FIELD_OF_KEY, SETTING_KEYS
from notedeck.config.settings import Images, Layout, Settings, Subdecks
from notedeck.model import Split
from notedeck.problems import ProblemCode
from notedeck.source.values import value_parsers
from notedeck.translation.engines import engines
from tests.support.paths import ROOT
from tests.test_imports import LAYERS

GUIDES = ("README.md", "README.ko.md")
PAGES = tuple(
    path.relative_to(ROOT).as_posix()
    for folder in (".", "docs", "docs/decisions", "tests")
    for path in sorted((ROOT / folder).glob("*.md"))
)
SOURCES = tuple(
    path.relative_to(ROOT).as_posix()
    for folder in ("notedeck", "tests", "benchmarks", "tools")
    for path in sorted((ROOT / folder).rglob("*.py"))
)
DEVELOPER_PAGES = tuple(name for name in PAGES if name.startswith("docs/") or name == "CONTRIBUTING.md")
INSTALL = "python3 -m venv .venv && .venv/bin/pip install -e . && .venv/bin/python build_deck.py"
TEST = 'python3 -m venv .venv && .venv/bin/pip install -e ".[test]" && .venv/bin/pytest'
FENCE = re.compile(r"^( *)(`{3,})(\w*)\n(.*?)^\1\2$", re.M | re.S)
REFERENCES = {  # the tables of the guides that a reader looks things up in, by their heads
    "README.md": {
        "problems": ("Problem", "Weight"),
        "settings": ("Key", "Values", "Default"),
        "matter": ("Key", "Values", "What"),
        "words": ("Word", "For"),
        "statuses": ("Exit status", "Meaning"),
    },
    "README.ko.md": {
        "problems": ("문제", "무게"),
        "settings": ("이름", "값", "기본값"),
        "matter": ("이름", "값", "정하는 것"),
        "words": ("단어", "어디에"),
        "statuses": ("종료 상태", "뜻"),
    },
}
WEIGHTS = {
    "README.md": {"error": "error", "warning": "warning", "info": "info"},
    "README.ko.md": {"error": "오류", "warning": "경고", "info": "참고"},
}
PENDING = pytest.mark.xfail(strict=False, reason="the pages describe the new structure, which is not complete")
DOCUMENT = re.compile(r"(?<![\w/.])docs/[\w/.-]*[\w/]")
OUTSIDE_DOCUMENT = re.compile(r"[(](facts|design)[,:)]")
OUTSIDE = ("etc/", "output/", "dist/", "translations/", "papago.apigw.ntruss.com/", "dir/", "aws/", "../", "./")
CLOSED: dict[str, type[Enum]] = {"split": Split, "subdecks": Subdecks, "images": Images, "layout": Layout}

Row = tuple[str, ...]


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def tables(text: str) -> Iterator[list[Row]]:
    """Each Markdown table outside of code as rows of cells, the head first."""
    for block in re.findall(r"(?:^ *\|.*\n)+", FENCE.sub("", text), re.M):
        rows = [tuple(cell.strip() for cell in line.strip().strip("|").split(" | ")) for line in block.splitlines()]
        yield [rows[0], *rows[2:]]


def reference(name: str, kind: str) -> list[Row]:
    """The rows of the one table of a guide with that head."""
    head = REFERENCES[name][kind]
    found = [
        rows
        for rows in tables(page(name))
        if all(cell.startswith(word) for cell, word in zip(rows[0], head, strict=False))
    ]
    assert len(found) == 1, f"{name}: {len(found)} tables with the head {head}"
    return found[0][1:]


def codes(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def first_codes(name: str, kind: str) -> list[str]:
    """What stands in backticks in the first column; a word that stands there twice comes twice."""
    return [code for row in reference(name, kind) for code in codes(row[0])]


def actions(parser: argparse.ArgumentParser) -> Iterator[tuple[str, list[str]]]:
    """Each verb, positional and option of the command line, with the verbs that take it ("" = none)."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command, own in action.choices.items():
                yield command, []
                yield from ((word, [command]) for word, _ in actions(own))
            continue
        for word in action.option_strings or [str(action.metavar or action.dest)]:
            yield word, []


def commands(name: str) -> list[str]:
    """The code blocks that a reader types or copies."""
    return [body for _, _, language, body in FENCE.findall(page(name)) if language in ("bash", "powershell")]


def slug(heading: str) -> str:
    """GitHub's anchor of a heading."""
    words = re.sub(r"[^\w\- ]", "", re.sub(r"[*`]|\[|\]\([^)]*\)", "", heading).strip().lower())
    return words.replace(" ", "-")


def prose(text: str) -> str:
    """A page without its code."""
    return re.sub(r"`[^`\n]+`", "", FENCE.sub("", text))


def targets(text: str) -> list[str]:
    """Where links and pictures lead."""
    found = re.findall(r"\]\(<?([^()\s>]+)>?\)", prose(text)) + re.findall(
        r"<(?:img|a) [^>]*(?:src|href)=\"([^\"]+)\"", text
    )
    return [unescape(target) for target in found]


@pytest.mark.parametrize("name", GUIDES)
def test_every_problem_is_explained(name: str) -> None:
    rows = {codes(row[0])[0]: row for row in reference(name, "problems")}
    assert sorted(first_codes(name, "problems")) == sorted(code.slug for code in ProblemCode)
    for code in ProblemCode:
        assert len(rows[code.slug]) == 4 and all(rows[code.slug]), code.slug
        assert rows[code.slug][1] == WEIGHTS[name][code.severity.value], code.slug


@pytest.mark.parametrize("name", GUIDES)
def test_every_setting_is_explained(name: str) -> None:
    assert sorted(first_codes(name, "settings")) == sorted(SETTING_KEYS)


@pytest.mark.parametrize("name", GUIDES)
def test_the_values_of_a_setting_are_those_it_takes(name: str) -> None:
    rows = {codes(row[0])[0]: row for row in reference(name, "settings")}
    for key, kind in CLOSED.items():
        assert codes(rows[key][1]) == [f'"{one.value}"' for one in kind]
    assert codes(rows["style"][1]) == [f'"{name}"' for name in sorted(styles())]
    assert codes(rows["engine"][1]) == [f'"{name}"' for name in sorted(engines())]
    assert codes(rows["language"][1]) == [f'"{code}"' for code in LANGUAGES]


@pytest.mark.parametrize("name", GUIDES)
def test_every_engine_is_explained(name: str) -> None:
    (rows,) = (rows for rows in tables(page(name)) if rows[0][0] in ("Engine", "엔진"))
    assert sorted(codes(row[0])[0] for row in rows[1:]) == sorted(engines())
    for row in rows[1:]:
        assert set(engines()[codes(row[0])[0]].FACTS.keys) <= set(codes(row[2]))


@pytest.mark.parametrize("name", GUIDES)
def test_the_defaults_of_the_settings_are_true(name: str) -> None:
    for row in reference(name, "settings"):
        key, told = codes(row[0])[0], row[2]
        assert told == shown(default_of(key), told), key


def default_of(key: str) -> object:
    """Return the default of a key of deck.toml."""
    name, settings = FIELD_OF_KEY.get(key, key), Settings()
    (concern,) = (getattr(settings, one.name) for one in fields(settings) if hasattr(getattr(settings, one.name), name))
    value: object = getattr(concern, name)
    return value


def shown(value: object, told: str) -> str:
    """A default as the table tells it; the name's is told in words."""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, Enum):
        return f'`"{value.value}"`'
    if isinstance(value, tuple) and all(isinstance(one, Enum) for one in value) and value:
        return told if len(value) == len(type(value[0]).__members__) else ""  # "all of them", in words
    if isinstance(value, tuple):
        return ", ".join(value) or "`[]`"
    if isinstance(value, int):
        return f"`{value}`"
    return f'`"{value}"`' if value else told


@pytest.mark.parametrize("name", GUIDES)
def test_every_front_matter_key_is_explained(name: str) -> None:
    assert sorted(first_codes(name, "matter")) == sorted(value_parsers(()))


@pytest.mark.parametrize("name", GUIDES)
def test_every_word_of_the_command_line_is_explained(name: str) -> None:
    told = first_codes(name, "words")
    assert len(told) == len(set(told))
    assert set(told) == {word for word, _ in actions(cli.make_parser())}


@pytest.mark.parametrize("name", GUIDES)
def test_the_words_stand_with_the_verbs_that_take_them(name: str) -> None:
    taken: dict[str, set[str]] = {}
    for word, commands in actions(cli.make_parser()):
        taken.setdefault(word, set()).update(commands)
    for row in reference(name, "words"):
        for word in codes(row[0]):
            told = set(codes(row[1])) or (set(find_commands()) if row[1] in ("all", "모두") else set())
            assert word in ("-h", "--help") or told == taken[word], word


@pytest.mark.parametrize("name", GUIDES)
def test_every_exit_status_is_explained(name: str) -> None:
    assert [int(code) for code in first_codes(name, "statuses")] == list(ExitStatus)


@pytest.mark.parametrize("name", GUIDES)
def test_the_guide_begins_with_the_two_commands(name: str) -> None:
    assert [body.strip() for body in commands(name)[:2]] == [INSTALL, TEST]


def test_both_guides_have_the_same_code() -> None:
    english, korean = ([(row[2], row[3]) for row in FENCE.findall(page(name))] for name in GUIDES)
    assert english == korean


def test_both_guides_have_the_same_parts() -> None:
    english, korean = (re.findall(r"^(#+) ", FENCE.sub("", page(name)), re.M) for name in GUIDES)
    assert english == korean


def test_the_build_server_runs_the_second_command() -> None:
    text = page(".ci/run")
    pattern = re.search(r"grep -m1 -oE '([^']+)' README\.md", text)
    if pattern is None:
        assert TEST in text
    else:
        found = re.search(pattern[1], page("README.md"))
        assert found is not None and found[0] == TEST


@pytest.mark.parametrize("name", GUIDES)
def test_the_commands_of_the_guide_are_understood(name: str) -> None:
    lines = [line for body in commands(name) for line in body.splitlines() if "build-deck" in line]
    assert lines
    for line in lines:
        words = re.findall(r'"[^"]*"|\S+', line)[1:]
        cli.make_parser().parse_args(cli.insert_default_command([word.strip('"') for word in words]))


@PENDING
@pytest.mark.parametrize("name", PAGES)
def test_local_links_and_pictures_lead_somewhere(name: str) -> None:
    for target in targets(page(name)):
        path, _, anchor = target.partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        file = (ROOT / name).parent / unquote(path) if path else ROOT / name
        assert file.exists(), f"{name}: {target}"
        if anchor:
            headings = re.findall(r"^#+ (.+)$", FENCE.sub("", file.read_text(encoding="utf-8")), re.M)
            assert unquote(anchor) in map(slug, headings), f"{name}: {target}"


@PENDING
def test_mentioned_documents_exist() -> None:
    mentions = ((name, path) for name in (*PAGES, *SOURCES) for path in DOCUMENT.findall(page(name)))
    assert [f"{name}: {path}" for name, path in mentions if not (ROOT / path).exists()] == []


@PENDING
def test_no_reference_leads_to_a_document_outside_the_repository() -> None:
    lines = ((name, line) for name in (*PAGES, *SOURCES) for line in page(name).splitlines())
    assert [f"{name}: {line}" for name, line in lines if OUTSIDE_DOCUMENT.search(line)] == []


@PENDING
@pytest.mark.parametrize("name", DEVELOPER_PAGES)
def test_mentioned_source_files_exist(name: str) -> None:
    """A path in backticks is one of the repository, or one below notedeck/."""
    paths = re.findall(r"`((?:[\w.-]+/)+(?:[\w.-]+\.\w+)?)`", FENCE.sub("", page(name)))
    local = [path for path in paths if not path.startswith(OUTSIDE)]
    missing = [path for path in local if not any((ROOT / base / path).exists() for base in ("", "notedeck"))]
    assert not missing, f"{name}: {missing}"


@PENDING
@pytest.mark.parametrize("name", DEVELOPER_PAGES)
def test_mentioned_modules_exist(name: str) -> None:
    modules = re.findall(r"python -m ((?:tests|benchmarks|tools)[\w.]*)", page(name))
    missing = [module for module in modules if not is_module(module)]
    assert not missing, f"{name}: {missing}"


def is_module(name: str) -> bool:
    path = ROOT / name.replace(".", "/")
    return path.with_suffix(".py").exists() or (path / "__main__.py").exists()


def test_the_architecture_has_the_layers_of_the_import_test() -> None:
    (layers,) = re.findall(r"^```text\nmodel\n(?:.*\n)*?```", page("docs/architecture.md"), re.M)
    lines = [tuple(line.split(", ")) for line in layers.splitlines()[1:-1]]
    assert lines == [names for names in LAYERS if names != ("__main__",)]


def test_every_decision_is_in_the_index() -> None:
    index = page("docs/decisions/README.md")
    assert re.findall(r"\((\d{4}-[\w-]+\.md)\)", index) == sorted(
        path.name for path in (ROOT / "docs/decisions").glob("[0-9]*.md")
    )


def test_the_architecture_names_every_package() -> None:
    (rows,) = (rows for rows in tables(page("docs/architecture.md")) if rows[0][0].startswith("Package"))
    places = {f"{path.name}/" if path.is_dir() else path.name for path in (ROOT / "notedeck").iterdir()}
    assert {code for row in rows[1:] for code in codes(row[0])} == places - {"__init__.py", "__pycache__/", "py.typed"}
