"""The stamp of an engine: a comment above an entry that says which engine answered, and what its answer was worth.

    mt <engine> <day> s=<hash> t=<hash> accepted
    mt <engine> <day> s=<hash> t=<hash> doubtful: it is much shorter
    mt <engine> <day> s=<hash> t=<hash> none: it repeats the source

The hashes are those of the source and of the translation; if that of the translation differs, a person wrote it. Stamps
of earlier versions end after the hashes.
"""

from __future__ import annotations

import hashlib
import re
from enum import Enum

from notedeck.model import Value

STAMP = re.compile(
    r"^mt (?P<engine>\S+) (?P<day>\S+) s=(?P<source>[0-9a-f]{8}) t=(?P<target>[0-9a-f]{8})"
    r"(?: (?P<verdict>accepted|doubtful|none)(?:: (?P<reason>.*))?)?$",
    re.M,
)


class Verdict(Enum):
    """What the answer of an engine is worth."""

    ACCEPTED = "accepted"  # cards show it
    DOUBTFUL = "doubtful"  # it is fuzzy: cards show it when a person has approved it
    NONE = "none"  # it is no translation: the text is open, and any engine is asked again


class Stamp(Value, frozen=True):
    """What a stamp says. `verdict` is None in those of earlier versions; `reason` is a clause for people."""

    engine: str
    day: str
    source_hash: str
    target_hash: str
    verdict: Verdict | None = None
    reason: str = ""


def find_stamp(comment: str) -> Stamp | None:
    """Return the stamp in the comment of an entry, None without one."""
    match = STAMP.search(comment)
    if match is None:
        return None
    verdict = Verdict(match["verdict"]) if match["verdict"] else None
    return Stamp(match["engine"], match["day"], match["source"], match["target"], verdict, match["reason"] or "")


def add_stamp(comment: str, stamp: Stamp) -> str:
    """Return the comment of an entry with this stamp in the place of any other."""
    verdict = f" {stamp.verdict.value}" if stamp.verdict else ""
    reason = f": {' '.join(stamp.reason.split())}" if stamp.verdict and stamp.reason else ""
    line = f"mt {stamp.engine} {stamp.day} s={stamp.source_hash} t={stamp.target_hash}{verdict}{reason}"
    return "\n".join([*(other for other in comment.split("\n") if other and not STAMP.match(other)), line])


def create_short_hash(text: str) -> str:
    """Return eight hexadecimal digits for a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
