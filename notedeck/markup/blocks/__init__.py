"""GitHub's block structure for Python-Markdown, whose own differs: a list straight after a paragraph, 2-space nesting.

`GithubBlocks` takes the place of the block parser and of all that Python-Markdown does to blocks before and after.
`node.py` is the tree, `parser.py` reads lines into it, `tree.py` makes elements of it. A construct is a rule in
`starts.py` (where it begins), one in `continues.py` (which lines belong to it) and one in `tree.py` (what it becomes).
"""

from notedeck.markup.blocks.definitions import Definitions
from notedeck.markup.blocks.extension import GithubBlocks

__all__ = ["Definitions", "GithubBlocks"]
