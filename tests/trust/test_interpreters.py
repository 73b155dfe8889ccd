"""A command that would run the code block itself is never run, whatever the user allows."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from notedeck.problems import DeckError
from notedeck.project import configure_project, find_petition
from notedeck.trust.interpreters import runs_code_blocks
from tests.support.building import build_in_memory
from tests.support.trusting import Workplace, create_workplace, grant, is_refused

RUNNING = """
sh
/bin/sh
/usr/bin/env sh
sh -
sh -s
sh -x
sh -es
sh -o pipefail
sh /dev/stdin
bash --norc
bash --rcfile x
bash -i tools/draw.sh
zsh
dash
fish
busybox sh
python
python3
python3.11 -u
python3 -
python3 -W ignore
python3 -I -
python3 -i tools/draw.py
python3 -m code
pypy3 -
node
node -
node --input-type=module
node --require x
node -r x
node -i
deno run -
deno
deno repl
bun run -
ruby
ruby -r set
perl
perl -w
perl -
php
php -d a=b
lua -
awk -f -
awk -f /dev/stdin
osascript
osascript -l JavaScript
Rscript -
R --no-save
julia -L x.jl
tclsh
cmd
cmd.exe /q
cmd /k x
powershell -NoProfile
powershell -Command -
pwsh -ExecutionPolicy Bypass
C:/Windows/System32/cmd.exe
env sh
env -i A=b sh
env -u A python3 -
env -S 'sh -'
nice sh
nice -n 10 sh
timeout 5 sh
timeout -s KILL 5s sh
nohup nice timeout 5 env python3
xargs
xargs sh
xargs sh -c
xargs -I{} sh -c {}
xargs -I {} {}
xargs env
xargs timeout 5
stdbuf -o L sh
sudo -u user sh
sudo -s
sh -c sh
sh -c 'exec sh'
sh -c 'cat | sh'
sh -c 'true; python3 -'
sh -c 'true && env sh -s'
sh -c '. /dev/stdin'
sh -c 'eval "$(cat)"'
sh -c '$(cat)'
sh -c
python3 -c
docker run -i alpine sh
docker run -i python:3
cmd /c powershell -
"""

DRAWING = """
draw
plantuml -tsvg -pipe
dot -Tsvg
sh draw.sh
sh -x tools/draw.sh -
bash -euo pipefail draw.sh
sh -c 'draw -'
sh -c 'sh $0' draw.sh
sh -c 'python3 tools/draw.py | cat -'
python tools/draw.py
python3 -u -X dev tools/draw.py -
python3 -c 'print(1)'
python3 -m draw -
node tools/draw/
node --experimental-strip-types draw.ts
node -e 'x()'
deno run --allow-read draw.ts
deno eval 'x()'
bun draw.ts
ruby -rset -e 'x'
perl -ne 'print'
perl -pe 's/a/b/' -
php -d a=b draw.php
awk '{ print }' -
awk -f draw.awk -
sed s/a/b/ -
Rscript draw.R
R --no-save -f draw.R
osascript -e 'x'
cmd /c draw.bat
powershell -NoProfile -ExecutionPolicy Bypass -File draw.ps1
env A=b python tools/draw.py
nice -n 10 draw
timeout 5 draw -
xargs -n 1 draw
xargs python tools/draw.py
pygmentize -f svg -l python
highlight --syntax sh
docker run -i plantuml/plantuml -pipe
poetry run python tools/draw.py
cat -
env
"""


def list_lines(text: str) -> list[str]:
    return text.strip().splitlines()


@pytest.mark.parametrize("line", list_lines(RUNNING))
def test_a_command_that_runs_its_input(line: str) -> None:
    assert runs_code_blocks(line)


@pytest.mark.parametrize("line", list_lines(DRAWING))
def test_a_command_that_only_reads_its_input(line: str) -> None:
    assert not runs_code_blocks(line)


@pytest.mark.parametrize(
    "line", ["env " * 300, "env -x " * 99 + "sh", "sh -c '" + "sh -c " * 50 + "'", "docker " * 199]
)
def test_a_command_without_end_is_judged_soon(line: str) -> None:
    assert isinstance(runs_code_blocks(line), bool)


@pytest.mark.skipif(sys.platform == "win32", reason="symlinks need a privilege on Windows")
def test_a_symlink_is_the_program_where_it_leads(tmp_path: Path) -> None:
    (tmp_path / "draw").symlink_to("/bin/sh")
    assert runs_code_blocks(f"{tmp_path}/draw")


@pytest.mark.parametrize("line", ["sh", "./link", f"{Path(sys.executable).as_posix()} -", "env sh -s"])
def test_nobody_can_allow_it(line: str, tmp_path: Path) -> None:
    place: Workplace = create_workplace(tmp_path)
    (place.notes / "link").symlink_to("/bin/sh")
    place.write_command("x", line)
    place.write("notes/a.md", f"# 가\n\n```x\ntouch {place.mark}\nopen({str(place.mark)!r}, 'w')\n```\n")
    with pytest.raises(DeckError, match="would run the code blocks of the notes") as refused:
        grant(place.notes)
    assert "python tools/draw.py" in refused.value.hint
    for trusted in (False, True):
        assert is_refused(place.notes, trusted=trusted)
        build_in_memory(place.notes, place.top / "cache", trusted=trusted)
    assert not place.mark.exists() and find_petition(place.notes).requests


def test_a_refused_command_does_not_hide_what_may_be_allowed(tmp_path: Path) -> None:
    place: Workplace = create_workplace(tmp_path)
    place.write_deck('media_roots = ["../../private"]\n[diagrams.x]\ncommand = "sh"\n')
    refusal, request = configure_project(place.notes).problems
    assert "would run the code blocks" in refusal.message and "python tools/draw.py" in (refusal.hint or "")
    assert "private" in request.message and "sh" not in request.message and "build-deck trust" in (request.hint or "")
