"""Blocks of nothing but links: tables of contents, lists of what to read elsewhere, and navigation lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from notedeck.korean.labels import NAVIGATION_LABEL, fold_title
from notedeck.korean.sentences import is_sentence
from notedeck.sections.blocks import LISTS, Block
from notedeck.util.patterns import compile_lazily
from notedeck.util.tree import Element, list_nodes, text_content

MIN_LINK_SHARE = 0.5  # of an item's letters
MIN_ITEM_SHARE = 2 / 3  # of a list's items
MIN_NAME_SHARE = 0.85  # of the items of a list without links
MIN_TEXT_LETTERS = 20  # of a paragraph outside of its links, which then is a text with links
MAX_NAVIGATION_LINKS = 100
ADDRESS = compile_lazily(r"(?i)[a-z][a-z0-9+.-]*:|//")
# `http://127.0.0.1:80`, `http://localhost`, `http://0x7f000001`, `mailto:`: what a text is about.
LOCAL_ADDRESS = compile_lazily(
    r"(?:mailto|tel):|(?:[a-z][a-z0-9+.-]*:)?//(?:[^/@]*@)?(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:]*\]|[^/.:?#]+)(?:[:/?#]|$)",
    re.I,
)
# `helm repo add NAME https://…`: words of a command before an address that is written out.
COMMAND = compile_lazily(r"\s*+[a-z][\w.-]{0,20}(?:\s++[-\w./=@]{1,40}){1,12}\s++(?:https?|git|ssh)://", re.A)
SIGNS = compile_lazily(r"[\s/|·•<>()\[\]←→↑⬆⬅➡️🔝\-]+")
# Notion writes links to the pages and databases below a page as lines of their own.
NOTION_PAGE = re.compile(r"%20[0-9a-f]{32}(?:_all)?\.(?:md|csv)$", re.I)
EXPLAINING_SIGN = compile_lazily(r"(?<=\S)(?:\s*+[:：—⸺]|\s[-–]\s)\s*+\S")  # `용어: 뜻`
REMARK_SIGN = compile_lazily(r"\s*+(?:[:：—⸺(（]|[-–]\s|$)")  # after the name of another note
LINKED_TITLE = compile_lazily(
    r"""(?:<[a-z]+>)*<a [^<>]*\bhref="(?!#|//|[a-z][a-z0-9+.-]*:)[^"]+"[^<>]*>(?:(?!</?a\b).)*</a>\W*""", re.I
)
NOTE_NAME = "wikilink"
WORD = re.compile(r"\w\w")  # signs between links can count as letters, such as ℹ


def own_text(item: Element) -> str:
    """Return a list item's text without the lists inside."""
    if not len(item):
        return item.text or ""
    texts = (
        node if isinstance(node, str) else text_content(node)
        for node in list_nodes(item)
        if isinstance(node, str) or node.tag not in ("ul", "ol")
    )
    return "".join(texts)


def list_items(block: Block) -> list[tuple[Element, str]]:
    """Return the items of a list and of the lists inside that have a text of their own, each with that text."""
    items = ((item, own_text(item)) for item in block.element.iterdescendants("li"))
    return [(item, text) for item, text in items if text and not text.isspace()]


def is_contents(block: Block, headings: Mapping[str, str]) -> bool:
    """Return whether a list's items are links into the notes, or the names of headings of the same note.

    `headings` are the titles of the note by what they are folded to.
    """
    items = list_items(block)
    has_links = "a" in block.inner_names
    hits = sum(
        1 for item, text in items if (has_links and is_internal_link(item, text)) or names_heading(text, headings)
    )
    return len(items) > 0 and hits >= (MIN_ITEM_SHARE if has_links else MIN_NAME_SHARE) * len(items)


def names_heading(text: str, headings: Mapping[str, str]) -> bool:
    """Return whether an item has the words of a heading; not if it explains them, as `伦理学 —— ethics` does."""
    title = headings.get(fold_title(text))
    return title is not None and not (EXPLAINING_SIGN.search(text) and not EXPLAINING_SIGN.search(title))


