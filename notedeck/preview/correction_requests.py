"""The requests of a page that corrects translations, as JSON documents."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from notedeck.language import translate
from notedeck.preview.corrections import Correction, Corrector, Refusal
from notedeck.preview.request_checks import UNDO_TARGET

BAD_REQUEST = HTTPStatus.BAD_REQUEST, {"reason": "failed", "detail": ""}


def answer_correction(corrector: Corrector, target: str, body: bytes) -> tuple[HTTPStatus, Mapping[str, Any]]:
    """Correct or undo what a body of JSON says, and return the status and the document of the answer."""
    document = read_document(body)
    try:
        if target == UNDO_TARGET:
            number = document.get("number")
            return (HTTPStatus.OK, corrector.undo(number)) if type(number) is int else BAD_REQUEST
        correction = read_correction(document)
        return (HTTPStatus.OK, corrector.correct(correction)) if correction else BAD_REQUEST
    except Refusal as refusal:
        return HTTPStatus.CONFLICT, {"reason": refusal.reason, "detail": translate(refusal.detail)}


def read_document(body: bytes) -> Mapping[str, Any]:
    """Return the object in a body of JSON, an empty one for anything else."""
    try:
        document = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}


def read_correction(document: Mapping[str, Any]) -> Correction | None:
    """Return the correction in a document, None unless it has exactly the texts of one."""
    names = Correction.__struct_fields__
    if document.keys() != {*names} or not all(isinstance(value, str) for value in document.values()):
        return None
    correction = Correction(**document)
    return correction if correction.msgid and is_text(correction) else None


def is_text(correction: Correction) -> bool:
    """Return whether all parts of a correction can be written as UTF-8."""
    try:
        "".join((correction.context, correction.msgid, correction.text)).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
