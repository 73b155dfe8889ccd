"""The order of the stages, and nothing else."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from notedeck import checks, diagrams, identity, media, source, translation
from notedeck import convert as conversion
from notedeck import subset as part
from notedeck.anki import fields
from notedeck.anki import theme as look
from notedeck.cards import naming
from notedeck.checks import _suppressions as findings
from notedeck.cli.progress import Reporter
from notedeck.config.settings import ReadingSettings, Settings
from notedeck.identity.lock.store import Stored
from notedeck.identity.removed import store as shelf
from notedeck.identity.removed.git_history import RenderedCards, recover_cards
from notedeck.model import Card, Deck, Source
from notedeck.problems import Problem
from notedeck.source.deck_root import Home


@dataclass(frozen=True, slots=True)
class Result:
    """What the notes gave: the deck, everything found wrong on the way, how many notes were read, what is different
    from the last build, the lock for the next one, the removed cards that no package can carry any more, and whether
    the look of the cards is another one."""

    deck: Deck
    problems: tuple[Problem, ...]
    notes: int
    changes: tuple[identity.Change, ...]
    lock: identity.Lock
    lost: tuple[identity.Entry, ...]
    new_look: bool = False


def assemble(
    home: Home, settings: Settings, cache: Path, report: Reporter, before: Stored, *, checked: bool = False
) -> Result:
    """From a folder of notes (or one note) and its lock to a deck in memory; only `cache` is written to.

    `checked` looks for everything that a deck maker would want to know, too.
    Raises DeckError when the folder is missing or a setting cannot be met.
    """
    alone = home.alone(before.lock)
    notes, unread = source.read_all(home.folder, settings.reading, alone)
    top = naming.top_deck(home.deck(before.lock), settings.naming)
    made = conversion.convert_all(notes, top, conversion.ConvertSettings.select(settings), cache, report)
    report.note("Embedding pictures")
    memory, damaged = translation.memory_of(home.folder, settings.translation)

    def translated(found: media.Illustrated) -> media.Illustrated:
        return replace(found, cards=translation.on_cards(found.cards, memory, settings.translation, cache))

    def illustrated(cards: tuple[Card, ...]) -> tuple[media.Illustrated, tuple[Problem, ...]]:
        found, wrong = media.illustrate(cards, home.folder, settings.media, cache)
        drawn, undrawn = diagrams.draw(found.cards, settings.diagrams.commands, cache)
        return replace(found, cards=drawn.cards, assets=(*found.assets, *drawn.assets)), (*wrong, *undrawn)

    plain, troubles = illustrated(made.cards)
    shown = translated(plain)
    files = (*(note.file for note in notes), *look.files(home.folder, settings.theme))
    scope = identity.scope_of(home.folder, settings.identity, (*files, *shown.sources), (*unread, *made.problems))
    known, doubts = identity.reconcile(shown.cards, before.lock, scope)
    own_look, stamp = look.dated(look.read(home.folder, settings.theme), before.lock.look, scope.now)
    shelf.keep(cache, known.cards, known.lock, shown.assets)
    removed, lost = shelf.removed(cache, known.lock)
    if lost:

        def render_note(path: str, data: bytes) -> RenderedCards:
            with read_version(path, data, settings.reading) as versions:
                chosen = conversion.ConvertSettings.select(settings)
                cards = (card for note in versions for card in conversion.convert(note, top, chosen).cards)
                past = translated(illustrated(tuple(cards))[0])
            return RenderedCards(past.cards, past.assets)

        past = recover_cards(lost, home.folder, render_note, cache)
        shelf.keep(cache, past.cards, known.lock, past.assets)
        removed, lost = shelf.removed(cache, known.lock)
    wanted = "" if alone else home.part
    own = part.notes_of(notes, wanted)
    about = naming.description(home.folder, own, sum(map(fields.asked, known.cards)))
    whole = Deck(top, about, known.cards, shown.assets, made.skipped, removed, look=own_look)
    deck = part.deck_of(whole, wanted)
    given = checks.Given(
        whole, notes, settings.naming, settings.translation, home.folder, plain.cards, memory.lookup(), shown.sources
    )
    advice = checks.found(given) if checked else ()
    every = (*before.problems, *unread, *made.problems, *troubles, *damaged, *doubts, *advice)
    problems = part.problems_of(findings.told(every, known.cards, settings.checks), wanted)
    ordered = tuple(sorted(problems, key=lambda problem: problem.place))
    changed, lock = part.changes_of(known.changes, wanted), replace(known.lock, look=stamp)
    return Result(deck, ordered, len(own), changed, lock, lost, new_look=stamp != before.lock.look)


@contextmanager
def read_version(path: str, data: bytes, settings: ReadingSettings) -> Iterator[tuple[Source, ...]]:
    """Read a note with this path and these bytes from a temporary folder, which exists until the block ends.

    Yields no note for a path that leads out of the notes folder, as deck.lock may hold any path.
    """
    with tempfile.TemporaryDirectory(prefix="notedeck-") as scratch:
        file = (Path(scratch) / path).resolve()
        if not file.is_relative_to(Path(scratch).resolve()):
            yield ()
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        yield source.read_all(Path(scratch), settings)[0]
