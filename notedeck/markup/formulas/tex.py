r"""Which TeX may reach a card: what only displays, and displays in bounded space and time.

MathJax has macros that open links, set styles and attributes, or define macros, so only those of `macros.py` pass. TeX
is read here as MathJax reads it: a control sequence is a backslash with letters, or with one other character; there is
no `\catcode`, no `\csname` and no `^^68`. Comments (`%`) count as TeX, so that nothing can hide in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from notedeck.markup.formulas.macros import ENVIRONMENTS, MACROS, REFUSED, REPLACEMENTS
from notedeck.messages import Message
from notedeck.model import Value
from notedeck.util.patterns import compile_lazily
from notedeck.util.suggest import find_closest_name

MAX_CHARACTERS = 4_000  # MathJax takes about half a second; the longest of 24,000 formulas of lecture notes has 2,125
MAX_NESTING = 30  # MathJax takes cubic time in the depth; the deepest formula of the same notes has 7 levels
MAX_CELLS = 2_500  # of tables: rows times columns
MAX_REPEATED_COLUMNS = 100  # by `*{n}{…}` in the columns of an array
MIN_SIMILARITY = 0.8  # of an unknown macro to the one that is meant
MIN_MISSPELLED_LETTERS = 5  # of a macro; a shorter one is more often a name such as Pic or id
MAX_COPIES = 3  # levels of macros that copy their argument
MAX_COUNT = 99  # of columns, or of units of a macro's own
MAX_LENGTHS = {
    "em": 20,
    "ex": 40,
    "pc": 20,
    "mu": 360,
    "pt": 240,
    "px": 320,
    "mm": 100,
    "cm": 10,
    "in": 4,
}

TOKEN = compile_lazily(r"\\([A-Za-z]+|.|\Z)|([{}&])", re.DOTALL)
OPENING, CLOSING = frozenset({"left", "begin"}), frozenset({"right", "end"})
ROW_ENDS = frozenset({"\\", "cr", "newline"})
SPACES = frozenset({" ", "\t", "\n", "\u00a0"})
BRACKETS_IN_TEXT = frozenset({"(", ")"})
# Switches hold until the group ends, and MathJax nests what follows.
SWITCHES = frozenset(
    """
    displaystyle textstyle scriptstyle scriptscriptstyle tiny Tiny scriptsize small normalsize large Large LARGE huge
    Huge rm mit oldstyle cal it bf bbFont scr frak sf tt color middle over atop above choose brace brack nonscript
    overwithdelims atopwithdelims abovewithdelims not
    """.split()  # noqa: SIM905
)
NESTING = OPENING | SWITCHES
# MathJax writes the argument of these twice, so nested ones take exponential time.
COPYING = frozenset({"pmb", "adjustlimits", "skew", "overbracket", "underbracket"})
SIZED = frozenset(
    """
    hskip hspace kern mskip mspace mkern rule Rule Space raise lower moveleft moveright above abovewithdelims genfrac
    mathmakebox framebox overbracket underbracket shoveleft shoveright bbox begin
    """.split()  # noqa: SIM905
)
COUNTED = frozenset({"skew", "uproot", "leftroot", "MoveEqLeft", "xmathstrut"})

ARGUMENT = r"\{[^{}]*+\}|\[[^\[\]]*+\]"
SIZES = compile_lazily(rf"(?:\s*+(?:{ARGUMENT}|[-+]?[\d.,]+\s*[a-z]{{2}}|[-+.|()/]))*+")
ROW_SIZE = compile_lazily(r"\s*+(?:\[[^\[\]]*+\])?")
COUNT = compile_lazily(r"\s*+[\[{]?\s*+-?(\d+)")
COLUMN_COUNT = compile_lazily(r"\{[^{}]*+\}(?:\s*+\[[^\[\]]*+\])?\s*+\{\s*(\d+)\s*\}")
LENGTH = compile_lazily(r"(\d*[.,]?\d+)\s*(" + "|".join(MAX_LENGTHS) + ")")
REPEATED_COLUMNS = compile_lazily(r"\*\s*(?:\{\s*\+?(0[xX][0-9A-Fa-f]+|\d+)|(\d))")
COLOUR = r"\s*+(?:\[[A-Za-z]{1,8}\]\s*+)?\{[\w#.,:%+ -]{0,40}\}"
# What must follow a macro whose argument MathJax writes into an attribute, a style or an address.
ARGUMENTS = {
    **dict.fromkeys(("color", "textcolor", "colorbox", "cellcolor", "rowcolor", "columncolor"), COLOUR),
    "fcolorbox": COLOUR + COLOUR,
    "bbox": r"\s*+(?:\[[\w#., ]*\])?+\s*+[^\[\s]",
    "enclose": r"\s*+\{[a-z\s-]*\}\s*+(?!\[)",
    **dict.fromkeys(("cancel", "bcancel", "xcancel", "cancelto"), r"\s*+(?!\[)"),
    "unicode": r"\s*+\{(?:x[0-9A-Fa-f]{1,5}|\d{1,6})\}",
    "tag": r"\*?+\s*+(?:\{[\w\s.,*'’()-]{0,40}\}|\w)",
}
ARGUMENT_PATTERNS = {name: compile_lazily(pattern) for name, pattern in ARGUMENTS.items()}
ENVIRONMENT_NAME = compile_lazily(r"\s*+\{([A-Za-z]{1,20}\*?)\}")


class Fault(Value, frozen=True):
    """Why a formula may not reach a card, as the end of "it …", and what to do."""

    reason: Message
    hint: Message


class Token(NamedTuple):
    """A control sequence by its name without the backslash, or a brace or `&` as its `sign`; `end` is where it ends."""

    name: str
    sign: str
    end: int


@dataclass(slots=True)
class Group:
    """An open group: how many switches hold in it, and whether a macro in it copies what may come next."""

    switches: int = 0
    is_copied: bool = False


@lru_cache(maxsize=10_000)
def find_fault(tex: str) -> Fault | None:
    """Return the first reason against a formula; None if it may be shown. `tex` comes without its delimiters."""
    if len(tex) > MAX_CHARACTERS:
        return Fault(
            Message("has more than {limit:,} characters", limit=MAX_CHARACTERS),
            Message("Write it as several formulas."),
        )
    tokens = tuple(read_tokens(tex))
    faults = (*find_macro_faults(tex, tokens), *find_shape_faults(tokens), *find_table_faults(tex, tokens))
    return faults[0] if faults else None


def read_tokens(tex: str) -> Iterator[Token]:
    """Yield the control sequences, the braces and each `&`, in order."""
    for match in TOKEN.finditer(tex):
        yield Token(match[1] or "", match[2] or ("" if match[1] else "\\"), match.end())


def find_macro_faults(tex: str, tokens: tuple[Token, ...]) -> Iterator[Fault]:
    """Yield a fault for each macro that is unknown, refused, or has an argument that is."""
    depth = 0
    for token in tokens:
        depth += {"{": 1, "}": -1}.get(token.sign, 0)
        fault = check_macro(tex, token, is_inside_braces=depth > 0) if token.name else None
        if fault:
            yield fault


def check_macro(tex: str, token: Token, *, is_inside_braces: bool) -> Fault | None:
    r"""Return what is wrong with a macro; `\(` may stand inside braces, where `\text` can hold a formula."""
    name = token.name
    if name in REFUSED:
        return Fault(Message("uses \\{name}, which {refused}", name=name, refused=REFUSED[name]), choose_hint(name))
    if name in ("begin", "end"):
        return check_environment(tex, token)
    if name in SPACES or (is_inside_braces and name in BRACKETS_IN_TEXT):
        return None
    if name not in MACROS:
        return Fault(Message("uses \\{name}, which MathJax in Anki does not know", name=name), suggest_macro(name))
    pattern = ARGUMENT_PATTERNS.get(name)
    if pattern and not pattern.match(tex, token.end):
        return Fault(
            Message("uses \\{name} with an argument that is not allowed", name=name),
            Message("Write a plain name, number or colour."),
        )
    return check_sizes(tex, token)


@lru_cache  # a note has the same unknown macro in many formulas
def suggest_macro(name: str) -> Message:
    """Return what to write for a macro that MathJax does not know: a misspelled one, or a name of its author."""
    is_long = len(name) >= MIN_MISSPELLED_LETTERS
    other = REPLACEMENTS.get(name) or (find_closest_name(name, MACROS, MIN_SIMILARITY) if is_long else "")
    if not other and not name.isalpha():
        return Message("Write it with macros that MathJax knows.")
    if other:
        return Message("Write \\{other} for it.", other=other)
    return Message("Write \\operatorname{{{name}}} for it, or define it in [macros] of deck.toml.", name=name)


def choose_hint(name: str) -> Message:
    """Return what to do about a refused macro."""
    if name in ("def", "newcommand", "renewcommand", "DeclareMathOperator"):
        return Message("Write it as \\newcommand{\\name}[1]{…}, or define the macro in [macros] of deck.toml.")
    return Message("Remove it: a formula on a card can only display.")


def check_environment(tex: str, token: Token) -> Fault | None:
    r"""Return what is wrong with `\begin` or `\end`."""
    match = ENVIRONMENT_NAME.match(tex, token.end)
    name = match[1] if match else ""
    if name not in ENVIRONMENTS:
        hint = Message("Write it with an environment that MathJax knows, such as aligned or matrix.")
        return Fault(
            Message("uses \\{token}{{{name}}}, which MathJax in Anki does not know", token=token.name, name=name), hint
        )
    return check_sizes(tex, token) if token.name == "begin" else None


def check_sizes(tex: str, token: Token) -> Fault | None:
    """Return a fault if a length or number after a macro would make the formula cover the card."""
    sizes = ROW_SIZE if token.name in ROW_ENDS else SIZES if token.name in SIZED else None
    area = sizes.match(tex, token.end) if sizes else None
    count = COLUMN_COUNT if token.name == "begin" else COUNT if token.name in COUNTED else None
    number = count.match(tex, token.end) if count else None
    is_large = area is not None and any(map(is_too_long, LENGTH.finditer(area[0])))
    if is_large or (number is not None and len(number[1]) > len(str(MAX_COUNT))):
        return Fault(
            Message("gives \\{token} a size larger than a card", token=token.name), Message("Choose a smaller size.")
        )
    return None


def is_too_long(length: re.Match[str]) -> bool:
    """Return whether a length is larger than its unit allows."""
    return float(length[1].replace(",", ".")) > MAX_LENGTHS[length[2]]


def find_shape_faults(tokens: tuple[Token, ...]) -> Iterator[Fault]:
    """Yield a fault for braces that do not match, a backslash at the end, and groups nested too deeply."""
    depth, groups = 0, [Group()]
    may_be_deep = can_be_deep(tokens)
    for token in tokens:
        depth += {"{": 1, "}": -1}.get(token.sign, 0)
        if token.sign == "\\" or depth < 0:
            yield Fault(Message("has a brace or a backslash too many"), Message("Close each { with a }."))
            return
        if may_be_deep and is_deep_after(token, groups):
            yield Fault(Message("is nested too deeply"), Message("Write it as several formulas."))
            return
    if depth:
        yield Fault(Message("has a { that nothing closes"), Message("Close each { with a }."))


def can_be_deep(tokens: tuple[Token, ...]) -> bool:
    """Return whether there are enough groups and switches, or any copies, so that it is worth to follow them."""
    count = sum(token.sign == "{" or token.name in NESTING for token in tokens)
    return count >= MAX_NESTING or any(token.name in COPYING for token in tokens)


def is_deep_after(token: Token, groups: list[Group]) -> bool:
    """Return whether the groups are nested too deeply after a token, which they are updated by."""
    update_groups(token, groups)
    is_deep = len(groups) + sum(group.switches for group in groups) > MAX_NESTING
    return is_deep or sum(group.is_copied for group in groups) > MAX_COPIES


def update_groups(token: Token, groups: list[Group]) -> None:
    """Open or close a group, or count a switch in the innermost one."""
    if token.sign == "{" or token.name in OPENING:
        groups.append(Group())
    elif (token.sign == "}" or token.name in CLOSING) and len(groups) > 1:
        groups.pop()
    elif token.sign == "&" or token.name in ROW_ENDS:
        groups[-1].switches = 0
    elif token.name in COPYING:
        groups[-1].is_copied = True
    groups[-1].switches += token.name in SWITCHES


def find_table_faults(tex: str, tokens: tuple[Token, ...]) -> Iterator[Fault]:
    """Yield a fault for tables with too many cells or columns, and for copies of copies."""
    rows, columns, widest = 1, 1, 1
    for token in tokens:
        if token.name in ROW_ENDS:
            rows, columns = rows + 1, 1
        columns += token.sign == "&"
        widest = max(widest, columns)
    if rows * widest > MAX_CELLS or count_repeated_columns(tex) > MAX_REPEATED_COLUMNS:
        yield Fault(
            Message("has a table of more than {limit:,} cells", limit=MAX_CELLS),
            Message("Write it as several formulas."),
        )


def count_repeated_columns(tex: str) -> int:
    """Return the largest number of columns that `*{n}{…}` can make; MathJax reads n as JavaScript reads a number."""
    product = 1
    for match in REPEATED_COLUMNS.finditer(tex) if "*" in tex else ():
        number = (match[1] or match[2])[:8]
        product *= max(1, int(number, 16 if "x" in number.lower() else 10))
    return product
