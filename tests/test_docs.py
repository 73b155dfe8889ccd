"""The documentation holds: references as in the code, both languages alike, links that lead somewhere."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from enum import Enum
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest

from notedeck.cards.styles import list_style_names
from notedeck.cli import main as cli
from notedeck.cli.arguments import list_commands
from notedeck.cli.exit_status import ExitStatus
from notedeck.config.languages import LANGUAGES
from notedeck.config.load import FIELD_OF_KEY, SETTING_KEYS
from notedeck.config.settings import Images, Layout, Settings, Subdecks
from notedeck.language import LANGUAGES as TERMINAL_LANGUAGES
from notedeck.model import Split
from notedeck.problems import ProblemCode
from notedeck.source.front_matter import list_value_parsers
from notedeck.source.tools import list_source_names
from notedeck.translation.engines import find_engines
from tests.support.paths import ROOT
from tests.test_imports import LAYERS

GUIDES = ("README.md", "README.ko.md")  # in the languages of notedeck, in their order
OUTPUT = "console"  # the language of a block that shows what is printed
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
TEST = 'python3 -m venv .venv && .venv/bin/pip install -e ".[test]" && .venv/bin/pytest -n auto'
FENCE = re.compile(r"^( *)(`{3,})(\w*)\n(.*?)^\1\2$", re.M | re.S)
REFERENCE_HEADS = {  # the tables of the guides that a reader looks things up in, by their heads
    "README.md": {
        "problems": ("Problem", "Severity"),
        "settings": ("Key", "Values", "Default"),
        "front matter": ("Key", "Values", "What"),
        "arguments": ("Name", "Used with"),
        "statuses": ("Exit status", "Meaning"),
    },
    "README.ko.md": {
        "problems": ("문제", "심각도"),
        "settings": ("키", "값", "기본값"),
        "front matter": ("키", "값", "하는 일"),
        "arguments": ("이름", "쓰는 곳"),
        "statuses": ("종료 코드", "뜻"),
    },
}
SEVERITY_NAMES = {
    "README.md": {"error": "error", "warning": "warning", "info": "info"},
    "README.ko.md": {"error": "오류", "warning": "경고", "info": "참고"},
}
DOCUMENT = re.compile(r"(?<![\w/.])docs/[\w/.-]*[\w/]")
FACTS_SECTION = re.compile(r"docs[/]facts\.md`?, \"?([A-Z][\w -]*)")
OUTSIDE_DOCUMENT = re.compile(r"[(](facts|design)[,:)]")
OUTSIDE = ("etc/", "output/", "dist/", "translations/", "papago.apigw.ntruss.com/", "dir/", "aws/", "../", "./")
ENUM_SETTINGS: dict[str, type[Enum]] = {"split": Split, "subdecks": Subdecks, "images": Images, "layout": Layout}

Row = tuple[str, ...]


def read_page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def find_tables(text: str) -> Iterator[list[Row]]:
    """Yield each Markdown table outside of code as rows of cells, the head first."""
    for block in re.findall(r"(?:^ *\|.*\n)+", FENCE.sub("", text), re.M):
        lines = [tuple(cell.strip() for cell in line.strip().strip("|").split(" | ")) for line in block.splitlines()]
        yield [lines[0], *lines[2:]]


def find_reference_rows(name: str, kind: str) -> list[Row]:
    """Return the rows of the only table of a guide with that head."""
    head = REFERENCE_HEADS[name][kind]
    matches = [
        table
        for table in find_tables(read_page(name))
        if all(cell.startswith(word) for cell, word in zip(table[0], head, strict=False))
    ]
    assert len(matches) == 1, f"{name}: {len(matches)} tables with the head {head}"
    return matches[0][1:]


def find_codes(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def list_first_codes(name: str, kind: str) -> list[str]:
    """Return what the first column has in backticks; a repeated name is returned twice."""
    return [code for row in find_reference_rows(name, kind) for code in find_codes(row[0])]


def list_arguments(parser: argparse.ArgumentParser) -> Iterator[tuple[str, list[str]]]:
    """Yield each command, argument and option of the command line, with the commands that accept it."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command, own in action.choices.items():
                yield command, []
                yield from ((word, [command]) for word, _ in list_arguments(own))
            continue
        for word in action.option_strings or [str(action.metavar or action.dest)]:
            yield word, []


