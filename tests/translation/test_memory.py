"""The memory: people's work is never lost, nothing outdated is shown, and the file is the same for everybody."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import polib
import pytest

from notedeck.config.languages import LanguagePair
from notedeck.problems import DeckError, ProblemCode
from notedeck.translation.memory import locate_memory
from notedeck.translation.memory.entries import EngineText, Entry, Memory, add_engine_texts, merge_segments
from notedeck.translation.memory.po import format_memory, read_memory, write_memory
from notedeck.translation.memory.review import Concern, review_memory
from notedeck.translation.memory.selection import MemoryCounts, count_entries, select_entries
from notedeck.translation.memory.stamps import Verdict, create_short_hash
from notedeck.translation.segments.collect import Segment

DAY = "2026-11-23"
FIRST = Segment("<b>가용성</b>을 <code>ELB</code>로 높인다", ("a.md",))
SECOND = Segment("서브넷마다 하나씩 둔다", ("a.md", "b.md"))
THIRD = Segment("스택은 나중에 넣은 것을 먼저 꺼낸다", ("c.md",))
ENGLISH = ("<b>Availability</b> with <code>ELB</code>", "One in each subnet", "LIFO")
TEXTS = dict(zip((FIRST.msgid, SECOND.msgid, THIRD.msgid), ENGLISH, strict=True))
ODD = Segment('따옴표 " 와 \\ 역빗금', ("d.md",))
CONFLICT = '<<<<<<< HEAD\nmsgstr "LIFO"\n=======\nmsgstr "x"\n>>>>>>> b'


def create_memory() -> Memory:
    """Three texts that a machine translated."""
    return answer(merge_segments(Memory(), (FIRST, SECOND, THIRD)), TEXTS)


def answer(
    memory: Memory, texts: dict[str, str], engine: str = "google", verdict: Verdict = Verdict.ACCEPTED
) -> Memory:
    """Add the answers of an engine to all entries that need it."""
    keys = {entry.key for entry in memory.entries if entry.needs_engine(engine)}
    answers = {
        msgid: EngineText(text, verdict, "it is odd" * (verdict is not Verdict.ACCEPTED))
        for msgid, text in texts.items()
    }
    return add_engine_texts(memory, answers, engine, DAY, keys)


def edit_entry(memory: Memory, msgid: str, text: str) -> Memory:
    return Memory(tuple(replace(entry, msgstr=text) if entry.msgid == msgid else entry for entry in memory.entries))


def find_entry(memory: Memory, msgid: str) -> Entry:
    return next(entry for entry in memory.entries if entry.msgid == msgid)


def test_a_machines_text_is_told_from_a_persons() -> None:
    memory = create_memory()
    assert all(entry.is_from_engine for entry in memory.entries)
    assert not find_entry(edit_entry(memory, SECOND.msgid, "One per subnet"), SECOND.msgid).is_from_engine
    assert not Entry("가", "a").is_from_engine


def test_what_a_person_wrote_is_never_replaced() -> None:
    memory = edit_entry(create_memory(), SECOND.msgid, "One per subnet")
    changed = Segment(SECOND.msgid + "면 된다", ("a.md",))
    after = merge_segments(memory, (FIRST, changed, THIRD))
    proposal = find_entry(after, changed.msgid)
    assert (proposal.msgstr, proposal.fuzzy, proposal.previous) == ("One per subnet", True, SECOND.msgid)
    assert not proposal.needs_engine("google")
    again = answer(after, dict.fromkeys((FIRST.msgid, changed.msgid), "machine"))
    assert again == after


def test_a_machines_outdated_text_may_be_replaced() -> None:
    changed = Segment(SECOND.msgid + "면 된다", ("a.md",))
    after = merge_segments(create_memory(), (FIRST, changed, THIRD))
    assert find_entry(after, changed.msgid).needs_engine("google")
    again = answer(after, {changed.msgid: "One in each subnet will do"}, "deepl")
    new = find_entry(again, changed.msgid)
    assert (new.msgstr, new.fuzzy, new.previous) == ("One in each subnet will do", False, "")
    assert new.comment == f"mt deepl {DAY} s={create_short_hash(new.msgid)} t={create_short_hash(new.msgstr)} accepted"


def test_a_doubtful_text_is_asked_of_another_engine_only() -> None:
    memory = answer(merge_segments(Memory(), (FIRST, SECOND)), {SECOND.msgid: "각 subnet"}, verdict=Verdict.DOUBTFUL)
    second = find_entry(memory, SECOND.msgid)
    assert (second.msgstr, second.fuzzy) == ("각 subnet", True)
    assert second.comment.endswith(" doubtful: it is odd")
    assert not second.needs_engine("google") and second.needs_engine("deepl")
    assert memory.build_lookup() == {}
    assert set(answer(memory, TEXTS, "deepl").build_lookup()) == {("", FIRST.msgid), ("", SECOND.msgid)}


def test_what_is_no_translation_is_asked_again() -> None:
    memory = answer(merge_segments(Memory(), (FIRST,)), {FIRST.msgid: FIRST.msgid}, verdict=Verdict.NONE)
    (entry,) = memory.entries
    assert (entry.msgstr, entry.fuzzy, entry.is_open) == ("", False, True)
    assert entry.comment.endswith(" none: it is odd")
    assert entry.needs_engine("google") and entry.needs_engine("deepl")
    assert answer(memory, TEXTS).build_lookup() == {("", FIRST.msgid): ENGLISH[0]}


@pytest.mark.parametrize("comment", ["", "mt google 2026-11-23 s=00000000 t=00000000"])
def test_an_emptied_text_is_open(comment: str) -> None:
    entry = replace(find_entry(create_memory(), FIRST.msgid), msgstr="")
    assert entry.is_open and entry.needs_engine("google")
    assert replace(entry, comment=comment).needs_engine("google")


def test_an_approved_doubt_is_a_persons_text() -> None:
    memory = answer(merge_segments(Memory(), (FIRST,)), {FIRST.msgid: "Approved"}, verdict=Verdict.DOUBTFUL)
    approved = Memory(tuple(replace(entry, fuzzy=False) for entry in memory.entries))
    assert not find_entry(approved, FIRST.msgid).is_from_engine
    assert list(select_entries(approved, "google", "machine")) == []
    assert count_entries(approved).human == 1


def test_asking_again_never_makes_it_worse() -> None:
    memory = create_memory()
    keys = {entry.key for entry in memory.entries}
    for verdict in (Verdict.NONE, Verdict.DOUBTFUL):
        answers = {msgid: EngineText("worse", verdict, "it is odd") for msgid in TEXTS}
        assert add_engine_texts(memory, answers, "deepl", DAY, keys) == memory
    better = add_engine_texts(memory, {FIRST.msgid: EngineText("better")}, "deepl", DAY, keys)
    assert find_entry(better, FIRST.msgid).msgstr == "better"


@pytest.mark.parametrize(
    ("again", "expected"),
    [
        ("", ["open", "changed"]),
        ("open", ["open"]),
        ("doubtful", ["doubtful", "changed"]),
        ("machine", ["machine", "doubtful", "open", "changed"]),
        ("a.md", ["machine", "open"]),
        ("b", ["doubtful", "changed"]),
    ],
)
def test_what_is_asked_again(again: str, expected: list[str]) -> None:
    machine = answer(Memory((Entry("machine", paths=("a.md",)),)), {"machine": "Text"})
    doubtful = answer(Memory((Entry("doubtful", paths=("b/c.md",)),)), {"doubtful": "x"}, verdict=Verdict.DOUBTFUL)
    changed = answer(Memory((Entry("before", paths=("b/c.md",)),)), {"before": "y"})
    memory = Memory(
        (
            *machine.entries,
            *doubtful.entries,
            Entry("open", paths=("a.md",)),
            Entry("human", "Mine", paths=("a.md", "b/c.md")),
            Entry("human draft", "Mine", fuzzy=True),
            *(replace(entry, msgid="changed", fuzzy=True, previous="before") for entry in changed.entries),
            Entry("unused", obsolete=True, paths=("a.md",)),
        )
    )
    assert [entry.msgid for entry in select_entries(memory, "google", again)] == expected
    assert count_entries(memory) == MemoryCounts(accepted=2, human=1, doubtful=3, open=1)


def test_nothing_fuzzy_empty_or_obsolete_is_shown() -> None:
    memory = merge_segments(
        create_memory(), (FIRST, Segment(SECOND.msgid + "면 된다", ("a.md",)), Segment("새 글", ("d.md",)))
    )
    assert set(memory.build_lookup()) == {("", FIRST.msgid)}


def test_what_no_note_has_is_kept_and_comes_back() -> None:
    without = merge_segments(create_memory(), (FIRST, SECOND))
    assert find_entry(without, THIRD.msgid).obsolete
    back = merge_segments(without, (FIRST, SECOND, THIRD))
    assert back == create_memory()


def test_an_unlike_text_is_no_proposal() -> None:
    after = merge_segments(create_memory(), (FIRST, SECOND, Segment("큐는 트랜잭션의 격리 수준과 무관하다", ("c.md",))))
    assert find_entry(after, "큐는 트랜잭션의 격리 수준과 무관하다").msgstr == ""


def test_a_source_may_have_two_translations() -> None:
    memory = create_memory()
    own = replace(find_entry(memory, SECOND.msgid), context="b.md", msgstr="One for every subnet", comment="")
    after = merge_segments(Memory((*memory.entries, own)), (FIRST, SECOND, THIRD))
    assert after.build_lookup()["b.md", SECOND.msgid] == "One for every subnet"
    assert after.build_lookup()["", SECOND.msgid] == "One in each subnet"


def test_the_file_says_what_the_memory_says(tmp_path: Path) -> None:
    memory = merge_segments(create_memory(), (FIRST, Segment(SECOND.msgid + "면 된다", ("b.md",)), ODD))
    file = locate_memory(tmp_path, "en")
    assert write_memory(file, memory, "ko", "en")
    stored, problems = read_memory(file)
    assert (stored.entries, problems) == (memory.entries, ())
    assert not write_memory(file, stored, "ko", "en")
    text = file.read_text(encoding="utf-8")
    assert "a.md" not in text
    assert "2026" not in text.replace(DAY, "")
    assert f'#| msgid "{SECOND.msgid}"' in text and "#~ msgid" in text


def test_gettexts_own_tools_read_it(tmp_path: Path) -> None:
    file = locate_memory(tmp_path, "en")
    write_memory(file, create_memory(), "ko", "en")
    results = polib.pofile(str(file))
    assert [entry.msgstr for entry in results] == list(TEXTS.values())
    results.save(str(file))
    assert read_memory(file)[0].entries == create_memory().entries


def test_a_damaged_translation_is_named_and_not_shown(tmp_path: Path) -> None:
    file = locate_memory(tmp_path, "en")
    write_memory(file, edit_entry(create_memory(), FIRST.msgid, "<b>Availability</b> with ELB"), "ko", "en")
    memory, (problem,) = read_memory(file)
    line = file.read_text(encoding="utf-8").split("\n").index(f'msgid "{FIRST.msgid}"') + 1
    assert problem.code is ProblemCode.TRANSLATION_DAMAGED
    assert abs(problem.place.line - line) <= 3 and problem.place.path == "translations/en.po"
    assert "<code>ELB</code> is missing" in problem.message
    assert ("", FIRST.msgid) not in memory.build_lookup()


def test_a_conflict_stops_with_its_place(tmp_path: Path) -> None:
    file = locate_memory(tmp_path, "en")
    write_memory(file, create_memory(), "ko", "en")
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('msgstr "LIFO"', CONFLICT), encoding="utf-8")
    with pytest.raises(DeckError, match=r"translations/en\.po:\d+: a merge left a conflict"):
        read_memory(file)


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b'msgid "a\nmsgstr', b"not a po file at all\n"])
def test_what_is_no_memory_is_refused(data: bytes, tmp_path: Path) -> None:
    file = locate_memory(tmp_path, "en")
    file.parent.mkdir()
    file.write_bytes(data)
    with pytest.raises(DeckError, match=r"cannot be read|is not UTF-8") as error:
        read_memory(file)
    assert error.value.hint


@pytest.mark.parametrize("broken", ['msgstr "LIFO', 'msgstr LIFO"', 'msgstr "LI"FO"', 'mgstr "LIFO"', "LIFO"])
def test_a_line_that_polib_would_cut_is_refused_with_its_place(broken: str, tmp_path: Path) -> None:
    file = locate_memory(tmp_path, "en")
    write_memory(file, create_memory(), "ko", "en")
    text = file.read_text(encoding="utf-8")
    line = text[: text.index('msgstr "LIFO"')].count("\n") + 1
    file.write_text(text.replace('msgstr "LIFO"', broken), encoding="utf-8")
    with pytest.raises(DeckError, match=rf"translations/en\.po:?.*{line}"):
        read_memory(file)


def test_a_file_that_lost_entries_is_noticed(tmp_path: Path) -> None:
    file = locate_memory(tmp_path, "en")
    write_memory(file, create_memory(), "ko", "en")
    many = merge_segments(create_memory(), tuple(Segment(f"{number}번째 글", ("a.md",)) for number in range(27)))
    write_memory(file, many, "ko", "en")
    text = file.read_text(encoding="utf-8")
    file.write_text(text[: text.index('msgid "9번째')], encoding="utf-8")
    assert [entry.code for entry in read_memory(file)[1]] == [ProblemCode.TRANSLATION_TRUNCATED]


def test_a_few_entries_more_change_no_line_of_the_others() -> None:
    few, more = (tuple(Segment(f"{number}번째 글", ("a.md",)) for number in range(count)) for count in (31, 33))
    shorter, longer = (format_memory(merge_segments(Memory(), memory), "ko", "en") for memory in (few, more))
    assert longer.startswith(shorter.rstrip("\n"))


POEDIT = """\
# The memory of our group
msgid ""
msgstr ""
"Project-Id-Version: notedeck\\n"
"PO-Revision-Date: 2026-11-29 10:00+0900\\n"
"Last-Translator: Minji <minji@example.com>\\n"
"Language-Team: Study\\n"
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"X-Entries-At-Least: 0\\n"
"X-Generator: Poedit 3.4\\n"
"X-Source-Language: ko\\n"

