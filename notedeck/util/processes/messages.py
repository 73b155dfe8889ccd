"""Messages between two processes: JSON with its length before it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Protocol

HEADER_BYTES = 4  # the length of the JSON in bytes, big-endian
MAX_MESSAGE_BYTES = 64 * 1024 * 1024
MAX_WRITE_BYTES = 1024 * 1024  # at once


class Stream(Protocol):
    """An unbuffered pipe, which may take or give less than it was asked for."""

    def read(self, size: int, /) -> bytes | None:
        """Return up to `size` bytes, none at the end."""

    def write(self, data: bytes, /) -> int | None:
        """Write the start of `data`, and return how many bytes that was."""


def write_message(stream: Stream, message: Mapping[str, Any]) -> None:
    """Write a message. Raises OSError."""
    text = json.dumps(message, ensure_ascii=False).encode("utf-8", "surrogatepass")
    data = memoryview(len(text).to_bytes(HEADER_BYTES, "big") + text)
    while data:
        data = data[stream.write(bytes(data[:MAX_WRITE_BYTES])) or 0 :]


def read_message(stream: Stream) -> dict[str, Any]:
    """Return the next message. Raises OSError, EOFError at the end, and ValueError for what is no message."""
    size = int.from_bytes(read_bytes(stream, HEADER_BYTES), "big")
    if size > MAX_MESSAGE_BYTES:
        raise ValueError(f"a message of {size:,} bytes")
    try:
        message = json.loads(read_bytes(stream, size).decode("utf-8", "surrogatepass"))
    except RecursionError:
        raise ValueError("a message that is nested too deeply") from None
    if not isinstance(message, dict):
        raise ValueError("a message without names")
    return message


def read_bytes(stream: Stream, size: int) -> bytes:
    """Return exactly `size` bytes. Raises EOFError if there are fewer."""
    parts: list[bytes] = []
    while size:
        part = stream.read(size)
        if not part:
            raise EOFError("the other process has ended")
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
