"""How a note of Obsidian becomes GitHub's Markdown."""

from __future__ import annotations

import re

from notedeck.messages import NO_MESSAGE, Message
from notedeck.problems import ProblemCode
from notedeck.source.page import CODE_SPAN, Page, find_code
from notedeck.source.tools import Site
from notedeck.source.tools.obsidian import MAX_HEAD, SIGNS
from notedeck.source.tools.obsidian.block_ids import remove_block_ids
from notedeck.source.tools.obsidian.comments import SIGN, is_comment_likely, remove_comments
from notedeck.source.tools.obsidian.embeds import transclude_embeds
from notedeck.source.tools.obsidian.fields import drop_fields
from notedeck.source.tools.obsidian.files import show_files
from notedeck.source.tools.obsidian.footnotes import number_footnotes
from notedeck.source.tools.obsidian.head import drop_head, is_linked_head
from notedeck.source.tools.obsidian.queries import drop_queries
from notedeck.source.tools.obsidian.tags import collect_tags

DRAWING = re.compile(r"\s*==⚠[^\n]{1,10}Switch to EXCALIDRAW VIEW")  # the first line of a drawing
TEMPLATE_FOLDER = re.compile(r"(?:^|/)[\d. _()-]{0,20}(?:templates?|템플릿)/", re.I)
PLACEHOLDER = re.compile(r"\{\{ ?(?:title|date|time|value)\b[^{}\n]{0,100}\}\}|<%[-_*+~]{0,2} ?(?:await )?tp\.", re.I)
PLUGIN_HINT = Message("To show it on a card, write a note about it, or embed a picture of it in one.")
BOARD_SIGN = "%% kanban:settings"
LIKELY = re.compile(
    r"!\[\[[^\[\]\n]{1,500}\]\](?!\()"
    r"|[^\s\[\]^(\\/\"']\^\[(?=[^\[\]\n^]{0,500}[^\x00-\x7f]|[^\[\]\n^]{4})[^\[\]\n^]{1,1000}\](?![(*+?{$/-])"
    r"|(?:^|\s)\^(?=[a-z]{0,5}\d)(?=\d{0,5}[a-z])[a-z\d]{6}[ \t]*$"  # a block id as Obsidian makes it
)
QUERY = re.compile(r"[ \t>]*`{3,}(?:dataview(?:js)?|tasks)[ \t]*$")


def is_likely(path: str, text: str) -> bool:
    """Return whether a note has syntax that only Obsidian reads."""
    if find_plugin(path, text):
        return True
    if "[[" in text[:MAX_HEAD] and is_linked_head(text[:MAX_HEAD].split("\n")):
        return True
    if not any(sign in text for sign in SIGNS):
        return False
    lines = text.split("\n")
    pairs = [*zip(lines, find_code(lines), strict=True)]
    prose = [CODE_SPAN.sub("", line) for line, is_code in pairs if not is_code]
    queries = (QUERY.match(line) for line, is_code in pairs if is_code)
    return any(map(LIKELY.search, prose)) or is_comment_likely(prose) or any(queries)


def rewrite_page(page: Page, site: Site) -> Page:
    """Return the page in GitHub's Markdown."""
    if plugin := find_plugin(page.path, page.text):
        message = Message("no cards: the note is {plugin}", plugin=plugin)
        return page.replace_lines([]).report(ProblemCode.SYNTAX_DROPPED, page.numbers[0], message, PLUGIN_HINT)
    for step in STEPS:
        page = step(page)
    return number_footnotes(show_files(transclude_embeds(page, site)))


def find_plugin(path: str, text: str) -> Message:
    """Return what a note is that a plugin shows as something else, "" for one of text."""
    text = text.strip()
    if path.lower().endswith(".excalidraw.md") or DRAWING.match(text):
        return Message("a drawing of Excalidraw")
    if TEMPLATE_FOLDER.search(path) and PLACEHOLDER.search(text):
        return Message("a template")
    return Message("a board of Kanban") if BOARD_SIGN in text and text.endswith(SIGN) else NO_MESSAGE


STEPS = (remove_comments, drop_head, drop_queries, remove_block_ids, drop_fields, collect_tags)
