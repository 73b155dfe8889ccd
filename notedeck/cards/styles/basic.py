"""The basic style: the title in front, the section behind."""

from __future__ import annotations

from notedeck.config.settings import Settings
from notedeck.model import Face, Section

NAME = "basic"
ASKS = "what a title says"


def cards(section: Section, settings: Settings) -> tuple[Face, ...]:  # noqa: ARG001 - every style is asked alike
    """One card a section."""
    return (Face(front=section.front, back=section.body),)
