"""From an engine's answer back to a text of the memory: each placeholder becomes what it stands for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from notedeck.messages import Message
from notedeck.model import Value
from notedeck.translation.segments.tokens import (
    Kind,
    Token,
    escape_words,
    find_damage,
    is_nested,
    read_words,
    split_tokens,
    unescape_words,
)
from notedeck.translation.sending.protect import ProtectedText
from notedeck.translation.sending.term_pairs import join_repeated

OPENING, CLOSING = "[［【〔({（｛⟦", "]］】〕)}）｝⟧"
LETTERS = ("XxХхΧχ×", "QqＱｑ")  # the letter of each placeholder, and those that look the same
MAX_VERBATIM_TOKENS = 50  # of one text; each is looked for in all of it
ELEMENT = re.compile(r"<(code|math)>(?P<content>.+)</\1>", re.DOTALL)
ORDINARY_WORD = re.compile(r"[A-Za-z][a-z]*(?:[ '-][a-z]+)*")  # may also be a word of the translation


class RestoredText(Value, frozen=True):
    """An answer with its tokens. `damage` says as a clause what is wrong with them, "" if nothing is."""

    text: str
    damage: str = ""


def restore_text(answer: str, sent: ProtectedText) -> RestoredText:
    """Return an engine's answer with its tokens.

    Accepts spaces in a placeholder, other brackets, and letters that look alike. Emphasis that lost an end is left out.
    A missing code gets its tags back if it certainly is the one place where its content stands as whole words.
    """
    letters = LETTERS[sent.shape]
    parts = re.split(
        rf"[{re.escape(OPENING)}]\s*[{letters}]\s*(\d{{1,6}})\s*[{letters}]\s*[{re.escape(CLOSING)}]", answer
    )
    parts = drop_repeated_terms(parts, sent.originals)
    numbers = [int(number) for number in parts[1::2]]
    if any(number >= len(sent.originals) for number in numbers):
        return RestoredText(escape_words(" ".join(answer.split())), Message("it has a placeholder too many"))
    kept = keep_emphasis(numbers, sent.originals)
    text = "".join(
        (format_original(sent.originals[int(part)]) if int(part) in kept else "") if index % 2 else escape_words(part)
        for index, part in enumerate(parts)
    )
    text, missing = complete_text(text, numbers, sent)
    text = join_repeated(" ".join(text.split())) if "(" in text or "（" in text else " ".join(text.split())
    broken = Message("a placeholder is broken") if has_broken_placeholder(answer, letters, sent.text) else ""
    return RestoredText(text, find_damage(sent.msgid, text) or missing or broken)


def drop_repeated_terms(parts: Sequence[str], originals: Sequence[Token | str]) -> list[str]:
    """Return the words and placeholder numbers of an answer, in turns, without a term that directly follows itself."""
    kept = [*parts[:1]]
    for number, words in zip(parts[1::2], parts[2::2], strict=True):
        is_term = int(number) < len(originals) and isinstance(originals[int(number)], str)
        if is_term and kept[-2:-1] == [number] and not kept[-1].strip():
            kept[-1] += words
        else:
            kept += [number, words]
    return kept


def format_original(original: Token | str) -> str:
    """Return what a placeholder stands for as the memory writes it."""
    return original.text if isinstance(original, Token) else original


def keep_emphasis(numbers: Sequence[int], originals: Sequence[Token | str]) -> set[int]:
    """Return the placeholders to restore: all but the emphasis of which an end is missing, doubled or out of order."""
    counts = Counter(numbers)
    pairs = {number: pair for pair in find_emphasis(originals) for number in pair}
    kept = {number for number in counts if all(counts[end] == 1 for end in pairs.get(number, ()))}
    tokens = "".join(format_original(originals[number]) for number in numbers if number in kept)
    return kept if is_nested(tokens) else kept - set(pairs)


def find_emphasis(originals: Sequence[Token | str]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of both ends of each emphasis."""
    open_numbers: list[int] = []
    for number, original in enumerate(originals):
        if isinstance(original, Token) and original.kind is Kind.OPEN:
            open_numbers.append(number)
        elif isinstance(original, Token) and original.kind is Kind.CLOSE and open_numbers:
            start = open_numbers.pop()
            if not original.is_required:
                yield start, number


def complete_text(text: str, numbers: Sequence[int], sent: ProtectedText) -> tuple[str, str]:
    """Return a text with the tags of missing codes where they certainly belong, and what is missing nevertheless."""
    missing = [original for number, original in enumerate(sent.originals) if number not in numbers]
    damage = ""
    for original in missing[:MAX_VERBATIM_TOKENS]:
        if isinstance(original, Token):
            text = wrap_verbatim(text, original, sent.msgid)
        elif not find_words(original, read_words(text)):
            damage = damage or Message("{original} is missing", original=original)
    return text, damage


def wrap_verbatim(text: str, token: Token, msgid: str) -> str:
    """Put the tags of a code or formula around the only place where its content stands as whole words."""
    element = ELEMENT.fullmatch(token.text)
    content = element["content"] if element else ""
    if not content or ORDINARY_WORD.fullmatch(content) or find_words(content, read_words(msgid)):
        return text
    parts = [*split_tokens(text)]
    places = [(part, place) for part in parts if isinstance(part, str) for place in find_words(content, part)]
    if len(places) != 1:
        return text
    part, place = places[0]
    wrapped = part[:place] + token.text + part[place + len(content) :]
    return "".join(wrapped if other is part else format_original(other) for other in parts)


def find_words(content: str, text: str) -> list[int]:
    """Return where a content stands in a text as whole words; a Korean particle may follow."""
    edges = r"(?<![A-Za-z0-9_])" if content[:1].isalnum() else "", r"(?![A-Za-z0-9_])" if content[-1:].isalnum() else ""
    pattern = f"{edges[0]}{re.escape(content)}{edges[1]}"
    return [match.start() for match in re.finditer(pattern, text)]


def has_broken_placeholder(answer: str, letters: str, sent: str) -> bool:
    """Return whether an answer has parts of placeholders that what was sent does not have."""
    whole = re.compile(rf"[{re.escape(OPENING)}]\s*[{letters}]\s*\d{{1,6}}\s*[{letters}]\s*[{re.escape(CLOSING)}]")
    rest = re.compile(
        rf"[{letters}]\s*\d+\s*[{letters}]|\d[{letters}][{re.escape(CLOSING)}]|[{re.escape(OPENING)}][{letters}]\d"
    )
    texts = (whole.sub(" ", unescape_words(text)) for text in (answer, sent))
    left, own = (len(rest.findall(text)) for text in texts)
    return left > own
