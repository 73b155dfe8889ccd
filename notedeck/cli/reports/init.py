"""What a person reads about a folder of notes that becomes a deck, and the same as values for JSON."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

from notedeck.cli.arguments import merge_lock
from notedeck.cli.console import Console
from notedeck.cli.reports.console import format_card_count, format_severities, format_tools
from notedeck.cli.reports.findings import print_documents, print_left_out
from notedeck.cli.run import Run
from notedeck.messages import Message, format_count
from notedeck.problems import ProblemCode
from notedeck.scaffold.files import MERGE_LINE, WORKFLOW, NewFile, find_download_url
from notedeck.stage_values import BuiltDeck
from notedeck.util import git


def report_init(
    console: Console, done: Run, plan: Sequence[NewFile], options: Sequence[str] | None, *, as_json: bool
) -> None:
    """Print what is in the folder, which files were written or are missing, and what to do next.

    `options` are those with which `init` would write the files, None if it wrote them.
    """
    written = options is None
    steps = [*list_steps(done, plan, options)]
    if as_json:
        console.print_json(make_document(done, plan, steps, written=written), indent=1)
        return
    print_notes(console, done)
    for new in plan:
        state, path = describe_state(new, written=written), shorten_path(new.file)
        console.print_line(Message("  {state}{file}  {purpose}", state=state, file=path, purpose=new.purpose))
    if steps:
        console.print_line("")
        console.print_line(Message("Next:"))
    for step in steps:
        console.print_line("  " + step)


def print_notes(console: Console, done: Run) -> None:
    """Print what was found in the folder."""
    built = done.built
    heading = Message(
        "{card_count} from {notes} in {folder}",
        card_count=format_card_count(built),
        notes=format_count(built.note_count, "note"),
        folder=done.project.root.folder,
    )
    console.print_line(heading, "bold")
    if built.tool_counts:
        console.print_line(Message("  written for {tools}", tools=format_tools(built.tool_counts, built.judged_counts)))
    print_left_out(console, built.left_out, verbose=False)
    print_documents(console, done.project.root.folder)
    for line in describe_problems(built):
        console.print_line("  " + line)


def describe_problems(built: BuiltDeck) -> Iterator[str]:
    """Yield what a new user should know of the problems."""
    outside = [problem for problem in built.problems if problem.code is ProblemCode.MEDIA_OUTSIDE]
    if outside:
        yield Message(
            "{pictures} outside of the notes; {hint}",
            pictures=format_count(len(outside), "picture"),
            hint=outside[0].hint,
        )
    if built.problems:
        yield Message(
            "problems: {severities}; build-deck check lists them", severities=format_severities(built.problems)
        )


def describe_state(new: NewFile, *, written: bool) -> Message:
    """Return what became of a file, twelve columns wide."""
    if new.lacks_line:
        return Message("incomplete  ")
    if new.is_there:
        return Message("is there    ")
    return Message("written     ") if written else Message("missing     ")


def list_steps(done: Run, plan: Sequence[NewFile], options: Sequence[str] | None) -> Iterator[str]:
    """Yield what to do next, in order; `options` are as in `report_init`."""
    notes = shlex.quote(str(done.project.root.named))
    if options is not None and any(not new.is_there or new.can_be_completed for new in plan):
        yield Message("{command}    # writes what is missing", command=" ".join(("build-deck init", notes, *options)))
    for new in plan:
        if new.lacks_line and not new.can_be_completed:
            yield Message("Add to {path}: {line}", path=shorten_path(new.file), line=new.line)
    yield f"build-deck {notes}"
    top = git.find_worktree(done.project.root.folder)
    if top and not Path.cwd().resolve().is_relative_to(top):
        yield f"cd {shlex.quote(str(top))}"
    if any(new.text == MERGE_LINE for new in plan):
        yield Message("{example}    # once on each computer", example=merge_lock.EXAMPLE)
    if any(new.file.as_posix().endswith(WORKFLOW) for new in plan):
        yield "git add -A && git commit -m 'Anki deck' && git push"
        yield Message("On GitHub: Settings > Pages > Source: GitHub Actions    # for the preview page")
        if link := find_download_url(done.project.root.folder):
            yield Message("The newest deck is then at {link}", link=link)


def shorten_path(file: Path) -> str:
    """Return a path from the current folder, if it is in it."""
    here = Path(os.getcwd())  # noqa: PTH109 - as a person sees it
    return str(file.relative_to(here)) if file.is_relative_to(here) else str(file)


def make_document(done: Run, plan: Sequence[NewFile], steps: Sequence[str], *, written: bool) -> dict[str, object]:
    """Return everything for JSON."""
    built = done.built
    return {
        "notes": built.note_count,
        "cards": built.card_count,
        "sources": dict(sorted(built.tool_counts.items())),
        "left_out": len(built.left_out),
        "files": [{"path": str(new.file), "state": describe_state(new, written=written).strip()} for new in plan],
        "next": list(steps),
    }
