"""A folder of notes in which every name that Python may import is a hostile module."""

from __future__ import annotations

import py_compile
import sys
from collections.abc import Collection
from importlib.metadata import packages_distributions
from importlib.util import cache_from_source
from pathlib import Path

NOTE = """# 구조

```mermaid
graph TD
  A[사용자] --> B[서버]
```

```dot
digraph { 가 -> 나 }
```

```python
print("코드")
```

글 $x^2$ 과 `코드`. 그림: ![](data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=)
"""
SETTINGS = 'translate_to = ["en"]\n'
OWN_NAMES = {"notedeck", "build_deck", "sitecustomize", "usercustomize", "mermaid_render", "graphviz_pure"}
# Libraries import these if they are there.
OPTIONAL_NAMES = set(
    """
    brotli brotlicffi cchardet chardet colorama compression cssselect defusedxml html5lib IPython ipywidgets jinja2
    numpy olefile OpenSSL simplejson socks tomllib uharfbuzz win_inet_pton zstandard
    """.split()  # noqa: SIM905
)
HOSTILE = "open({marker!r}, 'a').write(__name__ + '\\n')\n"
HOSTILE_TEXTS = {
    "hostile.pth": "import os; {text}",
    "pyvenv.cfg": "home = .\ninclude-system-site-packages = true\n",
    ".env": "PYTHONSTARTUP=json.py\nPYTHONPATH=.\n",
    ".netrc": "default login a password b\n",
    ".python-version": "2.7\n",
    "pyproject.toml": '[tool.notedeck]\nname = "x"\n',
    "logging.conf": "[loggers]\nkeys=root\n",
    "mime.types": "text/html png\n",
}
ENTRY_POINTS = ("pygments.lexers", "pygments.styles", "markdown.extensions", "console_scripts")


def write_notes(folder: Path) -> None:
    """Write a note with diagrams, and settings."""
    (folder / "a.md").write_text(NOTE, encoding="utf-8")
    (folder / "deck.toml").write_text(SETTINGS, encoding="utf-8")


def plant_files(folder: Path, marker: Path, without: Collection[str] = ()) -> None:
    """Write a hostile module of every other name, compiled ones, and settings that programs look for."""
    text = HOSTILE.format(marker=str(marker))
    names = sys.stdlib_module_names | OWN_NAMES | OPTIONAL_NAMES | packages_distributions().keys()
    for name in names.difference(without):
        if "/" not in name and "." not in name:
            (folder / f"{name}.py").write_text(text, encoding="utf-8")
    for name in {"notedeck", "lxml", "mermaid_render", "PIL"}.difference(without):
        (folder / name).mkdir()
        (folder / name / "__init__.py").write_text(text, encoding="utf-8")
    for name in ("json", "socket", "pickle"):
        py_compile.compile(str(folder / f"{name}.py"), cache_from_source(str(folder / f"{name}.py")))
    plant_distribution(folder, text)
    for name, content in HOSTILE_TEXTS.items():
        (folder / name).write_text(content.replace("{text}", text), encoding="utf-8")


def plant_distribution(folder: Path, text: str) -> None:
    """Write the metadata of an installed package with entry points, and the module that they name."""
    info = folder / "hostile-1.0.dist-info"
    info.mkdir()
    groups = "".join(f"[{group}]\nx = hostile_plugin:X\n" for group in ENTRY_POINTS)
    (info / "entry_points.txt").write_text(groups, encoding="utf-8")
    (info / "METADATA").write_text("Name: hostile\nVersion: 1.0\n", encoding="utf-8")
    (folder / "hostile_plugin.py").write_text(text, encoding="utf-8")
