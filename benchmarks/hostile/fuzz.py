"""Random texts from the marks of Markdown, HTML and Korean notes, to find those that nobody thought of."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import partial

from benchmarks.hostile.measure import Measurement, measure_input
from benchmarks.hostile.notes import convert_text
from benchmarks.hostile.texts import HostileInput, Layer, enclose

ALPHABET = (
    *"*_~=`[](){}<>!|$\\#-+:;.,'\"&/^@?% \n\ta1가",
    *(
        "\n\n",
        "\n- ",
        "\n> ",
        "\n1. ",
        "\n# ",
        "\n    ",
        "<!--",
        "-->",
        "<b>",
        "</b>",
        "<p>",
        "<td>",
        "<br>",
        "<a href=b>",
        "http://a",
        "www.",
        "[^a]",
    ),
    *(
        "]: ",
        "](",
        "$$",
        "```",
        "==",
        "|-",
        "Q. ",
        "A. ",
        "<details>",
        "<summary>",
        "<!-- notedeck: ignore -->",
        "&amp;",
        "\\(",
        "\\[",
        ": ",
    ),
)
SCREENED_SIZES = (3_000, 6_000)
MAX_SCREENED_EXPONENT = 1.6
MIN_SCREENED_SECONDS = 0.05
LAYER = Layer("fuzz", partial(convert_text, style="definition"), ())


def write_random_input(source: random.Random) -> HostileInput:
    """Return a text of two random fragments around a third."""
    before, middle, after = ("".join(source.choices(ALPHABET, k=source.randint(low, 4))) for low in (1, 0, 0))
    return enclose(before, middle, after)


def find_slow_inputs(count: int, seed: int) -> Iterator[Measurement]:
    """Yield the full measurements of those of `count` random texts whose time grows fast at small sizes."""
    source = random.Random(seed)
    for _ in range(count):
        item = write_random_input(source)
        screened = measure_input(LAYER, item, SCREENED_SIZES)
        is_fast = screened.seconds < MIN_SCREENED_SECONDS or screened.exponent < MAX_SCREENED_EXPONENT
        if screened.error or not is_fast:
            yield measure_input(LAYER, item)
