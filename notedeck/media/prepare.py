"""Prepare all media files of a deck for the package: those that changed, in several threads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from notedeck.config.settings import Images
from notedeck.media.address import shorten_address
from notedeck.media.known import KnownFiles, store_known_files
from notedeck.media.model import Content, Local, Location, MediaRef, Packed, PendingProblem, Remote
from notedeck.messages import Message
from notedeck.util.files.states import PathState, is_settled, read_file_state
from notedeck.util.files.write import sync_file, sync_folder
from notedeck.util.reporter import Reporter

if TYPE_CHECKING:
    from notedeck.media.early import EarlyMedia

PACKED_FOLDER = "media"  # in the cache: the packed files, named by their digests


def prepare_all(
    locations: Mapping[MediaRef, Location], early: EarlyMedia, pool: Executor, reporter: Reporter
) -> dict[MediaRef, Packed]:
    """Return the content of each reference. Each location is read once, for the first note that refers to it.

    Raises DeckError if the cache cannot be written.
    """
    images, cache, known = early.settings.images, early.cache, early.known
    refs: dict[Location, MediaRef] = {}
    for ref, location in locations.items():
        refs.setdefault(location, ref)
    contents: dict[Location, Packed] = dict(early.contents)
    ready = dict(find_ready([location for location in refs if location not in contents], known, cache / PACKED_FOLDER))
    unread = [location for location in refs if location not in contents and location not in ready]
    states = dict(read_settled_states(unread))
    ready |= find_moved(states, known, cache / PACKED_FOLDER)
    contents |= ready
    missing = {location: ref for location, ref in refs.items() if location not in contents}
    prepared = prepare_missing(missing, images, cache, pool)
    for location, _ in reporter.track(Message("Embedding pictures"), tuple(refs.items()), label_item):
        if location not in contents:
            contents[location] = next(prepared)
    sync_contents([content for location, content in contents.items() if location not in ready], cache, pool)
    store_known_files(cache, known, dict(select_known(contents, early.states | states)))
    return {ref: contents[location] for ref, location in locations.items()}


def find_ready(locations: Iterable[Location], known: KnownFiles, folder: Path) -> Iterator[tuple[Location, Packed]]:
    """Yield the locations that need not be read, and what is packed of them."""
    for location in locations:
        if isinstance(location, Remote | PendingProblem):
            yield location, location
        elif isinstance(location, Local) and (content := known.find_content(location.file, folder)):
            yield location, content


def find_moved(
    states: Mapping[Location, PathState], known: KnownFiles, folder: Path
) -> Iterator[tuple[Location, Content]]:
    """Yield the locations whose files were known at other paths, and what is packed of them."""
    known_by_state = known.index_by_state() if states else {}
    for location, state in states.items():
        before = known_by_state.get(state)
        if before and isinstance(location, Local) and (content := before.find_content(location.file, folder, state)):
            yield location, content


def read_settled_states(locations: Iterable[Location]) -> Iterator[tuple[Location, PathState]]:
    """Yield the files by whose state we can recognize later that they are the same, and those states."""
    for location in locations:
        if isinstance(location, Local) and is_settled(state := read_file_state(location.file)):
            yield location, state


def prepare_missing(
    missing: Mapping[Location, MediaRef], images: Images, cache: Path, pool: Executor
) -> Iterator[Packed]:
    """Return the contents of locations, in order, while other threads prepare them."""
    if not missing:
        return iter(())
    from notedeck.media.content import prepare_content

    return iter(pool.map(partial(prepare_content, images=images, cache=cache), missing.values(), missing))


def sync_contents(contents: Iterable[Packed], cache: Path, pool: Executor) -> None:
    """Put the files of contents on the disk, all together: that takes hardly longer than for one of them.

    Raises DeckError if that fails.
    """
    files = {content.file for content in contents if isinstance(content, Content)}
    for _ in pool.map(sync_file, files):
        pass
    if files:
        sync_folder(cache / PACKED_FOLDER)


def label_item(item: tuple[Location, MediaRef]) -> str:
    """Return what the user sees of a file that is prepared."""
    return shorten_address(item[1].address)


def select_known(
    contents: Mapping[Location, Packed], states: Mapping[Location, PathState]
) -> Iterator[tuple[Path, tuple[PathState, Content]]]:
    """Yield the files that were prepared without a problem, with the states that they had before."""
    for location, state in states.items():
        content = contents[location]
        if isinstance(location, Local) and isinstance(content, Content) and not content.problem:
            yield location.file, (state, content)
