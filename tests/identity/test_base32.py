"""Base 32 in lower case is that of the standard library."""

from __future__ import annotations

import base64

from hypothesis import given
from hypothesis import strategies as some

from notedeck.identity.base32 import decode_block, encode_base32, encode_block


@given(some.integers(0, 5).flatmap(lambda blocks: some.binary(min_size=5 * blocks, max_size=5 * blocks)))
def test_bytes_become_letters(data: bytes) -> None:
    assert encode_base32(data) == base64.b32encode(data).decode().lower()


@given(some.integers(0, 2**40 - 1))
def test_letters_become_the_number_again(number: int) -> None:
    assert decode_block(encode_block(number)) == number
