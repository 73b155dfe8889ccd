r"""Macros that authors define: `\newcommand{\R}{\mathbb{R}}`, `\def\R{…}` and `\DeclareMathOperator{\id}{id}` in TeX.

What a macro stands for is only text here; `markup/formulas/tex.py` judges what becomes of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from notedeck.model import Macro
from notedeck.util.patterns import compile_lazily

DEFINITION = compile_lazily(
    r"\\(?:(?:re)?newcommand|providecommand|g?def|let|DeclareMathOperator)(?![A-Za-z])(?P<star>\*?)"
    r"[ \t\n]{0,9}(?:\{[ \t]{0,9}\\(?P<braced>[A-Za-z]{1,50})[ \t]{0,9}\}|\\(?P<name>[A-Za-z]{1,50})(?![A-Za-z]))"
    r"[ \t\n]{0,9}"
)
COUNT = compile_lazily(r"\[(?P<count>\d)\][ \t\n]{0,9}(?:\[(?P<default>[^\[\]]{0,200})\][ \t\n]{0,9})?")
PARAMETERS = re.compile(r"(?:#\d){0,9}[ \t\n]{0,9}")
TARGET = re.compile(r"=?[ \t]{0,9}\\(?P<target>[A-Za-z]{1,50})(?![A-Za-z])")
BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
PARAMETER = re.compile(r"#(\d)")
INTERNAL_NAME = re.compile(r"\\[A-Za-z]{0,50}@")
COMMENT = re.compile(r"(?<!\\)%[^\n]*(?:\n[ \t]*)?")
NAME = re.compile(r"[A-Za-z]{1,50}")
USED_NAME = re.compile(r"\\([A-Za-z]{1,50})")
MAX_BODY_CHARACTERS = 1_000
MAX_DEFINITION_CHARACTERS = 4_000  # of what a macro stands for, with comments
MAX_MACROS = 2_000


def take_definitions(tex: str) -> tuple[str, list[Macro]]:
    """Return TeX without the definitions of macros in it, and these; one that cannot be read stays."""
    if DEFINITION.search(tex) is None:
        return tex, []
    groups = match_braces(tex)
    pieces: list[str] = []
    macros: list[Macro] = []
    position = 0
    for match in DEFINITION.finditer(tex):
        definition = read_definition(tex, match, groups) if match.start() >= position else None
        if definition is None or len(macros) == MAX_MACROS:
            continue
        macro, end = definition
        macros.append(macro)
        pieces.append(tex[position : match.start()])
        position = end
    return "".join([*pieces, tex[position:]]), macros


def match_braces(tex: str) -> dict[int, int]:
    """Return for the index of each opening brace the index of its closing one."""
    pairs: dict[int, int] = {}
    is_open: list[int] = []
    for match in BRACE.finditer(tex):
        if match[0] == "{":
            is_open.append(match.start())
        elif match[0] == "}" and is_open:
            pairs[is_open.pop()] = match.start()
    return pairs


def read_definition(tex: str, match: re.Match[str], groups: Mapping[int, int]) -> tuple[Macro, int] | None:
    """Return the macro whose definition starts with `match`, and the index after it; None if it cannot be read."""
    name, command = match["braced"] or match["name"], match[0]
    if command.startswith("\\let"):
        target = TARGET.match(tex, match.end())
        return (Macro(name, f"\\{target['target']}", is_alias=True), target.end()) if target else None
    start, count, default = match.end(), 0, None
    if command.startswith(("\\def", "\\gdef")):
        parameters = PARAMETERS.match(tex, start)
        count, start = (parameters[0].count("#"), parameters.end()) if parameters else (0, start)
    elif arguments := COUNT.match(tex, start):
        count, default, start = int(arguments["count"]), arguments["default"], arguments.end()
    if groups.get(start, len(tex)) - start > MAX_DEFINITION_CHARACTERS or start not in groups:
        return None
    body = COMMENT.sub("", tex[start + 1 : groups[start]]).strip()
    if "Operator" in command:
        body = f"\\operatorname{match['star']}{{{body}}}"
    macro = Macro(name, body, count, default)
    return (macro, groups[start] + 1) if is_usable(macro) else None


def is_usable(macro: Macro) -> bool:
    """Return whether a macro is not too long, and uses no argument that it does not have, and nothing of a library."""
    numbers = map(int, PARAMETER.findall(macro.body))
    is_own = INTERNAL_NAME.search(macro.body) is None
    return is_own and len(macro.body) <= MAX_BODY_CHARACTERS and all(1 <= number <= macro.count for number in numbers)


def create_macro(name: str, body: str, count: int = 0, default: str | None = None) -> Macro | None:
    r"""Return a macro by its name, with or without a backslash, and what it stands for; None if it can be none.

    It has `count` arguments, and at least as many as the highest `#1`, `#2`, … says.
    """
    name = name.removeprefix("\\")
    macro = Macro(name, body, max(count, *map(int, PARAMETER.findall(body)), 0), default)
    return macro if NAME.fullmatch(name) and is_usable(macro) else None


def select_used_macros(text: str, macros: Mapping[str, Macro]) -> tuple[Macro, ...]:
    """Return the macros whose names stand in a text, and those that these stand for."""
    used: dict[str, Macro] = {}
    waiting = list_used_names(text, macros)
    while waiting:
        name = waiting.pop()
        if name not in used:
            used[name] = macros[name]
            waiting |= list_used_names(macros[name].body, macros)
    return tuple(used[name] for name in sorted(used))


def list_used_names(text: str, names: Iterable[str]) -> set[str]:
    """Return which of these names of macros stand in a text."""
    return {*USED_NAME.findall(text)}.intersection(names)
