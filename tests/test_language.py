from __future__ import annotations

import ast
import importlib
import inspect
import json
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from notedeck.language import choose_language, find_unknown_choice, translate
from notedeck.messages import (
    Message,
    Noun,
    explain_error,
    format_count,
    join_messages,
    pack_message,
    unpack_message,
)
from tests.support import catalogue
from tests.support.catalogue import Template

CATALOGUES = [*catalogue.find_catalogues()]
LOCALE_NAMES = ("NOTEDECK_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


def list_translations(entry: polib.POEntry) -> list[str]:
    return [*entry.msgstr_plural.values()] if entry.msgid_plural else [entry.msgstr]


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.parts[-3])
def test_every_message_is_translated_and_no_translation_is_stale(file: Path) -> None:
    templates, entries = catalogue.collect_templates(), catalogue.read_catalogue(file)
    needed = {template for template in templates if template.has_words}
    translated = {template for template, entry in entries.items() if all(list_translations(entry))}
    assert needed - translated == set(), "translate them in the catalogue, then: python -m tests.update locale"
    assert entries.keys() - templates.keys() == set(), "run python -m tests.update locale"


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.parts[-3])
def test_a_translation_has_the_placeholders_of_its_message(file: Path) -> None:
    for template, entry in catalogue.read_catalogue(file).items():
        expected = catalogue.list_placeholders(template.singular) | catalogue.list_placeholders(template.plural)
        for text in list_translations(entry):
            assert catalogue.list_placeholders(text) == expected, template


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.parts[-3])
@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext is not installed")
def test_gettext_finds_nothing_wrong(file: Path) -> None:
    done = subprocess.run(["msgfmt", "--check-format", "-o", "-", str(file)], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_argparse_says_nothing_else() -> None:
    argparse = importlib.import_module("argparse")
    calls = [node for node in ast.walk(ast.parse(inspect.getsource(argparse))) if isinstance(node, ast.Call)]
    said = {
        Template(*(item.value for item in call.args if isinstance(item, ast.Constant) and isinstance(item.value, str)))
        for call in calls
        if isinstance(call.func, ast.Name)
        and call.func.id in ("_", "ngettext")
        and isinstance(call.args[0], ast.Constant)
    }
    developers = ("conflict", "dest=", "is not callable", "cannot ", "must ", ".__call__", "invalid option string")
    unknown = {words for words in said if not any(part in words.singular for part in developers)}
    others = {"'required' is an invalid argument for positionals", "can't open '%(filename)s': %(error)s"}
    others |= {"unknown parser %(parser_name)r (choices: %(choices)s)", 'argument "-" with mode %r'}
    others |= {"unexpected option string: %s", "invalid conflict_resolution value: %r"}
    assert {words.singular for words in unknown} - others <= {words for words, _ in catalogue.ARGPARSE_WORDS}


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "ko_KR.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "ko_KR"}, "ko"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "NOTEDECK_LANG": "ko"}, "ko"),
        ({"LANG": "ko_KR.UTF-8", "NOTEDECK_LANG": "en"}, "en"),
        ({"LANG": "ko_KR.UTF-8", "NOTEDECK_LANG": "fr"}, "en"),
        ({"LANG": "ko_KR.UTF-8", "NOTEDECK_LANG": ""}, "ko"),
    ],
)
def test_the_environment_chooses_the_language(
    environment: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in LOCALE_NAMES:
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert choose_language() == language
    assert find_unknown_choice() == ("fr" if environment.get("NOTEDECK_LANG") == "fr" else "")


@pytest.mark.parametrize("name", ["Korean_Korea", "ko_KR"])
def test_windows_and_macos_say_which_language_the_user_has(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr("locale.getlocale", lambda: (name, "949"))
    for variable in LOCALE_NAMES:
        monkeypatch.delenv(variable, raising=False)
    assert choose_language() == "ko"


def test_a_message_is_english_and_can_be_translated_with_the_messages_in_it() -> None:
    message = Message("{count} of cards that are no longer in the notes", count=format_count(2, "card"))
    assert message == "2 cards of cards that are no longer in the notes"
    assert translate(message, "ko") == "카드 2장: 이제 노트에 없는 카드의 사본"
    assert translate(message, "en") == translate(message) == str(message)
    assert translate("2 cards", "ko") == "2 cards"


def test_a_number_chooses_the_form() -> None:
    assert [format_count(number, "entry", "entries") for number in (0, 1, 1200)] == [
        "0 entries",
        "1 entry",
        "1,200 entries",
    ]
    assert format_count(1, *Noun("byline")) == "1 byline"
    assert translate(format_count(1, "card"), "ko") == "카드 1장"


def test_braces_of_others_stay() -> None:
    message = Message("{file}: {error}", file="{a}.md", error=ValueError("{b}"))
    assert message == "{a}.md: {b}" == translate(message, "ko")
    assert "{x}: " + Message("none") + " {y}" == "{x}: none {y}"
    assert translate("{x}: " + Message("none") + " {y}", "ko") == "{x}: 없음 {y}"


def test_an_error_explains_itself_with_its_message() -> None:
    assert explain_error(ValueError(Message("true or false"))).template == "true or false"
    assert translate(Message("Allowed: {values}.", values=ValueError(Message("true or false"))), "ko") == (
        "쓸 수 있는 값: true 또는 false."
    )


def test_joined_messages_leave_out_empty_ones() -> None:
    joined = join_messages("; ", [Message("same text"), "", "Front"])
    assert (joined, translate(joined, "ko")) == ("same text; Front", "본문 같음; Front")


@pytest.mark.parametrize(
    "message",
    [
        Message("none"),
        Message("has a { that nothing closes"),
        format_count(3, "card"),
        Message("{reason} ({place})", reason=Message("{body:.0%} alike", body=0.5), place="a.md"),
    ],
)
def test_a_message_survives_a_cache(message: Message) -> None:
    packed = json.loads(json.dumps(pack_message(message)))
    found = unpack_message(packed)
    assert (found, found.template, found.plural, found.values) == (
        message,
        message.template,
        message.plural,
        message.values,
    )


@pytest.mark.parametrize("packed", [7, [], [1], ["a", "b"], ["{a}", "", {}], ["{a.b}", "", {"a": 1}], ["{a}", "", [1]]])
def test_what_is_no_message_is_refused(packed: object) -> None:
    if packed == ["{a}", "", {}]:
        assert unpack_message(packed) == "{a}"
    else:
        with pytest.raises(ValueError, match="no message"):
            unpack_message(packed)


def test_english_reads_no_catalogue() -> None:
    code = "import sys; from notedeck.language import translate; from notedeck.messages import Message; "
    code += "translate(Message('none')); print('gettext' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
