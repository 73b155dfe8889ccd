"""GitHub's runner, as far as our workflow needs it: the steps of a job in a clean clone, with a small environment."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.support.github_server import REPOSITORY, TOKEN, GitHub
from tests.support.paths import ROOT
from tests.support.repository import run_git

EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
OWN_ACTION = "notedeck/notedeck@main"
PYTHON = """#!/bin/sh
printf '%s\\n' "$*" >> "$PIP_LOG"
"""  # what installs is only recorded: build-deck of this environment is on the path


@dataclass
class Runner:
    """Runs jobs of a workflow; `outputs` are those of steps by their ids, `printed` is all that was printed."""

    hub: GitHub
    origin: Path
    folder: Path
    outputs: dict[str, dict[str, str]] = field(default_factory=dict)
    printed: str = ""
    uploads: list[Path] = field(default_factory=list)

    @property
    def workspace(self) -> Path:
        """The clean clone."""
        return self.folder / "workspace"

    @property
    def summary(self) -> str:
        """The summary of the job."""
        file = self.folder / "summary.md"
        return file.read_text(encoding="utf-8") if file.exists() else ""

    def run_job(self, name: str, event: dict[str, str], pull_request: dict[str, Any] | None = None) -> int:
        """Run the steps of a job up to the first that fails, and return its status."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.outputs, self.printed, self.uploads = {}, "", []
        workflow = yaml.safe_load((self.origin / ".github/workflows/cards.yml").read_text(encoding="utf-8"))
        (self.folder / "event.json").write_text(json.dumps({"pull_request": pull_request}), encoding="utf-8")
        variables = self.list_variables() | event
        for step in workflow["jobs"][name]["steps"]:
            if status := self.run_step(step, variables):
                return status
        return 0

    def run_step(self, step: dict[str, Any], variables: dict[str, str]) -> int:
        """Run a step of the workflow."""
        action = step.get("uses", "")
        if not self.is_wanted(step.get("if", "")):
            return 0
        if action.startswith("actions/checkout@"):
            run_git(self.folder, "clone", "-q", str(self.origin), str(self.workspace))
            run_git(self.workspace, "remote", "set-url", "origin", f"https://github.com/{REPOSITORY}")
            run_git(self.workspace, "checkout", "-q", "--detach", variables["GITHUB_SHA"])
        elif action.startswith("actions/upload-pages-artifact@"):
            self.uploads.append(self.workspace / self.resolve(step["with"]["path"], {}))
        else:
            assert action == OWN_ACTION
            return self.run_action(step, variables)
        return 0

    def is_wanted(self, condition: str) -> bool:
        """Return whether a condition such as `steps.a.outputs.b == 'true'` holds."""
        if not condition:
            return True
        match = re.fullmatch(r"steps\.(\w+)\.outputs\.(\w+) == '(\w+)'", condition)
        assert match
        return self.outputs[match[1]].get(match[2]) == match[3]

    def run_action(self, step: dict[str, Any], variables: dict[str, str]) -> int:
        """Run the steps of our own action."""
        action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
        inputs = {name: str(value.get("default", "")) for name, value in action["inputs"].items()}
        inputs |= {name: str(value).lower() if value is True else value for name, value in step["with"].items()}
        for own in action["runs"]["steps"]:
            if "run" in own and (status := self.run_script(own, inputs, variables)):
                return status
        values = {name: self.resolve(value["value"], inputs) for name, value in action["outputs"].items()}
        self.outputs[step.get("id", "")] = values
        return 0

    def run_script(self, step: dict[str, Any], inputs: dict[str, str], variables: dict[str, str]) -> int:
        """Run a script as the runner does: bash with -e and pipefail, and nothing but the variables of the step."""
        assert "${{" not in step["run"], "what others write would become a part of the script"
        own = {name: self.resolve(value, inputs) for name, value in step.get("env", {}).items()}
        output = self.folder / "output.txt"
        output.write_bytes(b"")
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        done = subprocess.run(
            command, cwd=self.workspace, env={**variables, **own}, check=False, capture_output=True, encoding="utf-8"
        )
        self.printed += done.stdout + done.stderr
        lines = output.read_text(encoding="utf-8").splitlines()
        self.outputs[step.get("id", "")] = dict(line.split("=", 1) for line in lines if line)
        return done.returncode

    def resolve(self, text: str, inputs: dict[str, str]) -> str:
        """Return a value with its expressions replaced, as the runner does before a step."""
        known = {"github.action_path": str(ROOT), "github.token": TOKEN}
        known |= {f"inputs.{name}": value for name, value in inputs.items() if "${{" not in value}
        known["inputs.token"] = TOKEN
        for step, values in self.outputs.items():
            known |= {f"steps.{step}.outputs.{name}": value for name, value in values.items()}
        return EXPRESSION.sub(lambda match: known.get(match[1], ""), text)

    def list_variables(self) -> dict[str, str]:
        """Return the environment: the programs of the system, `build-deck`, and what the runner sets."""
        programs = self.folder / "bin"
        programs.mkdir()
        (programs / "python").write_text(PYTHON, encoding="utf-8")
        (programs / "python").chmod(0o755)
        (programs / "build-deck").symlink_to(Path(sys.executable).parent / "build-deck")
        return {
            "PATH": os.pathsep.join([str(programs), "/usr/local/bin", "/usr/bin", "/bin"]),
            "HOME": str(self.folder / "home"),
            "LANG": "C.UTF-8",
            "PIP_LOG": str(self.folder / "pip.log"),
            "GITHUB_ACTIONS": "true",
            "GITHUB_API_URL": self.hub.address,
            "GITHUB_EVENT_PATH": str(self.folder / "event.json"),
            "GITHUB_OUTPUT": str(self.folder / "output.txt"),
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_STEP_SUMMARY": str(self.folder / "summary.md"),
        }