def list_command_blocks(name: str) -> list[str]:
    """Return the code blocks that a reader copies into a terminal."""
    return [body for _, _, language, body in FENCE.findall(read_page(name)) if language in ("bash", "bat")]


def make_anchor(heading: str) -> str:
    """Return GitHub's anchor of a heading."""
    words = re.sub(r"[^\w\- ]", "", re.sub(r"[*`]|\[|\]\([^)]*\)", "", heading).strip().lower())
    return words.replace(" ", "-")


def remove_code(text: str) -> str:
    """Return a page without its code."""
    return re.sub(r"`[^`\n]+`", "", FENCE.sub("", text))


def find_link_targets(text: str) -> list[str]:
    """Return the targets of links and pictures."""
    markdown = re.findall(r"\]\(<?([^()\s>]+)>?\)", remove_code(text))
    html = re.findall(r"<(?:img|a) [^>]*(?:src|href)=\"([^\"]+)\"", text)
    return [unescape(target) for target in (*markdown, *html)]


@pytest.mark.parametrize("name", GUIDES)
def test_every_problem_is_explained(name: str) -> None:
    rows = {find_codes(row[0])[0]: row for row in find_reference_rows(name, "problems")}
    assert sorted(list_first_codes(name, "problems")) == sorted(code.slug for code in ProblemCode)
    for code in ProblemCode:
        assert len(rows[code.slug]) == 4 and all(rows[code.slug]), code.slug
        assert rows[code.slug][1] == SEVERITY_NAMES[name][code.severity.value], code.slug


@pytest.mark.parametrize("name", GUIDES)
def test_every_setting_is_explained(name: str) -> None:
    assert sorted(list_first_codes(name, "settings")) == sorted(SETTING_KEYS)


@pytest.mark.parametrize("name", GUIDES)
def test_the_values_of_a_setting_are_those_it_takes(name: str) -> None:
    rows = {find_codes(row[0])[0]: row for row in find_reference_rows(name, "settings")}
    for key, kind in ENUM_SETTINGS.items():
        assert find_codes(rows[key][1]) == [f'"{member.value}"' for member in kind]
    assert find_codes(rows["style"][1]) == [f'"{name}"' for name in sorted(list_style_names())]
    assert find_codes(rows["source"][1]) == [f'"{name}"' for name in list_source_names()]
    assert find_codes(rows["engine"][1]) == [f'"{name}"' for name in sorted(find_engines())]
    assert find_codes(rows["language"][1]) == [f'"{code}"' for code in LANGUAGES]


@pytest.mark.parametrize("name", GUIDES)
def test_every_engine_is_explained(name: str) -> None:
    (rows,) = (rows for rows in find_tables(read_page(name)) if rows[0][0] in ("Engine", "엔진"))
    assert sorted(find_codes(row[0])[0] for row in rows[1:]) == sorted(find_engines())
    for row in rows[1:]:
        assert set(find_engines()[find_codes(row[0])[0]].FACTS.key_variables) <= set(find_codes(row[2]))


@pytest.mark.parametrize("name", GUIDES)
def test_the_defaults_of_the_settings_are_true(name: str) -> None:
    for row in find_reference_rows(name, "settings"):
        key, text = find_codes(row[0])[0], row[2]
        assert text == format_default(get_default(key), text), key


def get_default(key: str) -> object:
    """Return the default of a key of deck.toml."""
    name, settings = FIELD_OF_KEY.get(key, key), Settings()
    concerns = [getattr(settings, name) for name in settings.__struct_fields__]
    (concern,) = (concern for concern in concerns if hasattr(concern, name))
    value: object = getattr(concern, name)
    return value


