"""Content-Security-Policies of our pages: their own script and style sheet by their hashes."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping


def format_sources(sources: Mapping[str, str]) -> str:
    """Return a policy that allows nothing but the sources of these directives."""
    parts = {"default-src": "'none'", **sources, "base-uri": "'none'", "form-action": "'none'"}
    return "; ".join(f"{name} {value}" for name, value in parts.items())


def hash_source(text: str) -> str:
    """Return the source expression for a script or style sheet in the page (CSP Level 3, "hash-source")."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
