"""Directives: what authors ask for in comments and front matter, `<!-- notedeck: style=cloze -->`.

A section carries its own directives and those of the titles above it, the nearest first. `style=NAME` chooses a card
style, `ignore` suppresses all problems of a card, and `ignore=CODE,CODE` suppresses some.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from notedeck.cards.styles import Style, basic, list_style_names, load_style
from notedeck.config.settings import CardSettings
from notedeck.messages import Message
from notedeck.model import CardDraft, Directive, Place, Section, Source
from notedeck.problems import Problem, ProblemCode
from notedeck.util.suggest import find_closest_name, suggest_name

STYLE = "style="
IGNORE = "ignore"


def find_style(section: Section, settings: CardSettings) -> Style:
    """Return the style that the nearest directive chooses, else the one of the settings."""
    directive = find_style_directive(section)
    return load_style(directive.what.removeprefix(STYLE) if directive else settings.style)


def find_style_directive(section: Section) -> Directive | None:
    """Return the nearest directive that chooses a style, None if there is none."""
    if not section.directives:
        return None
    known = {STYLE + name for name in list_style_names()}
    return next((directive for directive in section.directives if directive.what in known), None)


def list_ignored_codes(directives: Collection[Directive]) -> tuple[str, ...]:
    """Return the problem codes that the author ignores, `*` for all of them."""
    if not directives:
        return ()
    pairs = [item.partition("=") for directive in directives for item in split_codes(directive.what)]
    return tuple(dict.fromkeys(code or "*" for name, _, code in pairs if name == IGNORE))


def split_codes(what: str) -> list[str]:
    """Return the text of a directive, `ignore=a,b` as `ignore=a` and `ignore=b`."""
    name, sign, codes = what.partition("=")
    return [f"{IGNORE}={code}" for code in codes.split(",")] if name == IGNORE and sign else [what]


def find_unknown_directives(sections: Iterable[Section]) -> Iterator[Problem]:
    """Yield a problem for each comment whose directive is unknown, once for each comment."""
    places = {(section.place.path, directive): None for section in sections for directive in section.directives}
    if not places:
        return
    known = {*(STYLE + name for name in list_style_names()), IGNORE, *(f"{IGNORE}={code.slug}" for code in ProblemCode)}
    for path, directive in places:
        unknown = next((item for item in split_codes(directive.what) if item not in known), "")
        if unknown:
            is_style = unknown.startswith(STYLE)
            code = ProblemCode.STYLE_UNKNOWN if is_style else ProblemCode.COMMENT_UNKNOWN
            hint = suggest_style(unknown) if is_style else suggest_directive(unknown, known)
            yield Problem(
                code,
                Place(path, directive.line),
                Message('unknown directive "{unknown}" in a comment', unknown=unknown),
                hint,
            )


def suggest_style(what: str) -> Message:
    """Return a hint for `style=…` with a name that no style has."""
    names = sorted(list_style_names())
    if "," in what:
        return Message("Choose one style. Allowed: {names}.", names=", ".join(names))
    return suggest_name(what.removeprefix(STYLE), names)


def suggest_directive(what: str, known: Iterable[str]) -> Message:
    """Return a hint for an unknown directive: the whole comment that may be meant, or what is allowed."""
    closest = find_closest_name(what, sorted(known))
    if closest:
        return Message("Did you mean <!-- notedeck: {closest} -->?", closest=closest)
    return Message("Allowed: style=NAME, ignore, ignore=CODE,CODE.")


def find_empty_styles(
    source: Source, drafts: Iterable[tuple[Section, tuple[CardDraft, ...]]], settings: CardSettings
) -> Iterator[Problem]:
    """Yield a problem for each style that a comment or the front matter chose, and that finds nothing to ask."""
    is_empty: dict[tuple[str, int], list[bool]] = defaultdict(list)
    for section, cards in drafts:
        directive = find_style_directive(section)
        if directive or source.matter.style:
            name = find_style(section, settings).NAME
            only_basic = name != basic.NAME and cards == basic.draft_cards(section, settings)
            is_empty[name, directive.line if directive else 1].append(only_basic)
    for (name, line), flags in is_empty.items():
        if all(flags):
            message = Message('the style "{name}" finds nothing to ask here, so the cards are basic cards', name=name)
            hint = Message("It asks about {asks}.", asks=load_style(name).ASKS)
            yield Problem(ProblemCode.STYLE_EMPTY, Place(source.path, line), message, hint)
