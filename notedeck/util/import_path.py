"""Keep folders off the path from which Python imports modules.

Python puts the folder of a script, or the current one, before the standard library: a file `json.py` there would run.
Nothing may be imported here that Python has not loaded before it starts a program, not even `__future__`.
"""

import os
import sys


def move_behind_libraries(folder: str) -> None:
    """Remove a folder from the path; if this program is installed in it, its libraries may be there: put it last."""
    program = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))  # noqa: PTH100, PTH120
    entries = [entry for entry in sys.path if is_same_folder(entry, folder)]
    sys.path[:] = [entry for entry in sys.path if entry not in entries]
    if entries and is_same_folder(program, folder):
        sys.path.append(program)


def is_same_folder(first: str, second: str) -> bool:
    """Return whether two paths name the same existing folder; "" is the current one, as in `sys.path`."""
    try:
        return os.path.samefile(first or os.curdir, second or os.curdir)  # noqa: PTH121
    except (OSError, ValueError):
        return False
