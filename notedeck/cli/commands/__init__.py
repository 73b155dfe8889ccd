"""The verbs of the command line, one file each (two that differ little share one).

A module of a verb has `add(verbs)`, which adds its words to the command line and says with `set_defaults(run=…)` which
function, from the arguments and a console to the exit status, does the work.
"""

from __future__ import annotations

from types import ModuleType

from notedeck.cli.commands import build, diff, glossary, preview, translate, watch
from notedeck.cli.commands import link as choose

MODULES: tuple[ModuleType, ...] = (build, diff, preview, watch, translate, glossary, choose)
