"""Read the text files that are installed with the package."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def read_resource(package: str, name: str) -> str:
    r"""Return the text of `resources/<name>` in `package`, with "\n" as the only newline."""
    return (files(package) / "resources" / name).read_text(encoding="utf-8").replace("\r\n", "\n")
