"""Render the diagrams that the cache does not have yet. Failures are cached too, until the renderer changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from notedeck.diagrams.drawing import Drawing, read_drawing
from notedeck.diagrams.fences import Fence
from notedeck.diagrams.model import Renderer, RenderFailure, Unavailable
from notedeck.diagrams.worker import RenderWorker
from notedeck.util.cache.entries import get_entry, put_entry, write_if_changed
from notedeck.util.cache.fingerprint import code_fingerprint
from notedeck.util.cache.texts import get_many, put_many
from notedeck.util.lookups import note_chance

Result = Drawing | RenderFailure | Unavailable
MAX_SOURCE_CHARACTERS = 50_000  # nobody can read a larger diagram
DRAWINGS = "diagrams"  # in the cache: drawings with their seals
MEDIA = "media"  # in the cache: the files that are packed; removed cards look for theirs here
DRAWING_PREFIX, DRAWING_SUFFIX = "diagram-", ".svg"
FAILURES = "diagrams.sqlite"


def render_fences(renderers: Mapping[Fence, Renderer | Unavailable], cache: Path) -> dict[Fence, Result]:
    """Return the result of each fence; equal fences are equal keys, so each is rendered once."""
    available = {fence: item for fence, item in renderers.items() if not isinstance(item, Unavailable)}
    results: dict[Fence, Result] = {fence: item for fence, item in renderers.items() if isinstance(item, Unavailable)}
    files = {fence: drawing_file(fence, renderer, cache) for fence, renderer in available.items()}
    names = (file.name for file in files.values())
    failures = {name: RenderFailure(*json.loads(text)) for name, text in get_many(cache / FAILURES, names).items()}
    with RenderWorker() as worker:
        for fence, renderer in available.items():
            file = files[fence]
            if file.name in failures:
                results[fence] = failures[file.name]
            elif (svg := get_entry(cache / DRAWINGS, file.name)) is not None:
                results[fence] = read_drawing(svg, write_if_changed(svg, file))
            else:
                results[fence] = result = render_fence(fence, renderer, file, worker)
                if isinstance(result, RenderFailure) and not result.lasting:
                    note_chance()
    lasting = {
        files[fence].name: json.dumps([result.message, result.line])
        for fence, result in results.items()
        if isinstance(result, RenderFailure) and result.lasting
    }
    put_many(cache / FAILURES, lasting)
    return results


def render_fence(fence: Fence, renderer: Renderer, file: Path, worker: RenderWorker) -> Drawing | RenderFailure:
    """Render a fence into a file of the cache."""
    if len(fence.source) > MAX_SOURCE_CHARACTERS:
        return RenderFailure(f"it has {len(fence.source):,} characters; the limit is {MAX_SOURCE_CHARACTERS:,}")
    svg = worker.render(renderer, fence.source)
    if isinstance(svg, RenderFailure):
        return svg
    put_entry(file.parents[1] / DRAWINGS, file.name, svg)
    return read_drawing(svg, write_if_changed(svg, file))


def drawing_file(fence: Fence, renderer: Renderer, cache: Path) -> Path:
    """Return the place of a drawing in the cache; it changes with the version of the renderer and of this program."""
    name = hash_texts(fence.language, fence.source, renderer.name, renderer.version(), code_fingerprint()).hex()[:32]
    return cache / MEDIA / f"{DRAWING_PREFIX}{name}{DRAWING_SUFFIX}"


def hash_texts(*texts: str) -> bytes:
    """Return the SHA-256 of some texts."""
    return hashlib.sha256(repr(texts).encode("utf-8", "surrogatepass")).digest()
