"""Which package may import which, and the one place that imports each library.

`python -m tests.test_imports [FOLDER]` counts the imports between the packages of a source tree.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.paths import ROOT

LAYERS = (  # from the bottom up: a package may import those of the lines above its own, and none beside it
    ("messages",),
    ("language",),
    ("model",),
    ("errors",),
    ("problems",),
    ("util",),
    ("config",),
    ("korean",),
    ("source",),
    ("markup",),
    ("sections",),
    ("anki",),
    ("cards",),
    ("media",),
    ("diagrams",),
    ("translation",),
    ("identity",),
    ("adopt",),
    ("checks",),
    ("trust",),
    ("convert", "note_renames", "subset", "project"),
    ("deck_snapshot",),
    ("stage_values",),
    ("pipeline",),
    ("preview", "unchanged", "watch", "comparison", "scaffold", "github"),
    ("incremental", "export"),
    ("cli",),
    ("__main__",),
)
RANKS = {name: rank for rank, names in enumerate(LAYERS) for name in names}
PLACES = {  # a library, and the files or packages that may import it; "bs4()" is the parser, not its types
    "argparse": ("cli",),
    "bs4()": ("util/soup.py",),
    "deep_translator": ("translation/engines/google.py",),
    "deepl": ("translation/engines/deepl.py",),
    "emoji": ("markup/inline/constructs/emoji.py",),
    "filelock": ("identity/lock/store.py",),
    "genanki": ("anki/package/genanki_types.py",),
    "latex2mathml": ("preview/mathml.py",),
    "lxml": ("util/tree.py", "media/image", "diagrams/drawing.py"),
    "markdown": ("markup/python_markdown.py",),
    "markdownify": ("export/markdown.py",),
    "mermaid_render": ("diagrams/renderers/mermaid.py",),
    "msgspec": ("convert/stored.py", "identity", "incremental/store.py", "media/known.py", "model/value.py"),
    "nh3": ("markup/sanitise.py",),
    "PIL": ("media",),
    "platformdirs": ("trust/record.py", "util/cache/place.py", "util/cache/seal.py"),
    "polib": ("translation/memory/po.py",),
    "pygments": ("markup/code",),
    "rich": ("cli/terminal.py",),
    "shtab": ("cli/commands/completion.py",),
    "segno": ("preview/download.py",),
    "tomllib": ("config", "source/toml_nodes.py"),
    "watchfiles": ("watch",),
    "zstandard": ("anki/package/read_notes.py",),
    "yaml": ("source/yaml_nodes.py",),
}
KNOWN: set[str] = set()


@dataclass(frozen=True, slots=True)
class Import:
    """One import in the source: where it stands, and the dotted name of what is imported."""

    path: str  # relative to the package, such as `cli/main.py`
    line: int
    name: str

    @property
    def importer(self) -> str:
        """The package or top-level module that imports."""
        return self.path.split("/")[0].removesuffix(".py")

    @property
    def imported(self) -> str:
        """The package or top-level module of ours that is imported, "" for a library."""
        parts = self.name.split(".")
        return parts[1] if parts[0] == "notedeck" and len(parts) > 1 else ""

    def __str__(self) -> str:
        return f"notedeck/{self.path}:{self.line}: imports {self.name}"


def read_imports(package: Path) -> list[Import]:
    """Return every import of a source tree: at the top, within functions, and for types only."""
    files = sorted(package.rglob("*.py"))
    trees = ((file.relative_to(package).as_posix(), ast.parse(file.read_text("utf-8"))) for file in files)
    return [Import(path, *found) for path, tree in trees for found in find_imports(tree, f"notedeck/{path}")]


def find_imports(tree: ast.Module, path: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the dotted name of each import in a file, and of each call of bs4's parser."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = path.split("/")[: -node.level] if node.level else []
            module = ".".join([*above, *filter(None, [node.module])])
            yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "BeautifulSoup":
            yield node.lineno, "bs4()"


IMPORTS = read_imports(ROOT / "notedeck")


def points_upwards(item: Import) -> bool:
    """Whether a package imports another one that is not below it."""
    if not item.imported or item.imported == item.importer or item.importer == "__init__":
        return False
    return RANKS[item.imported] >= RANKS[item.importer]


def is_misplaced(item: Import) -> bool:
    """Whether a library is imported outside its place."""
    places = PLACES.get(item.name.split(".")[0])
    return places is not None and not any(item.path == place or item.path.startswith(f"{place}/") for place in places)


def describe_violations() -> dict[str, str]:
    """Return each violation's full text under its name in KNOWN, which has no line number."""
    wrong = [item for item in IMPORTS if item.imported in RANKS and (points_upwards(item) or is_misplaced(item))]
    wrong += [item for item in IMPORTS if not item.imported and is_misplaced(item)]
    return {f"{item.path} {item.name}": str(item) for item in wrong}


def test_every_package_has_a_layer() -> None:
    names = {item.importer for item in IMPORTS} - {"__init__"}
    assert names - set(RANKS) == set(), "name the package in LAYERS of tests/test_imports.py"


def test_imports_point_down_and_libraries_have_one_place() -> None:
    violations = describe_violations()
    new = sorted(text for name, text in violations.items() if name not in KNOWN)
    assert not new, "\n".join(["imports that LAYERS and PLACES of tests/test_imports.py do not allow:", *new])


def test_known_violations_still_exist() -> None:
    assert sorted(KNOWN - set(describe_violations())) == [], "remove these from KNOWN of tests/test_imports.py"


@pytest.mark.parametrize("library", sorted(PLACES))
def test_every_library_is_used_where_it_belongs(library: str) -> None:
    paths = {item.path for item in IMPORTS if item.name.split(".")[0] == library}
    for place in PLACES[library]:
        exists = any(path == place or path.startswith(f"{place}/") for path in paths)
        assert exists, f"nothing imports it in {place}"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("import notedeck.cli", ["notedeck.cli"]),
        ("from notedeck.cli import main", ["notedeck.cli.main"]),
        ("from notedeck import cli", ["notedeck.cli"]),
        ("from . import cache", ["notedeck.media.cache"]),
        ("from ..util import cache", ["notedeck.util.cache"]),
        ("def f():\n    import rich", ["rich"]),
        ("if TYPE_CHECKING:\n    import rich", ["rich"]),
        ("BeautifulSoup('', 'lxml')", ["bs4()"]),
    ],
)
def test_every_kind_of_import_is_found(text: str, names: list[str]) -> None:
    assert [name for _, name in find_imports(ast.parse(text), "notedeck/media/find.py")] == names


def count_arrows(imports: list[Import]) -> dict[str, int]:
    """Count the places at the top of the package, pairs of them that import each other's code, and pairs upwards."""
    names = {item.importer for item in imports}
    arrows = {(item.importer, item.imported): item for item in imports if item.imported in names}
    arrows = {pair: item for pair, item in arrows.items() if pair[0] != pair[1]}
    known = [item for item in arrows.values() if {item.importer, item.imported} <= set(RANKS)]
    return {"places": len(names - {"__init__"}), "arrows": len(arrows), "upwards": sum(map(points_upwards, known))}


if __name__ == "__main__":
    for what, number in count_arrows(read_imports(Path(sys.argv[1]) if sys.argv[1:] else ROOT / "notedeck")).items():
        print(f"{what:8} {number}")  # noqa: T201
