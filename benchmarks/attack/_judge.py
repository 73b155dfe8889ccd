"""Say what a run did that the program must never do."""

from __future__ import annotations

import base64
import binascii
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from benchmarks.attack._program import Run
from benchmarks.attack._sandbox import CANARY, SECRET_SIZE, Sandbox, take_snapshot

STATUSES = (0, 1, 2)
DATA_URL = re.compile(rb"data:[a-z/+.\-]+;base64,([A-Za-z0-9+/=]+)")
MAX_WRITTEN_BYTES = 64 * 1024**2  # of one file; the notes here are small
MAX_SIGNS = 200  # of a message that is repeated in the report


def judge_run(
    sandbox: Sandbox, run: Run, before: Mapping[Path, str], owned: tuple[Path, ...] | None = None
) -> list[str]:
    """Return a line for each thing that a run did wrong; `before` is the snapshot from before it."""
    return [*judge_ending(run), *judge_changes(sandbox, before, owned), *judge_leaks(sandbox, run)]


def judge_ending(run: Run) -> Iterator[str]:
    """Yield a line if a run hung, crashed or ended with a status of its own."""
    words = " ".join(run.words)
    if run.status is None:
        yield f"{words}: still running after {run.seconds:.0f} s"
    elif run.status not in STATUSES or "Traceback" in run.errors + run.output:
        last = (run.errors.strip().splitlines() or [""])[-2:]
        yield f"{words}: status {run.status}: {' / '.join(last)[:MAX_SIGNS]}"


def judge_changes(sandbox: Sandbox, before: Mapping[Path, str], owned: tuple[Path, ...] | None = None) -> Iterator[str]:
    """Yield a line for each path outside of ours that is new, gone or changed, and for what was planted."""
    after = take_snapshot(sandbox.top)
    places = sandbox.list_owned() if owned is None else owned
    for path in sorted({*before, *after}):
        if before.get(path) == after.get(path):
            continue
        is_ours = any(path == place or place in path.parents for place in places)
        is_parent = path not in before and any(path in place.parents for place in places)
        if is_parent or (is_ours and path not in sandbox.planted):
            continue
        state = "new" if path not in before else "gone" if path not in after else "changed"
        yield f"{path.relative_to(sandbox.top)} is {state}"


def judge_leaks(sandbox: Sandbox, run: Run | None = None) -> Iterator[str]:
    """Yield a line for each place where a secret is found: the output of the run, packages and pages."""
    if run and CANARY in run.output + run.errors:
        yield f"{' '.join(run.words)}: a secret is printed"
    for place in (sandbox.work, sandbox.home / ".cache"):
        for file in sorted(place.rglob("*")):
            if file.is_symlink() or not file.is_file():
                continue
            if file in sandbox.planted:  # judged by the snapshot, and some never end
                continue
            if file.suffix in (".apkg", ".html", ".htm", ".lock", ".po") or place != sandbox.work:
                yield from (f"{file.relative_to(sandbox.top)}: {leak}" for leak in find_leaks(file))


def find_leaks(file: Path) -> Iterator[str]:
    """Yield what a file has of the secrets."""
    if file.stat().st_size > MAX_WRITTEN_BYTES:
        yield f"has {file.stat().st_size:,} bytes"
        return
    data = file.read_bytes()
    for name, part in list_parts(data):
        if CANARY.encode() in part or CANARY.encode("utf-16-le") in part:
            yield f"{name} holds a secret text"
        elif is_secret_picture(part):
            yield f"{name} is a secret picture"


def list_parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the file itself, the members of an archive, and what `data:` addresses hold."""
    yield "it", data
    if data.startswith(b"PK"):
        with suppress(zipfile.BadZipFile), zipfile.ZipFile(BytesIO(data)) as archive:
            yield from ((f"member {name}", archive.read(name)) for name in archive.namelist())
    for match in DATA_URL.finditer(data):
        with suppress(binascii.Error):
            yield "a data address", base64.b64decode(match[1])


def is_secret_picture(data: bytes) -> bool:
    """Return whether bytes are a picture of the size of the secret one."""
    if data[:4] not in (b"\x89PNG", b"RIFF", b"GIF8") and data[:2] != b"\xff\xd8":
        return False
    with suppress(Exception), Image.open(BytesIO(data)) as image:
        return image.size == SECRET_SIZE
    return False


def query_collection(package: Path, query: str) -> list[tuple[Any, ...]]:
    """Return the rows that a query finds in the collection of a package."""
    with zipfile.ZipFile(package) as archive:
        data = archive.read("collection.anki2")
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(data)
        return database.execute(query).fetchall()


def read_models(package: Path) -> list[dict[str, Any]]:
    """Return the note types of a package."""
    return list(json.loads(query_collection(package, "select models from col")[0][0]).values())


def read_fields(package: Path) -> list[dict[str, str]]:
    """Return the fields of every note of a package by their names, and its guid and tags."""
    names = {int(model["id"]): [field["name"] for field in model["flds"]] for model in read_models(package)}
    rows = query_collection(package, "select mid, flds, tags from notes")
    return [{**dict(zip(names[kind], fields.split("\x1f"), strict=True)), "tags": tags} for kind, fields, tags in rows]


def read_media(package: Path) -> dict[str, bytes]:
    """Return the media of a package by their names."""
    with zipfile.ZipFile(package) as archive:
        names: dict[str, str] = json.loads(archive.read("media"))
        return {name: archive.read(number) for number, name in names.items()}


def find_package(sandbox: Sandbox) -> Path | None:
    """Return the package in the output folder."""
    return next(iter(sorted((sandbox.work / "output").glob("*.apkg"))), None)
