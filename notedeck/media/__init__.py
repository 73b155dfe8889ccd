"""Pictures, sounds and videos of the notes: find, check, shrink and name them, and put them on the cards.

`address.py` and `folder_index.py` say what a note can mean, `library.py` what may be packed, `prepare.py` what is
packed.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from notedeck.media.early import EarlyMedia
from notedeck.media.model import Content, Local
from notedeck.media.names import assign_names
from notedeck.media.on_cards import bump_modified, collect_uses, find_problems, insert_names, may_have_media
from notedeck.media.prepare import prepare_all
from notedeck.media.remote.download import download_all
from notedeck.media.remote.fetch import Fetcher
from notedeck.model import Asset, Card, Value
from notedeck.problems import Problem
from notedeck.source.times import list_times
from notedeck.util.reporter import Reporter

WORKERS = 4  # shrinking a picture of the largest size takes a gigabyte of memory


class IllustratedCards(Value, frozen=True):
    """Cards with media names as addresses, the files of these names, sorted, and the files they were made from."""

    cards: tuple[Card, ...]
    assets: tuple[Asset, ...] = ()
    sources: tuple[Path, ...] = ()


def embed_media(
    cards: tuple[Card, ...], early: EarlyMedia, reporter: Reporter, fetcher: Fetcher | None = None
) -> tuple[IllustratedCards, tuple[Problem, ...]]:
    """Return the cards with their media; `early` has the library, and what is prepared already.

    A file that is missing, not allowed or broken becomes a problem, and the card shows its description. A remote
    picture stays a link, unless `settings.fetch` is set and the download succeeds. A card is as new as its newest file.
    """
    pictured = {number: card for number, card in enumerate(cards) if may_have_media(card)}
    uses = collect_uses(pictured.values())
    if not uses:
        return IllustratedCards(cards), ()
    settings, cache, library = early.settings, early.cache, early.library
    locations = {ref: early.find_location(ref) for ref in uses}
    with ThreadPoolExecutor(WORKERS) as pool:  # Pillow and the network release the global interpreter lock
        if settings.fetch:
            locations |= download_all(locations, fetcher or Fetcher(), cache, pool)
        contents = prepare_all(locations, early, pool, reporter)
    packed = [content for content in contents.values() if isinstance(content, Content)]
    names = assign_names(packed, early.names)
    files = {names[content.digest]: content.file for content in packed}
    sources = tuple(sorted({place.file for place in locations.values() if isinstance(place, Local)}))
    modified = list_times(library.worktree or library.notes, sources) if sources else {}
    illustrated = {
        number: insert_names(bump_modified(card, locations, modified), contents, names)
        for number, card in pictured.items()
    }
    assets = tuple(Asset(name, files[name]) for name in sorted(files))
    all_cards = tuple(illustrated.get(number, card) for number, card in enumerate(cards))
    return IllustratedCards(all_cards, assets, sources), tuple(find_problems(uses, locations, contents))


__all__ = ["EarlyMedia", "IllustratedCards", "embed_media"]
