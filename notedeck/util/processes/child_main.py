"""Run in a child process, as a file: load the program that lies around this file, and run one of its modules.

The program is loaded from its folder and not from the path, so that no other `notedeck` can take its place, and
nothing else in the folder around it can take the place of a library.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

NAME = "notedeck"


def load_program(folder: Path) -> None:
    """Load the package in this folder under its name."""
    spec = spec_from_file_location(NAME, folder / "__init__.py", submodule_search_locations=[str(folder)])
    assert spec is not None and spec.loader is not None
    module = sys.modules[NAME] = module_from_spec(spec)
    spec.loader.exec_module(module)


if __name__ == "__main__":
    _, module_name, *more_folders = sys.argv
    sys.path.extend(folder for folder in more_folders if folder not in sys.path)
    load_program(Path(__file__).parents[2])
    import_module(module_name).main()
