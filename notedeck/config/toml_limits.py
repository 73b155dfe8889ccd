"""What TOML's parser cannot take: it recurses, and needs quadratic time for long keys."""

from __future__ import annotations

import re

from notedeck.messages import Message

MAX_KEY_PARTS = 20  # of `a.b.c = 1`
MAX_NESTED_VALUES = 20  # lists and inline tables
MAX_DIGITS = 100  # of a number
TEXT_OR_COMMENT = re.compile(
    r'"""(?:[^"\\]++|\\[\s\S]|"(?!""))*+"""|\'\'\'(?:[^\']++|\'(?!\'\'))*+\'\'\''
    r'|"(?:[^"\\\n]++|\\.)*+"|\'[^\'\n]*+\'|#[^\n]*+'
)
PART = r"[\w-]++[ \t]*+"
LONG_KEY = re.compile(rf"(?<![\w.-])(?:{PART}\.[ \t]*+){{{MAX_KEY_PARTS}}}")
LONG_NUMBER = re.compile(rf"(?<![\w.-])[+-]?[0-9][0-9a-fA-FxXoObB_]{{{MAX_DIGITS}}}")
SIGN = re.compile(r"[\[\]{}]")


def find_excess(toml: str) -> tuple[Message, int] | None:
    """Return what a TOML text has too much of, as a clause for people, and its line; None if nothing."""
    bare = TEXT_OR_COMMENT.sub(lambda match: "x" + "\n" * match[0].count("\n"), toml)
    for pattern, excess in (
        (LONG_KEY, Message("a key has more than {limit} parts", limit=MAX_KEY_PARTS)),
        (LONG_NUMBER, Message("a number has more than {limit} digits", limit=MAX_DIGITS)),
    ):
        if match := pattern.search(bare):
            return excess, bare.count("\n", 0, match.start()) + 1
    depth = 0
    for match in SIGN.finditer(bare):
        depth += 1 if match[0] in "[{" else -1
        if depth > MAX_NESTED_VALUES:
            excess = Message("lists and tables are nested more than {limit} deep", limit=MAX_NESTED_VALUES)
            return excess, bare.count("\n", 0, match.start()) + 1
    return None
