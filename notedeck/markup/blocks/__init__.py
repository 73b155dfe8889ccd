"""Read blocks as GitHub does; Python-Markdown differs in lists that follow a paragraph and in nesting by two spaces.

`parser.py` is the engine: it reads lines into a tree of `Block` values (`block.py`). Every construct is one file in
`constructs/` that says how the block starts, which lines continue it, and what HTML it becomes.
"""
