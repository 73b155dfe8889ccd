"""Korean in a drawing whose renderer knows no widths of Korean letters: for a while two others stand for each.

Renderers measure boxes with fonts of their own. One that has no Korean letter takes it for a blank, and cuts the text
or lets it run out of its box. A letter and a digit together are about as wide as a Korean letter in any font.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import product

from notedeck.korean.letters import WIDE_LETTER

PAIRS = tuple("".join(pair) for pair in product("qxkvyupbdghno", "0123456789"))


def stand_ins(text: str) -> Mapping[str, str]:
    """A pair of letters for each wide letter of a text, as far as there are any that the text does not have itself."""
    free = [pair for pair in PAIRS if pair not in text]
    return dict(zip(dict.fromkeys(WIDE_LETTER.findall(text)), free, strict=False))


def encoded(text: str, pairs: Mapping[str, str]) -> str:
    """The text with pairs in the place of wide letters."""
    return WIDE_LETTER.sub(lambda found: pairs.get(found[0], found[0]), text)


def decoded(text: str, pairs: Mapping[str, str]) -> str:
    """The text as it was; pairs begin with a letter and end with a digit, so that none can overlap another."""
    letters = {pair: letter for letter, pair in pairs.items()}
    return re.sub("|".join(letters), lambda found: letters[found[0]], text) if letters else text
