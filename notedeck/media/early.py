"""Small files are prepared as soon as a note that refers to them is converted, while other processes convert the rest.

Large ones wait for the threads of `prepare.py`: for them, all processors work at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from notedeck.config.settings import MediaSettings
from notedeck.media.known import KnownFiles, load_known_files
from notedeck.media.library import MediaLibrary, open_library
from notedeck.media.locate import locate_media
from notedeck.media.model import Content, Local, Location, MediaRef
from notedeck.media.names import index_by_end
from notedeck.media.on_cards import collect_uses, may_have_media
from notedeck.media.prepare import PACKED_FOLDER, read_settled_states
from notedeck.model import Asset, Card
from notedeck.util.files.read import file_size
from notedeck.util.files.states import PathState

MAX_EARLY_BYTES = 10_000  # of a picture that takes more time to read and write than to encode


class EarlyMedia:
    """The media library of notes, and what was prepared before all cards are known.

    `locations` are those that were looked for, `contents` those that are ready, and `states` the states of their files
    before they were read. `names` are those that contents have in any case, by their ends.
    """

    def __init__(self, root: Path, settings: MediaSettings, cache: Path, assets: Iterable[Asset] = ()) -> None:
        """Begin with nothing but the names of `assets`; `root` is the notes folder or the note.

        `cache` is a writable folder.
        """
        self.root, self.settings, self.cache = root, settings, cache
        self.names = index_by_end(asset.name for asset in assets)
        self.locations: dict[MediaRef, Location] = {}
        self.contents: dict[Location, Content] = {}
        self.states: dict[Location, PathState] = {}

    @cached_property
    def library(self) -> MediaLibrary:
        """Return the media library of the notes."""
        return open_library(self.root, self.settings)

    @cached_property
    def known(self) -> KnownFiles:
        """Return what the cache knows of files that earlier builds prepared."""
        return load_known_files(self.cache, self.settings.images)

    def find_location(self, ref: MediaRef) -> Location:
        """Return where a reference leads."""
        if ref not in self.locations:
            self.locations[ref] = locate_media(ref, self.library)
        return self.locations[ref]

    def prepare(self, cards: Iterable[Card]) -> None:
        """Prepare the small files of cards; one with a problem is left for later. Raises DeckError as `prepare_all`."""
        for ref in collect_uses(filter(may_have_media, cards)):
            location = self.find_location(ref)
            if isinstance(location, Local) and location not in self.contents and self.is_worth_it(location.file):
                self.prepare_file(ref, location)

    def is_worth_it(self, file: Path) -> bool:
        """Return whether a file is small, and no earlier build has prepared it."""
        is_small = 0 < file_size(file) <= MAX_EARLY_BYTES
        return is_small and self.known.find_content(file, self.cache / PACKED_FOLDER) is None

    def prepare_file(self, ref: MediaRef, location: Local) -> None:
        """Prepare a file."""
        from notedeck.media.content import prepare_content

        states = dict(read_settled_states([location]))
        content = prepare_content(ref, location, self.settings.images, self.cache)
        if isinstance(content, Content) and not content.problem:
            self.contents[location] = content
            self.states |= states
