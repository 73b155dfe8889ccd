"""The one list of generated files, and the functions that compute them; the tests compare with the same functions.

A function yields the path and the new text of each of its files. It is called only when the file is wanted.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.peers import page
from benchmarks.peers.plot import draw_plot
from benchmarks.peers.results import RESULTS_FILE, read_results
from notedeck.anki import code, fields, note_types, text
from notedeck.diagrams.renderers.graphviz import Graphviz
from notedeck.diagrams.renderers.mermaid import Mermaid
from notedeck.diagrams.worker import RenderWorker
from notedeck.identity.lock import format as lock_format
from notedeck.preview.mathml import convert_formulas
from tests import test_demo, test_docs, test_pipeline
from tests.anki import test_active_content, test_note_types
from tests.cards import test_directives, test_term_pairs
from tests.checks import test_checks
from tests.comparison import test_readable, test_words
from tests.diagrams import test_graphviz
from tests.markup import test_blocks, test_inline
from tests.media import test_media
from tests.media.image import test_svg
from tests.sections import test_sections
from tests.source import test_front_matter, test_notebook
from tests.support import catalogue, drafts, korean_terminal, tools
from tests.support.building import build_in_memory
from tests.support.cases import render_cases
from tests.support.drawings import Drawings, read_svg_text
from tests.support.paths import DATA, PROJECTS, ROOT
from tests.translation import test_contexts, test_doubts, test_round_trips, test_runs, test_wording
from tests.update.tables import render_guide

Render = Callable[[str], str]
Files = Iterator[tuple[Path, Callable[[], str | bytes]]]

CASE_FILES: dict[str, Callable[[str], Render]] = {  # a pattern below tests/data -> a file's name -> input -> expected
    "active/*.md": lambda name: test_active_content.CHECKS[name],
    "comparison/readable.md": lambda _: test_readable.format_lines,
    "comparison/words.md": lambda _: test_words.format_words,
    "directives.md": lambda _: test_directives.format_problems,
    "checks/*.md": lambda _: test_checks.shown,
    "fields/code.md": lambda _: code.mark_code,
    "fields/open_details.md": lambda _: text.open_details,
    "fields/strip_lines.md": lambda _: text.strip_line_attributes,
    "fields/tags.md": lambda _: fields.format_tag,
    "markup/blocks/*.md": lambda _: test_blocks.render_blocks,
    "markup/inline/*.md": lambda name: test_inline.CONVERTERS.get(name, test_inline.render_text),
    "media/found.md": lambda _: test_media.shown,
    "media/svg.md": lambda _: test_svg.clean_text,
    "preview/mathml.md": lambda _: convert_formulas,
    "sections/*.md": lambda _: test_sections.shown,
    "source/front_matter.md": lambda _: test_front_matter.shown,
    "source/notebook.md": lambda _: test_notebook.format_notebook,
    "source/tools/*.md": lambda name: lambda text: tools.format_page(text, name),
    "styles/*.md": lambda name: lambda text: drafts.format_cards(text, name),
    "translation/protect.md": lambda _: test_runs.format_protected,
    "translation/restore.md": lambda _: test_runs.format_restored,
    "translation/round_trips.md": lambda _: test_round_trips.format_changes,
    "translation/doubts.md": lambda _: test_doubts.format_doubts,
    "translation/contexts.md": lambda _: test_contexts.format_contexts,
    "translation/variants.md": lambda _: test_wording.format_variants,
    "term_pairs.md": lambda _: test_term_pairs.format_pairs,
}
BY_HAND = (  # files of cases whose expected parts say what people want, so a person writes them
    "comparison/against.md",
    "adopt/sides.md",
    "adopt/stories.md",
    "identity/clozes.md",
    "identity/content.md",
    "identity/deck_moves.md",
    "identity/git_stories.md",
    "identity/stories.md",
    "identity/styles.md",
    "formulas/macros.md",
    "theme.md",
    "markup/differences.md",
    "package/deck_names.md",
    "incremental.md",
    "settings.md",
    "trust.md",
    "source/decode.md",
    "source/find.md",
    "source/left_out.md",
    "source/macros.md",
    "source/neighbours.md",
    "source/likely_logseq.md",
    "source/likely_notion.md",
    "source/likely_obsidian.md",
    "source/names.md",
    "translation/bilingual.md",
    "translation/parallel.md",
    "translation/runs.md",
    "watch/inputs.md",
)


def list_case_files() -> Files:
    """Yield the files of cases whose expected parts the program writes."""
    for pattern, choose in CASE_FILES.items():
        for file in sorted(DATA.glob(pattern)):
            yield (
                file,
                lambda file=file, choose=choose: render_cases(  # type: ignore[misc]
                    file.relative_to(DATA).as_posix(), choose(file.stem)
                ),
            )


def list_drawings() -> Files:
    """Yield the files of drawings, with the words that each drawing shows."""
    yield DATA / "diagrams" / "graphviz.md", lambda: render_drawings("graphviz")
    yield DATA / "diagrams" / "mermaid.md", lambda: render_drawings("mermaid")


def render_drawings(name: str) -> str:
    """Draw every case of a renderer, and return its file with the words of the drawings."""
    with RenderWorker() as worker:
        drawings = Drawings(worker)
        if name == "mermaid":
            return render_cases("diagrams/mermaid.md", lambda text: read_svg_text(drawings.draw(Mermaid(), text)))
        graphviz = Graphviz(test_graphviz.PURE)
        return render_cases(
            "diagrams/graphviz.md",
            lambda text: "\n".join(sorted(read_svg_text(drawings.draw(graphviz, text)).split("\n"))),
        )


def list_golden_projects() -> Files:
    """Yield the golden cards of each small project."""
    for name in test_pipeline.NAMES:
        yield PROJECTS / name / "golden.json", lambda name=name: render_golden(name)  # type: ignore[misc]


def render_golden(name: str) -> str:
    """Build a small project outside the repository, and return its cards as JSON."""
    with TemporaryDirectory() as scratch:
        return test_pipeline.golden(test_pipeline.copied(name, Path(scratch)), Path(scratch) / "cache")


def list_demo_lock() -> Files:
    """Yield the deck.lock of the demo deck."""
    yield ROOT / "notes" / "deck.lock", render_demo_lock


def render_demo_lock() -> str:
    """Build the demo deck in memory, and return its deck.lock."""
    with TemporaryDirectory() as scratch:
        return lock_format.format_lock(build_in_memory(ROOT / "notes", Path(scratch)).lock)


def list_demo_package() -> Files:
    """Yield the golden package of the demo deck."""
    yield test_demo.PACKAGE, render_demo_package


def render_demo_package() -> str:
    """Build the demo deck in memory, and return what its package holds."""
    with TemporaryDirectory() as scratch:
        return test_demo.format_package(build_in_memory(ROOT / "notes", Path(scratch)))


def list_digests() -> Files:
    """Yield the file of digests of the note types, one for each time of change."""
    yield test_note_types.DIGESTS, render_digests


def render_digests() -> str:
    """Return the digests with that of the present note types under the present time of change."""
    before = json.loads(test_note_types.DIGESTS.read_text(encoding="utf-8"))
    return json.dumps(before | {str(note_types.MODIFIED): test_note_types.digest_note_types()}, indent=1) + "\n"


def list_guides() -> Files:
    """Yield the guides, in which some cells of tables and the figures of speed are generated."""
    for guide in test_docs.GUIDES:
        yield ROOT / guide, lambda guide=guide: insert_figures(guide)  # type: ignore[misc]


def insert_figures(guide: str) -> str:
    """Return the text of a guide with what the code and the results of the benchmarks give."""
    return page.insert_sentence(render_guide(guide), guide, read_results(RESULTS_FILE))


def list_performance_pages() -> Files:
    """Yield what the benchmarks wrote, from the results that they keep; `python -m benchmarks.peers` measures anew."""
    yield page.PAGE_FILE, lambda: page.format_page(read_results(RESULTS_FILE))
    yield page.PLOT_FILE, lambda: draw_plot(read_results(RESULTS_FILE).curves)


def list_catalogues() -> Files:
    """Yield the catalogue of each language, with every template of the source, and the same as gettext reads it."""
    for file in catalogue.find_catalogues():
        yield file, lambda file=file: catalogue.format_catalogue(file)  # type: ignore[misc]
        yield file.with_suffix(".mo"), lambda file=file: catalogue.compile_catalogue(file)  # type: ignore[misc]


def list_korean_terminal() -> Files:
    """Yield what the terminal prints in Korean."""
    yield korean_terminal.GOLDEN, render_korean_terminal


def render_korean_terminal() -> str:
    """Return what some commands print in Korean."""
    with TemporaryDirectory() as scratch:
        return korean_terminal.run_commands(Path(scratch))


GENERATORS: tuple[Callable[[], Files], ...] = (
    list_case_files,
    list_drawings,
    list_golden_projects,
    list_demo_lock,
    list_demo_package,
    list_digests,
    list_guides,
    list_performance_pages,
    list_catalogues,
    list_korean_terminal,
)


def list_generated_files() -> Files:
    """Yield every generated file, with the function that returns its text."""
    for generator in GENERATORS:
        yield from generator()
