"""Placeholders for what an engine must not translate.

`[X0X]` survives most engines (docs/facts.md, "Placeholders"); a text that comes back damaged is sent again with the
second shape. The way back is in `restore.py`.
"""

from __future__ import annotations

from collections.abc import Iterable

from notedeck.config.languages import LanguagePair, has_letters_of
from notedeck.model import Value
from notedeck.translation.hidden import remove_hidden
from notedeck.translation.segments.tokens import Token, escape_words, remove_emphasis, split_tokens, unescape_words
from notedeck.translation.sending.term_pairs import join_pairs, split_pairs
from notedeck.translation.sending.terms import NO_TERMS, TermIndex

PLACEHOLDERS = ("[X{}X]", "{{Q{}Q}}")


class ProtectedText(Value, frozen=True):
    """A text for an engine, and what each placeholder stands for: a token, or a term as the memory writes it."""

    msgid: str
    text: str
    shape: int  # index into PLACEHOLDERS
    originals: tuple[Token | str, ...]

    def needs_engine(self, language: str) -> bool:
        """Return whether words of the language are left beside the placeholders."""
        words = self.text
        for number in range(len(self.originals)):
            words = words.replace(PLACEHOLDERS[self.shape].format(number), " ", 1)
        return has_letters_of(words, language)


def protect_text(
    msgid: str, shape: int = 0, terms: TermIndex = NO_TERMS, pair: LanguagePair | None = None
) -> ProtectedText:
    """Replace the tokens of a text, its terms in two languages, and the terms of a glossary by placeholders.

    The second shape also drops emphasis, which a translation may leave out. Terms in two languages stay without `pair`.
    """
    originals: list[Token | str] = []
    parts = []
    for part in split_tokens(join_pairs(remove_emphasis(msgid) if shape else msgid, pair)):
        if isinstance(part, Token):
            parts.append(add_placeholder(part, originals, shape))
            continue
        for before, term in split_pairs(unescape_words(part), terms, pair):
            parts.append(protect_terms(terms.split_text(before), originals, shape))
            parts.append(protect_terms([("", term)], originals, shape))
    return ProtectedText(msgid, "".join(parts), shape, tuple(originals))


def add_placeholder(original: Token | str, originals: list[Token | str], shape: int) -> str:
    """Return the next placeholder, and append what it stands for to `originals`."""
    originals.append(original)
    return PLACEHOLDERS[shape].format(len(originals) - 1)


def protect_terms(texts: Iterable[tuple[str, str]], originals: list[Token | str], shape: int) -> str:
    """Return texts, each followed by a placeholder for its translated term if there is one."""
    parts = []
    for before, translation in texts:
        original = escape_words(remove_hidden(translation, ""))
        parts += [before, add_placeholder(original, originals, shape) if translation else ""]
    return "".join(parts)
