"""Short texts for messages, and the text of others made safe to show."""

from __future__ import annotations

import re

# Control characters, line ends, marks for the direction and width of text, and halves of characters: Unicode's
# categories Cc, Cf, Zl, Zp and Cs. The joiners U+200C and U+200D stay, as many emoji and Persian words need them; so do
# the visible marks of single scripts (U+0600 and similar).
HIDDEN_CHARACTERS = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u070f\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)
SHORT_ESCAPES = {"\t": r"\t", "\n": r"\n", "\r": r"\r"}
MAX_QUOTED_CHARACTERS = 200  # of what a message quotes


def escape_hidden(text: str) -> str:
    r"""Return the text on one line, with visible escapes such as `\x1b` for what a terminal obeys or hides."""
    return HIDDEN_CHARACTERS.sub(lambda match: escape_character(match[0]), text)


def escape_character(char: str) -> str:
    r"""Return a character as a visible escape; half a character that stands for a byte (PEP 383) as `\xff`."""
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    if code < 0x100:
        return SHORT_ESCAPES.get(char) or f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def shorten_text(text: str, max_characters: int = MAX_QUOTED_CHARACTERS) -> str:
    """Return a text that a message quotes, without its end if it is long."""
    return text if len(text) <= max_characters else text[:max_characters] + "…"
