"""The tables of the guides: cells that the code gives are rewritten, rows with sentences are only compared.

A person writes the sentences, in both languages; the lines that this module returns say which are missing.
"""

from __future__ import annotations

from collections.abc import Iterator

from notedeck.cards.styles import list_style_names
from notedeck.cli import main as cli
from notedeck.cli.exit_status import ExitStatus
from notedeck.config.languages import LANGUAGES
from notedeck.config.load import list_setting_parsers
from notedeck.problems import ProblemCode
from notedeck.source.front_matter import list_value_parsers
from notedeck.translation.engines import find_engines
from tests import test_docs
from tests.support.settings import KNOWN_NAMES


def list_reference_names() -> dict[str, set[str]]:
    """Return what must stand in the first column of each table that a reader looks things up in."""
    return {
        "problems": {code.slug for code in ProblemCode},
        "settings": set(list_setting_parsers(KNOWN_NAMES)),
        "front matter": set(list_value_parsers(())),
        "arguments": {word for word, _ in test_docs.list_arguments(cli.make_parser())},
        "statuses": {str(int(status)) for status in ExitStatus},
    }


def render_guide(guide: str) -> str:
    """Return the text of a guide with the allowed values of the settings and the severities as the code has them."""
    text = test_docs.read_page(guide)
    for kind, column, cells in (("settings", 1, list_value_cells()), ("problems", 1, list_severity_cells(guide))):
        for row in test_docs.find_reference_rows(guide, kind):
            new = cells.get(test_docs.find_codes(row[0])[0])
            if new is not None:
                new_row = [*row[:column], new, *row[column + 1 :]]
                text = text.replace(f"| {' | '.join(row)} |", f"| {' | '.join(new_row)} |")
    return text


def list_value_cells() -> dict[str, str]:
    """Return the cells of the settings that allow a fixed list of values, by their keys in deck.toml."""
    values = {key: [member.value for member in kind] for key, kind in test_docs.ENUM_SETTINGS.items()}
    values |= {"style": sorted(list_style_names()), "engine": sorted(find_engines()), "language": list(LANGUAGES)}
    return {key: ", ".join(f'`"{name}"`' for name in names) for key, names in values.items()}


def list_severity_cells(guide: str) -> dict[str, str]:
    """Return the cells of the severities, by the names of the problem codes."""
    return {code.slug: test_docs.SEVERITY_NAMES[guide][code.severity.value] for code in ProblemCode}


def compare_tables() -> list[str]:
    """Return a line for each row that a table of a guide lacks, and for each that the code knows nothing of."""
    return [line for guide in test_docs.GUIDES for line in compare_guide(guide)]


def compare_guide(guide: str) -> Iterator[str]:
    """Yield the differences between the tables of one guide and the code."""
    for kind, expected in list_reference_names().items():
        written = set(test_docs.list_first_codes(guide, kind))
        yield from describe_difference(guide, kind, written, expected)
    text = test_docs.read_page(guide)
    yield from (f"{guide}: no word about the style `{name}`" for name in list_style_names() if f"`{name}`" not in text)
    yield from (f"{guide}: no word about the engine `{name}`" for name in find_engines() if f"`{name}`" not in text)


def describe_difference(guide: str, kind: str, written: set[str], expected: set[str]) -> Iterator[str]:
    """Yield a line for each name that stands on one side only."""
    yield from (f"{guide}: the table of {kind} has no row `{name}`" for name in sorted(expected - written))
    yield from (f"{guide}: remove the row `{name}` from the table of {kind}" for name in sorted(written - expected))