def format_default(value: object, text: str) -> str:
    """Return a default as the table writes it; `text` itself for one that is described in words."""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, Enum):
        return f'`"{value.value}"`'
    if isinstance(value, tuple) and all(isinstance(item, Enum) for item in value) and value:
        return text if len(value) == len(type(value[0]).__members__) else ""  # "all of them", in words
    if isinstance(value, tuple):
        return ", ".join(value) or "`[]`"
    if isinstance(value, int):
        return f"`{value}`"
    return f'`"{value}"`' if value else text


@pytest.mark.parametrize("name", GUIDES)
def test_every_front_matter_key_is_explained(name: str) -> None:
    assert sorted(list_first_codes(name, "front matter")) == sorted(list_value_parsers(()))


@pytest.mark.parametrize("name", GUIDES)
def test_every_argument_of_the_command_line_is_explained(name: str) -> None:
    names = list_first_codes(name, "arguments")
    assert len(names) == len(set(names))
    assert set(names) == {word for word, _ in list_arguments(cli.make_parser())}


@pytest.mark.parametrize("name", GUIDES)
def test_arguments_are_listed_with_the_commands_that_accept_them(name: str) -> None:
    accepted: dict[str, set[str]] = {}
    for word, commands in list_arguments(cli.make_parser()):
        accepted.setdefault(word, set()).update(commands)
    for row in find_reference_rows(name, "arguments"):
        for word in find_codes(row[0]):
            listed = set(find_codes(row[1]))
            listed = set(list_commands()) - listed if re.match("all|모두", row[1]) else listed
            assert word in ("-h", "--help") or listed == accepted[word], word


@pytest.mark.parametrize("name", GUIDES)
def test_every_exit_status_is_explained(name: str) -> None:
    assert [int(code) for code in list_first_codes(name, "statuses")] == list(ExitStatus)


@pytest.mark.parametrize("name", GUIDES)
def test_the_guide_begins_with_the_two_commands(name: str) -> None:
    assert [body.strip() for body in list_command_blocks(name)[:2]] == [INSTALL, TEST]


def test_both_guides_have_the_same_code() -> None:
    english, korean = (
        [(row[2], row[3] if row[2] != OUTPUT else "") for row in FENCE.findall(read_page(name))] for name in GUIDES
    )
    assert english == korean


@pytest.mark.parametrize(("name", "language"), [*zip(GUIDES, TERMINAL_LANGUAGES, strict=True)])
def test_each_guide_shows_what_is_printed_in_its_language(
    name: str, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "os.md").write_text("## 프로세스\n\n![상태](그림.png) 실행 중인 프로그램이다.\n", encoding="utf-8")
    monkeypatch.setenv("NOTEDECK_LANG", language)
    cli.main(["check", str(tmp_path)])
    (shown,) = [body for _, _, kind, body in FENCE.findall(read_page(name)) if kind == OUTPUT]
    assert shown in capsys.readouterr().out


def test_both_guides_have_the_same_tables() -> None:
    english, korean = ([len(table) for table in find_tables(read_page(name))] for name in GUIDES)
    assert english == korean


def test_both_guides_have_the_same_parts() -> None:
    english, korean = (re.findall(r"^(#+) ", FENCE.sub("", read_page(name)), re.M) for name in GUIDES)
    assert english == korean


def test_the_build_server_runs_the_second_command() -> None:
    text = read_page(".ci/run")
    pattern = re.search(r"grep -m1 -oE '([^']+)' README\.md", text)
    if pattern is None:
        assert TEST in text
    else:
        command = re.search(pattern[1], read_page("README.md"))
        assert command is not None and command[0] == TEST


@pytest.mark.parametrize("name", GUIDES)
def test_the_commands_of_the_guide_are_understood(name: str) -> None:
    lines = [line for body in list_command_blocks(name) for line in body.splitlines() if "build-deck" in line]
    assert lines
    for line in lines:
        program, *words = re.findall(r'"[^"]*"|\S+', line)
        if program == "git":
            continue
        assert program == "build-deck", f"{name}: a reader on Windows cannot copy {line}"
        cli.make_parser().parse_args(cli.complete_words([word.strip('"') for word in words]))


