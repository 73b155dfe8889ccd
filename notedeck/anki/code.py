"""How code looks on a card: words that somebody highlighted with backticks, and drawings whose lines must not wrap."""

from __future__ import annotations

import html
import re
from functools import lru_cache

from notedeck.markup.code.drawings import DRAWING
from notedeck.util.html import strip_tags
from notedeck.util.patterns import compile_lazily

WORDS_CLASS, DRAWING_CLASS = "words", "drawing"
MAX_REMEMBERED_TEXTS = 2_000  # some 2 MB; few cards have code
CJK_LETTERS = r"\u3040-\u30ff\u3131-\u318e\u3400-\u9fff\uac00-\ud7a3"
CJK = compile_lazily(f"[{CJK_LETTERS}]")
# Of inline code only what may have such a letter, as nearly none has.
CODE = compile_lazily(
    rf"""<pre(?P<attributes>[^>]*+)>(?P<block>.*?)</pre>
    |<code>(?P<inline>[^<&{CJK_LETTERS}]*+[^<]++)</code>""",
    re.VERBOSE | re.DOTALL,
)
# `git add 파일`, `학생.이름`, `SELECT 이름;` and `/홈/사용자` are code; `작업(Task)` and `읽기/쓰기` are words.
CODE_SIGN = compile_lazily(
    r"""[={}\[\]$"\\|;<_^@`]|&&|//|\(\)|(?<!\d)%|^[~.]{0,2}/|(?:^|\s)-{1,2}[A-Za-z]"""
    r"|^(?:apt|aws|brew|cat|cd|cp|curl|docker|git|grep|kubectl|ls|mkdir|mv|npm|pip3?|python3?|rm|ssh|sudo|vim?|yarn)\s"
    rf"|[{CJK_LETTERS}]\.[^\W\d]|[^\W\d]\.[{CJK_LETTERS}]"
)


@lru_cache(maxsize=MAX_REMEMBERED_TEXTS)
def mark_code(text: str) -> str:
    """Return HTML with the class `words` on inline code that is words, and `drawing` on blocks that are drawings."""
    return CODE.sub(mark_match, text)


def mark_match(match: re.Match[str]) -> str:
    """Return an element with the class of what it is, or as it is."""
    if match["block"] is None:
        is_words = are_words(html.unescape(match["inline"]))
        return f'<code class="{WORDS_CLASS}">{match["inline"]}</code>' if is_words else match[0]
    if not DRAWING.search(strip_tags(match["block"])) or DRAWING_CLASS in match["attributes"]:
        return match[0]
    return f"<pre{add_class(match['attributes'], DRAWING_CLASS)}>{match['block']}</pre>"


def are_words(text: str) -> bool:
    """Return whether a text in backticks is Korean, Japanese or Chinese words rather than code."""
    return CJK.search(text) is not None and not CODE_SIGN.search(text)


def add_class(attributes: str, name: str) -> str:
    """Return the attributes of a tag with one class more."""
    if 'class="' in attributes:
        return attributes.replace('class="', f'class="{name} ', 1)
    return f'{attributes} class="{name}"'
