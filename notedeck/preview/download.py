"""The link where members get the package, for people at a computer and, as a QR code, for their phones."""

from __future__ import annotations

import html
import io

BORDER_MODULES = 4  # around the code, as its standard demands


def format_download(address: str) -> str:
    """Return the panel with the link, its QR code, and how each device takes the package."""
    link = html.escape(address)
    ways = "".join(f'<li data-text="{way}"></li>' for way in ("onComputer", "onAndroid", "onPhone", "withWeb"))
    return (
        f'<h2 data-text="download"></h2><p><a class="get" href="{link}" rel="noopener noreferrer">{link}</a></p>'
        f'<div class="qr">{draw_code(address)}</div><p class="hint" data-text="scan"></p><ul>{ways}</ul>'
    )


def draw_code(address: str) -> str:
    """Return a QR code as SVG; the page shows it dark on light, in the night, too."""
    import segno

    stream, code = io.BytesIO(), segno.make_qr(address, error="m")
    code.save(stream, kind="svg", border=BORDER_MODULES, omitsize=True, xmldecl=False, svgns=False, nl=False)
    svg = stream.getvalue().decode()
    return svg.replace("<svg ", f'<svg role="img" aria-label="{html.escape(address)}" ', 1)
