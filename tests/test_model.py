"""The values: frozen, comparable, and independent of the rest of the package."""

from __future__ import annotations

import ast
import dataclasses
from enum import Enum
from pathlib import Path

import pytest

from notedeck import model
from notedeck.model import Place, Value

TYPES = [value for value in vars(model).values() if isinstance(value, type)]
STRUCTS = [kind for kind in TYPES if issubclass(kind, Value)]
VALUES = [*filter(dataclasses.is_dataclass, TYPES), *STRUCTS]
SETS = [kind for kind in TYPES if issubclass(kind, Enum)]


@pytest.mark.parametrize("kind", VALUES, ids=lambda kind: kind.__name__)
def test_values_are_frozen(kind: type) -> None:
    is_struct = kind in STRUCTS
    assert kind.__struct_config__.frozen if is_struct else kind.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert "__slots__" in vars(kind)
    assert kind.__doc__ and not kind.__doc__.startswith(f"{kind.__name__}(")


@pytest.mark.parametrize("kind", VALUES, ids=lambda kind: kind.__name__)
def test_values_hold_no_container_that_can_change(kind: type) -> None:
    types = [str(annotation) for annotation in kind.__annotations__.values()]
    assert not [name for name in types if name.startswith(("list", "dict", "set", "bytearray"))]


@pytest.mark.parametrize("kind", [one for one in SETS if one is not Enum], ids=lambda kind: kind.__name__)
def test_words_of_a_set_are_lower_case_and_each_once(kind: type[Enum]) -> None:
    words = [str(one.value) for one in kind]
    assert words == [word.lower() for word in words]
    assert len(set(words)) == len(kind.__members__)


def test_the_model_imports_nothing_of_ours() -> None:
    files = Path(model.__file__).parent.glob("*.py")
    nodes = [node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))]
    names = [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    names += [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    others = [name for name in names if not name.startswith("notedeck.model.")]
    assert others and not [name for name in others if name.startswith("notedeck")]


def test_places_are_written_as_editors_open_them() -> None:
    assert str(Place("a/나.md", 7)) == "a/나.md:7"
    assert str(Place("a/나.md")) == "a/나.md"


def test_places_sort_by_path_and_line() -> None:
    assert sorted([Place("b", 1), Place("a", 10), Place("a", 2)]) == [Place("a", 2), Place("a", 10), Place("b", 1)]
