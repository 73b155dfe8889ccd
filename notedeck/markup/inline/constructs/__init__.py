"""All inline constructs, one file each; this file lists them in their order of precedence.

To add one, write an `InlineConstruct` in a file here, add it to `CONSTRUCTS` and write its cases in
`tests/data/markup/inline/<file>.md`.
"""

from notedeck.markup.inline.constructs.autolinks import AUTOLINK
from notedeck.markup.inline.constructs.bare_links import BARE_LINK
from notedeck.markup.inline.constructs.code_spans import CODE_SPAN
from notedeck.markup.inline.constructs.comments import COMMENT
from notedeck.markup.inline.constructs.emoji import EMOJI
from notedeck.markup.inline.constructs.emphasis import EMPHASIS
from notedeck.markup.inline.constructs.entities import ENTITY
from notedeck.markup.inline.constructs.escapes import ESCAPE
from notedeck.markup.inline.constructs.footnote_references import FOOTNOTE_REFERENCE
from notedeck.markup.inline.constructs.formulas import FORMULA
from notedeck.markup.inline.constructs.html_tags import HTML_TAG
from notedeck.markup.inline.constructs.line_ends import LINE_END
from notedeck.markup.inline.constructs.links import LINK
from notedeck.markup.inline.constructs.mail_links import MAIL_LINK
from notedeck.markup.inline.constructs.wikilinks import WIKILINK
from notedeck.markup.inline.state import InlineConstruct

# Where several start with the same character, the first one that matches wins: a formula `\(` before an escape `\(`, a
# footnote and a page before a link, an address in angle brackets before a tag.
CONSTRUCTS: tuple[InlineConstruct, ...] = (
    LINE_END,
    FORMULA,
    ESCAPE,
    CODE_SPAN,
    EMPHASIS,
    FOOTNOTE_REFERENCE,
    WIKILINK,
    LINK,
    AUTOLINK,
    HTML_TAG,
    COMMENT,
    ENTITY,
    EMOJI,
    BARE_LINK,
    MAIL_LINK,
)
