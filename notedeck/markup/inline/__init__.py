"""Inline Markdown -> HTML, one pass from left to right, in time linear in the text.

`render(text, scope, line)` is the whole room for a caller: the raw text of one paragraph, heading, table cell or list
item in, escaped HTML out (not yet sanitised). `scope` holds what the text may refer to in its note. For Python-Markdown
`InlineHtml(scope)` is the same as an extension, in the place of its own "inline" tree processor.

The rules are CommonMark's with GitHub's additions, save where those fail Korean text: a particle may follow bold text
and a bare link, and a picture's path may hold blanks.
"""

from notedeck.markup.inline.extension import InlineHtml
from notedeck.markup.inline.scanner import render
from notedeck.markup.inline.scope import Scope, label_key

__all__ = ["InlineHtml", "Scope", "label_key", "render"]
