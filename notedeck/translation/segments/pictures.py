"""The descriptions of pictures: texts of the memory that no reader sees in a line of the note."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import Tag

from notedeck.config.languages import has_letters_of
from notedeck.korean.labels import EMPTY_DESCRIPTION
from notedeck.model import Value
from notedeck.translation.segments.runs import format_title
from notedeck.util.patterns import compile_lazily
from notedeck.util.soup import find_ancestor

FILE_NAME = compile_lazily(r".*\.(?:png|jpe?g|gif|webp|svg|avif|bmp)", re.IGNORECASE)
DRAWING_CLASS = "diagram"  # a program described it


class Picture(Value, frozen=True):
    """A picture, and its description as the memory writes it."""

    tag: Tag
    text: str


def find_pictures(body: Tag, language: str, title: str = "") -> Iterator[Picture]:
    """Yield the pictures with a description in a language that a person wrote and that is not the title of the card."""
    for tag in body.find_all("img"):
        alt = str(tag.get("alt", ""))
        if has_letters_of(alt, language) and is_description(alt) and not is_drawing(tag) and alt != title:
            yield Picture(tag, format_title(alt))


def is_description(alt: str) -> bool:
    """Return whether the text of a picture says something about it: no file name, and no word for any picture."""
    return not (FILE_NAME.fullmatch(alt.strip()) or EMPTY_DESCRIPTION.fullmatch(alt))


def is_drawing(tag: Tag) -> bool:
    """Return whether a picture was drawn from a code block."""
    parent = find_ancestor(tag, {"div"})
    return parent is not None and DRAWING_CLASS in parent.get_attribute_list("class")
