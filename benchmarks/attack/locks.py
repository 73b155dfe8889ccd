"""Damaged and truncated deck.lock files: refused and left alone, or no card loses its identity."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.attack import Result
from benchmarks.attack._judge import find_package, judge_run, query_collection
from benchmarks.attack._program import run_program
from benchmarks.attack._sandbox import Sandbox, open_sandbox, take_snapshot
from benchmarks.attack._trial import BUILD

TRIES = 400
REFUSED = 2
NOTES = {
    f"notes/{folder}/{name}.md": f"# {name}\n\n"
    + "".join(f"## 제목 {name} {n}\n\n{name}의 설명 {n}번.\n\n" for n in range(6))
    for folder, name in (("aws", "가용성"), ("aws", "내구성"), ("cs", "프로세스"), ("cs", "스레드"))
}
RENAMED = "## 이름이 바뀐 제목 "  # without deck.lock, a card with another title is another card


@dataclass(frozen=True, slots=True)
class Damage:
    """What happens to the bytes of a deck.lock."""

    name: str
    apply: Callable[[bytes, random.Random], bytes]


def drop_line(data: bytes, chance: random.Random) -> bytes:
    """Leave out a line with a card."""
    lines = data.splitlines(keepends=True)
    cards = [number for number, line in enumerate(lines) if line.startswith(b"[")]
    del lines[chance.choice(cards)]
    return b"".join(lines)


def drop_lines(data: bytes, chance: random.Random) -> bytes:
    """Leave out many lines in a row."""
    lines = data.splitlines(keepends=True)
    start = chance.randrange(len(lines))
    return b"".join(lines[:start] + lines[start + chance.randrange(1, 600) :])


def flip_byte(data: bytes, chance: random.Random) -> bytes:
    """Change one byte of a card's line."""
    place = chance.choice(
        [number for number in range(len(data)) if data.rfind(b"\n[", 0, number) > data.rfind(b"\n#", 0, number)]
    )
    return data[:place] + bytes([data[place] ^ (1 << chance.randrange(7))]) + data[place + 1 :]


def swap_guids(data: bytes, chance: random.Random) -> bytes:
    """Repeat a card's line with the text of another in the middle."""
    lines = [line for line in data.splitlines(keepends=True) if line.startswith(b"[")]
    first, second = chance.sample(lines, 2)
    half = chance.randrange(5, 40)
    return data.replace(first, first[:half] + second[half:], 1)


def insert_bytes(data: bytes, chance: random.Random) -> bytes:
    """Insert bytes that do not belong there."""
    place = chance.randrange(len(data))
    return (
        data[:place] + chance.choice((b"\0", b"\n", b"]", b"\xff", b"[\n", b"<<<<<<< HEAD\n", b"[1]\n")) + data[place:]
    )


DAMAGES = (
    Damage("cut", lambda data, chance: data[: chance.randrange(1, len(data))]),
    Damage(
        "cut at a line", lambda data, chance: b"".join(data.splitlines(True)[: chance.randrange(1, data.count(b"\n"))])
    ),
    Damage("start missing", lambda data, chance: data[chance.randrange(1, len(data)) :]),
    Damage("a card missing", drop_line),
    Damage("lines missing", drop_lines),
    Damage("a byte changed", flip_byte),
    Damage("lines mixed", swap_guids),
    Damage("bytes inserted", insert_bytes),
    Damage("empty", lambda _, chance: chance.choice((b"", b"\n", b"\xef\xbb\xbf", b"\0" * 4096))),
    Damage(
        "end full of zeros",
        lambda data, chance: data[: (cut := chance.randrange(len(data)))] + b"\0" * (len(data) - cut),
    ),
)


def attack(tries: int, seed: int) -> Result:
    """Build renamed notes with the intact file, then with each damaged one, and compare the guids."""
    with open_sandbox(NOTES) as sandbox:
        run_program(sandbox, BUILD)
        intact = (sandbox.notes / "deck.lock").read_bytes()
        for path, text in NOTES.items():
            sandbox.write(path, text.replace("## 제목 ", RENAMED))
        run_program(sandbox, BUILD)
        expected = read_guids(sandbox)
        through: list[str] = []
        for number in range(tries):
            damage, chance = DAMAGES[number % len(DAMAGES)], random.Random(f"{seed} {number}")
            through += try_lock(sandbox, damage.name, damage.apply(intact, chance), intact, expected)
        return Result(tries, tuple(through))


def read_guids(sandbox: Sandbox) -> set[str]:
    """Return the guids in the package."""
    package = find_package(sandbox)
    return {row[0] for row in query_collection(package, "select guid from notes")} if package else set()


def try_lock(sandbox: Sandbox, name: str, damaged: bytes, intact: bytes, expected: set[str]) -> list[str]:
    """Return what the build did wrong with a damaged file."""
    if damaged == intact:
        return []
    lock = sandbox.notes / "deck.lock"
    lock.write_bytes(damaged)
    before = take_snapshot(sandbox.top)
    run = run_program(sandbox, BUILD)
    wrong = judge_run(sandbox, run, before)
    if run.status == REFUSED:
        return [*wrong, *([f"{name}: refused, but written"] if lock.read_bytes() != damaged else [])]
    lost = len(expected - read_guids(sandbox))
    if lost:
        wrong.append(
            f"{name} ({len(damaged)} of {len(intact)} bytes): accepted, {lost} cards lost: {run.output[:100]!r}"
        )
    return wrong
