"""guids: the same for ever, and never the same for two cards."""

from __future__ import annotations

import unicodedata
from itertools import combinations

from notedeck.identity.guids import create_guid, create_guid_from_id, create_namespace, find_unused_guid
from notedeck.model import Key

NAMESPACE = create_namespace("5f1c4a0", "notes", "AWS")
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
    assert create_guid(KEY, NAMESPACE) == "55hpvmz5qx2et3wj"


def test_different_keys_differ() -> None:
    for one, other in combinations((KEY, *OTHERS), 2):
        assert create_guid(one, NAMESPACE) != create_guid(other, NAMESPACE), (one, other)


def test_two_decks_never_share_a_guid() -> None:
    """Anki would take the card of one for an update of the other."""
    decks = [("5f1c4a0", "notes", ""), ("5f1c4a0", "aws", ""), ("77ab01c", "notes", ""), ("5f1c4a0", "notes", "AWS")]
    namespaces = [create_namespace(*deck) for deck in (*decks, ("", "", "AWS"), ("", "", "notes"))]
    assert len({create_guid(KEY, namespace) for namespace in namespaces}) == len(namespaces)
    assert len({create_guid_from_id("ecs", "basic", 0, namespace) for namespace in namespaces}) == len(namespaces)


def test_a_note_saved_on_a_mac_is_the_same_note() -> None:
    mac = KEY.replace(title=unicodedata.normalize("NFD", KEY.title), breadcrumb=KEY.breadcrumb)
    assert mac != KEY and create_guid(mac, NAMESPACE) == create_guid(KEY, NAMESPACE)


def test_guids_survive_shells_and_spreadsheets() -> None:
    for key in OTHERS:
        guid = create_guid(key, NAMESPACE)
        assert len(guid) == 16 and guid.isascii() and guid.isalnum() and guid.lower() == guid


def test_a_guid_that_is_taken_leads_to_another_one() -> None:
    first = create_guid(KEY, NAMESPACE)
    second = find_unused_guid(first, {first})
    third = find_unused_guid(first, {first, second})
    assert len({first, second, third}) == 3
    assert (find_unused_guid(first, set()), find_unused_guid(first, {first})) == (first, second)


def test_the_authors_ids_have_guids_of_their_own() -> None:
    guids = [
        create_guid_from_id("ecs", "basic", 0, NAMESPACE),
        create_guid_from_id("ecs", "basic", 1, NAMESPACE),
        create_guid_from_id("ecs", "cloze", 0, NAMESPACE),
        create_guid(KEY, NAMESPACE),
    ]
    assert len(set(guids)) == 4
    assert guids[0] == "mdhmo7muwgyg4wwj"
