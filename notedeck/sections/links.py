"""Links on cards: what leads nowhere outside of the notes is text."""

from __future__ import annotations

import re

from bs4 import Tag

OUTSIDE = re.compile(r"(?:https?|mailto):|//", re.I)


def unlink(block: Tag) -> None:
    """Turn links to anchors and to other notes into their text: Anki has nothing to open there."""
    for link in block.find_all("a"):
        if not OUTSIDE.match(str(link.get("href", ""))):
            link.unwrap()
