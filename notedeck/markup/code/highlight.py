"""The inside of code blocks: highlighted by Pygments, with the classes of `resources/code.css` (`token_classes.py`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pygments.lexer import Lexer
from pygments.lexers import find_lexer_class, get_all_lexers

from notedeck.markup.code.drawings import align_wide_letters, is_drawing
from notedeck.markup.code.token_classes import find_css_class
from notedeck.markup.escaping import escape_text

# Some lexers take quadratic time: in the length of the code, of a line, or of words without punctuation between them.
# Code longer than what people write by hand is not highlighted.
MAX_HIGHLIGHTED_CHARS = 20_000
TOO_LONG_PART = re.compile(r"[^(){};=,:\"']{1000}|[^\n]{2000}")
PLAIN_LANGUAGES = frozenset({"", "text", "txt", "plain", "plaintext", "none", "ascii", "console-output", "output"})
LANGUAGE_ALIASES = {  # those that Pygments does not know, or takes for another language
    "c#": "csharp",
    "dockerfile": "docker",
    "golang": "go",
    "javacript": "javascript",
    "jsonc": "json",
    "mysql": "mysql",
    "node": "javascript",
    "node.js": "javascript",
    "nodejs": "javascript",
    "objc": "objective-c",
    "oracle": "sql",
    "proto": "protobuf",
    "shell": "bash",
    "vue": "html",
    "yml": "yaml",
}


def highlight_code(code: str, info: str) -> str:
    """Return the inside of `<code>` as HTML, highlighted if the language in `info`, the fence's info string, is known.

    Every character of `code` is kept. In a drawing without a language, Korean letters are aligned.
    """
    language = parse_language(info)
    if language in PLAIN_LANGUAGES:
        return align_wide_letters(code) if is_drawing(code) else escape_text(code)
    is_too_long = len(code) > MAX_HIGHLIGHTED_CHARS or TOO_LONG_PART.search(code)
    lexer = None if is_too_long else find_lexer(language)
    return render_tokens(code, lexer) if lexer else escape_text(code)


def parse_language(info: str) -> str:
    """Return the language of an info string: `java title=A`, `{.java}`, `java:Main.java`, `Java` are all "java"."""
    words = info.strip().strip("{}").split()
    first = words[0].lstrip(".").lower() if words else ""
    first = first.split(",")[0].split(":")[0].split("{")[0]
    return LANGUAGE_ALIASES.get(first, first)


@cache
def list_lexer_names() -> dict[str, str]:
    """Return the lexer's name for every alias in Pygments itself; plug-ins would make builds differ."""
    return {alias: name for name, aliases, _, _ in get_all_lexers(plugins=False) for alias in aliases}


@cache
def find_lexer(alias: str) -> Lexer | None:
    """Return the lexer for a language, set to keep all whitespace; None if there is none."""
    lexer_class = find_lexer_class(list_lexer_names().get(alias, ""))
    return lexer_class(stripnl=False, ensurenl=False) if lexer_class else None


def render_tokens(code: str, lexer: Lexer) -> str:
    """Return highlighted code as HTML. Lexers need a line end at the end; one that is added is removed again."""
    added = "" if code.endswith("\n") else "\n"
    spans = (render_span(css_class, text) for css_class, text in group_tokens(code + added, lexer))
    return "".join(spans).removesuffix(added)


def group_tokens(code: str, lexer: Lexer) -> Iterator[tuple[str, str]]:
    """Yield (CSS class, text), with neighbouring tokens of one class as one text."""
    last_class, texts = "", [""]
    for token_type, text in lexer.get_tokens(code):
        css_class = find_css_class(token_type)
        if css_class != last_class:
            yield last_class, "".join(texts)
            last_class, texts = css_class, []
        texts.append(text)
    yield last_class, "".join(texts)


def render_span(css_class: str, text: str) -> str:
    """Return a text in a `<span>` of its class; the line ends after it are outside."""
    words = text.rstrip("\n")
    line_ends = text[len(words) :]
    escaped = escape_text(words)
    return (f'<span class="{css_class}">{escaped}</span>' if css_class and escaped else escaped) + line_ends
