"""What the tables of deck.toml may hold: `[card]`, `[check]` and `[diagrams.…]`.

A reader takes what TOML gave and returns the setting's value; it raises ValueError with the words for what is allowed.
"""

from __future__ import annotations

import difflib
import re
import shlex
from collections.abc import Mapping
from typing import Any

from notedeck.config.parsers import text
from notedeck.problems import ProblemCode, Severity

OFF = "off"
WEIGHTS = (*(one.value for one in Severity), OFF)
LANGUAGE = re.compile(r"[a-z0-9][a-z0-9_+#.-]*")


def template_folder(value: Any) -> str:
    """`[card] template = "…"`: a folder beside deck.toml."""
    if not isinstance(value, dict) or list(value) != ["template"]:
        raise ValueError('a table with template = "a folder", such as [card] template = "templates"')
    return text(value["template"])


def weights(value: Any) -> Mapping[str, str]:
    """`[check] code = "warning"`: how much a problem weighs, or that it is not told at all."""
    if not isinstance(value, dict):
        raise ValueError('a table of codes, such as [check] media-missing = "error"')
    for code, weight in value.items():
        known = [one.slug for one in ProblemCode]
        if code not in known:
            near = difflib.get_close_matches(code, known, n=1)
            raise ValueError(f'codes of problems; "{code}" is none' + (f', "{near[0]}" is one' if near else ""))
        if weight not in WEIGHTS:
            raise ValueError(f"for {code} one of " + ", ".join(f'"{one}"' for one in WEIGHTS))
    return dict(value)


def commands(value: Any) -> Mapping[str, str]:
    """`[diagrams.plantuml] command = "…"`: what draws the fences of a language."""
    rows = value.items() if isinstance(value, dict) else [("", None)]
    found = {}
    for language, table in rows:
        if not LANGUAGE.fullmatch(language) or not isinstance(table, dict) or list(table) != ["command"]:
            raise ValueError('tables such as [diagrams.plantuml] command = "plantuml -tsvg -pipe"')
        found[language] = text(table["command"])
        try:
            shlex.split(found[language])
        except ValueError:
            raise ValueError(f"for {language} a command whose quotation marks close") from None
    return found
