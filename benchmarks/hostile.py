"""How long inline conversion and sanitising take on texts written to hang a converter: `python benchmarks/hostile.py`.

Each row is a text, its size, and the seconds for it and for twice as much of it: a factor near 2 is linear.
"""

from __future__ import annotations

import sys
import time
from itertools import product

from notedeck.markup.code.highlight import MAX_HIGHLIGHTED_CHARS, highlight_code
from notedeck.markup.definitions import Definitions
from notedeck.markup.inline.parser import render_inline
from notedeck.markup.raw_html import secure_raw_html
from notedeck.markup.sanitise import sanitise_html

TEXTS = {
    "![a](": "![a](" * 5_000,
    "[": "[" * 5_000,
    "[ then ]": "[" * 5_000 + "]" * 5_000,
    "[a](b": "[a](b " * 5_000,
    '[a](b "': '[a](b "' * 5_000,
    "[a](<b": "[a](<b" * 5_000,
    "[a]((((": "[a](" + "(" * 20_000,
    "*": "*" * 5_000,
    "* a": "* a" * 5_000,
    "*a": "*a" * 5_000,
    "*a **a": "*a **a " * 5_000,
    "a**b c*": "a**b c* " * 5_000,
    "_": "_" * 5_000,
    "_a": "_a" * 5_000,
    "`": "`" * 5_000,
    "` ``": "".join("`" * n + " " for n in range(1, 300)),
    "~~a": "~~a " * 5_000,
    "==a": "==a " * 5_000,
    "<a ": "<a " * 20_000,
    '<a "': '<a "' * 20_000,
    "<a b='": "<a b='" * 20_000,
    "<!--": "<!--" * 20_000,
    "<!-- -": "<!-- -" * 20_000,
    "<?": "<?" * 20_000,
    "</": "</" * 20_000,
    "$a": "$a " * 20_000,
    "$$a": "$$a " * 20_000,
    "\\(a": "\\(a" * 20_000,
    "\\[a": "\\[a" * 20_000,
    "&": "&" * 20_000,
    ":a": ":a" * 20_000,
    "a@": "a@" * 20_000,
    "aaaa": "a" * 100_000 + "@",
    "http://": "http://" * 20_000,
    "http://a)": "http://a" + ")" * 20_000,
    "http://a&amp;": "http://a" + "&amp;" * 20_000,
    "http://a)가": "http://a" + "(" * 5_000 + ")가" * 5_000,
    "www.": "www." * 20_000,
    "[[": "[[" * 20_000,
    "[[a|": "[[a|" * 20_000,
    "[^": "[^" * 20_000,
    "![a|1": "![a|1](b)" * 5_000,
    "![![": "![" * 2_000 + "](a)" * 2_000,
    "blanks": "a" + " " * 50_000 + "b",
    "line ends": "a  \n" * 20_000,
    "escapes": "\\\\" * 20_000,
}
LANGUAGES = (
    "java",
    "python",
    "javascript",
    "sql",
    "bash",
    "html",
    "yaml",
    "json",
    "cpp",
    "xml",
    "css",
    "kotlin",
    "diff",
)
SIGNS = ("(\n", "<", '"\n', "/*\n", "\\", "{", "a a a;\n", "a.a(", "$", "<!--", "a\n=")


def whole(text: str) -> None:
    """All that running text goes through."""
    sanitise_html(render_inline(text, Definitions(), 1))
    sanitise_html(secure_raw_html(text, 1))


def seconds(text: str) -> float:
    """Return how long a text takes."""
    start = time.perf_counter()
    whole(text)
    return time.perf_counter() - start


def main() -> None:
    """Print the table, and the code blocks that take more than half a second."""
    for name, text in TEXTS.items():
        once, twice = seconds(text), seconds(text + text)
        row = f"{name:14} {len(text):8,} characters {once:7.3f} s, twice {twice:7.3f} s ({twice / once:.1f})"
        sys.stdout.write(row + "\n")
    for language, sign in product(LANGUAGES, SIGNS):
        start = time.perf_counter()
        highlight_code((sign * MAX_HIGHLIGHTED_CHARS)[:MAX_HIGHLIGHTED_CHARS], language)
        if (took := time.perf_counter() - start) > 0.5:
            sys.stdout.write(f"code block {language} of {sign!r}: {took:.2f} s\n")


if __name__ == "__main__":
    main()
