"""The verb `completion`: scripts that the shells can read and that know all commands."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from notedeck.cli.arguments import list_commands
from notedeck.cli.arguments.completion import SHELLS
from notedeck.cli.main import main


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_has_all_commands(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert [name for name in list_commands() if name not in script] == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_can_read_its_script(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    assert main(["completion", shell]) == 0
    done = subprocess.run([program, "-n"], input=capsys.readouterr().out, text=True, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_bash_completes_a_command_and_an_option(capsys: pytest.CaptureFixture[str]) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not installed")
    assert main(["completion", "bash"]) == 0
    ask = 'COMP_WORDS=({words}); COMP_CWORD={last}; _shtab_build_deck; echo "${{COMPREPLY[*]}}"\n'
    questions = ask.format(words="build-deck gloss", last=1) + ask.format(words="build-deck diff --ag", last=2)
    done = subprocess.run(
        [bash, "--norc"], input=capsys.readouterr().out + "\n" + questions, text=True, capture_output=True, check=False
    )
    assert [line.strip() for line in done.stdout.splitlines()] == ["glossary", "--against"]


def test_another_shell_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["completion", "cmd"])
    assert "choose from" in capsys.readouterr().err
