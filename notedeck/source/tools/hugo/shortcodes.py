"""Shortcodes: where they are in a line, and what each becomes. The names are those of Hugo and of well-known themes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from notedeck.source.page import CODE_SPAN, Line
from notedeck.source.tools._arguments import parse_arguments
from notedeck.source.tools._code import CodeFinder
from notedeck.source.tools._markdown import format_code, format_code_span, format_formula, trim_blank_lines
from notedeck.source.tools._parts import PART_NAMES, render_part
from notedeck.source.tools._tags import Tag
from notedeck.source.tools.hugo.single import render_single

# A quotation mark that is not closed is a character as any other.
OPENING = re.compile(
    r"\{\{[<%]\s*+(?P<end>/?)\s*+(?P<name>\w[\w/.-]{0,100})"
    r"(?P<arguments>(?:\"(?:[^\"\\\n]|\\.){0,2000}+\"|`[^`\n]{0,2000}+`|(?![>%]\}\}|\{\{[<%])[^\n]){0,2000}+)[>%]\}\}"
)
CLOSING = re.compile(r"[>%]\}\}")
ESCAPED = re.compile(r"\{\{(?P<start>[<%])/\*(?P<inner>(?!/?\*)(?:[^*\n]|\*(?!/)){0,2000}+)\*/(?P<end>[>%])\}\}")
UNFINISHED = re.compile(r"\{\{[<%]\s*+/?\s*+\w")
LANGUAGE = re.compile(r"[\w+#.-]{1,30}")
DRAWINGS = {"mermaid": "mermaid", "plantuml": "plantuml", "puml": "plantuml", "graphviz": "dot", "dot": "dot"}
FORMULAS = frozenset({"math", "katex", "mathjax", "latex", "tex", "equation"})
HTML = frozenset({"rawhtml", "raw", "unsafe", "html", "raw-html", "unsafehtml"})
CODE = frozenset({"highlight", "code", "codeblock", "code-block", "prism", "terminal", "console", "sourcecode"})
COMMENT = "comment"
RAW_NAMES = CODE | HTML | FORMULAS | frozenset(DRAWINGS) | {COMMENT}


@dataclass(slots=True)
class Shortcodes:
    """The syntax of shortcodes. `comments` are the lines of those that only their author sees."""

    comments: list[int] = field(default_factory=list)

    def find_tags(self, line: str, number: int, start: int = 0) -> Iterator[tuple[int, int, Tag]]:
        """Yield each shortcode of a line from `start` on, with the indexes at which it starts and ends."""
        last_end = max(line.rfind(">}}"), line.rfind("%}}"))
        position = line.find("{{", start)
        while 0 <= position < last_end:
            match = OPENING.match(line, position)
            if match:
                arguments = match["arguments"].strip()
                tag = Tag(match["name"].lower(), arguments.removesuffix("/").strip(), number, match["end"] == "/")
                yield match.start(), match.end(), tag
            position = line.find("{{", match.end() if match else position + 1)

    def find_unfinished(self, line: str) -> int | None:
        """Return where a shortcode starts in a line that does not end there."""
        start = max(line.rfind("{{<"), line.rfind("{{%"))
        is_unfinished = start >= 0 and not CLOSING.search(line, start) and UNFINISHED.match(line, start)
        return start if is_unfinished else None

    def is_raw(self, tag: Tag) -> bool:
        """Return whether a shortcode is around code."""
        return tag.name in RAW_NAMES and not tag.closes

    def can_be_alone(self, tag: Tag) -> bool:
        """Return whether a shortcode around code may have no end: `katex` alone only loads KaTeX."""
        return tag.name in FORMULAS

    def is_part(self, tag: Tag) -> bool:
        """Return whether a shortcode makes something of the text around which it is."""
        return tag.name in PART_NAMES

    def render_tag(self, tag: Tag) -> str | None:
        """Return what a shortcode alone becomes."""
        return "" if tag.closes or tag.name in FORMULAS else render_single(tag.name, parse_arguments(tag.arguments))

    def render_raw(self, tag: Tag, code: Sequence[str], *, in_line: bool) -> list[str]:
        """Return the code of a shortcode as Markdown."""
        if tag.name == COMMENT:
            self.comments.append(tag.line)
            return []
        if tag.name in FORMULAS:
            is_display = "display" in tag.arguments or not in_line
            return format_formula(code, in_line=in_line or (len(code) == 1 and not is_display))
        if tag.name in HTML:
            return [*code] if in_line else trim_blank_lines(code)
        return [format_code_span(code[0])] if in_line else format_code(code, find_language(tag))

    def render_part(self, tag: Tag, lines: list[Line]) -> list[Line]:
        """Return the text around which a shortcode is as what it becomes."""
        return render_part(tag.name, parse_arguments(tag.arguments), lines, tag.line)

    def render_text(self, text: str, *, is_code: bool) -> str:
        """Return text with the shortcodes in it that only show how one is written: `{{</* name */>}}`."""
        if "*/" not in text:
            return text
        if is_code:
            return ESCAPED.sub(show_literally, text)
        parts: list[str] = []
        position = 0
        for span in CODE_SPAN.finditer(text):
            before = ESCAPED.sub(show_as_text, text[position : span.start()])
            parts += [before, ESCAPED.sub(show_literally, span[0])]
            position = span.end()
        return "".join([*parts, ESCAPED.sub(show_as_text, text[position:])])


def show_literally(match: re.Match[str]) -> str:
    """Return an escaped shortcode as it is shown."""
    return f"{{{{{match['start']}{match['inner']}{match['end']}}}}}"


def show_as_text(match: re.Match[str]) -> str:
    """Return an escaped shortcode as text that is neither a shortcode nor HTML."""
    return show_literally(match).replace("{", "&#123;", 1).replace("<", "&lt;")


def find_language(tag: Tag) -> str:
    """Return the language of a code block."""
    if tag.name in DRAWINGS:
        return DRAWINGS[tag.name]
    arguments = parse_arguments(tag.arguments)
    language = arguments.find("lang", "language", "type", "syntax") or arguments.get_placed(0)
    return language.lower() if LANGUAGE.fullmatch(language) else ""


def has_shortcode(text: str) -> bool:
    """Return whether a note has a shortcode outside of code."""
    finder, syntax = CodeFinder(), Shortcodes()
    for line in text.split("\n"):
        if not finder.is_code(line) and "{{" in line:
            bare = CODE_SPAN.sub("", line) if "`" in line else line
            if next(syntax.find_tags(bare, 0), None):
                return True
    return False
