"""Hostile translations, from a file and from an engine: nothing active in them reaches a card or a page."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager

import polib

from benchmarks.attack import Result
from benchmarks.attack._hostile_notes import generate_note, hostile_piece
from benchmarks.attack._sandbox import NOTE, Sandbox, open_sandbox
from benchmarks.attack._trial import BUILD, judge_package, try_commands
from tests.support.translation_server import Server, run_translation_server

TRIES = 2_000
CARDS = 60  # in a package, each with a few texts
LAYOUTS = ("reveal", "below", "side")
EXTRA = (
    "$\\href{javascript:fire()}{x}$",
    "$$\\style{position:fixed}{x}$$",
    "\\(\\require{action}\\toggle{a}{b}\\endtoggle\\)",
    "<math><mi xlink:href='javascript:fire()'>x</mi></math>",
    "</div><script>fire()</script>",
    "<b><script>fire()</b></script>",
    "[X0X]<img src=x onerror=fire()>[X1X]",
    "{Q0Q}{Q0Q}<a href='javascript:fire()'>x</a>",
    "<a1>x</a1><x0 onload=fire()>y</x0>",
    "<0>x</0><1 onclick=fire()>",
    "![x](file:///etc/passwd) ![[secret.png]]",
)


def attack(tries: int, seed: int) -> Result:
    """Fill the memory by hand and by an engine with hostile texts, and read the packages."""
    through: list[str] = []
    count = number = 0
    while count < tries:
        chance = random.Random(f"{seed} {number}")
        made, wrong = try_translations(chance, number)
        count += max(made, 1)
        through += wrong
        number += 1
    return Result(count, tuple(through))


def try_translations(chance: random.Random, number: int) -> tuple[int, list[str]]:
    """Return how many texts were hostile, and what of them is active in the package."""
    layout, by_engine = LAYOUTS[number % len(LAYOUTS)], number % 2 == 1
    settings = (
        f'translate_to = ["en"]\nlayout = "{layout}"\nreverse = {"true" if number % 3 else "false"}\ntts = true\n'
    )
    notes = {
        f"notes/{name}.md": f"# 글 {name}\n\n{NOTE}\n\n**말** `코드` [링크](a) $x$ 끝 {name}.\n"
        for name in range(CARDS // 3)
    }
    notes |= {f"notes/h{name}.md": generate_note(chance, name) for name in range(5)}
    with open_sandbox({**notes, "notes/deck.toml": settings}) as sandbox:
        wrong = fill_by_engine(sandbox, chance) if by_engine else fill_by_hand(sandbox, chance)
        wrong += try_commands(sandbox, [BUILD, ("preview", "notes"), ("translate", "notes", "--review")])
        file = sandbox.notes / "translations" / "en.po"
        made = sum(bool(entry.msgstr) for entry in polib.pofile(str(file))) if file.exists() else 0
        return made, [f"{layout}: {line}" for line in (*wrong, *judge_package(sandbox))]


def hostile_translation(chance: random.Random, text: str) -> str:
    """Return a translation that acts, with and without the marks of its source."""
    piece = chance.choice(EXTRA) if chance.random() < 0.3 else hostile_piece(chance)
    return chance.choice((piece, text + piece, piece + text, text.replace(" ", piece, 1), f"{text}\n{piece}")).replace(
        "\0", ""
    )


def fill_by_hand(sandbox: Sandbox, chance: random.Random) -> list[str]:
    """Write hostile translations of every text."""
    wrong = try_commands(sandbox, [("translate", "notes", "--engine", "pseudo")])
    path = sandbox.notes / "translations" / "en.po"
    if not path.exists():
        return [*wrong, "no translations were written"]
    file = polib.pofile(str(path))
    for entry in file:
        if entry.msgid:
            entry.msgstr = hostile_translation(chance, entry.msgstr or entry.msgid)
    file.save(str(path))
    return wrong


def fill_by_engine(sandbox: Sandbox, chance: random.Random) -> list[str]:
    """Let a server answer with hostile translations."""
    with run_hostile_server(chance) as address:
        variables = {"NOTEDECK_LIBRETRANSLATE_URL": address}
        engine = "libretranslate"  # google's page is asked slowly on purpose
        return try_commands(sandbox, [("translate", "notes", "--engine", engine)], environment=variables)


@contextmanager
def run_hostile_server(chance: random.Random) -> Iterator[str]:
    """Yield the address of a server whose every answer has something hostile."""
    with run_translation_server() as server:
        honest = type(server).translate_text

        def translate(self: Server, text: str, mood: str) -> str:
            return hostile_translation(chance, honest(self, text, mood))

        type(server).translate_text = translate  # type: ignore[method-assign]
        try:
            yield server.base
        finally:
            type(server).translate_text = honest  # type: ignore[method-assign]
