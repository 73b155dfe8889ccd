"""Caches that came with the notes, and a poisoned cache of the user's: nothing of them reaches a card unclean."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from benchmarks.attack import Result
from benchmarks.attack._judge import find_package, read_media
from benchmarks.attack._sandbox import NOTE, Sandbox, draw_png, draw_secret, open_sandbox
from benchmarks.attack._trial import BUILD, choose_tries, judge_package, summarize, try_commands
from benchmarks.attack.svgs import find_active_drawing

TRIES = 100
PLACES = ("output/.cache", "notes/.cache", ".cache", ".notedeck-cache", "output/.notedeck-cache", "notes/output/.cache")
TEXTS = (
    "<script>fire()</script>",
    "<img src=x onerror=fire()>",
    "<a href='javascript:fire()'>x</a>",
    "[sound:http://trap.example/a.mp3]",
    "[latex]\\input{/etc/passwd}[/latex]",
    "<iframe src='//trap.example/'></iframe>",
)
MEDIA = ("{top}/outside/secret.png", "../../../../outside/secret.png", "/etc/passwd", "{top}/home/.ssh/id_rsa")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="fire()"><script>fire()</script></svg>'
DRAWING = "```mermaid\ngraph TD\n  A --> B\n```\n\n```dot\ndigraph { a -> b }\n```\n"
FIRST = NOTE + f"\n![x](a.png) ![y](b.svg)\n\n{DRAWING}\n## 사라질 제목\n\n사라질 글.\n\n![x](a.png)\n"
KINDS = ("texts", "media", "files", "garbage", "secrets")


def attack(tries: int, seed: int) -> Result:
    """Plant every kind of poison at every place, and in the user's own cache."""
    places = [(place, kind) for place in (*PLACES, "the user's cache") for kind in KINDS]
    through: list[str] = []
    chosen = choose_tries(places, tries, seed)
    for place, kind in chosen:
        through += summarize(f"{kind} in {place}", try_cache(place, kind))
    return Result(len(chosen), tuple(through))


def try_cache(place: str, kind: str) -> list[str]:
    """Return what a build did wrong with a poisoned cache."""
    notes: dict[str, str | bytes] = {"notes/a.md": FIRST, "notes/a.png": draw_png(), "notes/b.svg": SVG}
    with open_sandbox(notes) as sandbox:
        try_commands(sandbox, [BUILD])
        sandbox.write("notes/a.md", FIRST.partition("## 사라질 제목")[0])
        for cache in list(find_caches(sandbox)):
            poison(cache, kind, sandbox)
            if place in PLACES:
                move_cache(cache, sandbox.work / place)
        return [*try_commands(sandbox, [BUILD, ("preview", "notes")]), *judge_package(sandbox), *judge_media(sandbox)]


def find_caches(sandbox: Sandbox) -> Iterator[Path]:
    """Yield the folders in which the program keeps what it has computed."""
    for file in sorted(sandbox.top.rglob("packed.sqlite")):
        yield file.parent


def move_cache(cache: Path, place: Path) -> None:
    """Move a cache to another place, as if it had come with the notes."""
    if cache == place:
        return
    place.mkdir(parents=True, exist_ok=True)
    shutil.copytree(cache, place, dirs_exist_ok=True)
    shutil.rmtree(cache)


def poison(cache: Path, kind: str, sandbox: Sandbox) -> None:
    """Change what a cache holds."""
    for file in sorted(path for path in cache.rglob("*") if path.is_file()):
        if kind == "garbage":
            file.write_bytes(b"\0\xff{" + file.read_bytes()[:99])
        elif file.suffix == ".sqlite" and kind in ("texts", "media"):
            poison_texts(file, kind, str(sandbox.top))
        elif file.suffix != ".sqlite" and kind == "files":
            file.write_bytes(SVG)
        elif file.suffix != ".sqlite" and kind == "secrets":
            file.unlink()
            file.symlink_to(sandbox.outside / "secret.png") if len(file.name) % 2 else file.write_bytes(draw_secret())


def poison_texts(file: Path, kind: str, top: str) -> None:
    """Change the texts of a database: add what acts, or lead media to other files."""
    with closing(sqlite3.connect(file)) as database, database:
        tables = [name for (name,) in database.execute("select name from sqlite_master where type = 'table'")]
        for table in tables:
            columns = [row[1] for row in database.execute(f"pragma table_info({table})")]
            if "text" not in columns:
                continue
            for number, (row, text) in enumerate(database.execute(f"select rowid, text from {table}").fetchall()):
                new = poison_text(str(text), kind, number, top)
                database.execute(f"update {table} set text = ? where rowid = ?", (new, row))


def poison_text(text: str, kind: str, number: int, top: str) -> str:
    """Return a text of the cache with something in it that acts, or with other media."""
    try:
        values = json.loads(text)
    except ValueError:
        return TEXTS[number % len(TEXTS)]
    return json.dumps(poison_value(values, kind, number, top))


def poison_value(value: object, kind: str, number: int, top: str) -> object:
    """Return a JSON value with every text poisoned."""
    if isinstance(value, dict) and kind == "media" and isinstance(value.get("media"), dict):
        target = MEDIA[number % len(MEDIA)].replace("{top}", top)
        return {**value, "media": dict.fromkeys(value["media"], target) or {"a.png": target}}
    if isinstance(value, dict):
        return {key: poison_value(inner, kind, number, top) for key, inner in value.items()}
    if isinstance(value, list):
        return [poison_value(inner, kind, number, top) for inner in value]
    is_markup = kind == "texts" and isinstance(value, str) and ("<" in value or " " in value)
    return f"{value}{TEXTS[number % len(TEXTS)]}" if is_markup else value


def judge_media(sandbox: Sandbox) -> list[str]:
    """Return what is active in the drawings of the package."""
    package = find_package(sandbox)
    media = read_media(package) if package else {}
    return [f"{name}: {wrong}" for name, data in media.items() for wrong in find_active_drawing(data)]
