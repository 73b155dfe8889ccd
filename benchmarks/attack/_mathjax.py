"""Anki's MathJax in a browser, and the judge of what it makes of a card.

MathJax is the one that Anki ships: that of the installed package `aqt`, or the folder that NOTEDECK_MATHJAX names (the
one that contains `mathjax.js` and `vendor/`).
"""

from __future__ import annotations

import html
import importlib.util
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Error as BrowserError
from playwright.sync_api import Page, Route

from tests.support.browser import open_browser

NAMED_FOLDER = os.environ.get("NOTEDECK_MATHJAX", "")
CONFIGURATION, SCRIPT = "mathjax.js", "vendor/mathjax/tex-chtml-full.js"
HOST = "http://anki.test"
PAGE = '<!DOCTYPE html><html><body class="card"><div id="qa"></div></body></html>'
MAX_SECONDS = 2.0
TIMEOUT_MS = 60_000
MISSING = "no MathJax: install aqt, or name its folder data/web/js in NOTEDECK_MATHJAX"

TYPESET = """async ([html, css]) => {
  document.head.querySelector('#theme')?.remove();
  document.head.insertAdjacentHTML('beforeend', '<style id="theme"></style>');
  document.head.querySelector('#theme').textContent = css;
  const qa = document.getElementById('qa');
  qa.innerHTML = html;
  const start = performance.now();
  MathJax.typesetClear();
  let error = '';
  try { await MathJax.typesetPromise([qa]); } catch (thrown) { error = String(thrown); }
  return {seconds: (performance.now() - start) / 1000, error};
}"""
JUDGE = """() => {
  const qa = document.getElementById('qa'), findings = [];
  const ownData = /^data-(mjx|align|cramped|padding|thickness|width-includes-label)/;
  const own = /^(mjx|MJX|TEX|MathJax|MathML-Unit|CtxtMenu)/;
  for (const box of qa.querySelectorAll('mjx-container')) {
    const holder = box.closest('.math');
    if (!holder) findings.push('a formula outside of our span');
    else if (getComputedStyle(holder).overflowX === 'visible') findings.push('a formula that is not clipped');
    const size = (holder || box).getBoundingClientRect();
    if (size.height > 1500) findings.push(`a formula ${size.height} pixels high`);
    for (const node of [box, ...box.querySelectorAll('*')]) {
      if (/^(a|script|iframe|img|object|embed|style|link|form|input|svg|mjx-maction)$/i.test(node.nodeName))
        findings.push(`element ${node.nodeName}`);
      for (const {name, value} of node.attributes) {
        const isForeign = name.startsWith('data-') && !ownData.test(name);
        if (isForeign || /^on|href|src/.test(name)) findings.push(`${name}=${value}`);
        if (name === 'id' && !/^(mjx-eqn:[\\w\\s.,*’'()가-힣-]{0,40}$|MJX-)/.test(value)) findings.push(`id=${value}`);
        if (name === 'class' && !value.split(/\\s+/).every(one => own.test(one))) findings.push(`class=${value}`);
        const text = value.replace('position: relative', '');  // MathJax raises and lowers with it
        if (name === 'style' && /position|url|z-index|background-image|animation|content|opacity|filter/.test(text))
          findings.push(`style=${value}`);
        if (name === 'style' && /font-family/.test(value) && !/font-family: MJXZERO/.test(value)) findings.push(value);
      }
      if (/fixed|sticky/.test(getComputedStyle(node).position)) findings.push('position ' + node.nodeName);
    }
  }
  return findings;
}"""
FORMULAS = """() => [...document.querySelectorAll('mjx-container')].map(box => ({
  error: box.querySelector('mjx-merror')?.dataset.mjxError
    || (box.querySelector('mjx-mtext[style*="color: red"]') ? 'unknown macro' : ''),
}))"""
TABLES = """() => {
  const handlers = MathJax.startup.document.inputJax[0].configuration.handlers;
  const list = kind => [...handlers.get(kind)._configuration].flatMap(({item}) => item.map ? [...item.map.keys()] : []);
  return {delimiters: list('delimiter'), macros: list('macro'), environments: list('environment')};
}"""


def find_mathjax() -> Path | None:
    """Return the folder with Anki's MathJax, None if this computer has none."""
    spec = importlib.util.find_spec("_aqt")
    packages = (spec.submodule_search_locations if spec else None) or ()
    installed = (Path(place) / "data" / "web" / "js" for place in packages)
    folders = (*([Path(NAMED_FOLDER)] if NAMED_FOLDER else []), *installed)
    return next((folder for folder in folders if (folder / SCRIPT).is_file()), None)


@dataclass  # without slots: Playwright adds an attribute
class MathJaxPage:
    """A page with MathJax, as Anki's window for cards; `events` are the requests and dialogs since the last look."""

    page: Page
    folder: Path
    events: list[str] = field(default_factory=list)

    def load(self) -> None:
        """Open the page."""
        self.page.set_default_timeout(TIMEOUT_MS)
        self.page.on("dialog", self.note_dialog)
        self.page.route("**/*", self.serve)
        self.page.goto(HOST)
        for name in (CONFIGURATION, SCRIPT):
            self.page.add_script_tag(url=f"/_anki/js/{name}")
        self.page.evaluate("MathJax.startup.promise")

    def note_dialog(self, dialog: Any) -> None:
        """Record a dialog and close it."""
        self.events.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def serve(self, route: Route) -> None:
        """Answer with a file of Anki, and record any other request."""
        path = route.request.url.removeprefix(HOST)
        file = self.folder / path.removeprefix("/_anki/js/")
        if path == "/":
            route.fulfill(body=PAGE, content_type="text/html")
        elif path.startswith("/_anki/js/") and file.is_file():
            route.fulfill(path=str(file))
        else:
            self.events.append(f"request {route.request.url[:200]}")
            route.abort()

    def typeset(self, markup: str, css: str = "") -> Iterator[str]:
        """Show the HTML of a card, and yield what its formulas do beyond displaying."""
        try:
            shown = self.page.evaluate(TYPESET, [markup, css])
            yield from self.page.evaluate(JUDGE)
        except BrowserError as error:
            yield f"the browser: {str(error)[:100]}"
            self.page.reload()
            self.load()
            return
        if shown["seconds"] > MAX_SECONDS:
            yield f"{shown['seconds']:.1f} seconds"
        if shown["error"]:
            yield f"MathJax stops: {shown['error']}"
        yield from self.events
        self.events.clear()

    def find_error(self, tex: str) -> str:
        r"""Return what MathJax says against a formula, which comes with `\(` and `\)`; "" if it renders."""
        self.page.evaluate(TYPESET, [f'<span class="math">{html.escape(tex)}</span>', ""])
        formulas = self.page.evaluate(FORMULAS)
        return next((formula["error"] for formula in formulas), "no formula")

    def list_tables(self) -> dict[str, list[str]]:
        """Return the names that MathJax knows."""
        tables: dict[str, list[str]] = self.page.evaluate(TABLES)
        return tables


@contextmanager
def open_mathjax(folder: Path | None = None) -> Iterator[MathJaxPage | None]:
    """Yield a page with the MathJax in a folder, else with Anki's; None without MathJax or a browser."""
    place = folder or find_mathjax()
    if place is None:
        yield None
        return
    with open_browser() as browser:
        if browser is None:
            yield None
            return
        mathjax = MathJaxPage(browser.new_page(), place)
        mathjax.load()
        yield mathjax
