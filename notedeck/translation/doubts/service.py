"""A message of the service in the place of a translation: its quota is used up, it is down, or it takes us for a robot.

Notes about computers say such things too. So a message counts only if it talks to its reader, as no note does, and if
the source does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from notedeck.messages import Message
from notedeck.translation.doubts._values import CheckedText, Doubt, Severity

MESSAGE = re.compile(
    r"(?:^|[.!:])\W*you(?:'ve|’ve| have)?(?: already)? (?:reached|exceeded|used(?: up)?|hit)\b.{0,40}"
    r"\b(?:quota|limit|characters|translations|requests|credits)\b"
    r"|\byour? .{0,30}\b(?:quota|limit|plan|subscription|credits?) (?:is|has|have|was|were)\b.{0,20}"
    r"\b(?:exceeded|reached|used|exhausted|expired)\b"
    r"|\b(?:invalid|missing|incorrect|expired) (?:api|auth\w*) key\b.{0,60}\b(?:provided|please|your?|https?)\b"
    r"|\b(?:check|upgrade|see) your (?:plan|account|api key|billing|subscription)\b"
    r"|\bunusual traffic from your\b|\bto continue, please\b|\bare you a robot\b"
    r"|\bthat[’']s an error\b.{0,80}\bthat[’']s all we know\b|^\W*error \d{3} \([\w ]+\)!!\d"
    r"|\bmymemory warning\b|\bavailable free translations\b"
    r"|\bwe(?:'re|’re| are) sorry\b.{0,80}\b(?:try again|automated|requests?)\b"
    r"|\bplease (?:try again (?:later|in|after)|slow down|contact (?:us|support)|verify you are|enable javascript)\b"
    r"|<!doctype|<html\b|\{\s*[\"']?(?:error|message|code|detail)[\"']\s*:",
    re.IGNORECASE | re.DOTALL,
)
# What only a service says when it says it about many texts; a note may say it, too.
STATUS = re.compile(
    r"\b(?:quota|limit) (?:is )?exceeded|\btoo many requests|\bservice (?:is )?(?:temporarily )?unavailable"
    r"|\binternal server error|\bbad gateway|\bgateway time-?out|\baccess denied|\bforbidden\b|\bunauthorized\b"
    r"|\bcaptcha\b|\bquota\b|\btranslation (?:failed|error)|\brequest (?:failed|timed out)"
    r"|\b(?:an )?(?:unknown |unexpected )?error(?: has)? occurred",
    re.IGNORECASE,
)


def find_doubts(text: CheckedText) -> Iterator[Doubt]:
    """Yield a doubt for a message to the reader."""
    if is_message(text.source, text.translation):
        yield Doubt(Severity.REFUSED, Message("it is a message of the service"))


def is_message(source: str, answer: str) -> bool:
    """Return whether an answer is a message of a service that the source does not contain."""
    message = MESSAGE.search(answer)
    return message is not None and not MESSAGE.search(source)


def is_status(answer: str) -> bool:
    """Return whether an answer can be the status of a service; then it is one if several texts have the same answer."""
    return STATUS.search(answer) is not None
