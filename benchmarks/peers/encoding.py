"""Encode all PNG in a folder as a build does, but one after the other: `python -m benchmarks.peers.encoding FOLDER`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from notedeck.media.image.shrink import shrink_image
from notedeck.media.kinds import Kind


def encode_pictures(folder: Path) -> None:
    """Encode all PNG below a folder on one core, and keep nothing."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    for file in sorted(folder.rglob("*.png")):
        shrink_image(file.read_bytes(), Kind.PNG)


if __name__ == "__main__":
    encode_pictures(Path(sys.argv[1]))
