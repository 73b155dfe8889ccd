"""GitHub's Markdown for what the tags of templates stand for: pictures, links, code and formulas."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from notedeck.model import Value

BACKTICKS = re.compile(r"`+")
BRACKET = re.compile(r"[\[\]]")
FORMULA_MARK = re.compile(r"\$|\\[(\[]|\\begin\b")
QUOTED_ATTRIBUTE = str.maketrans({"&": "&amp;", '"': "&quot;", "<": "&lt;", ">": "&gt;"})
SIZE = re.compile(r"(\d{1,4})(?:px)?|\d{1,3}%")
PICTURE_LINE = re.compile(r"[ \t>]*<img\b[^<>]*>[ \t]*")
PICTURE_FILE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|avif|bmp|ico|tiff?|heic)(?:[?#].*)?$", re.IGNORECASE)


class Picture(Value, frozen=True):
    """A picture of a note: its address, its description, what is below it, and its size as written."""

    address: str
    alt: str = ""
    caption: str = ""
    width: str = ""
    height: str = ""


def format_picture(picture: Picture) -> str:
    """Return a picture with its caption, in one line, so that it can be in a table, too."""
    sizes = {"width": picture.width, "height": picture.height}
    known = {name: match[1] or match[0] for name, size in sizes.items() if (match := SIZE.fullmatch(size.strip()))}
    if known:
        attributes = {"src": picture.address, "alt": picture.alt, **known}
        written = "".join(f' {name}="{value.translate(QUOTED_ATTRIBUTE)}"' for name, value in attributes.items())
        image = f"<img{written}>"
    else:
        image = f"![{BRACKET.sub(escape_sign, picture.alt)}]({format_address(picture.address)})"
    return f"{image}<br>{picture.caption}" if picture.caption else image


def is_picture_line(line: str) -> bool:
    """Return whether a line is one `<img>`: GitHub shows no Markdown in the lines directly below it."""
    return PICTURE_LINE.fullmatch(line) is not None


def escape_sign(match: re.Match[str]) -> str:
    """Return a sign as itself."""
    return "\\" + match[0]


def format_address(address: str) -> str:
    """Return an address as it can stand in a link."""
    return f"<{address}>" if re.search(r"[\s()]", address) and not re.search(r"[<>\n]", address) else address


def format_link(text: str, address: str) -> str:
    """Return a link."""
    return f"[{BRACKET.sub(escape_sign, text)}]({format_address(address)})"


def format_code(code: Iterable[str], language: str = "") -> list[str]:
    """Return a code block, without the blank lines and the indentation that all lines share."""
    lines = trim_blank_lines(code)
    indents = [len(line) - len(line.lstrip(" ")) for line in lines if line.strip()]
    shared = min(indents, default=0)
    longest = max((len(match[0]) for line in lines for match in BACKTICKS.finditer(line)), default=0)
    fence = "`" * max(3, longest + 1)
    return [fence + language, *(line[shared:] for line in lines), fence]


def format_code_span(code: str) -> str:
    """Return code in running text."""
    longest = max((len(match[0]) for match in BACKTICKS.finditer(code)), default=0)
    sign = "`" * (longest + 1)
    space = " " if longest else ""
    return f"{sign}{space}{code.strip()}{space}{sign}" if code.strip() else ""


def format_formula(code: Sequence[str], *, in_line: bool) -> list[str]:
    """Return a formula; one that has marks of its own stays as it is."""
    lines = trim_blank_lines(code)
    text = "\n".join(lines).strip()
    if not text or FORMULA_MARK.search(text):
        return lines
    return [f"\\({text}\\)"] if in_line else ["$$", *lines, "$$"]


def trim_blank_lines(lines: Iterable[str]) -> list[str]:
    """Return lines without the blank ones at both ends."""
    lines = [*lines]
    filled = [index for index, line in enumerate(lines) if line.strip()]
    return lines[filled[0] : filled[-1] + 1] if filled else []
