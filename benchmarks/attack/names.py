"""Odd names of notes, pictures and folders: every command takes or reports them."""

from __future__ import annotations

import os
from contextlib import suppress
from itertools import product

from benchmarks.attack import Result
from benchmarks.attack._sandbox import NOTE, draw_png, open_sandbox
from benchmarks.attack._trial import COMMANDS, choose_tries, judge_package, summarize, try_commands

TRIES = 1_000
NAMES = (
    b"-rf",
    b"--help",
    b"-",
    b"a b",
    b" leading",
    b"trailing ",
    b"dot.",
    b"...",
    b"a\nb",
    b"a\tb",
    b"a\rb",
    b"\x1b[31m",
    b"\xff\xfe",
    "가용성".encode("cp949"),
    "각".encode(),
    "각".encode(),
    "👨‍👩‍👧".encode(),
    "a\u202eb".encode(),
    b"con",
    b"nul.txt",
    b"a:b",
    b"a*b?",
    b'a"b',
    b"a'b",
    b"a\\b",
    b"a%2fb",
    b"a#b?c",
    b"$(touch x)",
    b"`touch x`",
    b";touch x;",
    b"a|b>c<d&",
    b"{{c1::a}}",
    b"[sound:a]",
    b"<script>fire()</script>"[:20],
    b"~",
    b"~root",
    b"@file",
    b"%s%n",
    b"a" * 240,
    "가".encode() * 80,
    b"::a::b::",
    b"deck.lock.md",
    b"node_modules.md",
    b"__pycache__",
    b"x.MD.md",
    b"\xef\xbb\xbfa",
    b"\xc2\x85",
    b"\xe2\x80\xa8",
)


def attack(tries: int, seed: int) -> Result:
    """Try every command with every name, for a note, a folder, a picture and the folder of the notes."""
    chosen = choose_tries(list(product(NAMES, COMMANDS)), tries, seed)
    through: list[str] = []
    for name, words in chosen:
        through += summarize(repr(name), try_name(name, words))
    return Result(len(chosen), tuple(through))


def try_name(name: bytes, words: tuple[str, ...]) -> list[str]:
    """Return what a command did wrong with a name."""
    with open_sandbox() as sandbox:
        root = os.fsencode(sandbox.notes)
        note = NOTE.encode() + b"\n![x](" + name + b".png) ![[" + name + b".png]] ![y](<" + name + b".png>)\n"
        for path, content in ((name + b".md", note), (name + b".png", draw_png()), (name + b"/x.md", note)):
            with suppress(OSError):
                os.makedirs(os.path.dirname(os.path.join(root, path)), exist_ok=True)  # noqa: PTH103, PTH118, PTH120
                with open(os.path.join(root, path), "wb") as stream:  # noqa: PTH118, PTH123
                    stream.write(content)
        here = os.fsdecode(name)
        argument = f"notes/{here}" if len(words) == 2 else words[-1]
        owned = (*sandbox.list_owned(), sandbox.notes)  # a folder that is named gets a deck.lock of its own
        wrong = try_commands(sandbox, [words])
        with suppress(UnicodeEncodeError):
            argument.encode()
            wrong += try_commands(sandbox, [(*words[:-1], argument)] if words[-1] == "notes" else [], owned=owned)
        return [*wrong, *judge_package(sandbox)]
