"""Build the deck: `python build_deck.py [build|check] [NOTES] ...` (the same as the console script `build-deck`).

An older Python and one without the libraries must get as far as the message that says so: no new syntax in this file.
"""

import os
import sys

MIN_PYTHON = (3, 11)
LIBRARIES = (  # what pyproject.toml requires, by the names under which Python imports them
    "bs4",
    "deep_translator",
    "emoji",
    "filelock",
    "genanki",
    "latex2mathml",
    "lxml",
    "markdown",
    "markdownify",
    "msgspec",
    "nh3",
    "pathspec",
    "PIL",
    "platformdirs",
    "polib",
    "pygments",
    "yaml",
    "rapidfuzz",
    "requests",
    "rich",
    "shtab",
    "segno",
    "watchfiles",
    "zstandard",
)


PROGRAMS, PYTHON = (".venv\\Scripts\\", "py -3") if os.name == "nt" else (".venv/bin/", "python3")
STEPS = "%s -m venv .venv && %spython -m pip install -e . && %spython build_deck.py" % (PYTHON, PROGRAMS, PROGRAMS)


def leave(lack):
    # type: (str) -> None
    """Print what this Python lacks and what to run, and leave with the status for a wrong environment."""
    sys.stderr.write("error: %s: %s\n" % (lack, STEPS))
    sys.exit(2)


if sys.version_info[:2] < MIN_PYTHON:
    leave(
        "this is Python %d.%d, and notedeck needs 3.11 or newer; install it from https://www.python.org/downloads/, "
        "then run" % sys.version_info[:2]
    )

from notedeck.util.import_path import move_behind_libraries

move_behind_libraries(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120

from importlib.util import find_spec

missing = [name for name in LIBRARIES if find_spec(name) is None]
if missing:
    leave("libraries are not installed: %s; run" % ", ".join(missing[:3] + ["..."] * (len(missing) > 3)))

from notedeck.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
