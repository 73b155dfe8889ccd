"""The pages that a run writes, from its results alone: docs/performance.md, its plot, and a sentence in each guide."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.peers.plot import draw_plot
from benchmarks.peers.programs import Ankivalenz, MarkdownAnkiDecks, Notedeck
from benchmarks.peers.results import Results
from benchmarks.peers.targets import TARGETS, describe_target, format_limit, format_value, judge_value
from benchmarks.sample_notes import SECTIONS
from tests.support.paths import ROOT

PAGE_FILE, PLOT_FILE = ROOT / "docs" / "performance.md", ROOT / "docs" / "performance.svg"
SENTENCES = {
    "README.md": (
        "On a {state}computer with {cores} cores, the first build of {few} cards takes {ours} seconds; for the same"
        " cards ankivalenz takes {ankivalenz} seconds, and markdown-anki-decks {markdown_anki_decks}. After an edit of"
        " one note of {some} cards, the next build takes {edited} seconds."
        " All figures, and how they are measured: [docs/performance.md](docs/performance.md)."
    ),
    "README.ko.md": (
        "{state}코어가 {cores}개인 컴퓨터에서 카드 {few}장을 처음 빌드하는 데 {ours}초가 걸립니다. 같은 카드에"
        " ankivalenz는 {ankivalenz}초, markdown-anki-decks는 {markdown_anki_decks}초가 걸립니다. 카드 {some}장에서"
        " 노트 하나를 고친 다음의 빌드는 {edited}초입니다. 모든 수치와 재는 방법은"
        " [docs/performance.md](docs/performance.md)에 있습니다."
    ),
}
BUSY = {"README.md": "busy ", "README.ko.md": "다른 프로그램도 돌고 있는, "}
MAX_QUIET_LOAD = 1.0  # of other programs, before the first trial
GUIDE_PLOT = re.compile(rf"(!\[[^]]*\]\({re.escape(PLOT_FILE.relative_to(ROOT).as_posix())}\)\n\n).*")
MAX_LIMITS = 3
MIN_STAGE_SECONDS = 0.005
STATES = {"first": "First build", "nothing": "Nothing changed", "edited": "One note changed"}
PACKAGES = {path.stem for path in (ROOT / "notedeck").iterdir()}
OUR_NAME = Notedeck.name
TEMPLATE_FILE = Path(__file__).with_name("page.template.md")


def write_pages(results: Results) -> None:
    """Write the page and its plot, and the sentences of the guides."""
    PAGE_FILE.write_text(format_page(results), encoding="utf-8")
    PLOT_FILE.write_text(draw_plot(results.curves), encoding="utf-8")
    for guide in ("README.md", "README.ko.md"):
        file = ROOT / guide
        file.write_text(insert_sentence(file.read_text(encoding="utf-8"), guide, results), encoding="utf-8")


def format_page(results: Results) -> str:
    """Return docs/performance.md."""
    return TEMPLATE_FILE.read_text(encoding="utf-8").format(
        figures=format_figures(results),
        runs=results.runs,
        curves=format_curves(results),
        some=f"{results.sizes.some:,}",
        stages=format_stages(results),
        stages_before=f"Before:\n\n{format_stages(results.before)}\n\n" if results.before is not None else "",
        timings=format_timings(results),
        limits=format_limits(results),
        circumstances=format_circumstances(results),
        cards_in_note=SECTIONS,
        ankivalenz=results.circumstances["ankivalenz"],
        markdown_anki_decks=results.circumstances["markdown-anki-decks"],
    )


def format_figures(results: Results) -> str:
    """Return the table of the figures that were measured, with their targets and those of the version before."""
    names = [name for name in TARGETS if name in results.figures]
    head = ("What", *(["Before"] if results.before else []), "Measured", "Target", "Met")
    rows = [
        (
            describe_target(name, results.sizes),
            *([format_before(name, results.before)] if results.before else []),
            format_value(name, results.figures[name]),
            format_limit(name),
            judge_value(name, results.figures[name]),
        )
        for name in names
    ]
    return format_table(head, rows)


def format_before(name: str, before: Results) -> str:
    """Return a figure of the version before, "" if it was not measured."""
    return format_value(name, before.figures[name]) if name in before.figures else ""


def format_curves(results: Results) -> str:
    """Return the table of the first builds of all programs."""
    rows = [
        (f"{point.cards:,}", name, f"{point.wall:,.2f} s", f"{point.cpu:,.2f} s", f"{point.memory:,.0f} MB")
        for cards in sorted({point.cards for curve in results.curves.values() for point in curve})
        for name, curve in results.curves.items()
        for point in curve
        if point.cards == cards
    ]
    return format_table(("Cards", "Program", "Time", "Processor time", "Memory"), rows)


def format_timings(results: Results) -> str:
    """Return the table of all trials but the first builds, which have a table of their own."""
    rows = [
        (timing.group, timing.trial, f"{timing.wall:,.2f} s", f"{timing.cpu:,.2f} s", f"{timing.memory:,.0f} MB")
        for timing in results.timings
        if not timing.group.startswith("first builds")
    ]
    return format_table(("Group", "Trial", "Time", "Processor time", "Memory"), rows)


def format_stages(results: Results) -> str:
    """Return the table of the stages, those that take longest in a first build before the others."""
    columns = [results.stages.get(state, {}) for state in STATES]
    names = {name for column in columns for name, seconds in column.items() if seconds >= MIN_STAGE_SECONDS}
    rows = [
        (format_stage(name), *(f"{column.get(name, 0):.2f}" for column in columns))
        for name in sorted(names, key=lambda name: (-columns[0].get(name, 0), name))
    ]
    rows.append(("all", *(f"{sum(column.values()):.2f}" for column in columns)))
    return format_table(("Package", *STATES.values()), rows)


def format_limits(results: Results) -> str:
    """Return a sentence for each state of the deck: what takes most of its time."""
    return "\n".join(f"- {STATES[state]}: {format_shares(stages)}." for state, stages in results.stages.items())


def format_shares(stages: Mapping[str, float]) -> str:
    """Return the shares of the stages that take longest."""
    longest = sorted(stages.items(), key=lambda stage: -stage[1])[:MAX_LIMITS]
    total = sum(stages.values())
    shares = (f"{format_stage(name)} ({100 * seconds / total:.0f} %)" for name, seconds in longest)
    return f"most time goes to {', '.join(shares)}"


def format_stage(name: str) -> str:
    """Return a stage, as code if it is the name of a package."""
    return f"`{name}`" if name in PACKAGES else name


def format_circumstances(results: Results) -> str:
    """Return when and where a run measured."""
    texts = {
        "date": "Date",
        "commit": "Commit of notedeck",
        "processor": "Processor",
        "cores": "Cores",
        "system": "System",
        "python": "Python",
        "load": "Load of the machine at the start (other programs)",
    }
    rows = [(text, results.circumstances[name]) for name, text in texts.items()]
    if results.before is not None:
        rows.append(("Before: commit of notedeck", results.before.circumstances["commit"]))
    return format_table(("", ""), rows)


def format_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def insert_sentence(text: str, guide: str, results: Results) -> str:
    """Return the text of a guide whose paragraph below the plot has the figures of these results."""
    return GUIDE_PLOT.sub(lambda found: found[1] + format_sentence(guide, results), text, count=1)


def format_sentence(guide: str, results: Results) -> str:
    """Return the sentence of a guide, in its language."""
    sizes = results.sizes
    values = {
        "few": f"{sizes.few:,}",
        "ours": format_seconds(find_seconds(results, OUR_NAME, sizes.few)),
        "ankivalenz": format_seconds(find_seconds(results, Ankivalenz.name, sizes.few)),
        "markdown_anki_decks": format_seconds(find_seconds(results, MarkdownAnkiDecks.name, sizes.few)),
        "some": f"{sizes.some:,}",
        "edited": format_seconds(find_timing(results, "changes", "one note changed")),
        "cores": results.circumstances["cores"],
        "state": BUSY[guide] if float(results.circumstances["load"]) > MAX_QUIET_LOAD else "",
    }
    return SENTENCES[guide].format_map(values)


def find_seconds(results: Results, name: str, cards: int) -> float:
    """Return the time of a program's first build of so many cards."""
    return next(point.wall for point in results.curves[name] if point.cards == cards)


def find_timing(results: Results, group: str, trial: str) -> float:
    """Return the time of a trial."""
    return next(timing.wall for timing in results.timings if (timing.group, timing.trial) == (group, trial))


def format_seconds(seconds: float) -> str:
    """Return seconds with two digits that count."""
    return f"{seconds:.0f}" if seconds >= 10 else f"{seconds:.1f}" if seconds >= 1 else f"{seconds:.2f}"
