"""Liquid: tags `{% name %}` and outputs `{{ site.url }}`, and what each becomes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from notedeck.source.page import CODE_SPAN, Line, replace_outside_code
from notedeck.source.tools._arguments import parse_arguments
from notedeck.source.tools._code import CodeFinder
from notedeck.source.tools._markdown import format_code, format_code_span, format_formula
from notedeck.source.tools._parts import DETAILS, PART_NAMES, render_part
from notedeck.source.tools._tags import Tag
from notedeck.source.tools.jekyll.outputs import OUTPUT, is_output, render_output
from notedeck.source.tools.jekyll.single import render_include, render_single

TAG = re.compile(r"\{%-?\s*(?P<name>#|[A-Za-z_]\w{0,50})(?P<arguments>(?:(?!-?%\}|\{%)[^\n]){0,2000}+)-?%\}")
TAG_OR_OUTPUT = re.compile(rf"{TAG.pattern}|{OUTPUT.pattern}")
RAW_MARK = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")
LANGUAGE = re.compile(r"[\w+#.-]{1,30}")
DRAWINGS = {"mermaid": "mermaid", "plantuml": "plantuml", "uml": "plantuml", "graphviz": "dot"}
FORMULAS = frozenset({"math", "katex", "latex", "tex"})
CODE = frozenset({"highlight", "codeblock", "code"})
COMMENT, RAW = "comment", "raw"
RAW_NAMES = CODE | FORMULAS | frozenset(DRAWINGS) | {COMMENT, RAW}
INCLUDES = ("include", "include_cached", "include_relative", "include_absolute")
VARIABLE = re.compile(r"\{%-?\s*(?:assign|capture)\s+([\w-]{1,50})")


@dataclass(slots=True)
class Liquid:
    """The syntax of Liquid; `variables` are the names that a note gives to values of its own.

    `comments` are the lines of comments that only their author sees.
    """

    variables: frozenset[str] = frozenset()
    comments: list[int] = field(default_factory=list)

    def find_tags(self, line: str, number: int, start: int = 0) -> Iterator[tuple[int, int, Tag]]:
        """Yield each tag and output of a line from `start` on, with the indexes at which it starts and ends."""
        last_end = max(line.rfind("%}"), line.rfind("}}"))
        position = line.find("{", start)
        while 0 <= position < last_end:
            match = TAG_OR_OUTPUT.match(line, position)
            tag = self.read_tag(match, number) if match else None
            if match and tag:
                yield match.start(), match.end(), tag
            position = line.find("{", match.end() if match and tag else position + 1)

    def read_tag(self, match: re.Match[str], number: int) -> Tag | None:
        """Return the tag that a match is; None for an output that may be something else, such as a formula."""
        if match["name"] is None:
            written = match["output"].strip()
            return Tag(f"{{{{ {written} }}}}", written, number) if is_output(written, self.variables) else None
        name, arguments = match["name"].lower(), match["arguments"].strip()
        if name.startswith("end") and len(name) > len("end"):
            return Tag(name.removeprefix("end"), "", number, closes=True)
        if name in INCLUDES:
            name = f"include {arguments.split(' ', 1)[0]}"
        return Tag(name, arguments, number)

    def find_unfinished(self, line: str) -> int | None:
        """Return where a tag starts in a line that does not end there."""
        start = line.rfind("{%")
        return start if start >= 0 and "%}" not in line[start:] else None

    def is_raw(self, tag: Tag) -> bool:
        """Return whether a tag is around code, or around text that is no Liquid."""
        return tag.name in RAW_NAMES and not tag.closes

    def can_be_alone(self, _tag: Tag) -> bool:
        """Return False: Jekyll does not build a page in which such a tag has no end."""
        return False

    def is_part(self, tag: Tag) -> bool:
        """Return whether a tag makes something of the text around which it is."""
        return tag.name in PART_NAMES

    def render_tag(self, tag: Tag) -> str | None:
        """Return what a tag or output alone becomes."""
        if tag.closes or tag.name in RAW_NAMES:
            return ""
        if tag.name.startswith("{{"):
            return render_output(tag.arguments)
        if tag.name.startswith("include "):
            return render_include(tag.arguments)
        return render_single(tag.name, tag.arguments)

    def render_raw(self, tag: Tag, code: Sequence[str], *, in_line: bool) -> list[str]:
        """Return the code of a tag as Markdown; text that is no Liquid is still Markdown."""
        if tag.name == COMMENT:
            self.comments.append(tag.line)
            return []
        if tag.name == RAW:
            return self.escape_lines(code)
        if tag.name in FORMULAS:
            return format_formula(code, in_line=in_line)
        return [format_code_span(code[0])] if in_line else format_code(code, find_language(tag))

    def render_part(self, tag: Tag, lines: list[Line]) -> list[Line]:
        """Return the text around which a tag is as what it becomes."""
        arguments = tag.arguments if tag.name not in DETAILS else f'"{tag.arguments.strip(chr(34))}"'
        return render_part(tag.name, parse_arguments(arguments), lines, tag.line)

    def render_text(self, text: str, *, is_code: bool) -> str:
        """Return text between tags; in code, the marks of text that is no Liquid go."""
        if "{%" not in text:
            return text
        if is_code:
            return RAW_MARK.sub("", text)
        return CODE_SPAN.sub(lambda span: RAW_MARK.sub("", span[0]), text)

    def escape_lines(self, lines: Sequence[str]) -> list[str]:
        """Return lines in which nothing is Liquid any more."""
        finder = CodeFinder()
        return [
            RAW_MARK.sub("", line)
            if finder.is_code(line)
            else replace_outside_code(line, TAG_OR_OUTPUT, self.escape_match)
            for line in lines
        ]

    def escape_match(self, match: re.Match[str]) -> str:
        """Return a tag or output as text that is none."""
        return f"&#123;{match[0][1:]}" if self.read_tag(match, 0) else match[0]


def find_language(tag: Tag) -> str:
    """Return the language of a code block."""
    if tag.name in DRAWINGS:
        return DRAWINGS[tag.name]
    words = tag.arguments.split()
    return words[0].lower() if words and LANGUAGE.fullmatch(words[0]) else ""


def find_variables(text: str) -> frozenset[str]:
    """Return the names that a note gives to values of its own."""
    return frozenset(VARIABLE.findall(text)) if "{%" in text else frozenset()
