"""Downloading and reading many files at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor

from notedeck.media.address import link
from notedeck.media.locate import Located, Remote, Trouble, Wanted
from notedeck.media.prepare import Content

Packed = Content | Remote | Trouble


def downloaded(
    places: Mapping[Wanted, Located], load: Callable[[str], Located], pool: Executor
) -> dict[Wanted, Located]:
    """What came of the remote addresses; each is asked for once, however many notes show it."""
    links = {wanted: link(wanted.address) for wanted, place in places.items() if isinstance(place, Remote)}
    addresses = list(dict.fromkeys(links.values()))
    came = dict(zip(addresses, pool.map(load, addresses), strict=True))
    return {wanted: came[address] for wanted, address in links.items()}


def loaded(
    places: Mapping[Wanted, Located], load: Callable[[Wanted, Located], Packed], pool: Executor
) -> dict[Wanted, Packed]:
    """The contents; each place is read once, for the first note that shows it."""
    sources = {place: wanted for wanted, place in reversed(list(places.items()))}
    made = dict(zip(sources, pool.map(load, sources.values(), sources), strict=True))
    return {wanted: made[place] for wanted, place in places.items()}
