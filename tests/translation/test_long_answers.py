"""An answer that is far too long is refused, and a check of a long one does not compare its words with each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from notedeck.config.languages import LanguagePair
from notedeck.problems import DeckError, ProblemCode
from notedeck.translation.doubts import judge_text
from notedeck.translation.doubts.repetition import has_repeated_word
from notedeck.translation.engines import Access, Contexts, EngineFacts
from notedeck.translation.memory import locate_memory
from notedeck.translation.memory.po import MAX_ENTRY_LINES, read_memory
from notedeck.translation.memory.stamps import Verdict
from notedeck.translation.sending.outcomes import Outcome
from notedeck.translation.sending.protect import protect_text
from notedeck.translation.sending.restore import restore_text
from notedeck.translation.sending.sender import Sender

PAIR = LanguagePair("ko", "en")
SOURCE = "가용성을 <code>ELB</code>로 높인다"
COUNT = 20_000
LONG_TEXTS = {
    "different words": "'".join(chr(0x4E00 + number) for number in range(COUNT)),
    "different Latin words": " ".join(f"w{number}" for number in range(COUNT)),
    "almost the same words": " ".join("a" * (number % 50 + 1) for number in range(COUNT)),
    "pairs of words": "one one two two " * COUNT,
    "apostrophes": "'" * COUNT,
    "spaces": "a" + " " * COUNT + "b",
    "brackets": "[" * COUNT,
    "brackets and spaces": "[X" + " " * COUNT + "[ X 1" * COUNT,
    "half placeholders": "[X1" * COUNT,
    "many placeholders": "".join(f"[X{number}X]" for number in range(COUNT)),
    "starts of code": "<code>" * COUNT,
    "ends of code": "</code>" * COUNT,
    "links": "<a1>" * COUNT,
    "a long number": "<a" + "1" * COUNT,
    "many numbers": "1.1," * COUNT,
    "escaped signs": "&amp;lt;" * COUNT,
    "marks of paths": "\u2068 " * COUNT,
}


@pytest.mark.parametrize("name", LONG_TEXTS)
def test_a_long_translation_is_checked(name: str, tmp_path: Path) -> None:
    text = LONG_TEXTS[name]
    assert judge_text(SOURCE, text, PAIR)[0] is not Verdict.ACCEPTED
    assert restore_text(text, protect_text(SOURCE)).damage
    file = locate_memory(tmp_path, "en")
    file.parent.mkdir()
    paths = text if name == "marks of paths" else "a.md"
    file.write_text(f'#: {paths}\nmsgid "{SOURCE}"\nmsgstr "{text}"\n', encoding="utf-8")
    memory, problems = read_memory(file)
    assert ProblemCode.TRANSLATION_DAMAGED in [problem.code for problem in problems]
    assert memory.build_lookup() == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no no no no", True),
        ("No, no! NO - no", True),
        ("don't don't don't don't", True),
        ("the server server server server ends", True),
        ("하나 하나 하나 하나", True),
        ("no no no", False),
        ("a b a b a b a b a b", False),
        ("no no no not", False),
        ("no" * 100, False),
        ("", False),
    ],
)
def test_a_word_four_times_in_a_row_is_repeated(text: str, expected: bool) -> None:
    assert has_repeated_word(text) is expected


class FixedEngine:
    """An engine that answers each text with the same one."""

    NAME = "fixed"
    FACTS = EngineFacts()

    def __init__(self, answer: str) -> None:
        self.answer = answer

    def translate_texts(
        self,
        texts: tuple[str, ...],
        pair: LanguagePair,  # noqa: ARG002
        access: Access,  # noqa: ARG002
        contexts: Contexts = (),  # noqa: ARG002
    ) -> tuple[str, ...]:
        return tuple(self.answer for _ in texts)


def translate(source: str, answer: str) -> Outcome:
    """Return the outcome for one text that a server answers so."""
    (outcome,) = Sender(FixedEngine(answer), PAIR, Access("")).translate_all([source])
    return outcome


@pytest.mark.parametrize("source", ["값", "컨테이너는 커널을 함께 쓴다", "가용성을 <b>높인다</b> " * 100])
def test_an_answer_that_is_fifty_times_as_long_is_refused(source: str) -> None:
    sent = len(protect_text(source).text)
    assert translate(source, "ab " * (50 * sent)).text == ""
    assert translate(source, "a" * (50 * sent)).text == ""
    short = "<b></b>" if "<b>" in source else ""
    assert short or translate(source, "a" * (50 * sent - 1)).text


@pytest.mark.parametrize("line", ["# a", "#: a.md", "#, a", "\n# a", '# a\nmsgid "a"', '# a\n#| msgid "a"'])
def test_an_entry_of_too_many_lines_is_named(line: str, tmp_path: Path) -> None:
    file = locate_memory(tmp_path, "en")
    file.parent.mkdir()
    file.write_text(f"{line}\n" * (MAX_ENTRY_LINES + 1) + 'msgid "가"\nmsgstr "a"\n', encoding="utf-8")
    with pytest.raises(DeckError, match=r"translations/en\.po:\d+: .*too many lines"):
        read_memory(file)


@pytest.mark.parametrize("keyword", ["msgid", "msgstr", "msgctxt", "#| msgid", "#~ msgstr"])
def test_a_text_of_too_many_lines_is_named(keyword: str, tmp_path: Path) -> None:
    file = locate_memory(tmp_path, "en")
    file.parent.mkdir()
    more = '#| "a"\n' if keyword.startswith("#|") else '#~ "a"\n' if keyword.startswith("#~") else '"a"\n'
    file.write_text(f'{keyword} ""\n' + more * (MAX_ENTRY_LINES + 1), encoding="utf-8")
    with pytest.raises(DeckError, match=r"translations/en\.po:\d+: .*too many lines"):
        read_memory(file)


def test_thousands_of_entries_with_comments_are_not_too_many_lines(tmp_path: Path) -> None:
    file = locate_memory(tmp_path, "en")
    file.parent.mkdir()
    entries = (f'# {number}\n#: a.md\nmsgid "가{number}"\nmsgstr "a"\n\n' for number in range(MAX_ENTRY_LINES // 2))
    file.write_text("".join(entries), encoding="utf-8")
    assert len(read_memory(file)[0].entries) == MAX_ENTRY_LINES // 2


@pytest.mark.parametrize("count", ["²", "9" * 5000, "-1", "1e3", ""])
def test_an_odd_count_of_entries_counts_nothing(count: str, tmp_path: Path) -> None:
    file = locate_memory(tmp_path, "en")
    file.parent.mkdir()
    file.write_text(f'msgid ""\nmsgstr "X-Entries-At-Least: {count}\\n"\n\nmsgid "가"\nmsgstr "a"\n', encoding="utf-8")
    assert read_memory(file)[1] == ()
