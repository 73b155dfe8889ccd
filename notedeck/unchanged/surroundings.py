"""What a run depends on beside the notes: the program, its libraries, the user's settings and the environment."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from functools import cache

from notedeck.util.cache.seal import KEY_FILE, find_key_folder
from notedeck.util.files.states import read_names, read_path_state, scan_tree

PROGRAM = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120
COMPILED = "__pycache__"
INSTALLED = (".dist-info", ".egg-info")  # ends of the names of folders that say which version is installed
GIT_SETTINGS = ("~/.gitconfig", "~/.config/git/config", "/etc/gitconfig")
VARIABLES = frozenset(
    """
    APPDATA HOME LANG LANGUAGE LOCALAPPDATA PATH PATHEXT TEMP TMP TMPDIR TZ USERPROFILE
    """.split()  # noqa: SIM905
)
PREFIXES = ("GIT_", "LC_", "NOTEDECK_", "PYTHON", "XDG_")  # of further variables that count


def describe_surroundings() -> str:
    """Return a text that changes with everything beside the notes on which a run depends."""
    own_number: Callable[[], int] = getattr(os, "geteuid", lambda: 0)
    settings = scan_tree(str(find_key_folder()))
    parts = (
        (sys.version, sys.platform, sys.path, tuple(sys.flags), own_number()),
        sorted((name, value) for name, value in os.environ.items() if name in VARIABLES or name.startswith(PREFIXES)),
        describe_program(),
        [*list_libraries()],
        sorted((path, state) for path, state in (settings or {}).items() if not path.endswith(KEY_FILE)),
        [read_path_state(os.path.expanduser(file)) for file in GIT_SETTINGS],  # noqa: PTH111
    )
    return repr(parts)


@cache
def describe_program() -> str:
    """Return a text that changes with the files of this program; those that are loaded do not change any more."""
    states = scan_tree(PROGRAM, [COMPILED]) or {}
    return repr(sorted((path, state) for path, state in states.items() if not path.endswith(COMPILED)))


def list_libraries() -> Iterator[str]:
    """Yield the names and versions of all libraries that can be imported."""
    for folder in sys.path:
        yield from sorted(name for name in read_names(folder) if name.endswith(INSTALLED))
