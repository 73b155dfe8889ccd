"""What the last build made of each note, in the cache of its deck, with the states of all that it depended on."""

from __future__ import annotations

from pathlib import Path

import msgspec

from notedeck.deck_snapshot import DeckSnapshot
from notedeck.errors import DeckError
from notedeck.messages import Message, pack_message, unpack_message
from notedeck.model import KeptCollection, Value
from notedeck.unchanged.attempt import Attempt, Settled
from notedeck.unchanged.inputs import Inputs, States, describe_routes
from notedeck.unchanged.store import FOLDER
from notedeck.util.cache.entries import get_entry, put_entry
from notedeck.util.files.states import PathState, read_file_state
from notedeck.util.kept_results import KeptResults

NAME, COLLECTION = "snapshot", "collection"


class StoredSnapshot(Value, frozen=True):
    """A snapshot of a deck, and the collection that has its cards.

    `request` is what the build was asked for, `surroundings` what else it depended on beside the `inputs`, and
    `started_ns` when it started, in Unix ns. `states` are those of the inputs: how a path was looked at, the path, and
    its state; `routes` say where the paths lead that the user named. `assets` are the states of the files that the
    package was made from, in the order of those in the snapshot, and of the copy of the collection.
    """

    request: str
    surroundings: str
    started_ns: int
    collection: KeptCollection
    inputs: Inputs
    states: tuple[tuple[str, str, PathState], ...]
    routes: tuple[tuple[str, ...], ...]
    snapshot: DeckSnapshot
    assets: tuple[PathState, ...] = ()


SNAPSHOTS: KeptResults[Path, StoredSnapshot] = KeptResults()


def pack_value(value: object) -> object:
    """Return what a snapshot stores of a value that msgpack does not know: a message or a path."""
    return pack_message(value) if isinstance(value, Message) else str(value)


def unpack_value(kind: type, packed: object) -> object:
    """Return the message or path of what is stored."""
    return unpack_message(packed) if kind is Message else kind(packed)


ENCODER = msgspec.msgpack.Encoder(enc_hook=pack_value)
DECODER = msgspec.msgpack.Decoder(StoredSnapshot, dec_hook=unpack_value)


def create_stored_snapshot(
    attempt: Attempt, request: str, collection: KeptCollection, snapshot: DeckSnapshot, settled: Settled
) -> StoredSnapshot:
    """Return the snapshot of a deck with what its build depended on."""
    states = tuple((kind, path, state) for (kind, path), state in settled.states.items())
    return StoredSnapshot(
        request=request,
        surroundings=attempt.surroundings,
        started_ns=attempt.started_ns,
        collection=collection,
        inputs=settled.inputs,
        states=states,
        routes=describe_routes(settled.inputs),
        snapshot=snapshot,
        assets=read_asset_states(snapshot, collection),
    )


def read_asset_states(snapshot: DeckSnapshot, collection: KeptCollection) -> tuple[PathState, ...]:
    """Return the present states of the files in the cache that are packed, and of the collection there."""
    return (*(read_file_state(asset.file) for asset in snapshot.assets), read_file_state(collection.file))


def store_snapshot(cache: Path, stored: StoredSnapshot) -> None:
    """Store a snapshot for the next build, unless the cache cannot be written or its paths are no text."""
    SNAPSHOTS.put(cache, stored)
    try:
        put_entry(cache / FOLDER, NAME, ENCODER.encode(stored))
    except (DeckError, UnicodeEncodeError):
        return


def load_snapshot(cache: Path) -> StoredSnapshot | None:
    """Return the snapshot of the last build, None without one."""
    if kept := SNAPSHOTS.get(cache):
        return kept
    content = get_entry(cache / FOLDER, NAME)
    try:
        return None if content is None else DECODER.decode(content)
    except msgspec.DecodeError:
        return None


def index_states(stored: StoredSnapshot) -> States:
    """Return the states of the inputs by how a path was looked at, and the path."""
    return {(kind, path): state for kind, path, state in stored.states}
