"""Run the command line: `python -m notedeck`."""

import sys

from notedeck.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
