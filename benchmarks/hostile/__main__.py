"""Print the processor seconds at 25, 50 and 100 KB and the growth exponent of each hostile input, the worst last."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable

from benchmarks.hostile import blocks, decks, files, inline, notes, programs, tools
from benchmarks.hostile.fuzz import find_slow_inputs
from benchmarks.hostile.measure import Measurement, measure_input
from benchmarks.hostile.texts import Layer

LAYERS: tuple[Layer, ...] = (
    *inline.LAYERS,
    *blocks.LAYERS,
    *notes.LAYERS,
    *tools.LAYERS,
    *files.LAYERS,
    *decks.LAYERS,
    *programs.LAYERS,
)


def main() -> int:
    """Measure the layers; return 1 if an input breaks a limit."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile", description=__doc__)
    parser.add_argument("layers", nargs="*", metavar="LAYER", help=", ".join(layer.name for layer in LAYERS))
    parser.add_argument("--worst", type=int, default=15, metavar="N", help="how many of the worst are repeated")
    parser.add_argument("--fuzz", type=int, default=0, metavar="N", help="try N random texts instead")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="of the random texts")
    options = parser.parse_args()
    if options.fuzz:
        slow = [
            item for item in print_each(find_slow_inputs(options.fuzz, options.seed)) if item.error or item.is_too_slow
        ]
        return int(bool(slow))
    chosen = [layer for layer in LAYERS if not options.layers or layer.name in options.layers]
    inputs = ((layer, item) for layer in chosen for item in layer.inputs)
    measurements = list(print_each(measure_input(layer, item) for layer, item in inputs))
    print_worst(measurements, options.worst)
    return int(any(measurement.is_too_slow for measurement in measurements))


def print_each(measurements: Iterable[Measurement]) -> Iterable[Measurement]:
    """Print each measurement as soon as it is there."""
    for measurement in measurements:
        sys.stdout.write(measurement.format() + "\n")
        sys.stdout.flush()
        yield measurement


def print_worst(measurements: Iterable[Measurement], count: int) -> None:
    """Print the measurements that took longest."""
    ordered = sorted(measurements, key=lambda measurement: measurement.seconds, reverse=True)
    sys.stdout.write(f"\nThe worst {count}\n" + "".join(f"{item.format()}\n" for item in ordered[:count]))


if __name__ == "__main__":
    sys.exit(main())
