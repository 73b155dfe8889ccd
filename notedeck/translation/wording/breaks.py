"""Entries that break the glossary: their source has a term, and their translation has another word for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from notedeck.messages import Message
from notedeck.model import Value
from notedeck.translation.memory.entries import Entry
from notedeck.translation.segments.tokens import read_words
from notedeck.translation.sending.terms import TermIndex
from notedeck.translation.wording.forms import normalise_word, share_stem

NO_LETTER = re.compile(r"[\W_]+")


class GlossaryBreak(Value, frozen=True):
    """An entry, the term in its source, and the translation that the glossary has for it."""

    entry: Entry
    term: str
    translation: str

    @property
    def reason(self) -> Message:
        """What is wrong, as a clause for people."""
        return Message('"{term}" is not "{translation}"', term=self.term, translation=self.translation)


def find_breaks(entries: Iterable[Entry], glossary: Mapping[str, str]) -> Iterator[GlossaryBreak]:
    """Yield a break for each entry in use with a text, and each term of the glossary that its text lacks."""
    terms = TermIndex(glossary)
    for entry in entries:
        if entry.obsolete or not entry.msgstr:
            continue
        text = read_words(entry.shown_text)
        for term in dict.fromkeys(terms.find_terms(read_words(entry.msgid))):
            if not has_translation(text, glossary[term]):
                yield GlossaryBreak(entry, term, glossary[term])


def has_translation(text: str, translation: str) -> bool:
    """Return whether a text has a translation of a term, whatever its spaces, hyphens, letter case and ending."""
    if keep_letters(translation) in keep_letters(text):
        return True
    words, wanted = ([*map(normalise_word, NO_LETTER.split(part))] for part in (text, translation))
    return all(any(share_stem(word, other) for word in words) for other in wanted if other)


def keep_letters(text: str) -> str:
    """Return the letters and digits of a text, in small letters."""
    return NO_LETTER.sub("", text).casefold()
