"""The compressed parts of a collection: those that are as in the package before are copied from it.

A part ends where the content of a page says so, so that a page more moves the ends of few parts. Each is compressed
with the end of the part before as its dictionary, which gives nearly the size of the whole file in one piece.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from itertools import chain
from typing import BinaryIO

from notedeck.model import KeptCollection

COMPRESSION_LEVEL = 5  # zlib's default, 6, takes up to twice as long for one percent less
PAGE_BYTES = 4096  # of SQLite
MAX_PART_BYTES = 64 * PAGE_BYTES
ENDING_SHARE = 32  # one in so many pages ends a part
DICTIONARY_BYTES = 32_768  # as far as deflate looks back
DIGEST_BYTES = 16
RAW = -zlib.MAX_WBITS  # without a header of zlib's, as in a zip archive
END = zlib.compressobj(wbits=RAW).flush()  # an empty block, the last one


class PartCompressor:
    """Compresses a collection part by part, in place of zlib's compressor.

    `known` are compressed parts by the digests of the part before and of their own; `parts` are the digests and
    compressed sizes of those so far.
    """

    def __init__(self, known: Mapping[tuple[bytes, bytes], bytes]) -> None:
        """Begin before the first part."""
        self.known = known
        self.parts: list[tuple[bytes, int]] = []
        self.before, self.digest = b"", b""

    def compress(self, part: bytes) -> bytes:
        """Return a part, compressed."""
        digest = blake2b(part, digest_size=DIGEST_BYTES).digest()
        compressed = self.known.get((self.digest, digest)) or compress_part(part, self.before)
        self.parts.append((digest, len(compressed)))
        self.before, self.digest = part[-DICTIONARY_BYTES:], digest
        return compressed

    def flush(self) -> bytes:
        """Return what comes behind the last part."""
        return END


def compress_part(part: bytes, dictionary: bytes) -> bytes:
    """Compress bytes behind others, up to a byte's end."""
    compressor = zlib.compressobj(COMPRESSION_LEVEL, zlib.DEFLATED, RAW, zdict=dictionary)
    return compressor.compress(part) + compressor.flush(zlib.Z_SYNC_FLUSH)


def split_parts(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the parts of an open collection."""
    pages: list[bytes] = []
    while page := stream.read(PAGE_BYTES):
        pages.append(page)
        if len(pages) * PAGE_BYTES == MAX_PART_BYTES or not zlib.crc32(page) % ENDING_SHARE:
            yield b"".join(pages)
            pages.clear()
    if pages:
        yield b"".join(pages)


def read_known_parts(package: BinaryIO | None, kept: KeptCollection | None) -> dict[tuple[bytes, bytes], bytes]:
    """Return the compressed parts in the open package before, by the digests of the part before and of their own."""
    if package is None or kept is None:
        return {}
    package.seek(kept.start)
    before = chain((b"",), (digest for digest, _ in kept.parts))
    return {(last, digest): package.read(size) for last, (digest, size) in zip(before, kept.parts, strict=False)}