def is_index(block: Block) -> bool:
    """Return whether each item of a list starts with a link to another note; a remark or a list can follow that."""
    if block.name not in LISTS or "a" not in block.inner_names:
        return False
    items = block.element.findall("li")
    return len(items) > 1 and all(map(is_index_item, items))


def is_index_item(item: Element) -> bool:
    """Return whether an item of a list starts with a link to another note."""
    text = own_text(item).strip()
    link = next(iter_own_links(item), None)
    address = link.get("href", "") if link is not None else "#"
    name = text_content(link).strip() if link is not None else ""
    is_first = bool(name) and text.startswith(name) and REMARK_SIGN.match(text, len(name)) is not None
    return is_first and not address.startswith("#") and not ADDRESS.match(address)


def is_anchor_list(block: Block) -> bool:
    """Return whether a list has several items, and most are links to headings of the same note."""
    if block.name not in LISTS or "a" not in block.inner_names:
        return False
    items = list_items(block)
    hits = sum(1 for item, text in items if is_anchor_link(item, text))
    return len(items) > 1 and hits >= MIN_ITEM_SHARE * len(items)


def is_anchor_link(item: Element, text: str) -> bool:
    """Return whether an item with this text of its own is mostly a link to an anchor."""
    link = next(iter_own_links(item), None)
    return link is not None and link.get("href", "").startswith("#") and is_internal_link(item, text)


def is_internal_link(item: Element, text: str) -> bool:
    """Return whether an item with this text of its own is mostly a link to an anchor or another note."""
    link = next(iter_own_links(item), None)
    if link is None or ADDRESS.match(link.get("href", "")):
        return False
    return len(fold_title(text_content(link))) >= MIN_LINK_SHARE * len(fold_title(text))


def iter_own_links(item: Element) -> Iterator[Element]:
    """Yield the links of a list item that are in no list inside."""
    return (link for link in item.iterdescendants("a") if next(link.iterancestors("li"), None) is item)


def is_links(block: Block) -> bool:
    """Return whether a block is a rule, or a list, paragraph, quote or table that is mostly links.

    It has no picture, unless all in a table is in links. A paragraph that says more than it links to is a text.
    """
    if block.name == "table":
        return is_page_table(block) or is_link_table(block) or is_note_table(block)
    if block.name == "blockquote" and "a" in block.inner_names:
        parts = [part for part in map(Block, block.element) if part.has_content]
        return bool(parts) and all(map(is_links, parts))
    if block.name not in ("ul", "ol", "p") or "img" in block.inner_names or not has_links(block):
        return block.name == "hr"
    if block.name == "p":
        return is_link_paragraph(block)
    items = list_items(block)
    hits = sum(1 for item, text in items if is_mostly_link(item, text))
    return hits >= MIN_ITEM_SHARE * len(items)


def has_links(block: Block) -> bool:
    """Return whether a block has links, or names of notes that are not there: `[[Name]]`."""
    return "a" in block.inner_names or (
        "span" in block.inner_names and any(map(is_note_name, block.element.iter("span")))
    )


def iter_links(element: Element) -> Iterator[Element]:
    """Return the links inside an element, and the names of notes that are not there."""
    return (inner for inner in element.iterdescendants("a", "span") if inner.tag == "a" or is_note_name(inner))


def is_note_name(span: Element) -> bool:
    """Return whether a `<span>` is a link of Obsidian to a note that is not among the notes."""
    return span.get("class") == NOTE_NAME


def is_link_paragraph(block: Block) -> bool:
    """Return whether the letters of a paragraph are mostly in links, and those outside make no sentence."""
    letters = len(fold_title(block.text))
    links = filter(leads_elsewhere, iter_links(block.element))
    linked = sum(len(fold_title(text_content(link))) for link in links)
    ends_sentence = block.text.endswith((".", "。")) or is_sentence(block.text)
    is_text = letters - linked >= MIN_TEXT_LETTERS and ends_sentence
    return linked > 0 and linked >= MIN_LINK_SHARE * letters and not is_text


