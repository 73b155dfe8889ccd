"""The command `python -m tests.update`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import tests.update
from tests.support.isolation import isolate_tests
from tests.support.paths import ROOT


def main(arguments: list[str]) -> int:
    """Rewrite, or with `--check` list, the generated files that differ; return the exit status."""
    parser = argparse.ArgumentParser(
        "python -m tests.update", description=tests.update.__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="only list what would change")
    parser.add_argument("names", nargs="*", metavar="NAME", help="only files with one of these in their path")
    options = parser.parse_args(arguments)
    with TemporaryDirectory() as home, isolate_tests(Path(home)):
        changes = dict(find_changes(options.names))
        missing = list_missing_rows()
    for path, text in changes.items():
        if not options.check:
            path.write_bytes(encode(text))
        print(f"{'would change' if options.check else 'changed'}: {path.relative_to(ROOT).as_posix()}")  # noqa: T201
    for line in missing:
        print(line)  # noqa: T201
    return 1 if missing or (options.check and changes) else 0


def encode(content: str | bytes) -> bytes:
    """Return the bytes of a generated file."""
    return content if isinstance(content, bytes) else content.encode()


def find_changes(names: list[str]) -> Iterator[tuple[Path, str | bytes]]:
    """Yield the path and the new text of each generated file that is not up to date."""
    from tests.update.registry import list_generated_files  # late: test modules read the environment when imported

    for path, render in list_generated_files():
        wanted = not names or any(name in path.relative_to(ROOT).as_posix() for name in names)
        if wanted and encode(text := render()) != (path.read_bytes() if path.exists() else b""):
            yield path, text


def list_missing_rows() -> list[str]:
    """Return what the tables of the guides lack or have too much; a person writes their sentences in both languages."""
    from tests.update.tables import compare_tables

    return compare_tables()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
