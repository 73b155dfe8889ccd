"""The commands that install optional packages name packages that pip can find."""

from __future__ import annotations

from importlib import metadata
from importlib.metadata import PackageNotFoundError

import pytest

from notedeck.util.extras import create_install_hint

REQUIREMENTS = [
    "lxml>=5.3",
    'deepl>=1.20; extra == "deepl"',
    "two>=1,<2 ; python_version > '3' and extra == 'both'",
    'three[fast]; extra == "both"',
]


@pytest.mark.parametrize(
    ("extra", "command"),
    [("deepl", 'pip install "deepl>=1.20"'), ("both", 'pip install "two>=1,<2" "three[fast]"')],
)
def test_the_requirements_of_an_extra_are_named(extra: str, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "requires", lambda _name: REQUIREMENTS)
    assert create_install_hint(extra, "fallback") == command


def test_without_metadata_the_fallback_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(name: str) -> list[str]:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "requires", fail)
    assert create_install_hint("mermaid", "mermaid-render") == 'pip install "mermaid-render"'
    assert create_install_hint("deepl") == 'pip install "deepl"'
