"""The command `python -m benchmarks.peers`."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import benchmarks.peers
from benchmarks.peers.environments import list_versions, prepare_environments
from benchmarks.peers.page import format_figures, format_stages, write_pages
from benchmarks.peers.programs import Ankivalenz, MarkdownAnkiDecks, WrongPackageError
from benchmarks.peers.results import RESULTS_FILE, Results, describe_circumstances, write_results
from benchmarks.peers.targets import QUICK_SIZES, Sizes
from benchmarks.peers.testbed import Testbed, report
from benchmarks.peers.trials import GROUPS, GROUPS_BEFORE
from benchmarks.peers.usage import CommandError
from tests.support.paths import ROOT

RUNS, RUNS_BEFORE = 3, 1


def main() -> int:
    """Measure, print the table, and write the pages if everything was measured; return 1 if something failed."""
    options = parse_options()
    groups = options.only or list(GROUPS)
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as scratch:
        folder = (options.folder or Path(scratch)).resolve()
        sizes = QUICK_SIZES if options.quick else Sizes()
        testbeds = [Testbed(folder, ROOT, Results(sizes, options.runs))]
        if options.before is not None:
            testbeds.append(Testbed(folder / "before", options.before.resolve(), Results(sizes, RUNS_BEFORE)))
        is_complete = measure_all(testbeds, groups)
    results, *before = [testbed.results for testbed in testbeds]
    results.before = next(iter(before), None)
    print(format_figures(results), *([format_stages(results)] if results.stages else []), sep="\n\n")  # noqa: T201
    if is_complete and not options.only and not options.quick:
        write_results(results, RESULTS_FILE)
        write_pages(results)
    return int(not is_complete)


def parse_options() -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=benchmarks.peers.__doc__)
    folder_help = "where environments are kept and notes are written; a temporary folder if it is left out"
    parser.add_argument("folder", type=Path, nargs="?", metavar="FOLDER", help=folder_help)
    parser.add_argument("--quick", action="store_true", help="fewer cards, for a look; writes no page")
    only_help = f"only these groups; writes no page: {', '.join(GROUPS)}"
    parser.add_argument("--only", action="append", choices=GROUPS, metavar="NAME", help=only_help)
    before_help = "a checkout of an earlier version, which is measured too, each trial once"
    parser.add_argument("--before", type=Path, metavar="CHECKOUT", help=before_help)
    parser.add_argument("--runs", type=int, default=RUNS, metavar="N", help=f"turns of each trial (default: {RUNS})")
    return parser.parse_args()


def measure_all(testbeds: list[Testbed], groups: list[str]) -> bool:
    """Prepare the environments and measure some groups in turns; return whether none failed."""
    for testbed in testbeds:
        prepare_testbed(testbed)
    ours = testbeds[0]
    trials = [(testbed, group) for group in groups for testbed in testbeds]
    failures = [
        group
        for testbed, group in trials
        if (testbed is ours or group in GROUPS_BEFORE) and not measure_group(testbed, group)
    ]
    return not failures


def prepare_testbed(testbed: Testbed) -> None:
    """Prepare the environments, and note the circumstances."""
    report(f"preparing the environments for {testbed.checkout}")
    prepare_environments(testbed.environments, testbed.checkout)
    versions = {kind.name: list_versions(testbed.environments / kind.name) for kind in (Ankivalenz, MarkdownAnkiDecks)}
    testbed.results.circumstances = describe_circumstances(
        testbed.checkout, {name: packages[name] for name, packages in versions.items()}
    )


def measure_group(testbed: Testbed, group: str) -> bool:
    """Measure a group, and return whether that was possible; what fails is reported, and the others go on."""
    report(f"measuring {group} of {testbed.checkout}")
    try:
        for name, value in GROUPS[group](testbed):
            testbed.results.figures[name] = round(value, 4)
            report(f"{name}: {value:.3f}")
    except (CommandError, WrongPackageError, TimeoutError, subprocess.CalledProcessError) as error:
        report(f"{group} failed: {error}")
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
