"""`build_deck.py` says what is missing before anything fails."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions

from tests.support.paths import ROOT

SCRIPT = ROOT / "build_deck.py"
OLD = "import runpy, sys; sys.version_info = (3, 9, 1); runpy.run_path(sys.argv[1], run_name='__main__')"


def run_python(*words: str) -> tuple[int, str, str]:
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def test_an_old_python_can_read_it() -> None:
    source = SCRIPT.read_bytes()
    assert source.isascii()  # Python 2 refuses other signs without a line that names the encoding
    ast.parse(source, feature_version=(3, 4))


def test_an_old_python_is_told_which_one_to_install() -> None:
    status, output, errors = run_python("-c", OLD, str(SCRIPT))
    assert (status, output) == (2, "")
    assert errors.startswith("error: this is Python 3.9, and notedeck needs 3.11 or newer; install it from https://")
    assert errors.count("\n") == 1


def test_without_the_libraries_it_names_the_command_that_installs_them() -> None:
    status, output, errors = run_python("-E", "-S", str(SCRIPT), "check")
    assert (status, output) == (2, "")
    assert errors.startswith("error: libraries are not installed: bs4, ")
    assert "pip install -e . && " in errors
    assert errors.count("\n") == 1


def test_it_looks_for_each_required_library() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    required = {re.split("[>=<~!]", line)[0] for line in project["dependencies"]}
    known = packages_distributions()
    names = re.findall(r'^    "(\w+)",$', SCRIPT.read_text(encoding="ascii"), re.M)
    assert {known[name][0].lower().replace("_", "-") for name in names} == required
    assert f"({', '.join(project['requires-python'].removeprefix('>=').split('.'))})" in SCRIPT.read_text("ascii")
