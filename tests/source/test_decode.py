"""Bytes to text: each encoding is told from the others, and bad bytes are named with their place."""

from __future__ import annotations

import pytest

from notedeck.problems import ProblemCode
from notedeck.source.decode import decode_note
from notedeck.source.legacy import JUDGES, guess_codec
from tests.support.cases import Case, load_cases
from tests.support.shared import list_shared_notes

CASES = load_cases("source/decode.md")


def as_bytes(given: str) -> bytes:
    r"""Return the bytes of a case's input.

    It is a codec's name and a text with Python's escapes; or `hex`; or `bytes`, a text in UTF-8 in which the escapes
    `\x86` to `\xff` are single bytes.
    """
    codec, _, body = given.partition("\n")
    if codec == "hex":
        return bytes.fromhex(body)
    text = body.encode("unicode_escape").replace(b"\\\\", b"\\").decode("unicode_escape")
    if codec != "bytes":
        return text.encode(codec)
    return b"".join(one.encode("latin-1") if "\x86" <= one <= "\xff" else one.encode() for one in text)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_decode(case: Case) -> None:
    result = decode_note(as_bytes(case.given), "note.md")
    rows = [f"{one.code.slug} {one.place}: {one.message}" for one in result.problems]
    assert "\n".join([*rows, result.text] if result.text is not None else rows) == case.expected


@pytest.mark.parametrize("case", CASES, ids=str)
def test_text_or_error(case: Case) -> None:
    result = decode_note(as_bytes(case.given), "note.md")
    assert (result.text is None) == any(one.code is ProblemCode.NOTE_ENCODING for one in result.problems)
    assert all(one.hint for one in result.problems)
    if result.text is not None:
        assert result.text.split("\n") == (result.text + "\n").splitlines()


@pytest.mark.parametrize("codec", sorted(JUDGES))
def test_ascii_is_no_evidence(codec: str) -> None:
    assert JUDGES[codec]("plain text") == 0.0


@pytest.mark.skipif(not list_shared_notes(), reason="the real notes are not beside the work tree")
def test_real_notes_in_cp949_are_recognised() -> None:
    texts = [path.read_text(encoding="utf-8") for path in list_shared_notes()]
    korean_share = [text.encode("cp949", "ignore") for text in texts if sum("가" <= char <= "힣" for char in text) > 1]
    assert len(korean_share) > 40
    assert {guess_codec(data) for data in korean_share} == {"cp949"}
    assert {guess_codec(data[: len(data) // 2].rpartition(b"\n")[0]) for data in korean_share} <= {"cp949", None}


@pytest.mark.skipif(not list_shared_notes(), reason="the real notes are not beside the work tree")
def test_one_bad_byte_in_real_notes_is_found() -> None:
    for path in list_shared_notes():
        data = path.read_bytes()
        at = data.rfind(b"\n") + 1
        result = decode_note(data[:at] + b"\xff" + data[at:], path.name)
        if sum(byte > 127 for byte in data) > 100:
            assert [one.place.line for one in result.problems] == [data[:at].count(b"\n") + 1]
            assert f"byte {at + 1:,} " in result.problems[0].message
