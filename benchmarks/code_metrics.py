"""How a source tree reads: names, sizes, dangling references and docstrings, as numbers.

    python -m benchmarks.code_metrics [PACKAGE_FOLDER] [--list METRIC]

`--list` prints the places that a metric counts, each as file:line.
"""

from __future__ import annotations

import argparse
import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

IRREGULAR = frozenset(
    """
    built chosen cut drawn found given gone grown held hidden kept known left lost made meant put read said seen sent
    shown split spoken spread struck sunk swept taken told thought understood won worn written
    """.split()  # noqa: SIM905
)
AMBIGUOUS = frozenset({"cut", "put", "read", "split", "spread", "left"})  # also verbs or adjectives: not counted
VAGUE_NAMES = ("one", "found", "row", "rows", "told", "made", "kept")
DANGLING = re.compile(r"\((?:facts|design|spec|survey|study)[,)]", re.I)
MAX_FUNCTION_LINES = 50
MAX_FILE_LINES = 250
MIN_FILE_LINES = 25

Place = tuple[Path, int, str]  # file, line, what stands there


def find_functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield the functions and methods of a file, but for those of double underscores."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("__"):
            yield node


def is_one_word(name: str) -> bool:
    """Whether a name has no underscore within it."""
    return "_" not in name.strip("_")


def is_participle(name: str) -> bool:
    """Whether a name is a single word that looks like a past participle, such as `folded` or `made`."""
    word = name.strip("_")
    if not is_one_word(name) or word in AMBIGUOUS:
        return False
    return (
        word in IRREGULAR
        or re.fullmatch(r"[a-z]{2,}(?<!e)ed|[a-z]{3,}en(?<!token)(?<!open)(?<!between)", word) is not None
    )


def find_names(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the line and the name of each variable and parameter, wherever it is written or read."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.lineno, node.id
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg


def measure(package: Path) -> dict[str, list[Place]]:
    """Return the places that each metric counts."""
    texts = {file: file.read_text(encoding="utf-8") for file in sorted(package.rglob("*.py"))}
    trees = {file: ast.parse(text) for file, text in texts.items()}
    functions = [(file, node) for file, tree in trees.items() for node in find_functions(tree)]
    names = [(file, line, name) for file, tree in trees.items() for line, name in find_names(tree)]
    lengths = {file: text.count("\n") for file, text in texts.items() if file.name != "__init__.py"}
    return {
        "files": [(file, 1, "") for file in texts],
        "top-level modules": [(file, 1, "") for file in texts if file.parent == package],
        f"files over {MAX_FILE_LINES} lines": [(f, n, "") for f, n in lengths.items() if n > MAX_FILE_LINES],
        f"files of {MIN_FILE_LINES} lines or fewer": [(f, n, "") for f, n in lengths.items() if n <= MIN_FILE_LINES],
        "functions": [(file, node.lineno, node.name) for file, node in functions],
        "one-word functions": [(f, node.lineno, node.name) for f, node in functions if is_one_word(node.name)],
        "participle functions": [(f, node.lineno, node.name) for f, node in functions if is_participle(node.name)],
        f"functions over {MAX_FUNCTION_LINES} lines": [
            (file, node.lineno, node.name)
            for file, node in functions
            if (node.end_lineno or node.lineno) - node.lineno >= MAX_FUNCTION_LINES
        ],
        **{f"names `{vague}`": [place for place in names if place[2] == vague] for vague in VAGUE_NAMES},
        "aliased imports of ours": [place for file, tree in trees.items() for place in find_aliases(file, tree)],
        "dangling references": [
            (file, at, line.strip())
            for file, text in texts.items()
            for at, line in enumerate(text.splitlines(), start=1)
            if DANGLING.search(line)
        ],
        "docstring findings": list(find_docstring_findings(package)),
    }


def find_aliases(file: Path, tree: ast.AST) -> Iterator[Place]:
    """Yield the imports of our own modules under another name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "notedeck":
            yield from ((file, node.lineno, f"{a.name} as {a.asname}") for a in node.names if a.asname)


def find_docstring_findings(package: Path) -> Iterator[Place]:
    """Yield what ruff's docstring rules find, in the convention of PEP 257."""
    convention = 'lint.pydocstyle.convention="pep257"'
    ruff = str(Path(sys.executable).parent / "ruff")
    command = [ruff, "check", "--select", "D", "--config", convention, "--output-format", "concise", str(package)]
    for line in subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines():
        if match := re.fullmatch(r"(.+?\.py):(\d+):\d+: (.*)", line):
            yield Path(match[1]), int(match[2]), match[3]


def main() -> None:
    """Print the number of each metric, or with `--list` its places."""
    parser = argparse.ArgumentParser("python -m benchmarks.code_metrics", description="Count how a source tree reads.")
    parser.add_argument("package", nargs="?", type=Path, default=Path("notedeck"), metavar="PACKAGE_FOLDER")
    parser.add_argument("--list", metavar="METRIC", help="print the places of the metrics with this in their name")
    options = parser.parse_args()
    for metric, places in measure(options.package).items():
        if options.list and options.list in metric:
            print("\n".join(f"{file}:{line}: {text}" for file, line, text in places))  # noqa: T201
        elif not options.list:
            print(f"{metric:32} {len(places):6,}")  # noqa: T201


if __name__ == "__main__":
    main()
