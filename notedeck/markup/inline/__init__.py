"""Inline Markdown to HTML, in one pass from left to right and in time linear in the text.

`parser.py` is the engine: it finds the characters that may start a construct and calls the construct's function on the
state of the text (`state.py`). Every construct is one file in `constructs/`.

The rules are CommonMark's with GitHub's additions, except where those fail for Korean text: a particle may follow bold
text and a bare link, and the path of an image may contain spaces.
"""