@pytest.mark.parametrize("name", PAGES)
def test_local_links_and_pictures_lead_somewhere(name: str) -> None:
    for target in find_link_targets(read_page(name)):
        path, _, anchor = target.partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        file = (ROOT / name).parent / unquote(path) if path else ROOT / name
        assert file.exists(), f"{name}: {target}"
        if anchor:
            headings = re.findall(r"^#+ (.+)$", FENCE.sub("", file.read_text(encoding="utf-8")), re.M)
            assert unquote(anchor) in map(make_anchor, headings), f"{name}: {target}"


def test_mentioned_documents_exist() -> None:
    """A decision may be named by its number alone."""
    mentions = ((name, path) for name in (*PAGES, *SOURCES) for path in DOCUMENT.findall(read_page(name)))
    missing = [(name, path) for name, path in mentions if not (ROOT / path).exists()]
    assert [
        f"{name}: {path}"
        for name, path in missing
        if not re.fullmatch(r"docs/decisions/\d{4}", path) or not list(ROOT.glob(f"{path}-*.md"))
    ] == []


def test_named_sections_of_the_facts_exist() -> None:
    headings = set(re.findall(r"^#+ (.+)$", read_page("docs/facts.md"), re.M))
    sources = [name for name in SOURCES if name.startswith("notedeck/")]
    sections = ((name, section) for name in sources for section in FACTS_SECTION.findall(read_page(name)))
    assert [f"{name}: {section}" for name, section in sections if section not in headings] == []


def test_no_reference_leads_to_a_document_outside_the_repository() -> None:
    lines = ((name, line) for name in (*PAGES, *SOURCES) for line in read_page(name).splitlines())
    assert [f"{name}: {line}" for name, line in lines if OUTSIDE_DOCUMENT.search(line)] == []


@pytest.mark.parametrize("name", DEVELOPER_PAGES)
def test_mentioned_source_files_exist(name: str) -> None:
    """A path in backticks is one of the repository, or one below notedeck/."""
    paths = re.findall(r"`((?:[\w.-]+/)+(?:[\w.-]+\.\w+)?)`", FENCE.sub("", read_page(name)))
    local = [path for path in paths if not path.startswith(OUTSIDE)]
    missing = [path for path in local if not any((ROOT / base / path).exists() for base in ("", "notedeck"))]
    assert not missing, f"{name}: {missing}"


@pytest.mark.parametrize("name", DEVELOPER_PAGES)
def test_mentioned_modules_exist(name: str) -> None:
    modules = re.findall(r"python -m ((?:tests|benchmarks|tools)[\w.]*)", read_page(name))
    missing = [module for module in modules if not is_module(module)]
    assert not missing, f"{name}: {missing}"


def is_module(name: str) -> bool:
    path = ROOT / name.replace(".", "/")
    return path.with_suffix(".py").exists() or (path / "__main__.py").exists()


def test_the_architecture_has_the_layers_of_the_import_test() -> None:
    (layers,) = re.findall(r"^```text\nmessages\n(?:.*\n)*?```", read_page("docs/architecture.md"), re.M)
    lines = [tuple(line.split(", ")) for line in layers.splitlines()[1:-1]]
    assert lines == [names for names in LAYERS if names != ("__main__",)]


def test_every_decision_is_in_the_index() -> None:
    index = read_page("docs/decisions/README.md")
    assert re.findall(r"\((\d{4}-[\w-]+\.md)\)", index) == sorted(
        path.name for path in (ROOT / "docs/decisions").glob("[0-9]*.md")
    )


def test_the_architecture_names_every_package() -> None:
    (rows,) = (rows for rows in find_tables(read_page("docs/architecture.md")) if rows[0][0].startswith("Package"))
    places = {f"{path.name}/" if path.is_dir() else path.name for path in (ROOT / "notedeck").iterdir()}
    assert {code for row in rows[1:] for code in find_codes(row[0])} == places - {
        "__init__.py",
        "__pycache__/",
        "py.typed",
    }
