"""Files of which an earlier build knows what is packed. One whose state is the same is not read again."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

from notedeck.config.settings import Images
from notedeck.media.model import Content
from notedeck.model import Value
from notedeck.util.cache.entries import get_entry, put_entry
from notedeck.util.cache.fingerprint import cache_key, code_fingerprint
from notedeck.util.files.read import is_file
from notedeck.util.files.states import PathState, read_file_state

FOLDER = "known"  # in the cache
NAME = "media"


class KnownFile(Value, frozen=True):
    """The states of a file and of what is packed of it, and the digest and the suffix of that."""

    source: PathState
    packed: PathState
    digest: bytes
    suffix: str

    def find_content(self, file: Path, folder: Path, state: PathState) -> Content | None:
        """Return what is packed of a file in this state, None if it has to be read."""
        packed = folder / self.digest.hex()
        is_same = state == self.source and read_file_state(packed) == self.packed
        return Content(file.stem, self.suffix, self.digest, packed) if is_same else None


class KnownFiles(Value, frozen=True):
    """The known files by their paths. `maker` stands for the program, and the setting, that prepared them."""

    maker: str
    files: dict[bytes, KnownFile]

    def find_content(self, file: Path, folder: Path) -> Content | None:
        """Return what is packed of a file, None if it has to be read; the packed files are in `folder`."""
        known = self.files.get(os.fsencode(file))
        return known.find_content(file, folder, read_file_state(file)) if known else None

    def index_by_state(self) -> dict[PathState, KnownFile]:
        """Return the known files by their states, which stay the same when a folder above is renamed."""
        return {known.source: known for known in self.files.values()}


def load_known_files(cache: Path, images: Images) -> KnownFiles:
    """Return what the cache knows, nothing if another program or another setting prepared the files."""
    maker = cache_key(code_fingerprint(), images.value)
    known = parse_known_files(get_entry(cache / FOLDER, NAME) or b"")
    return known if known and known.maker == maker else KnownFiles(maker, {})


def parse_known_files(data: bytes) -> KnownFiles | None:
    """Return known files from their bytes, None for the form of another version of this program."""
    try:
        return msgspec.msgpack.decode(data, type=KnownFiles)
    except msgspec.DecodeError:
        return None


def store_known_files(cache: Path, known: KnownFiles, contents: Mapping[Path, tuple[PathState, Content]]) -> None:
    """Add files to the known ones: the state of each before it was read, and what is packed of it.

    Forgets those that are gone. Raises DeckError if the cache cannot be written.
    """
    new = {
        os.fsencode(file): KnownFile(state, packed, content.digest, content.suffix)
        for file, (state, content) in contents.items()
        if (packed := read_file_state(content.file))
    }
    if new:
        kept = {path: file for path, file in known.files.items() if path in new or is_file(Path(os.fsdecode(path)))}
        put_entry(cache / FOLDER, NAME, msgspec.msgpack.encode(KnownFiles(known.maker, kept | new)))
