"""Outputs of Liquid: `{{ "/a.png" | relative_url }}`, `{{ site.baseurl }}`, `{{ page.title }}`."""

from __future__ import annotations

import re

OUTPUT = re.compile(r"\{\{-?(?P<output>(?:(?!-?\}\}|\{\{)[^\n]){1,500}+)-?\}\}")
OBJECTS = re.compile(
    r"(?:site|page|layout|include|paginator|post|forloop|jekyll|theme)\.[\w.\[\]\"'-]{1,200}|content\b"
)
STRING = re.compile(r"\"(?P<double>[^\"]{0,500})\"|'(?P<single>[^']{0,500})'")
FILTERED = re.compile(r"[\w.\[\]\"'-]{1,200}\s{0,9}\|\s{0,9}[a-z]\w{2,40}\b")
ADDRESS_OF_SITE = re.compile(r"site\.(?:baseurl|base_url|url|github\.url|cdn|production_url)\b")


def is_output(written: str, variables: frozenset[str]) -> bool:
    """Return whether what stands between two braces is Liquid, and neither a formula nor another program's template."""
    name = re.match(r"[\w-]{1,50}", written)
    is_own = name is not None and name[0] in variables
    return is_own or any(pattern.match(written) for pattern in (OBJECTS, STRING, FILTERED))


def render_output(written: str) -> str | None:
    """Return what an output becomes: the text in it, nothing for the address of the site; None is reported."""
    if match := STRING.match(written):
        return match["double"] if match["double"] is not None else match["single"]
    return "" if ADDRESS_OF_SITE.match(written) else None


def resolve_text(text: str) -> str:
    """Return an argument of a tag with the outputs in it replaced."""
    return OUTPUT.sub(lambda match: render_output(match["output"].strip()) or "", text) if "{{" in text else text
