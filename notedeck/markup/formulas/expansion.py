r"""Write out the macros of authors in formulas: Anki shows each card on its own, so no card can define one.

A macro is replaced as TeX does it: first the outermost, then what it stands for. The work and the result are limited
by the length of the note, so that macros that grow each other cannot fill a card.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from notedeck.markup.formulas.macros import SYNONYMS
from notedeck.markup.formulas.tex import MAX_CHARACTERS
from notedeck.model import Macro
from notedeck.util.tex_macros import COMMENT, MAX_MACROS, create_macro, take_definitions

CONTROL = re.compile(r"\\(?:([A-Za-z]+)|.)", re.DOTALL)
PARAMETER = re.compile(r"#([1-9])")
SPACES = re.compile(r"\s*")
BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
OPTION_END = re.compile(r"\\.|[{}\]]", re.DOTALL)
TAG = re.compile(r"\\tag(?P<star>\*?)\{\$(?P<text>\w{1,9}'{0,3}|\\ast|\*{1,3})\$\}")
ENDS_WITH_NAME = re.compile(r"\\[A-Za-z]{1,50}$")
MAX_OPTION_CHARACTERS = 300
MAX_STEPS = 400  # of one formula
STEP_COST = 20  # in characters
MAX_GROWTH = 3  # of all formulas of a note, for each character of it
MIN_BUDGET = 50_000

KNOWN = {name: macro for name, body in SYNONYMS.items() if (macro := create_macro(name, body))}


@dataclass(slots=True)
class MacroExpander:
    """Writes out macros: known ones, those that it is given, and those that formulas define, from there on.

    `budget` is how many characters it may still write.
    """

    budget: int
    macros: dict[str, Macro] = field(default_factory=KNOWN.copy)

    def add(self, macros: Iterable[Macro]) -> None:
        """Add macros; a later one replaces an earlier one of its name."""
        for macro in macros:
            original = self.macros.get(macro.body[1:]) if macro.is_alias else None
            if macro.name in self.macros or len(self.macros) < 2 * MAX_MACROS:
                self.macros[macro.name] = original.replace(name=macro.name) if original else macro

    def expand(self, tex: str) -> str:
        """Return a formula without definitions and without the macros that are known.

        A formula that would be too long keeps its macros.
        """
        tex, definitions = take_definitions(tex)
        self.add(definitions)
        if definitions and not COMMENT.sub("", tex).strip():
            return ""
        if "\\tag" in tex:
            tex = TAG.sub(write_tag, tex)
        if len(tex) > MAX_CHARACTERS or self.macros.keys().isdisjoint(CONTROL.findall(tex)):
            return tex
        pieces: list[str] = []
        rest, length = tex, 0
        for _ in range(MAX_STEPS):
            call = next((match for match in CONTROL.finditer(rest) if match[1] in self.macros), None)
            if call is None:
                return join_tex([*pieces, rest])
            macro = self.macros[call[1]]
            arguments, end = read_arguments(rest, call.end(), macro)
            if arguments is None:
                return tex
            body = fill_body(macro.body, arguments)
            pieces.append(rest[: call.start()])
            if macro.is_alias:
                pieces.append(body)
            rest = rest[end:] if macro.is_alias else join_tex([body, rest[end:]])
            length += call.start()
            self.budget -= len(body) + STEP_COST
            if self.budget < 0 or length + len(rest) > MAX_CHARACTERS:
                return tex
        return tex


def write_tag(match: re.Match[str]) -> str:
    """Return the tag of a formula as text: no formula may be in it on a card."""
    return f"\\tag{match['star']}{{{match['text'].replace(chr(92) + 'ast', '*')}}}"


def create_expander(macros: Iterable[Macro], characters: int) -> MacroExpander:
    """Return what writes out the macros in HTML of so many characters."""
    expander = MacroExpander(MIN_BUDGET + MAX_GROWTH * characters)
    expander.add(macros)
    return expander


def join_tex(pieces: Iterable[str]) -> str:
    """Return pieces of TeX as one, with a space where the name of a macro and a letter would be one name."""
    parts: list[str] = []
    for piece in filter(None, pieces):
        if parts and piece[0].isascii() and piece[0].isalpha() and ENDS_WITH_NAME.search(parts[-1][-60:]):
            parts.append(" ")
        parts.append(piece)
    return "".join(parts)


def fill_body(body: str, arguments: Sequence[str]) -> str:
    """Return what a macro stands for with its arguments in it."""
    if not arguments:
        return body
    parts = PARAMETER.split(body)
    return join_tex(arguments[int(part) - 1] if nth % 2 else part for nth, part in enumerate(parts))


def read_arguments(tex: str, position: int, macro: Macro) -> tuple[list[str] | None, int]:
    """Return the arguments that follow a macro, and the index after them; None if there are too few."""
    arguments: list[str] = []
    if macro.default is not None and macro.count:
        option = read_option(tex, position)
        arguments.append(macro.default if option is None else option[0])
        position = position if option is None else option[1]
    while len(arguments) < macro.count:
        argument = read_argument(tex, position)
        if argument is None:
            return None, position
        arguments.append(argument[0])
        position = argument[1]
    if not macro.count:
        position = skip_spaces(tex, position)
    return arguments, position


def read_argument(tex: str, position: int) -> tuple[str, int] | None:
    """Return the next argument, a group without its braces or one token, and the index after it."""
    start = skip_spaces(tex, position)
    if start == len(tex) or tex[start] == "}":
        return None
    if tex[start] != "{":
        control = CONTROL.match(tex, start)
        end = control.end() if control else start + 1
        return tex[start:end], end
    depth = 0
    for match in BRACE.finditer(tex, start):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if not depth:
            return tex[start + 1 : match.start()], match.end()
    return None


def read_option(tex: str, position: int) -> tuple[str, int] | None:
    """Return the next argument in square brackets, and the index after it; None if there is none."""
    start = skip_spaces(tex, position)
    if tex[start : start + 1] != "[":
        return None
    depth = 0
    for match in OPTION_END.finditer(tex, start + 1, start + MAX_OPTION_CHARACTERS):
        if match[0] == "]" and not depth:
            return tex[start + 1 : match.start()], match.end()
        depth += {"{": 1, "}": -1}.get(match[0], 0)
    return None


def skip_spaces(tex: str, position: int) -> int:
    """Return the index of the next character that is no white space."""
    match = SPACES.match(tex, position)
    return match.end() if match else position
