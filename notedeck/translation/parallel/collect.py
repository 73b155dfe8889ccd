"""All translations that people wrote beside the notes of a deck, or in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from notedeck.config.languages import LanguagePair
from notedeck.model import Source
from notedeck.source.twins import Twin
from notedeck.translation.parallel.bilingual import pair_lines
from notedeck.translation.parallel.pairs import ParallelText, pair_notes


def collect_texts(
    notes: Sequence[Source], translations: Iterable[Source], twins: Iterable[Twin], languages: LanguagePair
) -> tuple[ParallelText, ...]:
    """Return the texts of the notes of a deck with their translations into the target language, note by note.

    `translations` are the notes that `twins` name as translations; others may be among them.
    """
    sources = {note.path: note for note in (*translations, *notes)}
    pairs = [twin for twin in twins if twin.language == languages.target and twin.translation in sources]
    beside = (pair_notes(sources[twin.original], sources[twin.translation], languages) for twin in pairs)
    inside = (pair_lines(note, languages) for note in notes)
    return tuple(chain.from_iterable((*beside, *inside)))
