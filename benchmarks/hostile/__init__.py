"""Inputs that were written to hang the program, for every construct and layer, and how its time grows with them.

`python -m benchmarks.hostile [LAYER…] [--worst N] [--fuzz N --seed N]`
"""
