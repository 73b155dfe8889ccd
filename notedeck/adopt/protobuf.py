"""Messages in the wire format of Protocol Buffers, as far as Anki's note types need it."""

from __future__ import annotations

VARINT, FIXED_64, BYTES, FIXED_32 = 0, 1, 2, 5  # wire types
FIXED_SIZES = {FIXED_64: 8, FIXED_32: 4}
MAX_SHIFT = 63


def parse_message(data: bytes) -> dict[int, int | bytes]:
    """Return the values of a message by their numbers; of a repeated one the last. Raises ValueError."""
    values: dict[int, int | bytes] = {}
    at = 0
    while at < len(data):
        tag, at = read_varint(data, at)
        number, wire_type = tag >> 3, tag & 7
        if wire_type == VARINT:
            values[number], at = read_varint(data, at)
            continue
        size = FIXED_SIZES.get(wire_type)
        if wire_type == BYTES:
            size, at = read_varint(data, at)
        if size is None or at + size > len(data):
            raise ValueError("no message")
        values[number] = data[at : at + size]
        at += size
    return values


def read_varint(data: bytes, at: int) -> tuple[int, int]:
    """Return the number at a place, and the place behind it. Raises ValueError."""
    number = 0
    for shift in range(0, MAX_SHIFT + 1, 7):
        if at >= len(data):
            break
        byte = data[at]
        at += 1
        number |= (byte & 0x7F) << shift
        if byte < 0x80:
            return number, at
    raise ValueError("no number")
