"""Print the processor seconds at 25, 50 and 100 KB and the growth exponent of each hostile input, the worst last."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable

from benchmarks.hostile import blocks, inline, notes
from benchmarks.hostile.measure import Measurement, measure_input
from benchmarks.hostile.texts import Layer

LAYERS: tuple[Layer, ...] = (*inline.LAYERS, *blocks.LAYERS, *notes.LAYERS)


def main() -> int:
    """Measure the layers; return 1 if an input breaks a limit."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile", description=__doc__)
    parser.add_argument("layers", nargs="*", metavar="LAYER", help=", ".join(layer.name for layer in LAYERS))
    parser.add_argument("--worst", type=int, default=15, metavar="N", help="how many of the worst are repeated")
    options = parser.parse_args()
    chosen = [layer for layer in LAYERS if not options.layers or layer.name in options.layers]
    measurements = list(measure_layers(chosen))
    print_worst(measurements, options.worst)
    return int(any(measurement.is_too_slow for measurement in measurements))


def measure_layers(layers: Iterable[Layer]) -> Iterable[Measurement]:
    """Measure and print each input."""
    for layer in layers:
        for item in layer.inputs:
            measurement = measure_input(layer, item)
            sys.stdout.write(measurement.format() + "\n")
            sys.stdout.flush()
            yield measurement


def print_worst(measurements: Iterable[Measurement], count: int) -> None:
    """Print the measurements that took longest."""
    ordered = sorted(measurements, key=lambda measurement: measurement.seconds, reverse=True)
    sys.stdout.write(f"\nThe worst {count}\n" + "".join(f"{item.format()}\n" for item in ordered[:count]))


if __name__ == "__main__":
    sys.exit(main())
