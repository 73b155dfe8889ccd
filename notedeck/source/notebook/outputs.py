"""The outputs of code cells: pictures, tables and formulas, and text that is the same when the code runs again.

Memory addresses, progress bars and warnings are left out: they differ from run to run, and cards would change with
them for nothing.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator, Mapping

from notedeck.source.decode import normalize_text
from notedeck.source.notebook.cells import Output
from notedeck.source.notebook.code import fence_code

MAX_OUTPUT_LINES = 30
MAX_OUTPUT_CHARACTERS = 2_000
MAX_TABLE_CHARACTERS = 30_000  # pandas shows 60 rows at most
CUT_MARK = "…"
TERMINAL_CODE = re.compile(r"\x1b(?:\[[0-9;:?]*[ -/]*[@-~]|\][^\x07\x1b]*\x07?|[@-Z\\^_])")
# Where an object is in memory, and the file that Jupyter makes of a cell.
ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+| \((?:<ipython-input-[^<>\n]{1,80}>|\d{1,20}\.py), line \d{1,9}\)")
# What Python calls a plot, beside the plot itself.
PLOT_NAMES = r"Figure size|\w*Axes\b|\w*AxesSubplot|BarContainer|IPython\.core|a list of "
OBJECT_NAME = re.compile(rf"[\[({{'\w: ]*<[^\n]* at 0x|[\[(]*(?:<(?:{PLOT_NAMES})|Text\()")
PLOT_PART = re.compile(r"<(?:BarContainer object|a list of \d|Figure size)")
PICTURES = ("image/png", "image/jpeg", "image/svg+xml", "image/gif", "image/webp")
WIDGET = "application/vnd.jupyter.widget-view+json"  # a slider or a progress bar
INTERACTIVE = re.compile(r"application/vnd\.(?!jupyter\.)")
# The progress of a program that downloads or installs: other times and speeds in each run.
PROGRESS = re.compile(
    r"^[ \t]*(?:Requirement already satisfied:|Collecting |Downloading |Installing collected packages:"
    r"|Successfully (?:installed|built) |Building wheel)|\d%\|[^|\n]{0,120}\||\d\d:\d\d<\d\d:\d\d,"
)
BASE64 = re.compile(r"[A-Za-z0-9+/=_-]+")
HIDDEN_PARTS = (("<script", "</script>"), ("<style", "</style>"), ("<!--", "-->"))
TABLE_END = "</table>"
CAPITALS = re.compile(r"[A-Z]+")
HTML_TAG = re.compile(r"<[^<>]*>")
FORMULA_START = re.compile(r"\$|\\\[|\\\(|\\begin\{")


def write_outputs(outputs: Iterable[Output]) -> Iterator[list[str]]:
    """Yield the lines of each output in Markdown, but for those that a card cannot show."""
    text = ""
    for output in outputs:
        if output.kind == "stream":
            text += output.forms.get("stdout", "")
            continue
        yield from filter(None, (write_text(text), write_output(output)))
        text = ""
    yield from filter(None, (write_text(text),))


def write_output(output: Output) -> list[str]:
    """Return an output in Markdown: no lines for one that a card cannot show."""
    if output.kind == "error":
        message = output.forms.get("evalue", "").strip().partition("\n")[0]
        return write_text(": ".join(filter(None, (output.forms.get("ename", ""), message))))
    forms = output.forms
    if WIDGET in forms:
        return []
    if forms.get("text/latex"):
        return write_formula(forms["text/latex"])
    if address := find_picture(forms):
        return [f"![]({address})"]
    if forms.get("text/markdown"):
        return clean_text(forms["text/markdown"]).strip("\n").split("\n")
    html = forms.get("text/html", "")
    return write_tables(html) or write_result(forms) or write_html(cut_hidden_parts(html))


def is_interactive(output: Output) -> bool:
    """Return whether an output is a program, such as a map or a slider, and has no other form."""
    names = [name for name in output.forms if name != "text/plain"]
    has_script = "<script" in output.forms.get("text/html", "") and "text/plain" not in output.forms
    return has_script or any(INTERACTIVE.match(name) for name in names)


def clean_text(text: str) -> str:
    """Return a text without colours, memory addresses and progress; of a line that is written again, its last form."""
    plain = TERMINAL_CODE.sub("", text).replace("\r\n", "\n")
    lines = (line.rstrip("\r").rpartition("\r")[2] for line in plain.split("\n"))
    return ADDRESS.sub("", normalize_text("\n".join(line for line in lines if not PROGRESS.search(line))))


def write_text(text: str) -> list[str]:
    """Return the lines of a text as a code block, with a mark where a long one is cut."""
    whole = clean_text(text).strip("\n").rstrip()
    if not whole:
        return []
    lines = whole[:MAX_OUTPUT_CHARACTERS].split("\n")[:MAX_OUTPUT_LINES]
    is_cut = len(whole) > sum(map(len, lines)) + len(lines) - 1
    lines += [CUT_MARK] if is_cut else []
    return fence_code(lines)


def write_result(forms: Mapping[str, str]) -> list[str]:
    """Return the value of a cell as text; none for the name of an object, such as a plot."""
    text = forms.get("text/plain", "")
    is_name = OBJECT_NAME.match(text.lstrip()) or PLOT_PART.search(text[:MAX_OUTPUT_CHARACTERS])
    return [] if is_name else write_text(text)


def find_picture(forms: Mapping[str, str]) -> str:
    """Return the address of a picture inside the note, "" without one; a form is Base64, or the text of an SVG."""
    name = next((name for name in PICTURES if forms.get(name, "").strip()), "")
    data = forms.get(name, "")
    is_svg = data.lstrip().startswith("<")
    text = base64.b64encode(data.encode()).decode() if is_svg else "".join(data.split())
    return f"data:{name};base64,{text}" if BASE64.fullmatch(text) else ""


def write_formula(text: str) -> list[str]:
    """Return LaTeX as Markdown; a text with formulas in it stays as it is."""
    lines = [line for line in clean_text(text).strip().split("\n") if line.strip()]
    whole = "\n".join(lines)
    inner = whole.strip("$").strip()
    if not FORMULA_START.match(whole) or "$" in inner:
        return lines
    return ["$$", *inner.removeprefix("\\[").removesuffix("\\]").strip().split("\n"), "$$"]


def write_tables(html: str) -> list[str]:
    """Return the tables of an output in HTML, without the buttons around them; none if they are too long."""
    tables: list[str] = []
    start = html.find("<table")
    while start != -1 and (end := html.find(TABLE_END, start)) != -1:
        tables.append(html[start : end + len(TABLE_END)])
        start = html.find("<table", end)
    shown = cut_hidden_parts("\n".join(tables))
    return write_html(shown) if len(shown) <= MAX_TABLE_CHARACTERS else []


def write_html(html: str) -> list[str]:
    """Return HTML as a block of raw HTML without blank lines; none if nothing in it is visible."""
    if not HTML_TAG.sub("", html).strip() and "<img" not in html:
        return []
    lines = (line.strip() for line in clean_text(html).split("\n"))
    return ["<div>", *filter(None, lines), "</div>"]


def cut_hidden_parts(html: str) -> str:
    """Return HTML without scripts, styles and comments."""
    for start, end in HIDDEN_PARTS:
        pieces: list[str] = []
        position = 0
        lowered = CAPITALS.sub(lambda match: match[0].lower(), html)  # `lower` makes two characters of "İ"
        while (index := lowered.find(start, position)) != -1:
            pieces.append(html[position:index])
            close = lowered.find(end, index)
            position = len(html) if close == -1 else close + len(end)
        html = "".join([*pieces, html[position:]])
    return html
