"""Definition lists, `Term` above `: explanation`, which sites show and GitHub does not.

A term in bold becomes a line above its text, as any other title in bold; other terms become a `<dl>`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from notedeck.source.page import Page, find_code

EXPLANATION = re.compile(r":[ \t]{1,3}(?=[^\s:])")
BOLD_SIGNS = ("**", "__")
NO_TERM = re.compile(r"[ \t]|$|[-*+>#|<:{]{1,6}[ \t]|\d{1,9}[.)][ \t]|[>#|<:{]|\[\^|```|~~~|!!!|\?\?\?|===|---")
MAX_INDENT = 4

Pair = tuple[str, int]


def open_definitions(page: Page) -> Page:
    """Return the page with its definition lists as GitHub shows them."""
    if not any(line.startswith(":") and EXPLANATION.match(line) for line in page.lines):
        return page
    reader = DefinitionReader([*zip(page.lines, page.numbers, strict=True)], find_code(page.lines))
    return page.replace_lines(reader.read())


class DefinitionReader:
    """Reads the lines of a page from the first to the last; `pairs` are lines with their numbers."""

    def __init__(self, pairs: Sequence[Pair], is_code: Sequence[bool]) -> None:
        """Start at the first line."""
        self.pairs = pairs
        self.is_code = is_code
        self.position = 0
        self.output: list[Pair] = []
        self.term_end = -1  # the length of the output right after the last `</dl>`

    def read(self) -> list[Pair]:
        """Return all lines."""
        while self.position < len(self.pairs):
            if self.is_explanation(self.position) and (term := self.take_term()):
                self.write_definition(term)
            else:
                self.output.append(self.pairs[self.position])
                self.position += 1
        return self.output

    def is_explanation(self, position: int) -> bool:
        """Return whether a line starts the explanation of a term."""
        return not self.is_code[position] and EXPLANATION.match(self.pairs[position][0]) is not None

    def take_term(self) -> Pair | None:
        """Take the line of the term off the output: a paragraph of one line, with at most one blank line below it."""
        end = len(self.output)
        while end and end >= len(self.output) - 1 and not self.output[end - 1][0].strip():
            end -= 1
        if not end or NO_TERM.match(self.output[end - 1][0]):
            return None
        above = self.output[end - 2][0] if end > 1 else ""
        if above.strip() and not above.startswith("#"):
            return None
        term = self.output[end - 1]
        del self.output[end - 1 :]
        return term

    def write_definition(self, term: Pair) -> None:
        """Write a term and all that explains it."""
        explanations = [self.take_explanation()]
        while (following := self.skip_blank()) < len(self.pairs) and self.is_explanation(following):
            self.position = following
            explanations.append(self.take_explanation())
        if is_bold(term[0].strip()):
            self.output += [term, *(pair for lines in explanations for pair in [("", lines[0][1]), *lines])]
        else:
            self.write_list(term, explanations)
        self.output.append(("", self.output[-1][1]))

    def write_list(self, term: Pair, explanations: Sequence[Sequence[Pair]]) -> None:
        """Write a term and its explanations as a `<dl>`, or at the end of the one that is right above."""
        number = term[1]
        rest = [pair for pair in self.output[self.term_end :] if pair[0].strip()] if self.term_end > 0 else [term]
        if rest:
            self.output.append(("<dl>", number))
        else:
            del self.output[self.term_end - 1 :]
        self.output += [("<dt>", number), ("", number), term, ("", number), ("</dt>", number)]
        for lines in explanations:
            first, last = lines[0][1], lines[-1][1]
            self.output += [("<dd>", first), ("", first), *lines, ("", last), ("</dd>", last)]
        self.output.append(("</dl>", self.output[-1][1]))
        self.term_end = len(self.output)

    def skip_blank(self) -> int:
        """Return the number of the next line, or of the one after it if that is blank."""
        is_blank = self.position < len(self.pairs) and not self.pairs[self.position][0].strip()
        return self.position + is_blank

    def take_explanation(self) -> list[Pair]:
        """Return the lines of one explanation without its colon and indentation."""
        line, number = self.pairs[self.position]
        match = EXPLANATION.match(line)
        assert match is not None
        lines = [(line[match.end() :], number)]
        self.position += 1
        width = 0
        while self.position < len(self.pairs) and not self.is_explanation(self.position):
            following = self.find_text()
            line, number = self.pairs[following] if following < len(self.pairs) else ("", 0)
            indent = len(line) - len(line.lstrip(" ")) if not line.startswith("\t") else MAX_INDENT
            is_below = following > self.position or (not indent and NO_TERM.match(line) is not None)
            if following == len(self.pairs) or (is_below and indent < min(match.end(), MAX_INDENT)):
                break
            width = width or min(indent, MAX_INDENT)
            lines += [("", pair[1]) for pair in self.pairs[self.position : following]]
            lines.append((cut_indent(line, width), number))
            self.position = following + 1
        return lines

    def find_text(self) -> int:
        """Return the number of the next line that is not blank."""
        position = self.position
        while position < len(self.pairs) and not self.pairs[position][0].strip():
            position += 1
        return position


def is_bold(term: str) -> bool:
    """Return whether all of a term is in bold; a part of it can be in italics, too."""
    return any(term.startswith(sign) and term.endswith(sign) and sign not in term[2:-2] for sign in BOLD_SIGNS)


def cut_indent(line: str, width: int) -> str:
    """Return a line without up to `width` spaces, or a tab, at its start."""
    if line.startswith("\t"):
        return line[1:]
    return line[min(width, len(line) - len(line.lstrip(" "))) :]
