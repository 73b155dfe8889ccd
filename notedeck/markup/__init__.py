"""Markdown to safe HTML, one note at a time.

`blocks/` reads the lines of a note as GitHub does, `inline/` the text inside the blocks, `code/` highlights code, and
`sanitise.py` removes what is active from the result. Each construct of Markdown is one file in `blocks/constructs/` or
`inline/constructs/`. `python_markdown.py` is the only importer of `markdown`.
`convert.py` puts them together, and is imported when a note has to be converted.
"""
