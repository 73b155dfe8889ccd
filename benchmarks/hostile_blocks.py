"""How long whole notes take that were written to hang a block parser: `python -m benchmarks.hostile_blocks`.

Each row is a note, its size, and the processor seconds for half of it and for all of it: a factor near 2 is linear.
"""

from __future__ import annotations

import sys
import time

from notedeck.markup import convert_markdown

NOTES = {
    "quotes in one line": "> " * 5_000 + "a\n",
    "200 quotes a line": ("> " * 200 + "a\n") * 500,
    "items in one line": "- " * 5_000 + "a\n",
    "60 items a line": ("* " * 60 + "a\n") * 1_000,
    "60 items a line, by tabs": ("-\t" * 60 + "a\n") * 1_000,
    "ever deeper items": "".join("  " * depth + "- a\n" for depth in range(500)),
    "items": "- a\n" * 20_000,
    "lazy lines below 90 quotes": "> " * 90 + "a\n" + "b\n" * 20_000,
    "wide and long table": "|" + "a|" * 3_000 + "\n|" + "-|" * 3_000 + "\n" + "a\n" * 3_000,
    "one row": "a|" * 50_000 + "\n" + "-|" * 50_000 + "\n",
    "escaped pipes": "a|b\n-|-\n" + "\\|" * 50_000,
    "rules that fail": "a\n|-" + " " * 50_000 + "x\n",
    "delimiter rows that do not fit": "a|b\n|-|-|-|\n" * 10_000,
    "definitions": "".join(f"[a{number}]: /u\n" for number in range(20_000)),
    "definitions, one a paragraph": "".join(f"[a{number}]: /u\n\n" for number in range(20_000)),
    "titles that do not end": '[a]: /u "x\n' * 20_000,
    "labels that do not end": "[a\n" * 20_000,
    "brackets in an address": "[a]: " + "(" * 50_000 + "\n",
    "underlines below definitions": "[a]: /u\n" * 5_000 + "===\n" * 3_000,
    "setext headings": "a\n=\n" * 20_000,
    "formulas that do not end": "$$ a\n" * 20_000,
    "formulas in quotes": "> $$ a\n\n" * 10_000,
    "deep formulas": ("- " * 50 + "$$ x\n") * 300,
    "fences": "```\n" * 20_001,
    "<div": "<div\n" * 20_000,
    "<!--": "<!--\n" * 20_000,
    "<b>": "<b>\n" * 20_000,
    '<a b="': '<a b="' * 20_000,
    "<pre>": "<pre>\n" * 20_000,
    "headings in nested HTML": "<div><h2>a</h2>\n" * 10_000,
    "blank lines": "\n" * 200_000,
    "blanks": (" " * 5_000 + "\n") * 200,
    "tabs": ("\t" * 5_000 + "a\n") * 100,
    "# a #": "# a" + " #" * 50_000 + "\n",
    "* * a": "* " * 50_000 + "a",
    "footnotes": "".join(f"[^{number}]: a [^{number + 1}]\n" for number in range(5_000)),
    "footnotes in one line": "[^a]: " * 5_000 + "x",
    "alerts": "> [!note]\n> a\n\n" * 5_000,
    "a picture of 1.9 MB": f"![a](data:image/png;base64,{'A' * 1_900_000})\n",
    "a paragraph": "aaa bbb\n" * 50_000,
}


def seconds(text: str) -> float:
    """Return how much processor time a note takes."""
    start = time.process_time()
    convert_markdown(text)
    return time.process_time() - start


def main() -> None:
    """Print the table."""
    for name, text in NOTES.items():
        half, whole = seconds(text[: len(text) // 2]), seconds(text)
        rate = len(text) / whole / 1e6
        sys.stdout.write(f"{name:32} {len(text):9,} letters {half:6.2f} s {whole:6.2f} s {rate:7.2f} MB/s\n")


if __name__ == "__main__":
    main()
