from __future__ import annotations

import re
from importlib import import_module

import pytest

from notedeck.util.patterns import LazyPattern, compile_lazily
from tests.support.paths import ROOT


def test_a_pattern_is_compiled_when_it_is_first_used() -> None:
    pattern = compile_lazily(r"(?P<name>a+)", re.I)
    assert "search" not in vars(pattern)
    assert pattern.search("bAA")
    assert "search" in vars(pattern)
    assert (pattern.pattern, pattern.groupindex) == (r"(?P<name>a+)", {"name": 1})
    assert pattern.sub("x", "aab") == "xb"


def find_lazy_patterns() -> dict[str, LazyPattern]:
    patterns: dict[str, LazyPattern] = {}
    for file in sorted((ROOT / "notedeck").rglob("*.py")):
        if "compile_lazily(" in file.read_text(encoding="utf-8"):
            module = import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))
            names = {f"{module.__name__}.{name}": value for name, value in vars(module).items()}
            patterns |= {name: value for name, value in names.items() if isinstance(value, LazyPattern)}
    return patterns


PATTERNS = find_lazy_patterns()


@pytest.mark.parametrize("name", PATTERNS)
def test_every_pattern_can_be_compiled(name: str) -> None:
    assert re.compile(*PATTERNS[name].source)
