"""The versions of deck.lock in git: the newest line that each card ever had.

Git prints what each commit changed in the file. What was found is kept for each commit in the cache, so the next build
reads only the commits after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from notedeck.identity.lock.entries import Entry
from notedeck.identity.lock.entry_json import parse_entries
from notedeck.identity.lock.format import THEME
from notedeck.identity.lock.parse import SETTING_LINE, parse_theme
from notedeck.identity.lock.scan import select_newer_lines
from notedeck.identity.lock.seals import SEAL_PATTERN
from notedeck.model import ThemeVersion
from notedeck.util import git
from notedeck.util.cache.database import get_many, put_many
from notedeck.util.cache.fingerprint import cache_key

FILE = "lock_history.sqlite"
TIPS = "tips"  # the name under which the cache lists the commits that it knows
MAX_TIPS = 8
MAX_READ_BYTES = 700_000_000  # versions times size: git compares some hundred megabytes a second
MIN_COMMITS, MIN_SIZE = 50, 50_000
SEALED_LINE = re.compile(rf"(\[.*\]) ({SEAL_PATTERN})".encode())
THEME_START = f"# {THEME} ".encode()


def read_history(file: Path, data: bytes, cache: Path) -> tuple[tuple[Entry, ...], tuple[ThemeVersion, ...]]:
    """Return the cards and themes that committed versions of a deck.lock have, but its text `data` may not have.

    Without git, or a deck.lock in it, there are none.
    """
    head = git.find_head_hash(file.parent)
    if not head or not git.was_committed(file):
        return (), ()
    lines = (*recall_lines(file, head, cache), *list_lines_ahead(file, data))
    themes = (parse_theme_line(line) for line in lines if line.startswith(THEME_START))
    return tuple(parse_entries(lines)), tuple(theme for theme in themes if theme)


def list_lines_ahead(file: Path, data: bytes) -> list[bytes]:
    """Return the lines that the committed version of a file has, but its text `data` has not, or has older."""
    if git.is_clean(file):
        return []
    committed = git.read_committed(file) or b""
    return select_newer_lines(unseal_lines(committed.split(b"\n")), unseal_lines(data.split(b"\n")))


def recall_lines(file: Path, head: str, cache: Path) -> tuple[bytes, ...]:
    """Return the lines that earlier versions have, from the cache if it knows the commit `head`."""
    key = cache_key(str(file.resolve()), head)
    known = get_many(cache / FILE, [key, TIPS])
    if key in known:
        return tuple(known[key].split(b"\n"))
    tips = known.get(TIPS, b"").decode("ascii").split()
    lines = read_lines(file, tips, cache)
    if lines is None:  # it took too long, say; the next commit begins anew
        put_many(cache / FILE, {key: b""})
        return ()
    put_many(cache / FILE, {key: b"\n".join(lines), TIPS: " ".join([head, *tips][:MAX_TIPS]).encode("ascii")})
    return lines


def read_lines(file: Path, tips: Iterable[str], cache: Path) -> tuple[bytes, ...] | None:
    """Return the lines that versions up to the checked-out commit have; None if git does not answer.

    Of the commits up to one of `tips`, the cache has them.
    """
    tip = next((tip for tip in tips if git.is_ancestor(file.parent, tip)), "")
    before = get_many(cache / FILE, [key := cache_key(str(file.resolve()), tip)]).get(key) if tip else None
    committed = git.read_committed(file)
    if committed is None:
        return None
    limit = max(MIN_COMMITS, MAX_READ_BYTES // max(len(committed), MIN_SIZE))
    changed = git.read_changed_lines(file, limit, tip if before is not None else "")
    if changed is None:
        return None
    earlier = [*unseal_lines(changed), *(before or b"").split(b"\n")]
    themes = dict.fromkeys(line for line in (*changed, *earlier) if line.startswith(THEME_START))
    return (*select_newer_lines(earlier, unseal_lines(committed.split(b"\n"))), *themes)


def unseal_lines(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the lines of cards, without their seals."""
    for line in lines:
        if match := SEALED_LINE.fullmatch(line.rstrip()):
            yield match[1]


def parse_theme_line(line: bytes) -> ThemeVersion | None:
    """Return the version of the theme in a line of deck.lock, None without one."""
    match = SETTING_LINE.fullmatch(line.decode("utf-8", "replace"))
    return parse_theme(match["value"]) if match else None
