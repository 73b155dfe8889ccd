"""The one place that prints: nothing that others wrote reaches a terminal or a log as an order."""

from __future__ import annotations

import ast
import io
import json
import sys
import unicodedata
from collections.abc import Iterator

import pytest

from notedeck.cli.console import Console, ReaderGoneError, Span, escape_json
from notedeck.cli.escapes import escape_line
from notedeck.cli.terminal import ScreenBar
from notedeck.problems import DeckError
from notedeck.util.text import HIDDEN_CHARACTERS, escape_hidden
from tests.support.paths import ROOT

HOSTILE = {
    "colour": ("\x1b[31mred", r"\x1b[31mred"),
    "title of the window": ("\x1b]0;pwned\x07", r"\x1b]0;pwned\x07"),
    "hyperlink": ("\x1b]8;;http://evil\x1b\\text", r"\x1b]8;;http://evil\x1b\text"),
    "clipboard": ("\x1b]52;c;cm0gLXJm\x07", r"\x1b]52;c;cm0gLXJm\x07"),
    "8-bit CSI": ("\x9b2J", r"\x9b2J"),
    "device control": ("\x90q\x9c", r"\x90q\x9c"),
    "carriage return": ("bad\rgood", r"bad\rgood"),
    "newline": ("a\nerror: b", r"a\nerror: b"),
    "next line": ("a\x85b", r"a\x85b"),
    "line separator": ("a\u2028b\u2029c", r"a\u2028b\u2029c"),
    "vertical tab": ("a\x0b\x0cb", r"a\x0b\x0cb"),
    "tab": ("a\tb", r"a\tb"),
    "backspace": ("rm\x08\x08ls", r"rm\x08\x08ls"),
    "delete": ("a\x7fb", r"a\x7fb"),
    "NUL": ("a\0b", r"a\x00b"),
    "right to left": ("\u202egpj.exe", r"\u202egpj.exe"),
    "isolate": ("\u2067a\u2069", r"\u2067a\u2069"),
    "zero width": ("pay\u200bpal\ufeff", r"pay\u200bpal\ufeff"),
    "tags": ("a\U000e0041", r"a\U000e0041"),
    "a byte that is no text": ("\udcff.md", r"\xff.md"),
    "half a character": ("\ud83d.md", r"\ud83d.md"),
    "markup": ("[red]x[/] [link=file:///etc/passwd]y[/link]", "[red]x[/] [link=file:///etc/passwd]y[/link]"),
    "markup without an end": ("[/b] [", "[/b] ["),
    "emoji code": (":smile: :bomb:", ":smile: :bomb:"),
    "command of a workflow": ("::add-mask::x", r"\x3a:add-mask::x"),
    "command after spaces": ("\u3000 ::stop-commands::x", "\u3000 " + r"\x3a:stop-commands::x"),
    "old command of a workflow": ("a ##[add-mask]x", r"a #\x23[add-mask]x"),
}
HARMLESS = (
    "자료 구조.md",
    "👩‍💻 é e\u0301 ½",
    "a::b C# [1] #[x]",
    "می\u200cخواهم",
    "\u00a0nbsp\u3000",
    "back\\slash \\x1b",
)
VISIBLE_MARKS = {*map(chr, range(0x600, 0x606)), "\u06dd", "\u0890", "\u0891", "\u08e2", "\U000110bd", "\U000110cd"}
JOINERS = {"\u200c", "\u200d"}


def printed(*spans: Span, is_terminal: bool = False) -> str:
    stream = io.StringIO()
    Console(stream, is_terminal=is_terminal, width=20).print_spans(*spans)
    return stream.getvalue()


@pytest.mark.parametrize("name", HOSTILE)
def test_what_others_wrote_is_shown_and_not_obeyed(name: str) -> None:
    text, shown = HOSTILE[name]
    assert printed(Span(text)) == shown + "\n"
    assert printed(Span("x "), Span(text), Span(" y")) == f"x {shown} y\n"


@pytest.mark.parametrize("text", HARMLESS)
def test_other_text_is_shown_as_it_is(text: str) -> None:
    assert printed(Span(text)) == text + "\n"


