"""Build the deck: `python build_deck.py [build|check] [NOTES] …` (the same as the console script `build-deck`)."""

import sys

from notedeck.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
