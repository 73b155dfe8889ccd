"""What nobody sees and a program may obey reaches neither the memory nor a card, from a server or from a file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from notedeck.config.languages import LanguagePair
from notedeck.problems import ProblemCode
from notedeck.translation.hidden import ANSWER_CHARACTERS, clean_answer, remove_hidden
from notedeck.translation.memory import locate_memory
from notedeck.translation.memory.entries import Entry, Memory, add_engine_texts
from notedeck.translation.memory.po import read_memory, write_memory
from notedeck.translation.sending.outcomes import collect_texts
from notedeck.translation.sending.sender import Sender
from notedeck.util.text import HIDDEN_CHARACTERS
from tests.support.translation_server import HIDDEN, run_translation_server
from tests.translation.test_sending import ENGINES, TEXTS, create_sender

PAIR = LanguagePair("ko", "en")
SOURCE = "하나 둘"
NEITHER_FILE_NOR_LINE = "\n\ud800\r\0"  # cannot stand between two quotes of a file


def write_po(folder: Path, msgstr: str, msgid: str = SOURCE) -> Path:
    """Write a memory with one translation."""
    file = locate_memory(folder, "en")
    file.parent.mkdir(exist_ok=True)
    file.write_text(f'msgid ""\nmsgstr ""\n\nmsgid "{msgid}"\nmsgstr "{msgstr}"\n', encoding="utf-8", newline="\n")
    return file


@pytest.mark.parametrize("name", ENGINES)
def test_an_answer_with_hidden_characters_is_stored_without(name: str, tmp_path: Path) -> None:
    with run_translation_server() as server:
        plain = {outcome.msgid: outcome for outcome in create_sender(server, name).translate_all(TEXTS)}
        server.always = "hidden"
        outcomes = {outcome.msgid: outcome for outcome in create_sender(server, name).translate_all(TEXTS)}
    assert outcomes == plain
    empty = Memory(tuple(Entry(msgid) for msgid in outcomes))
    texts = collect_texts([*outcomes.values()])
    memory = add_engine_texts(empty, texts, name, "2026-11-29", {entry.key for entry in empty.entries})
    file = locate_memory(tmp_path, "en")
    write_memory(file, memory, "ko", "en")
    assert not ANSWER_CHARACTERS.search(file.read_text(encoding="utf-8").replace("\n", ""))
    stored, problems = read_memory(file)
    assert (stored.entries, problems) == (memory.entries, ())


@pytest.mark.parametrize("char", [chr(code) for code in range(0x110000) if ANSWER_CHARACTERS.match(chr(code))][::7])
def test_only_what_the_source_has_stays(char: str) -> None:
    kept = char in "\t\n"
    assert clean_answer(f"a{char}b", SOURCE).replace(" ", "") == (f"a{char}b" if kept else "ab")
    assert clean_answer(f"a{char}b", f"가{char}나") == f"a{char}b"


@pytest.mark.parametrize("char", "\0\x1b\x7f\x85\x9b\u202e\u2066\u200b\u2028\u2029\ufeff\ud800\udfff")
def test_a_line_end_becomes_a_space_and_the_rest_nothing(char: str) -> None:
    expected = "a b" if char.isspace() else "ab"
    assert (clean_answer(f"a{char}b", ""), remove_hidden(f"a{char}b", "")) == (expected, expected)


@pytest.mark.parametrize("text", ["Donau\xaddampfer", "👩\u200d💻 ✔\ufe0f", "a\tb\nc", "é à ñ ü", "Ελληνικά 漢字 한글"])
def test_a_persons_signs_stay(text: str) -> None:
    assert remove_hidden(text, SOURCE) == text


@pytest.mark.parametrize("char", sorted(set(HIDDEN) - set(NEITHER_FILE_NOR_LINE)))
def test_a_memory_with_hidden_characters_is_named_and_shown_without(char: str, tmp_path: Path) -> None:
    file = write_po(tmp_path, f"one{char} two")
    before = file.read_bytes()
    memory, problems = read_memory(file)
    shown = memory.build_lookup()["", SOURCE]
    if not HIDDEN_CHARACTERS.match(char):
        assert (shown, problems) == (f"one{char} two", ())
        return
    assert " ".join(shown.split()) == "one two"
    assert [(problem.code, problem.place.line) for problem in problems] == [(ProblemCode.TRANSLATION_HIDDEN, 4)]
    assert f"U+{ord(char):04X}" in problems[0].message and char not in problems[0].message
    assert file.read_bytes() == before
    assert memory.entries[0].msgstr == f"one{char} two"
    write_memory(file, memory, "ko", "en")
    assert read_memory(file)[0].entries == memory.entries


@pytest.mark.parametrize("char", "\x1b\u200b\u202e")
@pytest.mark.parametrize(
    ("msgstr", "code"),
    [
        ("one <c#ode>two</c#ode>", ProblemCode.TRANSLATION_DAMAGED),
        ("one <#a1>two</a1#>", ProblemCode.TRANSLATION_DAMAGED),
        (r"\\#(\\hr#ef{javascript:alert(1)}{x}\\#)", ProblemCode.FORMULA_REFUSED),
    ],
)
def test_hidden_characters_hide_nothing_from_the_checks(
    msgstr: str, code: ProblemCode, char: str, tmp_path: Path
) -> None:
    _, problems = read_memory(write_po(tmp_path, msgstr.replace("#", char)))
    assert {problem.code for problem in problems} == {code, ProblemCode.TRANSLATION_HIDDEN}


def test_a_glossary_brings_no_hidden_characters() -> None:
    with run_translation_server() as server:
        sender: Sender = replace(create_sender(server, "google"), glossary={"커널": "ker\x1b\u202enel"})
        (outcome,) = sender.translate_all(TEXTS[:1])
    assert "kernel" in outcome.text
