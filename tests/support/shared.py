"""Real notes that may lie beside the work tree; tests over them run where they are."""

from __future__ import annotations

from pathlib import Path

SHARED = Path(__file__).resolve().parents[3] / "shared"


def shared_notes() -> list[Path]:
    """Every Markdown note of the seed and the corpus, none where there is no such folder."""
    folders = (SHARED / "seed", SHARED / "corpus")
    return sorted(path for folder in folders for path in folder.rglob("*.md"))
