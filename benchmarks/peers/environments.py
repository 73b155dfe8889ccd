"""A virtual environment for each program: two from PyPI, and one with a checkout, installed as users install it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ANKIVALENZ = ("ankivalenz==1.0.2",)
MARKDOWN_ANKI_DECKS = ("markdown-anki-decks==1.1.1", "click<8.2")  # does nothing with a newer click
EXECUTABLES = "Scripts" if sys.platform == "win32" else "bin"


def prepare_environments(folder: Path, checkout: Path) -> None:
    """Prepare an environment for each program in `folder`; those that are there get the checkout as it is now."""
    install(folder / "ankivalenz", *ANKIVALENZ)
    install(folder / "markdown-anki-decks", *MARKDOWN_ANKI_DECKS)
    with tempfile.TemporaryDirectory() as scratch:
        copy = copy_checkout(checkout, Path(scratch) / "checkout")
        install(folder / "notedeck", str(copy))
        install(folder / "notedeck", "--no-deps", "--force-reinstall", str(copy))


def install(environment: Path, *packages: str) -> None:
    """Install packages into an environment, which is made if it is not there."""
    python = environment / EXECUTABLES / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    subprocess.run([python, "-m", "pip", "install", "-qq", *packages], check=True)


def copy_checkout(checkout: Path, target: Path) -> Path:
    """Copy the files of a checkout as they are now, so that building a wheel leaves nothing in it."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=checkout, check=True, capture_output=True).stdout
    for name in listed.decode().split("\0"):
        if name and (checkout / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(checkout / name, target / name)
    return target


def list_versions(environment: Path) -> dict[str, str]:
    """Return the versions of all packages in an environment."""
    command = (environment / EXECUTABLES / "python", "-m", "pip", "list", "--format", "freeze")
    lines = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout.splitlines()
    return dict(line.split("==", 1) for line in lines if "==" in line)
