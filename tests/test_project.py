"""The files around the code are valid: workflow, hooks, versions."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from typing import Any

import pytest
import yaml

from notedeck import __version__
from tests.support.paths import ROOT

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SCHEMAS = {".github/workflows/ci.yml": ("vendor.github-workflows", "custom.github-workflows-require-timeout")}
HOOK_KEYS = {"id", "name", "entry", "language", "types_or", "pass_filenames"}


@pytest.mark.parametrize(("file", "schema"), [(file, schema) for file, names in SCHEMAS.items() for schema in names])
def test_workflows_are_valid(file: str, schema: str) -> None:
    pytest.importorskip("check_jsonschema")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(ROOT / file)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_workflow_runs_every_supported_version_of_python() -> None:
    workflow = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8"))
    matrix = workflow["jobs"]["test"]["strategy"]["matrix"]
    declared = re.findall(r"Python :: (3\.\d+)", "\n".join(PROJECT["project"]["classifiers"]))
    assert matrix["python"] == declared
    assert PROJECT["project"]["requires-python"] == f">={declared[0]}"
    assert {name.split("-")[0] for name in matrix["os"]} == {"ubuntu", "macos", "windows"}


def test_the_hooks_run_declared_tools() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    hooks = [hook for repository in config["repos"] for hook in repository["hooks"]]
    requirements = PROJECT["project"]["optional-dependencies"]["dev"]
    tools = {re.split(r"[^\w-]", requirement)[0] for requirement in requirements}
    for hook in hooks:
        assert hook.keys() <= HOOK_KEYS and {"id", "name", "entry", "language"} <= hook.keys()
        assert hook["entry"].split()[0] in tools


def test_the_version_is_in_one_place_and_in_the_changelog() -> None:
    assert "version" in PROJECT["project"]["dynamic"]
    headings = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    assert headings[0] == "Unreleased"
    assert re.fullmatch(rf"{re.escape(__version__)} — \d{{4}}-\d{{2}}-\d{{2}}", headings[1])
