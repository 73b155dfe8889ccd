"""Build the deck: `python build_deck.py [build|check] [NOTES] …` (the same as the console script `build-deck`)."""

import os
import sys

from notedeck.util.import_path import move_behind_libraries

move_behind_libraries(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120

from notedeck.__main__ import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
