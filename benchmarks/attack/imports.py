"""Modules named like those that the program imports, in the notes and the current folder: none runs."""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from itertools import product

from benchmarks.attack import Result
from benchmarks.attack._judge import judge_run
from benchmarks.attack._program import spawn_program
from benchmarks.attack._sandbox import NOTE, open_sandbox, take_snapshot
from benchmarks.attack._trial import COMMANDS

TRIES = 2_000
OWN_NAMES = ("sitecustomize", "usercustomize", "notedeck", "build_deck", "conftest", "setup", "mermaid", "graphviz")
LIBRARIES = """
    yaml PIL lxml rich requests nh3 bs4 markdown genanki polib pygments rapidfuzz pathspec emoji filelock platformdirs
    watchfiles deep_translator latex2mathml urllib3 idna certifi charset_normalizer chevron cached_property frozendict
    mermaid_render graphviz_pure soupsieve typing_extensions anyio six
    """.split()  # noqa: SIM905
# It leaves its mark, steps aside, and lets the real module take its place, so that the next name is tried as well.
TRAP = """
import os, sys
open(os.path.join({marks!r}, __name__), "w").close()
here = os.path.dirname(os.path.abspath(__file__))
sys.path[:] = [path for path in sys.path if os.path.abspath(path or ".") != here]
if sys.modules.pop(__name__, None) is not None:
    sys.path_importer_cache.clear()
    sys.modules[__name__] = __import__(__name__)
"""
FENCES = """
```mermaid
graph TD
  A --> B
```

```dot
digraph { a -> b }
```

```python
print(1)
```

![x](a.png) $x^2$ :smile: www.example.org
"""


def attack(tries: int, seed: int) -> Result:  # noqa: ARG001 - nothing is random
    """Run every command, with all names in both folders at once; each name counts as a try."""
    names = list_names()
    through: list[str] = []
    count = 0
    for words in COMMANDS:
        if count >= tries:
            break
        count += len(names)
        through += [f"{' '.join(words)}: {line}" for line in try_command(words, names)]
    return Result(count, tuple(through))


@cache
def list_names() -> tuple[str, ...]:
    """Return the names of modules: those of the standard library that can be replaced, of libraries, and others."""
    standard = {name for name in sys.stdlib_module_names if name not in sys.builtin_module_names}
    existing = {name for name in (*standard, *LIBRARIES) if importlib.util.find_spec(name.partition(".")[0])}
    return tuple(sorted(existing | {*OWN_NAMES}))


def try_command(words: tuple[str, ...], names: tuple[str, ...]) -> list[str]:
    """Return the names that ran, and what else went wrong."""
    with open_sandbox({"notes/a.md": NOTE + FENCES}) as sandbox:
        for folder, name in product((".", "notes", "output"), names):
            sandbox.plant(f"{folder}/{name}.py", TRAP.format(marks=str(sandbox.marks)))
        before = take_snapshot(sandbox.top)
        run = spawn_program(sandbox, words)
        return judge_run(sandbox, run, before)
