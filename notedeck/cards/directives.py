"""What authors ask for in comments and front matter: a style, silence about a finding, and what cannot be had."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable

from notedeck.cards.styles import Style, basic, styles
from notedeck.config.settings import CardSettings
from notedeck.model import CardDraft, Directive, Place, Section, Source
from notedeck.problems import Problem, ProblemCode

STYLE = "style="  # <!-- notedeck: style=cloze -->
SILENT = "ignore"  # <!-- notedeck: ignore=back-long -->, or without a code for all


def style_of(section: Section, settings: CardSettings) -> Style:
    """What the author wrote at the section or at a title above, else what the settings say."""
    wish = style_wish(section)
    return styles()[wish.what.removeprefix(STYLE) if wish else settings.style]


def style_wish(section: Section) -> Directive | None:
    """The nearest comment that chooses a style."""
    names = {STYLE + name for name in styles()}
    return next((wish for wish in section.directives if wish.what in names), None)


def ignored_codes(asked: Iterable[Directive]) -> tuple[str, ...]:
    """The codes that the author ignores, `*` for all of them."""
    rows = [one for wish in asked for one in single(wish.what) if one.partition("=")[0] == SILENT]
    return tuple(dict.fromkeys(one.partition("=")[2] or "*" for one in rows))


def single(what: str) -> list[str]:
    """A wish, one for each code of several."""
    name, sign, codes = what.partition("=")
    return [f"{SILENT}={code}" for code in codes.split(",")] if name == SILENT and sign else [what]


def unknown(sections: Iterable[Section]) -> Iterable[Problem]:
    """What is asked for in a comment and is nothing we know, each comment once."""
    known = {*(STYLE + name for name in styles()), SILENT, *(f"{SILENT}={code.slug}" for code in ProblemCode)}
    wishes = {(section.place.path, wish): None for section in sections for wish in section.directives}
    for path, wish in wishes:
        bad = next((one for one in single(wish.what) if one not in known), "")
        if bad.startswith(STYLE):
            yield Problem(
                ProblemCode.STYLE_UNKNOWN,
                Place(path, wish.line),
                f'"{bad}" in a comment is not known',
                styles_hint(bad),
            )
        elif bad:
            near = difflib.get_close_matches(bad, sorted(known), n=1)
            hint = (
                f"Did you mean <!-- notedeck: {near[0]} -->?"
                if near
                else "Allowed: style=NAME, ignore, ignore=CODE,CODE."
            )
            yield Problem(
                ProblemCode.COMMENT_UNKNOWN, Place(path, wish.line), f'"{bad}" in a comment is not known', hint
            )


def styles_hint(bad: str) -> str:
    """The style that may be meant, and all that there are."""
    names = sorted(styles())
    near = difflib.get_close_matches(bad.removeprefix(STYLE), names, n=1) if "," not in bad else []
    return " ".join([*(f"Did you mean {name}?" for name in near), f"Allowed is one of {', '.join(names)}."])


def unmet(
    source: Source, made: Iterable[tuple[Section, tuple[CardDraft, ...]]], settings: CardSettings
) -> Iterable[Problem]:
    """A style that an author chose for a title or a note and that finds nothing to ask there, told once."""
    empty: dict[tuple[str, int], list[bool]] = defaultdict(list)
    for section, drafts in made:
        wish = style_wish(section)
        if wish or source.matter.style:
            name = style_of(section, settings).NAME
            empty[name, wish.line if wish else 1].append(
                name != basic.NAME and drafts == basic.cards(section, settings)
            )
    for (name, line), rows in empty.items():
        if all(rows):
            message = f'the style "{name}" finds nothing to ask here, so there are basic cards'
            yield Problem(
                ProblemCode.STYLE_EMPTY, Place(source.path, line), message, f"It asks about {styles()[name].ASKS}."
            )
