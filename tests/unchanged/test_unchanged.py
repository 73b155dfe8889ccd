"""A command repeats what it printed only if nothing changed on which it depends."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from notedeck import pipeline
from notedeck.anki.package import write_package
from notedeck.model import Deck
from notedeck.preview import page_media
from notedeck.stage_values import BuiltDeck
from notedeck.unchanged import surroundings
from notedeck.unchanged.store import FOLDER, came_with_notes, parse_run
from notedeck.util.cache.seal import find_key_folder
from notedeck.util.lookups import note_chance
from tests.support.caches import find_caches
from tests.support.paths import ROOT
from tests.support.pictures import PHOTO, encode_image
from tests.support.repeating import Desk, forget_runs, write_desk
from tests.support.repository import create_repository, run_git

BUILD = ("build", "notes", "-o", "out")
NOTE = "notes/1장/스택.md"
PREVIEW = ("preview", "notes", "-o", "out")
PACKAGE = "out/notes.apkg"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    monkeypatch.chdir(tmp_path)
    write_desk(tmp_path)
    return Desk(tmp_path, capsys, monkeypatch)


@pytest.mark.parametrize("words", [(), ("-v",), ("--json",), ("--trust",), ("--deck", "다른 이름")])
@pytest.mark.parametrize("command", [BUILD, PREVIEW, ("check", "notes"), ("diff", "notes")])
def test_what_is_repeated_is_what_a_full_run_prints(
    desk: Desk, command: tuple[str, ...], words: tuple[str, ...]
) -> None:
    if command[0] == "diff" and words == ("--strict",):
        pytest.skip("diff has no such option")
    (desk.notes / "2장" / "트리.md").write_text("## 트리\n\n가지가 있다.\n\n## 참고\n\n- 책\n", encoding="utf-8")
    (desk.notes / "1장" / "큐.md").write_text("## 큐\n\n먼저 넣은 것이 먼저 나온다.\n\n## 덱\n\n", encoding="utf-8")
    repeated = desk.run_until_repeated(*command, *words)
    written = read_output(desk)
    forget_runs()
    full = desk.run(*command, *words)
    assert full.is_full
    assert (repeated.printed, repeated.status) == (full.printed, full.status)
    assert written == read_output(desk)


def read_output(desk: Desk) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in (desk.top / "out").rglob("*") if file.is_file()}


def test_the_demo_is_repeated_as_it_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("notes", "media"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    desk = Desk(tmp_path, capsys, monkeypatch)
    repeated = desk.run_until_repeated("build", "--trust", "--json", "-v")
    forget_runs()
    assert desk.run("build", "--trust", "--json", "-v").printed == repeated.printed


def edit(name: str) -> Callable[[Desk], None]:
    return lambda desk: append(desk.top / name, b"\n")


def append(file: Path, data: bytes) -> None:
    file.parent.mkdir(exist_ok=True)
    with file.open("ab") as stream:
        stream.write(data)


def replace_within(name: str) -> Callable[[Desk], None]:
    """Write other bytes of the same number into a file, and give it back its time."""

    def change(desk: Desk) -> None:
        file = desk.top / name
        status = file.stat()
        with file.open("r+b") as stream:
            stream.write(b"#")
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))

    return change


def move_folder(desk: Desk) -> None:
    (desk.notes / "1장").rename(desk.notes / "3장")


def move_folder_behind_a_symlink(desk: Desk) -> None:
    (desk.notes / "1장").rename(desk.top / "moved")
    (desk.notes / "1장").symlink_to(desk.top / "moved")


def move_notes_behind_a_symlink(desk: Desk) -> None:
    desk.notes.rename(desk.top / "moved")
    desk.notes.symlink_to("moved")


def move_output_behind_a_symlink(desk: Desk) -> None:
    (desk.top / "out").rename(desk.top / "elsewhere" / "out")
    (desk.top / "out").symlink_to("elsewhere/out")


def add_missing_picture(desk: Desk) -> None:
    (desk.notes / "2장" / "missing.png").write_bytes(encode_image(PHOTO, "PNG"))


def add_similar_picture(desk: Desk) -> None:
    (desk.top / "media" / "missin.png").write_bytes(encode_image(PHOTO, "PNG"))


def damage_the_entry(_: Desk) -> None:
    for entry in find_caches().glob(f"notes-*/{FOLDER}/build"):
        entry.write_bytes(entry.read_bytes().replace(b"3 cards", b"9 cards"))


def empty_the_cache(_: Desk) -> None:
    shutil.rmtree(find_caches())


def exchange_the_key(desk: Desk) -> None:
    (find_key_folder() / "cache.key").write_bytes(bytes(32))
    desk.monkeypatch.setattr("notedeck.util.cache.seal.find_user_key", lambda _: bytes(32))


def rename_note(desk: Desk) -> None:
    (desk.top / NOTE).rename(desk.notes / "더미.md")


def copy_note(desk: Desk) -> None:
    shutil.copy2(desk.top / NOTE, desk.top / "copy")
    (desk.top / "copy").replace(desk.top / NOTE)


def replace_package(desk: Desk) -> None:
    (desk.top / PACKAGE).write_bytes(b"PK")


def create_repository_above(desk: Desk) -> None:
    create_repository(desk.top)


CHANGES: dict[str, Callable[[Desk], None]] = {
    "a note gets longer": edit(NOTE),
    "a note changes and keeps size and time": replace_within(NOTE),
    "a note gets another mode": lambda desk: (desk.top / NOTE).chmod(0o600),
    "a note gets another time": lambda desk: os.utime(desk.top / NOTE, ns=(1, 1)),
    "a note is deleted": lambda desk: (desk.top / NOTE).unlink(),
    "a note is renamed": rename_note,
    "a note is replaced by a copy": copy_note,
    "a note is new": edit("notes/새.md"),
    "a folder is new": lambda desk: (desk.notes / "4장").mkdir(),
    "a folder is renamed": move_folder,
    "a folder becomes a symlink": move_folder_behind_a_symlink,
    "the notes get another mode": lambda desk: desk.notes.chmod(0o700),
    "the notes become a symlink": move_notes_behind_a_symlink,
    "a symlink is new": lambda desk: (desk.notes / "link.md").symlink_to("1장/큐.md"),
    "a picture changes": replace_within("notes/1장/그림.png"),
    "a picture beside the notes changes": replace_within("media/beside.png"),
    "a picture elsewhere changes": edit("elsewhere/tree.png"),
    "a picture elsewhere is deleted": lambda desk: (desk.top / "elsewhere" / "tree.png").unlink(),
    "the folder media is deleted": lambda desk: shutil.rmtree(desk.top / "media"),
    "a missing picture is added": add_missing_picture,
    "a picture with a similar name is added": add_similar_picture,
    "deck.toml is new": edit("notes/deck.toml"),
    "deck.toml is new above the notes": edit("deck.toml"),
    "style.css is new": edit("notes/style.css"),
    "glossary.csv is new": edit("notes/glossary.csv"),
    "a translation is new": edit("notes/translations/en.po"),
    "deck.lock changes": edit("notes/deck.lock"),
    "deck.lock changes and keeps size and time": replace_within("notes/deck.lock"),
    "deck.lock is deleted": lambda desk: (desk.notes / "deck.lock").unlink(),
    "the package is deleted": lambda desk: (desk.top / PACKAGE).unlink(),
    "the package changes and keeps size and time": replace_within(PACKAGE),
    "the package is replaced": replace_package,
    "the output becomes a symlink": move_output_behind_a_symlink,
    "a repository is created": create_repository_above,
    "the cache is deleted": empty_the_cache,
    "the entry in the cache is damaged": damage_the_entry,
    "the key of the cache is another one": exchange_the_key,
    "another program": lambda desk: desk.monkeypatch.setattr(surroundings, "describe_program", lambda: "2"),
    "another library": lambda desk: desk.monkeypatch.setattr(surroundings, "list_libraries", lambda: iter("2")),
    "another language": lambda desk: desk.monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8"),
    "another folder for settings": lambda desk: desk.monkeypatch.setenv("XDG_CONFIG_HOME", str(desk.top / "x")),
    "something is allowed": lambda _: append(find_key_folder() / "trust" / "x.json", b"{}"),
    "the clock is set back": lambda desk: desk.monkeypatch.setattr(time, "time_ns", lambda: 1_700_000_000_000_000_000),
}


@pytest.mark.parametrize("name", CHANGES)
def test_after_a_change_the_command_runs(desk: Desk, name: str) -> None:
    desk.run_until_repeated(*BUILD)
    CHANGES[name](desk)
    try:
        assert desk.run(*BUILD).is_full
    except SystemExit as ended:
        pytest.fail(str(ended))


def write_note(desk: Desk, name: str, text: str) -> None:
    (desk.top / name).parent.mkdir(exist_ok=True)
    (desk.top / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("name", ["vault/정의.md", "vault/a/정의.md", "vault/없는 노트.md"])
def test_notes_of_the_vault_that_others_embed_count(desk: Desk, name: str) -> None:
    (desk.top / "vault" / ".obsidian").mkdir(parents=True)
    (desk.top / "vault" / "a").mkdir()
    write_note(desk, "vault/notes/글.md", "# 글\n\n![[정의]]\n\n![[없는 노트]]\n")
    write_note(desk, "vault/정의.md", "처음\n")
    desk.run_until_repeated("build", "vault/notes", "-o", "out")
    write_note(desk, name, "다음\n")
    assert desk.run("build", "vault/notes", "-o", "out").is_full


@pytest.mark.parametrize("name", ["out/notes.html", "out/notes_files/*"])
def test_a_page_is_written_again_after_one_of_its_files_has_gone(desk: Desk, name: str) -> None:
    desk.monkeypatch.setattr(page_media.locate_media, "__defaults__", (1,))  # so that each picture is a file of its own
    desk.run_until_repeated(*PREVIEW)
    files = [*desk.top.glob(name)]
    files[0].unlink()
    assert desk.run(*PREVIEW).is_full
    assert files[0].is_file()


@pytest.mark.parametrize(
    "words",
    [
        ("build", "notes", "-o", "other"),
        ("build", "notes/1장", "-o", "out"),
        ("build", "./notes/../notes", "-o", "out"),
        (*BUILD, "-v"),
        (*BUILD, "--strict"),
        (*BUILD, "--trust"),
        (*BUILD, "--fetch"),
        (*BUILD, "--deck", "이름"),
        (*BUILD, "--json"),
    ],
)
def test_another_request_is_another_run(desk: Desk, words: tuple[str, ...]) -> None:
    desk.run_until_repeated(*BUILD)
    assert desk.run(*words).is_full


def write_settings(desk: Desk) -> None:
    (desk.notes / "deck.toml").write_text('media_roots = ["../elsewhere"]\n', encoding="utf-8")


def test_what_is_allowed_or_withdrawn_counts(desk: Desk) -> None:
    write_settings(desk)
    desk.run_until_repeated(*BUILD)
    assert desk.run("trust", "notes").status == 0
    allowed = desk.run(*BUILD)
    assert allowed.is_full and "media-outside" not in allowed.printed
    desk.run_until_repeated(*BUILD)
    assert desk.run("trust", "notes", "--revoke").status == 0
    withdrawn = desk.run(*BUILD)
    assert withdrawn.is_full and "media-outside" in withdrawn.printed


def test_a_commit_and_a_checkout_count(desk: Desk) -> None:
    create_repository(desk.top)
    run_git(desk.top, "add", "-A")
    desk.run_until_repeated(*BUILD)
    run_git(desk.top, "add", "-A")
    run_git(desk.top, "commit", "-q", "-m", "1")
    assert desk.run(*BUILD).is_full
    desk.run_until_repeated(*BUILD)
    run_git(desk.top, "checkout", "-q", "-b", "other")
    assert desk.run(*BUILD).is_full
    desk.run_until_repeated(*BUILD)
    run_git(desk.top, "status")
    assert not desk.run(*BUILD).is_full
    run_git(desk.top, "remote", "add", "origin", "https://github.com/kim/notes")
    assert desk.run(*BUILD).is_full


def test_a_symlink_that_leads_elsewhere_counts(desk: Desk) -> None:
    (desk.notes / "link.md").symlink_to("1장/큐.md")
    (desk.notes / "그림").symlink_to("../media")
    append(desk.top / NOTE, "\n![](../그림/beside.png)\n".encode())
    desk.run_until_repeated(*BUILD)
    (desk.notes / "그림").unlink()
    (desk.notes / "그림").symlink_to("../elsewhere")
    assert desk.run(*BUILD).is_full


@pytest.mark.parametrize("name", ["style.css", "그림.png"])
def test_what_a_symlink_leads_to_counts_whatever_is_on_the_way(desk: Desk, name: str) -> None:
    for folder, text in (("v1", ".card {}"), ("v2", ".card { color: red }")):
        append(desk.top / folder / name, text.encode())
    (desk.top / "current").symlink_to("v1")
    (desk.notes / name).symlink_to(f"../current/{name}")
    desk.run_until_repeated(*BUILD)
    append(desk.top / "v1" / name, b" ")
    assert desk.run(*BUILD).is_full
    desk.run_until_repeated(*BUILD)
    (desk.top / "current").unlink()
    (desk.top / "current").symlink_to("v2")
    assert desk.run(*BUILD).is_full


@pytest.mark.parametrize("target", ["refs/heads/other", "refs/heads/none"])
def test_the_branch_counts_even_after_a_detached_head(desk: Desk, target: str) -> None:
    create_repository(desk.top)
    run_git(desk.top, "add", "-A")
    run_git(desk.top, "commit", "-q", "-m", "1")
    run_git(desk.top, "branch", "other")
    run_git(desk.top, "checkout", "-q", "--detach")
    desk.run_until_repeated(*BUILD)
    run_git(desk.top, "symbolic-ref", "HEAD", target)
    assert desk.run(*BUILD).is_full


@pytest.mark.parametrize("words", [("--fetch",), ("--open",)])
def test_what_asks_servers_or_opens_programs_is_always_done(desk: Desk, words: tuple[str, ...]) -> None:
    desk.monkeypatch.setattr("notedeck.cli.output.open_with_system", lambda _: None)
    desk.run(*BUILD, *words)
    assert desk.run(*BUILD, *words).is_full


def test_a_deck_whose_code_blocks_a_program_draws_is_always_built(desk: Desk) -> None:
    text = '[diagrams.pic]\ncommand = "cat"\n'
    (desk.notes / "deck.toml").write_text(text, encoding="utf-8")
    desk.run(*BUILD, "--trust")
    assert desk.run(*BUILD, "--trust").is_full


DURING: dict[str, Callable[[Desk], object]] = {
    "a note changes": edit(NOTE),
    "a note is new": edit("notes/새.md"),
    "a note is deleted": lambda desk: (desk.top / NOTE).unlink(),
    "a picture elsewhere changes": edit("elsewhere/tree.png"),
    "a file beside the package is new": edit("out/beside.png"),
    "a file beside the notes is new": edit("beside.png"),
    "the settings change": edit("notes/deck.toml"),
    "deck.lock changes": replace_within("notes/deck.lock"),
    "something is allowed": lambda _: append(find_key_folder() / "trust" / "y.json", b"{}"),
}


@pytest.mark.parametrize("name", DURING)
def test_what_changes_during_a_build_makes_it_doubtful(desk: Desk, name: str) -> None:
    create_repository(desk.top)  # so that a similar picture is looked for in all of it
    desk.run(*BUILD)
    append(desk.top / NOTE, b"\n")

    def change_and_write(deck: Deck, file: Path, before_replace: Callable[[], object]) -> None:
        def change_after_lock() -> None:
            before_replace()
            DURING[name](desk)

        write_package(deck, file, change_after_lock)

    with desk.monkeypatch.context() as patch:
        patch.setattr(pipeline, "write_package", change_and_write)
        assert desk.run(*BUILD).is_full
    assert desk.run(*BUILD).is_full


def test_a_file_from_the_future_makes_a_build_doubtful(desk: Desk) -> None:
    os.utime(desk.top / NOTE, (4e9, 4e9))
    desk.run(*BUILD)
    assert desk.run(*BUILD).is_full


def test_a_failure_that_may_pass_makes_a_build_doubtful(desk: Desk) -> None:
    desk.run(*BUILD)
    append(desk.top / NOTE, b"\n")
    build_deck = pipeline.build_deck

    def fail_once(*args: Any, **options: Any) -> BuiltDeck:
        note_chance()
        return build_deck(*args, **options)

    with desk.monkeypatch.context() as patch:
        patch.setattr(pipeline, "build_deck", fail_once)
        desk.run(*BUILD)
    assert desk.run(*BUILD).is_full
    assert not desk.run(*BUILD).is_full


def test_a_build_after_cards_were_removed_is_repeated_once_it_is_settled(desk: Desk) -> None:
    desk.run_until_repeated(*BUILD)
    (desk.top / NOTE).unlink()
    assert desk.run(*BUILD).is_full
    settled = desk.run(*BUILD)
    assert settled.is_full and "removed   1 card" in settled.printed
    repeated = desk.run(*BUILD)
    assert not repeated.is_full and repeated.printed == settled.printed
    for file in find_caches().glob("notes-*/packed.sqlite"):
        file.unlink()
    assert "removed   1 card cannot be marked" in desk.run(*BUILD).printed


def test_a_check_and_a_build_do_not_disturb_each_other(desk: Desk) -> None:
    desk.run_until_repeated(*BUILD)
    desk.run_until_repeated("check", "notes")
    assert not desk.run(*BUILD).is_full


def test_a_check_sees_what_a_build_changed(desk: Desk) -> None:
    desk.run_until_repeated("diff", "notes")
    desk.run(*BUILD)
    done = desk.run("diff", "notes")
    assert done.is_full and "Nothing changed" in done.printed


@pytest.mark.parametrize(
    ("place", "expected"),
    [("notes/cache", True), ("notes/1장/cache", True), ("work/cache", True), ("elsewhere", False), ("note", False)],
)
def test_no_cache_that_came_with_the_notes_is_read(
    desk: Desk, place: str, expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = create_repository(desk.top / "work")
    notes = work / "notes" if place.startswith("work") else desk.notes
    monkeypatch.setenv("XDG_CACHE_HOME", str(desk.top / place))
    assert came_with_notes(str(notes)) is expected


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"request": 1}', b"\xff", b"[" * 100_000])
def test_an_entry_of_another_form_is_none(content: bytes) -> None:
    assert parse_run(content) is None