def test_every_control_character_is_shown() -> None:
    categories = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    controls = {char for char in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(char) in categories}
    assert {char for char in controls if not HIDDEN_CHARACTERS.fullmatch(char)} == VISIBLE_MARKS | JOINERS
    assert all(escape_hidden(char).isprintable() for char in controls - VISIBLE_MARKS - JOINERS)


@pytest.mark.parametrize("name", HOSTILE)
def test_the_bar_shows_it_too(name: str) -> None:
    text, shown = HOSTILE[name]
    stream = io.StringIO()
    with Console(stream, is_terminal=True, width=200).show_bar(text, 1) as bar:
        assert isinstance(bar, ScreenBar)
        bar.show_label(text)
        bar.progress.refresh()
    lines = stream.getvalue()
    assert lines.count(shown) >= 2
    assert text not in lines or text == shown


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("indent", [None, 1])
def test_json_keeps_every_value_and_hides_nothing(
    name: str, indent: int | None, capsys: pytest.CaptureFixture[str]
) -> None:
    document = {HOSTILE[name][0]: [HOSTILE[name][0], "한글"]}
    Console().print_json(document, indent)
    text = capsys.readouterr().out
    assert json.loads(text) == document
    assert not HIDDEN_CHARACTERS.search(text.replace("\n", "")) and "##[" not in text and "한글" in text
    assert text.count("\n") == (1 if indent is None else 6)


def test_json_escapes_stay_within_json() -> None:
    assert escape_json('"\U000e0041\x7f"') == '"\\udb40\\udc41\\u007f"'


def test_a_document_keeps_only_its_own_lines(capsys: pytest.CaptureFixture[str]) -> None:
    Console().print_document("::notice::a\x1b\r\n| b \u2028|")
    assert capsys.readouterr().out == "::notice::a\\x1b\\r\n| b \\u2028|\n"


def test_a_line_is_not_escaped_twice_as_something_else() -> None:
    assert escape_line(escape_line("\x1b::")) == escape_line("\x1b::")


class BrokenStream(io.StringIO):
    """A stream whose reader has gone, or whose disk is full."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self.error = error

    def flush(self) -> None:
        raise self.error


@pytest.mark.parametrize(
    ("error", "kind"),
    [(BrokenPipeError(32, "Broken pipe"), ReaderGoneError), (OSError(28, "No space left on device"), DeckError)],
)
def test_a_stream_that_cannot_be_written_ends_the_command(error: OSError, kind: type[Exception]) -> None:
    with pytest.raises(kind):
        Console(BrokenStream(error)).print_line("a")


PLACES = ("cli/console.py", "cli/terminal.py")


def find_printing(tree: ast.AST) -> Iterator[int]:
    """Yield the lines that print, or get hold of something to print with."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in ("print", "Progress", "pprint"):
            yield node.lineno
        elif isinstance(node, ast.Attribute):
            name = f"{node.value.id}.{node.attr}" if isinstance(node.value, ast.Name) else node.attr
            if name in PRINTERS or node.attr in ("_rich", "print_exc", "print_exception", "print_stack", "__stdout__"):
                yield node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module == "sys":
            yield node.lineno


PRINTERS = ("sys.stdout", "sys.stderr", "os.write", "warnings.warn", "logging.basicConfig", "faulthandler.enable")
STREAMS = "cli/streams.py"  # prepares the streams and prints nothing


def test_nothing_prints_elsewhere() -> None:
    package = ROOT / "notedeck"
    files = {file.relative_to(package).as_posix(): file for file in sorted(package.rglob("*.py"))}
    assert {*PLACES, STREAMS} <= set(files)
    places = [
        f"notedeck/{path}:{line}"
        for path, file in files.items()
        if path not in (*PLACES, STREAMS)
        for line in find_printing(ast.parse(file.read_text("utf-8")))
    ]
    assert not places, "print through Console of notedeck/cli/console.py:\n" + "\n".join(places)


@pytest.mark.parametrize(
    "text",
    [
        "print('x')",
        "run(print)",
        "import sys\nsys.stdout.write('x')",
        "from sys import stderr",
        "traceback.print_exc()",
        "os.write(1, b'x')",
        "console._rich.print('x')",
    ],
)
def test_every_way_to_print_is_found(text: str) -> None:
    assert list(find_printing(ast.parse(text)))
