"""Words of a language model around a translation, such as "Sure! Here is the translation:"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notedeck.messages import Message
from notedeck.translation.doubts._values import CheckedText, Doubt, Severity

OPENING = re.compile(
    r"\W*(?:"
    r"(?:sure|certainly|of course|okay|absolutely|no problem)\s*(?:[!.:]+\s|, here\b)"
    r"|here(?:'s|’s| is| are)\b.{0,40}\b(?:translat\w+|english|korean|version)\b.{0,40}:"
    r"|(?:the )?(?:english |korean |japanese |chinese |german |french |spanish )?translat(?:ion|ed text)\b"
    r".{0,60}:"
    r"|(?:the )?(?:sentence|text|phrase)\b.{0,30}\b(?:translates|is translated)\b"
    r"|i(?:'m|’m| am) sorry\b|as an? (?:ai|language model)\b"
    r"|i (?:can't|can’t|cannot|can not) (?:translate|help|assist)\b"
    r"|(?:물론입니다|물론이죠)[!,.]\s|(?:다음은|아래는).{0,30}번역|(?:한국어 )?번역(?:문|본|된 텍스트)?\s*:"
    r"|もちろん(?:です)?[、。!！]|(?:以下|次).{0,20}翻訳|(?:日本語)?(?:翻訳|訳文?)\s*[:：]"
    r"|(?:当然|好的|當然)[,，!！。]|以下是.{0,20}(?:翻译|翻譯|译文|譯文)|(?:中文)?(?:翻译|翻譯|译文|譯文)\s*[:：]"
    r")",
    re.IGNORECASE | re.DOTALL,
)
ENDING = re.compile(
    r"\blet me know if\b|\bi hope (?:this|that) helps\b|\bnote: (?:i|the|this) (?:translat|original|have)\w*"
    r"|\bwould you like me to\b|\bfeel free to\b.{0,40}\bask\b",
    re.IGNORECASE,
)
COLON = re.compile("[:：]")
MAX_INTRODUCTION = 60
FENCE = re.compile(r"```")
TALK = re.compile(
    r"번역|翻訳|訳|翻译|翻譯|译|譯|translat|sorry|of course|죄송|미안|물론|もちろん|当然|當然", re.IGNORECASE
)
TAG = re.compile(r"</?(?!code|math)\w+>")
QUOTES = (('"', '"'), ("“", "”"), ("「", "」"), ("'", "'"), ("`", "`"))
OPENING_QUOTES, CLOSING_QUOTES = "\"“‘「『'`《〈<", "\"”’」』'`》〉>"


def find_doubts(text: CheckedText) -> Iterator[Doubt]:
    """Yield a doubt for words around the translation, and for quotation marks around all of it."""
    translation, source = text.translation, text.source
    if has_talk(translation, source) or (FENCE.search(translation) and not FENCE.search(source)):
        yield Doubt(Severity.DOUBTFUL, Message("it has words around the translation"))
    elif is_quoted(read_all(text.msgstr)) and not has_quote(read_all(text.msgid)):
        yield Doubt(Severity.DOUBTFUL, Message("it is in quotation marks"))


def has_talk(translation: str, source: str) -> bool:
    """Return whether a translation talks to its reader; a source about translations may do so, too.

    But then an introduction with a colon is the translation of one.
    """
    opening = OPENING.match(translation)
    if not TALK.search(source):
        return bool(opening or ENDING.search(translation))
    has_colon = opening is not None and COLON.search(translation, 0, opening.end() + MAX_INTRODUCTION) is not None
    return has_colon and not COLON.search(source)


def is_quoted(text: str) -> bool:
    """Return whether quotation marks are around a whole text."""
    return len(text) > 2 and (text[0], text[-1]) in QUOTES


def has_quote(text: str) -> bool:
    """Return whether a text starts or ends with a quotation mark."""
    return text[:1] in OPENING_QUOTES or text[-1:] in CLOSING_QUOTES


def read_all(text: str) -> str:
    """Return a text without the tags of links and emphasis around it."""
    return TAG.sub("", text).strip()
