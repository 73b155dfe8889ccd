"""Write `notedeck/anki/resources/code.css` from two of Pygments' styles: `python -m tools.code_css`.

A colour that is too faint on the code background of card.css is moved towards black until its contrast is 4.5
(WCAG 2.2, 1.4.3).
"""

from __future__ import annotations

from pathlib import Path

from pygments.style import Style
from pygments.styles.default import DefaultStyle
from pygments.styles.gh_dark import GhDarkStyle
from pygments.token import STANDARD_TYPES, _TokenType

from notedeck.markup.code.token_classes import STYLED_TOKENS

FILE = Path(__file__).parents[1] / "notedeck" / "anki" / "resources" / "code.css"
HEAD = "/* Written by tools/code_css.py from Pygments' styles default and github-dark. */\n"
DAY, NIGHT = "f5f5f2", "26292c"  # --soft in card.css
READABLE = 4.5


def css() -> str:
    """Return the whole file: the classes of code by day and by night."""
    return HEAD + "".join(rules(DefaultStyle, DAY, ".highlight") + rules(GhDarkStyle, NIGHT, ".nightMode .highlight"))


def rules(style: type[Style], ground: str, scope: str) -> list[str]:
    """One rule a look, for all the classes that share it."""
    looks: dict[str, list[str]] = {}
    for kind in sorted(STYLED_TOKENS):
        looks.setdefault(declarations(style, kind, ground), []).append(f"{scope} .{STANDARD_TYPES[kind]}")
    return [",\n".join(names) + " {\n" + look + "}\n" for look, names in looks.items()]


def declarations(style: type[Style], kind: _TokenType, ground: str) -> str:
    """Return the CSS of a token type; both themes set every property, so that neither shows through."""
    look = style.style_for_token(kind)
    color = f"#{readable(look['color'].lower(), ground)}" if look["color"] else "inherit"
    return f"  color: {color};\n  font-weight: {'bold' if look['bold'] else 'normal'};\n"


def readable(color: str, ground: str) -> str:
    """Return the colour, darker where it is too faint; colours are six hex digits."""
    while contrast(color, ground) < READABLE:
        color = "".join(f"{int(int(color[i : i + 2], 16) * 0.97):02x}" for i in (0, 2, 4))
    return color


def contrast(color: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21."""
    dark, light = sorted((luminance(color), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(color: str) -> float:
    """Return the relative luminance of a colour, from 0 to 1 (WCAG 2)."""
    parts = (int(color[i : i + 2], 16) / 255 for i in (0, 2, 4))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


if __name__ == "__main__":
    FILE.write_text(css(), encoding="utf-8")