def is_page_table(table: Block) -> bool:
    """Return whether each row of a table is about another page of Notion's export, as a database is."""
    rows = [row for row in table.element.iterdescendants("tr") if row.find("td") is not None]
    links = [next(row[0].iterdescendants("a"), None) for row in rows if len(row)]
    return bool(links) and all(link is not None and is_notion_page(link.get("href", "")) for link in links)


def is_link_table(table: Block) -> bool:
    """Return whether everything in the cells of a table, below its titles, is in links: avatars, and names below."""
    if "a" not in table.inner_names:
        return False
    cells = [cell for cell in table.element.iterdescendants("td") if len(cell) or (cell.text or "").strip()]
    return bool(cells) and all(map(is_link_cell, cells))


def is_note_table(table: Block) -> bool:
    """Return whether each row of a table is a name and a link to another note, as in an index."""
    rows = [row.findall("td") for row in table.element.iterdescendants("tr") if row.find("td") is not None]
    return bool(rows) and all(len(cells) == 2 and is_index_row(cells) for cells in rows)


def is_index_row(cells: Sequence[Element]) -> bool:
    """Return whether one of two cells is nothing but links to other notes, and the other one a text without links."""
    linked = [cell for cell in cells if is_link_cell(cell)]
    others = [cell for cell in cells if next(cell.iterdescendants("a", "img"), None) is None]
    if len(linked) != 1 or len(others) != 1:
        return False
    addresses = [link.get("href", "") for link in linked[0].iterdescendants("a")]
    return not any(address.startswith("#") or ADDRESS.match(address) for address in addresses)


def is_link_cell(cell: Element) -> bool:
    """Return whether a cell has a link, and no letter or picture outside of its links."""
    links = [*cell.iterdescendants("a")]
    linked = "".join(map(text_content, links))
    pictures = [picture for picture in cell.iterdescendants("img") if next(picture.iterancestors("a"), None) is None]
    return bool(links) and not pictures and len(fold_title(text_content(cell))) <= len(fold_title(linked))


def is_mostly_link(item: Element, text: str) -> bool:
    """Return whether the letters of a list item with this text of its own are mostly in links."""
    own = (link for link in iter_links(item) if next(link.iterancestors("li"), None) is item)
    linked = "".join(map(text_content, filter(leads_elsewhere, own)))
    is_linked = bool(linked) and len(fold_title(linked)) >= MIN_LINK_SHARE * len(fold_title(text))
    return is_linked and not COMMAND.match(text)


def leads_elsewhere(link: Element) -> bool:
    """Return whether a link leads to something to read: not to a person, this computer or a local network."""
    return not LOCAL_ADDRESS.match(link.get("href", ""))


def is_navigation(block: Block) -> bool:
    """Return whether a block is a navigation line, or a quote of one and of links to read."""
    if block.name != "blockquote":
        return is_navigation_line(block)
    parts = [part for part in map(Block, block.element) if part.has_content]
    return bool(parts) and is_navigation_line(parts[0]) and all(is_links(part) for part in parts[1:])


def is_navigation_line(block: Block) -> bool:
    """Return whether a paragraph has nothing but links that say back, up or on, or that lead to an anchor or page."""
    if block.name != "p" or "a" not in block.inner_names or "img" in block.inner_names:
        return False
    links = list(block.element.iterdescendants("a"))
    if len(links) > MAX_NAVIGATION_LINKS:
        return False
    text = block.text
    for link in links:
        text = text.replace(Block(link).text, "", 1)
    return not WORD.search(text) and all(is_navigation_link(link) for link in links)


def is_navigation_link(link: Element) -> bool:
    """Return whether a link says back, up or on, or leads to an anchor or a page of Notion."""
    label = SIGNS.sub(" ", Block(link).text).strip()
    address = link.get("href", "")
    return bool(NAVIGATION_LABEL.match(label)) or address.startswith("#") or is_notion_page(address)


def is_notion_page(address: str) -> bool:
    """Return whether an address leads to another file of Notion's export."""
    return not ADDRESS.match(address) and NOTION_PAGE.search(address) is not None
