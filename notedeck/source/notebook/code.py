"""The code of a notebook as fenced code blocks, without what only sets up the notebook."""

from __future__ import annotations

import re
from collections.abc import Sequence

from notedeck.source.notebook.cells import Cell
from notedeck.source.notebook.located_json import Lines
from notedeck.source.page import trim_lines

# Settings of the notebook itself; `%time` and others have code behind them.
SETUP = re.compile(
    r"[ \t]*%(?:matplotlib|pylab|load_ext|reload_ext|autoreload|config|precision|env|cd|pwd|pdb|xmode|watermark)\b.*"
)
INSTALLATION = re.compile(
    r"[ \t]*[!%](?:sudo[ \t]+)?(?:python3?[ \t]+-m[ \t]+)?(?:pip3?|conda|mamba|apt|apt-get|wget|gdown|unzip)[ \t].*"
)
CELL_MAGIC = re.compile(r"%%(?P<name>\w+)(?:[ \t].*)?")
TIMERS = frozenset({"time", "timeit", "capture", "prun"})
MAGIC_LANGUAGES = {
    **{name: name for name in ("bash", "sh", "sql", "html", "latex", "javascript", "perl", "ruby", "markdown", "svg")},
    "js": "javascript",
    "HTML": "html",
    "R": "r",
    "script": "bash",
}
BACKTICKS = re.compile(r"`{3,}")


def write_code(cell: Cell) -> Lines:
    """Return the code of a cell as a code block; none for a cell that is blank or only sets up the notebook."""
    language, lines = take_cell_magic(cell)
    kept = trim_lines((text, number) for text, number in lines if not SETUP.fullmatch(text))
    if not kept or installs_only([text for text, _ in kept]):
        return []
    first, last = kept[0][1], kept[-1][1]
    fenced = fence_code([text for text, _ in kept], language)
    return [*zip(fenced, [first, *(number for _, number in kept), last], strict=True)]


def installs_only(lines: Sequence[str]) -> bool:
    """Return whether code is nothing but commands that install packages, and comments."""
    commands = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    return bool(commands) and all(INSTALLATION.fullmatch(line) for line in commands)


def take_cell_magic(cell: Cell) -> tuple[str, Lines]:
    """Return the language and the code of a cell; what names its language, or only measures it, is no code."""
    (first, _), *others = cell.lines
    match = CELL_MAGIC.fullmatch(first.rstrip())
    if match and match["name"] in MAGIC_LANGUAGES:
        return MAGIC_LANGUAGES[match["name"]], others
    return cell.language, others if match and match["name"] in TIMERS else cell.lines


def fence_code(lines: Sequence[str], language: str = "") -> list[str]:
    """Return lines as a code block; its fence is longer than any in them."""
    longest = max((len(run[0]) for line in lines for run in BACKTICKS.finditer(line)), default=2)
    fence = "`" * (longest + 1)
    return [f"{fence}{language}", *lines, fence]
