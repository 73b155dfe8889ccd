"""Print a Markdown table of the classes of attacks, and what got through."""

from __future__ import annotations

import argparse
import time

from benchmarks.attack import MAX_EXAMPLES, Result, find_classes

MAX_SHOWN_CHARACTERS = 300  # of an example


def main() -> int:
    """Run the classes that were named, else all; return 1 if anything got through."""
    arguments = parse_arguments()
    classes = find_classes()
    results: dict[str, Result] = {}
    print("| class | tries | through | seconds | command |\n|---|---|---|---|---|")  # noqa: T201
    for name in arguments.classes or classes:
        start = time.monotonic()
        tries = arguments.tries or classes[name].TRIES
        results[name] = result = classes[name].attack(tries, arguments.seed)
        command = f"python -m benchmarks.attack {name} --tries {tries} --seed {arguments.seed}"
        seconds = time.monotonic() - start
        note = f" (skipped: {result.skipped})" if result.skipped else ""
        print(f"| {name}{note} | {result.tries} | {len(result.through)} | {seconds:.0f} | `{command}` |", flush=True)  # noqa: T201
    print_examples(results, arguments.examples)
    return int(any(result.through for result in results.values()))


def parse_arguments() -> argparse.Namespace:
    """Return the arguments of the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.attack", description="Attack a build, and count.")
    parser.add_argument("classes", metavar="CLASS", nargs="*", choices=[*find_classes(), []], help="default: all")
    parser.add_argument("--tries", type=int, default=0, help="tries of each class, instead of its own number")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other tries where they are random")
    parser.add_argument("--examples", type=int, default=MAX_EXAMPLES, help="examples to print of each class")
    return parser.parse_args()


def print_examples(results: dict[str, Result], count: int) -> None:
    """Print what got through."""
    for name, result in results.items():
        if result.through:
            print(f"\n## {name}: {len(result.through)} got through\n")  # noqa: T201
        for example in result.through[:count]:
            print("-", ascii(example)[1:-1][:MAX_SHOWN_CHARACTERS])  # noqa: T201


if __name__ == "__main__":
    raise SystemExit(main())
