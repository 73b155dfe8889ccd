"""How a note of Jekyll becomes GitHub's Markdown."""

from __future__ import annotations

import re

from notedeck.messages import Message
from notedeck.problems import ProblemCode
from notedeck.source.page import CODE_SPAN, Page, replace_in_prose
from notedeck.source.tools import Site
from notedeck.source.tools._code import CodeFinder
from notedeck.source.tools._definitions import open_definitions
from notedeck.source.tools._dollars import close_up_dollars
from notedeck.source.tools._dropped_lines import ABBREVIATIONS, drop_lines
from notedeck.source.tools._scripts import remove_scripts
from notedeck.source.tools._tag_writer import rewrite_tags
from notedeck.source.tools.jekyll.attributes import BLOCK, STRONG
from notedeck.source.tools.jekyll.kramdown import rewrite_kramdown
from notedeck.source.tools.jekyll.liquid import Liquid, find_variables

# Tags that no other template language has, such as Django's or Jinja's.
OWN_TAG = re.compile(
    r"\{%-?\s*(?:(?:end)?(?:highlight|raw)\b|post_url\s|link\s+[\w/.-]+\.\w+|include\s+[\w/.-]+(?:\.\w+)?\s+\w+=)"
    r"|\{\{-?\s*(?:site|page)\.\w|\{\{-?\s*[\"'][^\"'\n]{1,300}[\"']\s*\|\s*(?:relative_url|absolute_url)"
)
MKDOCS_BLOCK = re.compile(r"^(?:!!!|\?\?\?\+?|===) ", re.MULTILINE)
POST = re.compile(r"\d{4}-\d{1,2}-\d{1,2}-(?P<title>.+)")
POST_FOLDERS = frozenset({"_posts", "_drafts"})
TOP_HEADING = re.compile(r"^(?:#[ \t]|=+[ \t]*$|<h1\b)", re.MULTILINE)
SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]{0,20}:")
# A picture, sound or film with an address that is neither whole nor starts at the root.
MEDIA = re.compile(
    r"(?P<before>!\[[^\[\]\n]{0,500}\]\([ \t]{0,9}<?|<(?:img|audio|video|source)\s[^<>]{0,500}?(?<=\s)src=[\"']?)"
    r"(?P<address>(?![a-zA-Z][a-zA-Z0-9+.-]{0,20}:)[^/#()<>\s\"'][^()<>\s\"']{0,1000})"
)
COMMENT_MESSAGE = Message("a comment of the author is on no card")
COMMENT_HINT = Message("Nothing to do: Jekyll does not show it either.")


def is_likely(_path: str, text: str) -> bool:
    """Return whether a note has tags of Jekyll, or lines of kramdown's attributes, outside of code.

    Pages of MkDocs have the same attributes.
    """
    if "{%" not in text and "{:" not in text and "{{" not in text:
        return False
    finder, is_mkdocs = CodeFinder(), MKDOCS_BLOCK.search(text) is not None
    lines = (line for line in text.split("\n") if not finder.is_code(line) and "{" in line)
    return any(is_own_tag(line) or (not is_mkdocs and is_own_attribute(line)) for line in lines)


def is_own_attribute(line: str) -> bool:
    """Return whether a line of prose is nothing but attributes of kramdown."""
    block = BLOCK.fullmatch(line)
    return block is not None and STRONG.search(block["body"] or "") is not None


def is_own_tag(line: str) -> bool:
    """Return whether a line of prose has a tag that only Jekyll reads."""
    return OWN_TAG.search(CODE_SPAN.sub("", line) if "`" in line else line) is not None


def rewrite_page(page: Page, site: Site) -> Page:
    """Return the page without Liquid and kramdown's own syntax, named as its file without the date."""
    text = page.text
    syntax = Liquid(find_variables(text))
    if "{%" in text or "{{" in text:
        page = rewrite_tags(page, syntax, Message("the Liquid tag"))
    page = remove_scripts(drop_lines(page, *ABBREVIATIONS), has_indented_code=True)
    page = close_up_dollars(place_pictures(page), is_math_certain=False)
    page, comments = rewrite_kramdown(page)
    if lines := (*syntax.comments, *comments):
        page = page.report(ProblemCode.COMMENT_REMOVED, min(lines), COMMENT_MESSAGE, COMMENT_HINT)
    return name_post(open_definitions(page), site)


def place_pictures(page: Page) -> Page:
    """Return the page with the addresses of its pictures below the folder that its front matter names for them."""
    folder = page.matter.media_path.strip("/")
    if not folder:
        return page
    start = folder if SCHEME.match(folder) else f"/{folder}"
    return replace_in_prose(page, MEDIA, lambda match: f"{match['before']}{start}/{match['address']}")


def name_post(page: Page, site: Site) -> Page:
    """Return the page of a post with the title that Jekyll takes from the file's name, if it has no other."""
    post = POST.fullmatch(site.file.stem)
    if page.matter.title or not post or POST_FOLDERS.isdisjoint(site.file.parts) or TOP_HEADING.search(page.text):
        return page
    title = post["title"] if " " in post["title"] else re.sub(r"[-_]+", " ", post["title"]).strip()
    return page.replace(matter=page.matter.replace(title=title or post["title"]))
