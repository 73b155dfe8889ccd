"""How to install the optional packages of notedeck, the `optional-dependencies` of pyproject.toml."""

from __future__ import annotations

import re

DISTRIBUTION = "notedeck"
# Such as `deepl>=1.20; extra == "deepl"` (PEP 508, as importlib.metadata returns it).
REQUIREMENT = re.compile(r"""(?P<requirement>[^;]+?)\s*;.*\bextra\s*==\s*["'](?P<extra>[^"']+)["']""")


def create_install_hint(extra: str, *fallback: str) -> str:
    """Return the command that installs the packages of an extra, such as `pip install "deepl>=1.20"`.

    It names the packages rather than `notedeck[extra]`: notedeck is not on PyPI, and it may be installed from a wheel
    or from a checkout. `fallback` are the packages to name if notedeck runs without being installed.
    """
    packages = find_requirements(extra) or list(fallback) or [extra]
    return "pip install " + " ".join(f'"{package}"' for package in packages)


def find_requirements(extra: str) -> list[str]:
    """Return the requirements that only this extra adds; none if notedeck is not installed or has no such extra."""
    from importlib.metadata import PackageNotFoundError, requires  # takes as long to load as all renderers

    try:
        matches = [REQUIREMENT.fullmatch(text) for text in requires(DISTRIBUTION) or ()]
    except PackageNotFoundError:
        return []
    return [match["requirement"] for match in matches if match and match["extra"] == extra]
