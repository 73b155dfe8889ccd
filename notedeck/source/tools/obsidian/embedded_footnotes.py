"""Footnotes of embedded notes: their labels get a number, so that they are not those of the note that embeds them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from notedeck.source.page import find_code, replace_outside_code
from notedeck.source.tools.obsidian.parts import DEFINITION, Note

REFERENCE = re.compile(r"\[\^(?P<label>[^\[\]\s]{1,200})\]")


@dataclass(slots=True)
class FootnoteNames:
    """The footnotes that were embedded: `files` are the numbers of their notes, `used` their new labels."""

    files: dict[Path, int] = field(default_factory=dict)
    used: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def replace_labels(self, lines: Sequence[str], note: Note, file: Path) -> list[str]:
        """Return lines of a note with the new labels of its footnotes."""
        if not note.definitions or not any("[^" in line for line in lines):
            return [*lines]
        number = self.files.setdefault(file, len(self.files) + 1)

        def replace_label(match: re.Match[str]) -> str:
            definition = note.definitions.get(match["label"])
            if definition is None:
                return match[0]
            label = f"embed-{number}-{match['label']}"
            self.used.setdefault(label, definition)
            return f"[^{label}]"

        is_code = find_code(lines)
        return [
            line if code else replace_outside_code(line, REFERENCE, replace_label)
            for line, code in zip(lines, is_code, strict=True)
        ]

    def list_definitions(self) -> Iterator[str]:
        """Yield the lines of the definitions under their new labels, for the end of the note."""
        for label, (first, *others) in self.used.items():
            yield ""
            yield f"[^{label}]:{DEFINITION.sub('', first, count=1)}"
            yield from others
