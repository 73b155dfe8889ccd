"""A library that imports a module without need does not load it; the module is there when it is used."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from notedeck.util.deferred_modules import defer_modules

OTHER = "deferred_module_for_a_test"
LIBRARY = "library_for_a_test"


@pytest.fixture(autouse=True)
def modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / f"{OTHER}.py").write_text("VALUE = 1\n", encoding="utf-8")
    (tmp_path / f"{LIBRARY}.py").write_text(f"import {OTHER} as other\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    for name in (OTHER, LIBRARY):
        monkeypatch.delitem(sys.modules, name, raising=False)


def test_a_module_is_loaded_when_it_is_used() -> None:
    with defer_modules(OTHER):
        library = __import__(LIBRARY)
    assert OTHER not in sys.modules
    assert library.other.VALUE == 1
    assert OTHER in sys.modules


def test_a_module_that_is_loaded_stays() -> None:
    other = __import__(OTHER)
    with defer_modules(OTHER):
        assert __import__(LIBRARY).other is other
    assert sys.modules[OTHER] is other


def test_a_module_that_does_not_exist_fails_when_it_is_used() -> None:
    with defer_modules("missing_module_for_a_test"):
        import missing_module_for_a_test as missing  # type: ignore[import-not-found]
    with pytest.raises(ModuleNotFoundError):
        missing.value  # noqa: B018
