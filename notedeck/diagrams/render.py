"""Render the diagrams that the cache does not have yet. Failures are cached too, until the renderer changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from notedeck.diagrams.drawing import Drawing, read_drawing
from notedeck.diagrams.fences import Fence
from notedeck.diagrams.model import Renderer, RenderFailure, Unavailable
from notedeck.diagrams.pool import render_in_processes
from notedeck.messages import Message, pack_message, unpack_message
from notedeck.util.cache.entries import get_entry, put_entry, write_if_changed
from notedeck.util.cache.fingerprint import code_fingerprint
from notedeck.util.cache.texts import get_many, put_many
from notedeck.util.lookups import note_chance
from notedeck.util.reporter import Reporter
from notedeck.util.text import shorten_text

Result = Drawing | RenderFailure | Unavailable
MAX_LABEL_CHARACTERS = 60
MAX_SOURCE_CHARACTERS = 50_000  # nobody can read a larger diagram
DRAWINGS = "diagrams"  # in the cache: drawings with their seals
MEDIA = "media"  # in the cache: the files that are packed; removed cards look for theirs here
DRAWING_PREFIX, DRAWING_SUFFIX = "diagram-", ".svg"
FAILURES = "diagrams.sqlite"


def render_fences(
    renderers: Mapping[Fence, Renderer | Unavailable], cache: Path, reporter: Reporter
) -> dict[Fence, Result]:
    """Return the result of each fence; equal fences are equal keys, so each is rendered once."""
    available = {fence: item for fence, item in renderers.items() if not isinstance(item, Unavailable)}
    results: dict[Fence, Result] = {fence: item for fence, item in renderers.items() if isinstance(item, Unavailable)}
    files = {fence: locate_drawing(fence, renderer, cache) for fence, renderer in available.items()}
    results |= find_ready(files, cache)
    missing = [fence for fence in available if fence not in results]
    with render_in_processes([(available[fence], fence.source) for fence in missing]) as drawings:
        for fence in reporter.track(Message("Drawing diagrams"), tuple(available), label_fence):
            if fence not in results:
                results[fence] = store_drawing(next(drawings), files[fence])
    lasting = {
        files[fence].name: json.dumps([pack_message(result.message), result.line])
        for fence, result in results.items()
        if isinstance(result, RenderFailure) and result.lasting
    }
    put_many(cache / FAILURES, lasting)
    return results


def find_ready(files: Mapping[Fence, Path], cache: Path) -> Iterator[tuple[Fence, Result]]:
    """Yield the fences that need not be rendered, and their results; `files` are the places of their drawings."""
    failures = get_many(cache / FAILURES, (file.name for file in files.values()))
    for fence, file in files.items():
        if len(fence.source) > MAX_SOURCE_CHARACTERS:
            message = Message(
                "it has {count:,} characters; the limit is {limit:,}",
                count=len(fence.source),
                limit=MAX_SOURCE_CHARACTERS,
            )
            yield fence, RenderFailure(message)
        elif file.name in failures:
            message, line = json.loads(failures[file.name])
            yield fence, RenderFailure(unpack_message(message), line)
        elif (svg := get_entry(cache / DRAWINGS, file.name)) is not None:
            yield fence, read_drawing(svg, write_if_changed(svg, file))


def store_drawing(svg: bytes | RenderFailure, file: Path) -> Drawing | RenderFailure:
    """Put a new drawing into the cache, also as the file that is packed, and return it; a failure as it is."""
    if isinstance(svg, RenderFailure):
        if not svg.lasting:
            note_chance()
        return svg
    put_entry(file.parents[1] / DRAWINGS, file.name, svg)
    return read_drawing(svg, write_if_changed(svg, file))


def label_fence(fence: Fence) -> str:
    """Return what the user sees of a diagram that is drawn: its language and first line."""
    first_line, _, _ = fence.source.strip().partition("\n")
    return shorten_text(f"{fence.language}: {first_line}", MAX_LABEL_CHARACTERS)


def locate_drawing(fence: Fence, renderer: Renderer, cache: Path) -> Path:
    """Return the place of a drawing in the cache; it changes with the version of the renderer and of this program."""
    name = hash_texts(fence.language, fence.source, renderer.name, renderer.find_version(), code_fingerprint()).hex()[
        :32
    ]
    return cache / MEDIA / f"{DRAWING_PREFIX}{name}{DRAWING_SUFFIX}"


def hash_texts(*texts: str) -> bytes:
    """Return the SHA-256 of some texts."""
    return hashlib.sha256(repr(texts).encode("utf-8", "surrogatepass")).digest()
