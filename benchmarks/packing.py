"""What packing costs, against the least that it can cost: `python -m benchmarks.packing [CARDS…]`.

The least is SQLite and zip alone: the same rows by `executemany` into the same tables and indexes, and the same files
compressed in the same way. Processor time, the best of several runs in turns. As in a build, the HTML of the fields is
made anew of the cards' HTML. Without a number, three decks: many subdecks with few cards each, few subdecks with many
cards, and a large one.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from genanki.apkg_schema import APKG_SCHEMA  # type: ignore[import-untyped]

from notedeck.anki.package import write_package
from notedeck.identity import create_guid
from notedeck.model import Asset, Card, Deck, Key, Place

RUNS = 5
LIMIT = 1.5  # how many times the least packing may take
DECKS = ((10_000, 5_000), (10_000, 500), (100_000, 5_000))  # cards, subdecks
CARDS_PER_PICTURE = 20
PICTURE = bytes(range(256)) * 8
TABLES = ("col", "notes", "cards")
BACK = """<p data-line="{0}">컨테이너 {0}은 <strong>호스트의 커널</strong>을 함께 쓰고, <code>cgroup {0}</code>으로 \
자원을 나눈다.</p>
<ul data-line="{0}"><li data-line="{0}">시작이 빠르고 이미지가 작다</li><li data-line="{0}">격리는 가상 머신보다 \
약하다<ul data-line="{0}"><li data-line="{0}">커널이 하나이기 때문이다</li></ul></li></ul>
<table data-line="{0}"><thead><tr data-line="{0}"><th>항목</th><th>값</th></tr></thead><tbody><tr data-line="{0}">\
<td>번호</td><td>{0}</td></tr></tbody></table>"""


def make_deck(cards: int, subdecks: int, folder: Path) -> Deck:
    """Make a deck of `cards` cards as notes become them, spread over `subdecks` subdecks, with pictures."""
    assets = []
    for number in range(0, cards, CARDS_PER_PICTURE):
        file = folder / f"{number}.png"
        file.write_bytes(PICTURE)
        assets.append(Asset(file.name, file))
    return Deck("시험", "A benchmark.", tuple(make_card(number, subdecks) for number in range(cards)), tuple(assets))


def make_card(number: int, subdecks: int) -> Card:
    """Make one card."""
    note = number % subdecks
    key = Key(f"{note % 10}/note{note}.md", ("정리",), f"질문 {number}", "basic")
    return Card(
        key,
        Place(key.path, number),
        key.title,
        BACK.format(number),
        key.breadcrumb,
        f"시험::{note % 50}::노트 {note}",
        ("path::정리",),
        guid=create_guid(key, ""),
        modified=1_700_000_000 + number // 100,
    )


def read_rows(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of a package by table."""
    with zipfile.ZipFile(file) as archive, closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(archive.read("collection.anki2"))
        return {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}


def pack_raw(rows_by_table: dict[str, list[tuple[object, ...]]], assets: Sequence[Asset], file: Path) -> None:
    """Write a package of these rows and media files, and nothing else."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(APKG_SCHEMA)
        for table, rows in rows_by_table.items():
            connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
        connection.commit()
        collection = connection.serialize()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("collection.anki2", collection, zipfile.ZIP_DEFLATED)
        archive.writestr("media", json.dumps({number: asset.name for number, asset in enumerate(assets)}))
        for number, asset in enumerate(assets):
            archive.write(asset.file, str(number))


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of a piece of work."""
    start = time.process_time()
    work()
    return time.process_time() - start


def measure(cards: int, subdecks: int) -> None:
    """Print one row."""
    with tempfile.TemporaryDirectory() as folder:
        deck, file = make_deck(cards, subdecks, Path(folder)), Path(folder) / "deck.apkg"
        write_package(deck, file)  # loads genanki
        rows, raw_file = read_rows(file), Path(folder) / "raw.apkg"
        times = [
            (seconds(lambda: write_package(deck, file)), seconds(lambda: pack_raw(rows, deck.assets, raw_file)))
            for _ in range(RUNS)
        ]
        ours, least = (min(column) for column in zip(*times, strict=True))
        size = file.stat().st_size
    row = f"{cards:7,} cards, {subdecks:5,} decks, {size:11,} bytes: {ours:6.3f} s, at least {least:6.3f} s"
    print(f"{row}: {ours / least:.2f} times (at most {LIMIT})")  # noqa: T201


if __name__ == "__main__":
    for cards, subdecks in [(int(number), int(number) // 20) for number in sys.argv[1:]] or DECKS:
        measure(cards, subdecks)
