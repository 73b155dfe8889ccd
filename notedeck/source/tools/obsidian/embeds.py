"""Embeds of notes, sections and blocks: what they show stands in their place, in a quote, as Obsidian frames it.

A quote is one block of the section that it is in, so no heading of another note becomes a title here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from notedeck.messages import Message
from notedeck.problems import Problem, ProblemCode
from notedeck.source.names import format_display_name
from notedeck.source.page import CODE_SPAN, Page, find_code
from notedeck.source.tools import Site
from notedeck.source.tools._inserted import take_room
from notedeck.source.tools._moved_pictures import move_pictures
from notedeck.source.tools.obsidian.block_ids import remove_block_ids
from notedeck.source.tools.obsidian.comments import PREFIX
from notedeck.source.tools.obsidian.embedded_footnotes import FootnoteNames
from notedeck.source.tools.obsidian.fields import drop_fields
from notedeck.source.tools.obsidian.parts import HEADING, LIST_ITEM, Note, trim_lines
from notedeck.source.tools.obsidian.tags import collect_tags
from notedeck.source.tools.obsidian.vault import find_note, read_other_note

EMBED = re.compile(r"!\[\[(?P<page>[^\[\]\n|#]{0,500})(?P<part>#[^\[\]\n|]{0,500})?(?:\|[^\[\]\n]{0,500})?\]\](?!\()")
OTHER_FILE = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,9}$")
BLOCK_START = re.compile(
    r"[ \t]*(?:#{1,6}(?:[ \t]|$)|[-*+][ \t]|\d{1,9}[.)][ \t]|>|\||`{3}|~{3}|\$\$|<|!\[|(?:-{3,}|\*{3,})[ \t]*$)"
)
MAX_DEPTH = 5
MAX_EMBEDS = 300  # in a note and in what it embeds
MAX_CHARACTERS = 200_000  # that a note may embed
MIN_LINE_CHARACTERS = 10  # as which a line counts at least, with the signs of lists and quotes before it
MAX_PREFIX_CHARACTERS = 20  # of these signs
NAME_HINT = Message("Correct its name, or remove the embed.")
SIZE_HINT = Message("Embed fewer or smaller parts.")


@dataclass(slots=True)
class Expansion:
    """The embeds of one note, at most as many and as long as the limits say."""

    page: Page
    site: Site
    left_embeds: int = MAX_EMBEDS
    left_characters: int = MAX_CHARACTERS
    is_full: bool = False
    problems: dict[Problem, None] = field(default_factory=dict)
    footnotes: FootnoteNames = field(default_factory=FootnoteNames)

    def expand_page(self) -> Page:
        """Return the page with the text of other notes in the place of embeds, and with problems."""
        page, pairs = self.page, list[tuple[str, int]]()
        is_code = find_code(page.lines)
        for nth, (line, number) in enumerate(zip(page.lines, page.numbers, strict=True)):
            following = page.lines[nth + 1] if nth + 1 < len(page.lines) else ""
            lines = [line] if is_code[nth] else self.expand_line(line, following, number, self.site.file, ())
            pairs += [(item, number) for item in lines]
        definitions = [(line, page.numbers[-1]) for line in self.footnotes.list_definitions()]
        return page.replace_lines([*pairs, *definitions]).replace(problems=(*page.problems, *self.problems))

    def expand_line(self, line: str, following: str, number: int, file: Path, above: tuple[str, ...]) -> list[str]:
        """Return the lines that stand for a line of prose of a note `file`, which is embedded by those `above`."""
        embeds = [*find_embeds(line)] if "![[" in line else []
        prefix = match[0] if (match := PREFIX.match(line)) else ""
        if not embeds or len(prefix) > MAX_PREFIX_CHARACTERS:
            return [line]
        layout = Layout(line, prefix, is_table=line.lstrip().startswith("|"))
        for embed in embeds:
            lines = self.find_lines(embed, number, file, above)
            if lines is not None and not layout.add(embed, lines):
                self.report(
                    number,
                    Message("a cell of a table has no room for {embed}", embed=embed[0]),
                    Message("Embed it outside of the table."),
                )
                lines = None
            if lines is None:
                layout.keep(embed)
        return layout.finish(following)

    def find_lines(self, embed: re.Match[str], number: int, file: Path, above: tuple[str, ...]) -> list[str] | None:
        """Return what an embed in a note `file` shows, None if it stays as it is."""
        name, part = embed["page"].strip().rstrip("\\").strip(), (embed["part"] or "").rstrip("\\")
        target = find_note(name, self.site, file) if name else file
        if target is None:
            if not OTHER_FILE.search(name):
                self.report(
                    number, Message('the note "{name}", which is embedded here, does not exist', name=name), NAME_HINT
                )
            return None
        note = read_other_note(target, self.site)
        if note is None:
            self.report(
                number, Message('the note "{name}", which is embedded here, cannot be read', name=name), NAME_HINT
            )
            return None
        key = f"{target}{part}"
        if key in above or key == str(self.site.file):
            self.report(
                number,
                Message('"{name}{part}" embeds itself', name=name, part=part),
                Message("Remove one of the embeds."),
            )
            return None
        if len(above) >= MAX_DEPTH or self.left_embeds <= 0 or self.left_characters <= 0:
            self.report_size(number)
            return None
        self.left_embeds -= 1
        lines = note.find_part(part)
        if lines is None:
            kind = "block" if "^" in part else "heading"
            self.report(
                number,
                Message(
                    '"{value}" has no {kind} "{lstrip}", which is embedded here',
                    value=name or Message("this note"),
                    kind=kind,
                    lstrip=part.lstrip("#^"),
                ),
                NAME_HINT,
            )
            return None
        return self.prepare_lines(lines, note, target, number, (*above, key), is_whole=not part)

    def prepare_lines(
        self, lines: Sequence[str], note: Note, file: Path, number: int, above: tuple[str, ...], *, is_whole: bool
    ) -> list[str] | None:
        """Return lines of another note with its own embeds, pictures and footnotes, None for nothing or too much."""
        characters = sum(map(len, lines)) + MIN_LINE_CHARACTERS * len(lines)
        self.left_characters -= characters
        if self.left_characters < 0 or not take_room(self.site, characters):
            self.report_size(number)
            return None
        page = self.page.replace(lines=tuple(lines), numbers=(number,) * len(lines), problems=())
        page = collect_tags(drop_fields(remove_block_ids(page)))
        own = move_pictures(self.footnotes.replace_labels(page.lines, note, file), file, self.site.file)
        is_code = find_code(own)
        expanded: list[str] = []
        for nth, line in enumerate(own):
            following = own[nth + 1] if nth + 1 < len(own) else ""
            expanded += [line] if is_code[nth] else self.expand_line(line, following, number, file, above)
        shown = trim_lines(tuple(expanded))
        if not shown:
            return None
        has_title = not is_whole or HEADING.match(shown[0]) is not None
        return [*shown] if has_title else [f"**{format_display_name(file.name)}**", "", *shown]

    def report_size(self, number: int) -> None:
        """Report the first embed that is one too many."""
        if not self.is_full:
            self.report(number, Message("this note embeds too much; from here on embeds show their names"), SIZE_HINT)
        self.is_full = True

    def report(self, number: int, message: Message, hint: Message) -> None:
        """Report an embed that stays as it is."""
        self.problems |= dict.fromkeys(
            self.page.replace(problems=()).report(ProblemCode.EMBED_MISSING, number, message, hint).problems
        )


@dataclass(slots=True)
class Layout:
    """The lines that stand for one line with embeds; `position` is where in it the rest starts."""

    line: str
    prefix: str
    is_table: bool
    lines: list[str] = field(default_factory=list)
    text: str = ""
    position: int = 0
    ends_in_quote: bool = False

    def __post_init__(self) -> None:
        """Start after the signs of lists and quotes."""
        self.position = len(self.prefix)

    @property
    def indent(self) -> str:
        """What the lines after the first start with, in the same list item or quote."""
        return re.sub(r"[^>\t]", " ", self.prefix)

    def keep(self, embed: re.Match[str]) -> None:
        """Keep an embed as it is."""
        self.text += self.line[self.position : embed.end()]
        self.position = embed.end()

    def add(self, embed: re.Match[str], lines: Sequence[str]) -> bool:
        """Put lines in the place of an embed; return False if there is no room for them."""
        before = self.line[self.position : embed.start()]
        has_words = bool(f"{self.text}{before}".strip() or self.line[embed.end() :].strip())
        inline = join_inline(lines) if has_words else None
        if inline is not None:
            self.text += before + (inline.replace("|", "\\|") if self.is_table else inline)
        elif self.is_table:
            return False
        else:
            self.text += before
            self.flush()
            if self.ends_in_quote:
                self.lines.append(self.indent.rstrip())
            start = self.indent if self.lines else self.prefix
            quoted = [f"> {line}".rstrip() for line in lines]
            self.lines += [start + quoted[0], *(f"{self.indent}{line}" for line in quoted[1:])]
            self.ends_in_quote = True
        self.position = embed.end()
        return True

    def flush(self) -> None:
        """End the paragraph so far, so that a quote can follow."""
        if self.text.strip():
            if self.ends_in_quote:
                self.lines.append(self.indent.rstrip())
            self.lines.append((self.indent if self.lines else self.prefix) + self.text.strip())
            self.ends_in_quote = False
        self.text = ""

    def finish(self, following: str) -> list[str]:
        """Return the lines, with a blank one where the next line would otherwise belong to a quote."""
        self.text += self.line[self.position :]
        if not self.lines:
            return [self.prefix + self.text]
        self.flush()
        if self.ends_in_quote and following.strip(" \t>") and not LIST_ITEM.match(following):
            self.lines.append(self.indent.rstrip())
        return self.lines


def transclude_embeds(page: Page, site: Site) -> Page:
    """Return the page with the text of other notes in the place of embeds."""
    if not any("![[" in line for line in page.lines):
        return page
    return Expansion(page, site.replace(file=site.file.resolve(), folder=site.folder.resolve())).expand_page()


def find_embeds(line: str) -> Iterator[re.Match[str]]:
    """Yield the embeds of a line of prose that may be notes."""
    return EMBED.finditer(CODE_SPAN.sub(lambda span: "`" * len(span[0]), line))


def join_inline(lines: Sequence[str]) -> str | None:
    """Return lines of one paragraph or list item as words for a sentence, None for other blocks."""
    if len(lines) != 1:
        return None
    text = lines[0][item.end() :] if (item := LIST_ITEM.match(lines[0])) else lines[0]
    return None if BLOCK_START.match(text) else text.strip()
