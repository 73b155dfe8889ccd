"""Regular expressions that are compiled when they are first used.

To compile one takes up to 20 ms, and most builds need few of the long ones.
"""

from __future__ import annotations

import re
from typing import Any, cast


class LazyPattern:
    """Stands for a compiled pattern; after the first use, its methods are those of the pattern itself."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        """Store the pattern."""
        self.source = pattern, flags

    def __getattr__(self, name: str) -> Any:
        """Compile the pattern, and return the attribute of it."""
        compiled = re.compile(*self.source)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn"):
            setattr(self, method, getattr(compiled, method))
        self.pattern, self.flags, self.groupindex = compiled.pattern, compiled.flags, compiled.groupindex
        return getattr(compiled, name)


def compile_lazily(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what stands for the compiled pattern; the pattern must be right, as an error shows late."""
    return cast("re.Pattern[str]", LazyPattern(pattern, flags))
