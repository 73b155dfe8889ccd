"""Run the command line: `python -m notedeck`, and the console script `build-deck`."""

import os
import sys

from notedeck.util.import_path import move_behind_libraries

move_behind_libraries(os.curdir)  # before anything else is imported: `python -m` puts the current folder first

from notedeck.cli.main import main  # noqa: E402

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())
