"""Tags in the Markdown of Notion's API: `<callout icon="💡">` around indented text, `<empty-block/>` and its kind."""

from __future__ import annotations

import re

from notedeck.source.page import Page, find_code

SIGNS = ("<callout", "<empty-block", "<table_of_contents")
TAG = re.compile(
    r"^[ \t]*(?:<callout(?:\s+[a-z_]+=\"[^\"<>]{0,80}\"){1,4}\s*>|<(?:empty-block|table_of_contents)\b[^<>]{0,80}/>)",
    re.M,
)
EMPTY_BLOCK = re.compile(r"[ \t]*<(?:empty-block|table_of_contents)\b[^<>]{0,80}/>[ \t]*$")
OPENING = re.compile(
    r"(?P<indent>[ \t]*)<callout(?P<attributes>(?:\s+[a-z_]+=\"[^\"<>]{0,80}\"){0,4})\s*>(?P<rest>.*)$"
)
ICON = re.compile(r"\sicon=\"(?P<icon>[^\"]*)\"")
END_TAG = "</callout>"


def has_api_tags(text: str) -> bool:
    """Return whether a note has a tag that only Notion's API writes."""
    return any(sign in text for sign in SIGNS) and TAG.search(text) is not None


def rewrite_api_tags(page: Page) -> Page:
    """Return the page with callouts as an export has them, `<aside>` with an emoji, and without empty blocks."""
    if not any(sign in line for line in page.lines for sign in SIGNS):
        return page
    lines: list[str] = []
    depth = 0
    for line, is_code in zip(page.lines, find_code(page.lines), strict=True):
        opening = None if is_code else OPENING.match(line)
        if opening:
            icon = ICON.search(opening["attributes"])
            emoji = f"{icon['icon']} " if icon else ""
            lines.append(f"{opening['indent']}<aside>{emoji}{opening['rest']}")
            depth += 1
        elif depth and not is_code and END_TAG in line:
            lines.append(line.replace(END_TAG, "</aside>"))
            depth -= 1
        elif not is_code and EMPTY_BLOCK.match(line):
            lines.append("")
        else:
            lines.append(line.removeprefix("\t") if depth else line)
    return page.replace(lines=tuple(lines))
