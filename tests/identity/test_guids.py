"""guids: the same for ever, and never the same for two cards."""

from __future__ import annotations

import unicodedata
from itertools import combinations

from notedeck.identity.guids import create_guid, create_guid_from_id, find_unused_guid
from notedeck.model import Key

KEY = Key("aws/ECS.md", ("AWS", "ECS"), "시작 타입", "basic")
OTHERS = (
    KEY.replace(path="aws/ECS.mdA"),
    KEY.replace(breadcrumb=("AWS", "ECS", "")),
    KEY.replace(breadcrumb=("AWSECS",)),
    KEY.replace(breadcrumb=("AWS", 'ECS","x')),
    KEY.replace(breadcrumb=("AWS", "ECS", "시작 타입"), title=""),
    KEY.replace(breadcrumb=("AWS",), title="ECS시작 타입"),
    KEY.replace(title="시작 타입 "),
    KEY.replace(style="cloze"),
    KEY.replace(nth=1),
    KEY.replace(path="\udcff.md"),
    KEY.replace(path="?.md"),
)


def test_a_guid_is_for_ever() -> None:
    """Every deck in use would fall apart if this changed."""
    assert create_guid(KEY) == "hc5n7xkxbdqagzyu"


def test_different_keys_differ() -> None:
    for one, other in combinations((KEY, *OTHERS), 2):
        assert create_guid(one) != create_guid(other), (one, other)


def test_a_note_saved_on_a_mac_is_the_same_note() -> None:
    mac = KEY.replace(title=unicodedata.normalize("NFD", KEY.title), breadcrumb=KEY.breadcrumb)
    assert mac != KEY and create_guid(mac) == create_guid(KEY)


def test_guids_survive_shells_and_spreadsheets() -> None:
    for key in OTHERS:
        guid = create_guid(key)
        assert len(guid) == 16 and guid.isascii() and guid.isalnum() and guid.lower() == guid


def test_a_guid_that_is_taken_leads_to_another_one() -> None:
    first = create_guid(KEY)
    second = find_unused_guid(first, {first})
    third = find_unused_guid(first, {first, second})
    assert len({first, second, third}) == 3
    assert (find_unused_guid(first, set()), find_unused_guid(first, {first})) == (first, second)


def test_the_authors_ids_have_guids_of_their_own() -> None:
    guids = [
        create_guid_from_id("ecs", "basic", 0),
        create_guid_from_id("ecs", "basic", 1),
        create_guid_from_id("ecs", "cloze", 0),
        create_guid(KEY),
    ]
    assert len(set(guids)) == 4
    assert guids[0] == "pd2gvrl52tereuqf"
