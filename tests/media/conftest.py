"""What several tests of media look at."""

from __future__ import annotations

from pathlib import Path

import pytest

from notedeck.config.settings import Images
from notedeck.media import content
from notedeck.media.model import Location, MediaRef, Packed


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were read."""
    names: list[str] = []
    own = content.prepare_content

    def prepare(ref: MediaRef, location: Location, images: Images, cache: Path) -> Packed:
        names.append(ref.address)
        return own(ref, location, images, cache)

    monkeypatch.setattr(content, "prepare_content", prepare)
    return names
