"""How fast notedeck is, against two programs that do the same and against itself, with a target for each figure.

`python -m benchmarks.peers [FOLDER] [--quick] [--only NAME] [--before CHECKOUT] [--runs N]`
"""
