"""Names of media files in the package: `stem-<hash8>.ext`.

Anki keeps all media in one folder, so the hash separates files of equal names with different content.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from notedeck.media.address import DATA, file_name
from notedeck.media.model import Content, Inline, Local, MediaRef

MAX_NAME_BYTES = 120  # Anki cuts longer names
HASH_DIGITS = 8
PACKED = re.compile(rf".+-[0-9a-f]{{{HASH_DIGITS}}}\.[a-z0-9]+")
# Anki strips these; spaces, `%`, `&` and `#` would need escaping in every reference.
UNSAFE = re.compile(r'[\[\]<>:"/?*^\\|%&#\'`{}$\s\x00-\x1f\x7f]+')


def assign_names(contents: Iterable[Content], names_before: Mapping[str, str]) -> dict[bytes, str]:
    """Return one name for the digest of each content; of several stems, the first in alphabetical order.

    `names_before` are those that contents have in any case, by their ends.
    """
    stems: dict[bytes, tuple[str, str]] = {}
    for content in contents:
        stem = (content.stem, content.suffix)
        stems[content.digest] = min(stems.get(content.digest, stem), stem)
    return {
        digest: names_before.get(format_end(suffix, digest)) or create_packed_name(stem, suffix, digest)
        for digest, (stem, suffix) in stems.items()
    }


def index_by_end(names: Iterable[str]) -> dict[str, str]:
    """Return the names in a package by their ends, which tell the contents apart."""
    return {name.rpartition("-")[2]: name for name in names}


def format_end(suffix: str, digest: bytes) -> str:
    """Return the end of the name of a content."""
    return f"{digest.hex()[:HASH_DIGITS]}.{suffix}"


def choose_stem(ref: MediaRef, location: Local | Inline) -> str:
    """Return the name by which a person knows the file, without suffix; for a `data:` address, the note's name."""
    if isinstance(location, Local):
        return location.file.stem
    if ref.address.lower().startswith(DATA):
        return ref.note.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return file_name(ref.address).rsplit(".", 1)[0]


def create_packed_name(stem: str, suffix: str, digest: bytes) -> str:
    """Return a name that no other content has, safe for Anki on every system: NFC, and at most 120 bytes.

    Underscores are stripped from its start, because Anki never deletes unused files whose names start with one.
    """
    tail = f"-{format_end(suffix, digest)}"
    clean = UNSAFE.sub("-", unicodedata.normalize("NFC", stem)).strip("-._ ") or "media"
    return truncate_bytes(clean, MAX_NAME_BYTES - len(tail)) + tail


def is_packed(name: str) -> bool:
    """Return whether a file name can have been made by `create_packed_name`: it is never a path."""
    is_short = len(name.encode("utf-8", "surrogatepass")) <= MAX_NAME_BYTES
    return is_short and PACKED.fullmatch(name) is not None and not UNSAFE.search(name) and not name.startswith(".")


def truncate_bytes(text: str, size: int) -> str:
    """Return the start of a text that fits into so many bytes of UTF-8."""
    return text.encode("utf-8", "ignore")[:size].decode("utf-8", "ignore")
