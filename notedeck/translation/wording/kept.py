"""The terms with several translations, kept for the next check of the same memory."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from notedeck.config.languages import LanguagePair
from notedeck.translation.wording.variants import Choice, TermVariants, find_variants
from notedeck.util.cache.fingerprint import cache_key, code_fingerprint
from notedeck.util.cache.texts import get_many, put_many

CACHE_NAME = "terms.sqlite"


def find_kept_variants(
    texts: Sequence[tuple[str, str]], pair: LanguagePair, cache: Path | None
) -> tuple[TermVariants, ...]:
    """Return what `find_variants` finds, from the folder `cache` if it is there."""
    if cache is None:
        return tuple(find_variants(texts, pair))
    key = cache_key(code_fingerprint(), repr(pair), texts)
    kept = get_many(cache / CACHE_NAME, [key]).get(key)
    if kept is not None:
        return tuple(TermVariants(term, read_choices(choices)) for term, choices in json.loads(kept))
    variants = tuple(find_variants(texts, pair))
    values = [(item.term, [(choice.word, choice.numbers) for choice in item.choices]) for item in variants]
    put_many(cache / CACHE_NAME, {key: json.dumps(values)})
    return variants


def read_choices(values: Sequence[tuple[str, Sequence[int]]]) -> tuple[Choice, ...]:
    """Return the translations of a term from JSON."""
    return tuple(Choice(word, tuple(numbers)) for word, numbers in values)