# Minji: as in the book
#. in a title
#, no-wrap
msgid "큐"
msgstr "Queue"

#, fuzzy, c-format
#| msgctxt "before"
#| msgid "스택"
msgid "스택 %d"
msgstr "Stack %d"

msgid "%d개"
msgid_plural "%d개들"
msgstr[0] "%d item"
msgstr[1] "%d items"

# unused
#~ msgid "힙"
#~ msgstr "Heap"
"""


def test_what_other_programs_write_is_kept(tmp_path: Path) -> None:
    file = locate_memory(tmp_path, "en")
    file.parent.mkdir()
    file.write_text(POEDIT, encoding="utf-8", newline="\n")
    memory, problems = read_memory(file)
    assert problems == ()
    segments = tuple(Segment(msgid, ("a.md",)) for msgid in ("큐", "스택 %d", "%d개"))
    write_memory(file, answer(merge_segments(memory, segments), {"큐": "x", "%d개": "x"}), "ko", "en")
    assert file.read_text(encoding="utf-8") == POEDIT


def test_a_plural_entry_that_no_note_has_is_kept(tmp_path: Path) -> None:
    file = locate_memory(tmp_path, "en")
    file.parent.mkdir()
    file.write_text(POEDIT, encoding="utf-8", newline="\n")
    write_memory(file, merge_segments(read_memory(file)[0], ()), "ko", "en")
    assert '#~ msgid_plural "%d개들"' in file.read_text(encoding="utf-8")


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext is not installed")
def test_gettext_has_nothing_to_complain(tmp_path: Path) -> None:
    file = locate_memory(tmp_path, "en")
    memory = merge_segments(create_memory(), (FIRST, Segment(SECOND.msgid + "면 된다", ("b.md",)), ODD))
    write_memory(file, memory, "ko", "en")
    result = subprocess.run(["msgfmt", "-c", "-o", os.devnull, file], capture_output=True, text=True, check=False)
    complaints = [line for line in result.stderr.splitlines() if "PO-Revision-Date" not in line]  # it would conflict
    assert (result.returncode, complaints) == (0, [])
    for command in (["msgcat", "--no-wrap"], ["msgmerge", "-q", "--no-wrap", "-N", file]):
        result = subprocess.run([*command, file], capture_output=True, text=True, check=True)
        other = locate_memory(tmp_path / "other", "en")
        other.parent.mkdir(parents=True, exist_ok=True)
        other.write_text(result.stdout, encoding="utf-8")
        assert read_memory(other)[0].build_lookup() == memory.build_lookup()


def test_a_text_that_is_translated_twice_is_named(tmp_path: Path) -> None:
    file = locate_memory(tmp_path, "en")
    file.parent.mkdir()
    header = 'msgid ""\nmsgstr "Language: en\\n"\n\n'
    file.write_text(header + 'msgid "가"\nmsgstr "a"\n\nmsgid "가"\nmsgstr "b"\n', encoding="utf-8")
    memory, (problem,) = read_memory(file)
    assert (problem.code, str(problem.place)) == (ProblemCode.TRANSLATION_DUPLICATE, "translations/en.po:7")
    assert "line 4" in problem.message and "msguniq" in problem.hint
    assert len(memory.entries) == 2


def test_renamed_notes_change_no_line() -> None:
    before = create_memory()
    renamed = tuple(Segment(segment.msgid, ("z/new.md",)) for segment in (THIRD, FIRST, SECOND))
    assert format_memory(merge_segments(before, renamed), "ko", "en") == format_memory(before, "ko", "en")


def test_a_new_text_stands_after_the_one_before_it() -> None:
    segments = (Segment("새 첫 글", ("a.md",)), FIRST, Segment("새 글", ("a.md",)), THIRD, SECOND)
    entries = merge_segments(create_memory(), segments).entries
    assert [entry.msgid for entry in entries] == ["새 첫 글", FIRST.msgid, "새 글", SECOND.msgid, THIRD.msgid]


def test_paths_of_earlier_versions_are_read_and_left_out(tmp_path: Path) -> None:
    file = locate_memory(tmp_path, "en")
    file.parent.mkdir()
    paths = "\u2068aws/11-스토리지 추가기능.md\u2069 \u2068b c.md\u2069 d.md"
    file.write_text(f'#: {paths}\nmsgid "글"\nmsgstr "text"\n', encoding="utf-8")
    memory, _ = read_memory(file)
    assert memory.entries[0].paths == ("aws/11-스토리지 추가기능.md", "b c.md", "d.md")
    assert "#:" not in format_memory(memory, "ko", "en")


def test_without_a_file_there_is_no_translation(tmp_path: Path) -> None:
    assert read_memory(locate_memory(tmp_path, "en")) == (Memory(), ())


def test_the_review_names_what_a_person_should_see() -> None:
    memory = Memory(
        (
            Entry("가용성을 높인다"),
            Entry("큐는 먼저 넣은 것을", "Queue first", fuzzy=True, previous="큐는 나중에"),
            Entry("서브넷 5개를 만든다", "Create 6 subnets"),
            Entry("스택을 만들어 본다", "Make a 스택 now"),
            Entry("해시 테이블을 만든다", "the the the the the"),
            Entry("힙을 만든다", "Make a heap"),
            Entry("지난 글", "Old", obsolete=True),
        )
    )
    results = {entry.msgid: (entry.concern, entry.reason) for entry in review_memory(memory, LanguagePair("ko", "en"))}
    assert results == {
        "가용성을 높인다": (Concern.UNTRANSLATED, ""),
        "큐는 먼저 넣은 것을": (Concern.FUZZY, "the source was: 큐는 나중에"),
        "서브넷 5개를 만든다": (Concern.SUSPICIOUS, "its numbers differ"),
        "스택을 만들어 본다": (Concern.SUSPICIOUS, "much of it is not English"),
        "해시 테이블을 만든다": (Concern.SUSPICIOUS, "it repeats a word"),
    }


HEADERS = {  # the header of a file that is there, and whether the file may be replaced
    "ours": ('"Project-Id-Version: notedeck\\n"', True),
    "ours with another name": ('"Project-Id-Version: 우리 스터디\\n"\n"X-Source-Language: ko\\n"', True),
    "of a person": ('"Language: en\\n"', True),
    "of another project": ('"Project-Id-Version: Sphinx 8\\n"\n"Language: en\\n"', False),
}


@pytest.mark.parametrize("name", HEADERS)
def test_a_memory_of_another_project_stays(name: str, tmp_path: Path) -> None:
    header, is_ours = HEADERS[name]
    file = locate_memory(tmp_path, "en")
    file.parent.mkdir()
    text = f'# 주석\nmsgid ""\nmsgstr ""\n{header}\n\nmsgid "가"\nmsgstr "a"\n'
    for newline in ("\n", "\r\n"):
        file.write_bytes(text.replace("\n", newline).encode())
        if is_ours:
            assert write_memory(file, create_memory(), "ko", "en")
        else:
            with pytest.raises(DeckError, match="its header names another project"):
                write_memory(file, create_memory(), "ko", "en")
            assert file.read_bytes() == text.replace("\n", newline).encode()


@pytest.mark.parametrize("text", [None, "", 'msgid "가"\nmsgstr "a"\n'])
def test_a_memory_without_header_is_replaced(text: str | None, tmp_path: Path) -> None:
    file = locate_memory(tmp_path, "en")
    if text is not None:
        file.parent.mkdir()
        file.write_text(text, encoding="utf-8")
    assert write_memory(file, create_memory(), "ko", "en")
