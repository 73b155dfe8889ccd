"""How a note of Docusaurus becomes GitHub's Markdown."""

from __future__ import annotations

import re

from notedeck.source.names import is_mdx
from notedeck.source.page import Page, find_code
from notedeck.source.tools import Site
from notedeck.source.tools._attributes import remove_attributes
from notedeck.source.tools._code_titles import show_code_titles
from notedeck.source.tools._dollars import close_up_dollars
from notedeck.source.tools._scripts import remove_scripts
from notedeck.source.tools.docusaurus.components import remove_components
from notedeck.source.tools.docusaurus.containers import open_containers
from notedeck.source.tools.docusaurus.modules import remove_comments, remove_modules
from notedeck.source.tools.docusaurus.partials import insert_partials
from notedeck.source.tools.docusaurus.pictures import has_computed_picture, show_pictures

KINDS = "note|tip|info|warning|danger|caution|important|details|code-group"
# Of papers and lectures; in any other language a box begins with its title.
THEOREMS = "assumption|axiom|conjecture|corollary|definition|example|exercise|lemma|proof|proposition|remark|theorem"
BOX = re.compile(rf"^[ \t]*:::+[ \t]*(?:\{{?(?i:{KINDS}|{THEOREMS})\b|[^\W\d_a-zA-Z])", re.MULTILINE)
BOX_END = re.compile(r"^[ \t]*:::+[ \t]*$", re.MULTILINE)
THEME_IMPORT = re.compile(
    r"^import [^\n]* from ['\"](?:@(?:theme|site)/|\.{1,2}/[^'\"\n]{1,300}\.mdx?['\"])", re.MULTILINE
)


def is_likely(path: str, text: str) -> bool:
    """Return whether a note has a box of one of the usual kinds, imports components of a site, or computes pictures."""
    if is_mdx(path):
        return True
    has_box = ":::" in text and BOX.search(text) is not None and BOX_END.search(text) is not None
    has_import = "import " in text and THEME_IMPORT.search(text) is not None
    return has_box or has_import or has_computed_picture(text)


def rewrite_page(page: Page, site: Site) -> Page:
    """Return the page in GitHub's Markdown."""
    page = insert_partials(page, site)
    page = remove_components(remove_modules(remove_scripts(show_pictures(remove_comments(page)))))
    page = close_up_dollars(show_code_titles(open_containers(page)), is_math_certain=False)
    if "{" not in page.text:
        return page
    pairs = zip(page.lines, find_code(page.lines), strict=True)
    return page.replace(lines=tuple(text if is_code else remove_attributes(text) for text, is_code in pairs))
