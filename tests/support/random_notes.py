"""Random notes made of the parts of blocks: hard for a block parser, the same for the same seed."""

from __future__ import annotations

import random

PREFIXES = [
    *[""] * 5,
    *[
        " ",
        "  ",
        "   ",
        "    ",
        "      ",
        "\t",
        " \t",
        "> ",
        ">",
        ">\t",
        "- ",
        "-   ",
        "-\t",
        "* ",
        "+ ",
        "1. ",
        "10. ",
        "2) ",
    ],
]
PIECES = """
|a|b c|# h|## h ##|#x|===|---|- - -|***|```|~~~|``` py|````|~~~~|<div>|</div>|<b>|<!-- c -->|<pre>|</pre>|<hr>|
|text\\|a-b|1. x|-|*|+|1.|2.|> q|    code|[r]: /u|[r]: /u "t"|[r]|"t"|'t'|[q]:|&amp;|\\# n|====x|<details>|text  |
""".replace("\n", "").split("|")
ROWS = ["a | b", "--- | ---", "| a | b |", "|---|:-:|", "|:--", "c | d \\| e", "|", "| |", "[^f]: foot", "[^f]"]


def generate_notes(count: int, seed: int) -> list[str]:
    """Return that many notes of two to nine lines."""
    chance = random.Random(seed)
    return ["\n".join(generate_line(chance) for _ in range(chance.randint(2, 9))) for _ in range(count)]


def generate_line(chance: random.Random) -> str:
    """Return a line of up to three markers and a text."""
    marks = [chance.choice(PREFIXES) for _ in range(chance.choice((0, 1, 1, 2, 3)))]
    return "".join(marks) + chance.choice(PIECES + ROWS)
