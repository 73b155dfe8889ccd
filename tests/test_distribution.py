"""The wheel and the sdist are complete, and the installed wheel builds a deck outside of the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from notedeck import __version__
from tests.support.paths import ROOT

MAX_SECONDS = 240
MIN_SETUPTOOLS = 77  # the first that reads a licence as pyproject.toml declares it
NOT_COPIED = shutil.ignore_patterns(".*", "build", "dist", "*.egg-info", "__pycache__", "output", "node_modules")
FOLDERS = ("benchmarks", "docs", "media", "notes", "tests", "tools")
NOTE = "# AWS\n\n## Fargate\n\n서버를 관리하지 않는다.\n\n## EC2\n\n서버를 관리한다.\n"


def find_missing_tool() -> str:
    """Return why no archive can be built here, "" if it can."""
    try:
        version("build")
        setuptools = version("setuptools")
    except PackageNotFoundError as error:
        return f"the package {error.name} is not installed (it is in the extra test)"
    return "" if int(setuptools.split(".")[0]) >= MIN_SETUPTOOLS else f"setuptools {setuptools} is too old"


pytestmark = pytest.mark.skipif(bool(find_missing_tool()), reason=find_missing_tool())


def run_command(command: Sequence[str | Path], folder: Path, **environment: str) -> str:
    """Return what a command prints; fail with it if the command fails."""
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        encoding="utf-8",
        timeout=MAX_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def list_left_out(folder: str, names: list[str]) -> set[str]:
    """Return what is not copied of a folder; the projects of the tests have hidden folders and others named `build`."""
    return NOT_COPIED(folder, names) if Path(folder) == ROOT else {"__pycache__"} & {*names}


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the archives of a copy of this checkout: the sdist, and the wheel that is built from it."""
    folder = tmp_path_factory.mktemp("dist")
    copy = folder / "checkout"
    shutil.copytree(ROOT, copy, ignore=list_left_out)
    for name in (".ci", ".github"):
        shutil.copytree(ROOT / name, copy / name)
    for name in (".gitattributes", ".gitignore", ".pre-commit-config.yaml", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, copy)
    run_command([sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, copy], folder)
    return folder


@pytest.fixture(scope="module")
def installed(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with the wheel; its dependencies are those of this environment."""
    folder = tmp_path_factory.mktemp("installed")
    (wheel,) = dist.glob("*.whl")
    run_command([sys.executable, "-m", "venv", folder], folder)
    paths = [path for path in sys.path if path.endswith("site-packages")]
    run_command([find_program(folder, "python"), "-m", "pip", "install", "--no-deps", "--no-index", wheel], folder)
    (find_site_packages(folder) / "dependencies.pth").write_text("\n".join(paths), encoding="utf-8")
    return folder


def find_program(environment: Path, name: str) -> Path:
    """Return the path of a program in a virtual environment."""
    scripts = sysconfig.get_path("scripts", "venv", {"base": str(environment)})
    return Path(scripts) / (f"{name}.exe" if os.name == "nt" else name)


def find_site_packages(environment: Path) -> Path:
    """Return the folder of a virtual environment in which packages are installed."""
    return Path(sysconfig.get_path("purelib", "venv", {"base": str(environment)}))


def list_files(folder: Path) -> set[str]:
    """Return the files of a folder of the checkout, without those that Python and the system leave there."""
    files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(ROOT).as_posix() for path in files if path.name != ".DS_Store"}


def test_the_wheel_contains_the_package_and_nothing_else(dist: Path) -> None:
    (wheel,) = dist.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    info = f"notedeck-{__version__}.dist-info/"
    assert {name for name in names if not name.startswith(info)} == list_files(ROOT / "notedeck")
    assert {"notedeck/py.typed", "notedeck/anki/resources/card.css", "notedeck/preview/resources/page.html"} <= names
    assert f"{info}licenses/LICENSE" in names


def test_the_wheel_describes_the_project(dist: Path) -> None:
    (wheel,) = dist.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        info = f"notedeck-{__version__}.dist-info/"
        metadata = archive.read(f"{info}METADATA").decode()
        assert "build-deck = notedeck.__main__:main" in archive.read(f"{info}entry_points.txt").decode()
    assert f"\nVersion: {__version__}\n" in metadata
    for line in ("License-Expression: MIT", "Requires-Python: >=3.11", "Project-URL: Changelog, https://"):
        assert f"\n{line}" in metadata


def test_the_sdist_contains_everything_that_is_needed_to_work_on_notedeck(dist: Path) -> None:
    (archive,) = dist.glob("*.tar.gz")
    root = f"notedeck-{__version__}/"
    with tarfile.open(archive) as stream:
        names = {name.removeprefix(root) for name in stream.getnames()}
    for folder in (*FOLDERS, "notedeck"):
        assert list_files(ROOT / folder) - names == set()
    assert {path.name for path in ROOT.glob("*.md")} <= names
    assert {
        "build_deck.py",
        "pyproject.toml",
        "LICENSE",
        ".ci/run",
        ".gitattributes",
        "action.yml",
        ".pre-commit-hooks.yaml",
    } <= names


@pytest.mark.parametrize("command", [["build-deck"], ["python", "-P", "-m", "notedeck"]])
def test_the_installed_wheel_builds_a_deck(installed: Path, tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "aws.md").write_text(NOTE, encoding="utf-8")
    program: list[str | Path] = [find_program(installed, command[0]), *command[1:]]
    assert run_command([*program, "--version"], tmp_path) == f"notedeck {__version__}\n"
    run_command([*program, "notes", "-o", "aws.apkg"], tmp_path, PYTHONPATH="")
    assert "collection.anki2" in zipfile.ZipFile(tmp_path / "aws.apkg").namelist()
    assert (tmp_path / "notes" / "deck.lock").exists()


def test_the_deck_is_built_by_the_installed_package(installed: Path, tmp_path: Path) -> None:
    code = "import notedeck; print(notedeck.__file__)"
    output = run_command([find_program(installed, "python"), "-c", code], tmp_path, PYTHONPATH="")
    assert Path(output.strip()).is_relative_to(find_site_packages(installed))
