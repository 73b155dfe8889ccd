"""Text as HTML."""

from __future__ import annotations

import html


def escape_text(text: str) -> str:
    """Return text as HTML, as `html.escape` does, but sooner where there is nothing to escape."""
    return html.escape(text, quote=False) if "<" in text or "&" in text or ">" in text else text
