"""Programs that tests put into a folder."""

from __future__ import annotations

from pathlib import Path


def write_program(folder: Path, name: str, script: str = "exit 0") -> Path:
    """Write a shell script that may be run, and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(0o755)
    return file
