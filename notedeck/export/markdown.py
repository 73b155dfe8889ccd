"""HTML of a card as Markdown, by markdownify."""

from __future__ import annotations

import re
from collections.abc import Mapping

FORMULA = re.compile(r'<span class="math(?P<display> display)?">\\[(\[](?P<tex>.*?)\\[)\]]</span>', re.DOTALL)
LANGUAGE = re.compile(r"\blanguage-(?P<name>[\w+#-]+)")
BLANK_LINES = re.compile(r"\n{3,}")


def convert_to_markdown(html: str, media_urls: Mapping[str, str] | None = None, bullet: str = "-") -> str:
    """Return HTML as Markdown; formulas have dollar signs, and pictures the URLs of `media_urls`."""
    if "<" not in html and "&" not in html:
        return html.strip()
    from markdownify import MarkdownConverter  # no other command needs it

    converter = MarkdownConverter(
        heading_style="ATX",
        bullets=bullet,
        escape_misc=False,
        escape_underscores=False,
        escape_asterisks=False,
        code_language_callback=find_code_language,
        newline_style="backslash",
    )
    text = converter.convert(FORMULA.sub(write_formula, html))
    for name, url in (media_urls or {}).items():
        text = text.replace(f"]({name})", f"]({url})")
    return BLANK_LINES.sub("\n\n", text).strip()


def write_formula(match: re.Match[str]) -> str:
    """Return a formula as Markdown has it."""
    sign = "$$" if match["display"] else "$"
    return f"{sign}{match['tex']}{sign}"


def find_code_language(block: object) -> str:
    """Return the language of a code block, "" if it has none."""
    match = LANGUAGE.search(str(block)[:200])
    return match["name"] if match else ""
