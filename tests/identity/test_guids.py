"""guids: the same for ever, and never the same for two cards."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from itertools import combinations

from notedeck.identity.guids import guid_of, guid_of_id, unused
from notedeck.model import Key

KEY = Key("aws/ECS.md", ("AWS", "ECS"), "시작 타입", "basic")
OTHERS = (
    replace(KEY, path="aws/ECS.mdA"),
    replace(KEY, breadcrumb=("AWS", "ECS", "")),
    replace(KEY, breadcrumb=("AWSECS",)),
    replace(KEY, breadcrumb=("AWS", 'ECS","x')),
    replace(KEY, breadcrumb=("AWS", "ECS", "시작 타입"), title=""),
    replace(KEY, breadcrumb=("AWS",), title="ECS시작 타입"),
    replace(KEY, title="시작 타입 "),
    replace(KEY, style="cloze"),
    replace(KEY, nth=1),
    replace(KEY, path="\udcff.md"),
    replace(KEY, path="?.md"),
)


def test_a_guid_is_for_ever() -> None:
    """Every deck in use would fall apart if this changed."""
    assert guid_of(KEY) == "hc5n7xkxbdqagzyu"


def test_different_keys_differ() -> None:
    for one, other in combinations((KEY, *OTHERS), 2):
        assert guid_of(one) != guid_of(other), (one, other)


def test_a_note_saved_on_a_mac_is_the_same_note() -> None:
    mac = replace(KEY, title=unicodedata.normalize("NFD", KEY.title), breadcrumb=KEY.breadcrumb)
    assert mac != KEY and guid_of(mac) == guid_of(KEY)


def test_guids_survive_shells_and_spreadsheets() -> None:
    for key in OTHERS:
        guid = guid_of(key)
        assert len(guid) == 16 and guid.isascii() and guid.isalnum() and guid.lower() == guid


def test_a_guid_that_is_taken_leads_to_another_one() -> None:
    first = guid_of(KEY)
    second = unused(first, {first})
    third = unused(first, {first, second})
    assert len({first, second, third}) == 3
    assert (unused(first, set()), unused(first, {first})) == (first, second)


def test_the_authors_ids_have_guids_of_their_own() -> None:
    guids = [guid_of_id("ecs", "basic", 0), guid_of_id("ecs", "basic", 1), guid_of_id("ecs", "cloze", 0), guid_of(KEY)]
    assert len(set(guids)) == 4
    assert guids[0] == "pd2gvrl52tereuqf"
