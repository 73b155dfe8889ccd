"""Which terms of a section become cloze deletions, and where else on the card they are hidden."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from notedeck.cards.answers import fold_term
from notedeck.cards.cloze_html import find_sentence_block, read_deletion, read_sentence
from notedeck.cards.clozes import CLOZE_ATTRIBUTE
from notedeck.config.settings import CardSettings, KeyTerm
from notedeck.korean.letters import HANGUL
from notedeck.korean.words import PARTICLES
from notedeck.model import Section
from notedeck.util.soup import create_tag, parse_html, read_visible_text

MAX_DELETIONS = 10  # of a section; of 350 sections of real notes, 5 have more
MAX_TERMS = 200  # that are looked at
MAX_TERM_CHARACTERS = 100  # more is a sentence, which nobody recalls word by word
TAGS = {KeyTerm.CODE: ("code",), KeyTerm.BOLD: ("strong", "b"), KeyTerm.MARK: ("mark",)}
NEVER_HIDDEN = ("pre", "h1", "h2", "h3", "h4", "h5", "h6", "th", "summary")
LETTER = re.compile(r"[^\W_]")


def mark_deletions(body: Tag, section: Section, settings: CardSettings) -> None:
    """Mark the terms of a section's body that are asked, then the other places where their texts stand."""
    terms = find_terms(body, settings)
    if not terms:
        return
    for term in terms:
        term[CLOZE_ATTRIBUTE] = ""
    lone_terms = {id(term) for term in find_lone_terms(terms)}
    asking = [term for term in terms if id(term) not in lone_terms]
    names = choose_names(asking, find_shown_names(asking, body, section))
    for term in terms:
        if id(term) in lone_terms or read_deletion(term) not in names:
            del term[CLOZE_ATTRIBUTE]
    hide_repetitions(body, names)


def find_terms(body: Tag, settings: CardSettings) -> list[Tag]:
    """Return the elements that set off a term; of nested ones, the outermost."""
    names = [name for kind in settings.cloze for name in TAGS[kind]]
    terms: list[Tag] = []
    for tag in body.find_all(names):
        never_hidden = any(parent.name in NEVER_HIDDEN or is_formula(parent) for parent in tag.parents)
        nested = any(parent is term for parent in tag.parents for term in terms[-1:])
        if not never_hidden and not nested and is_term(tag, settings):
            terms.append(tag)
        if len(terms) == MAX_TERMS:
            break
    return terms


def is_term(tag: Tag, settings: CardSettings) -> bool:
    """Return whether an element is a term; code with few Korean letters is a command or a name instead."""
    text = read_visible_text(tag)
    is_program = tag.name == "code" and len(HANGUL.findall(text)) < settings.cloze_min_hangul
    return LETTER.search(text) is not None and not is_program and len(text) <= MAX_TERM_CHARACTERS


def find_lone_terms(terms: list[Tag]) -> list[Tag]:
    """Return the terms whose sentence has no other word: nothing would ask for them."""
    blocks = {id(block): block for block in map(find_sentence_block, terms)}
    has_words = {name: LETTER.search(read_sentence(block).replace("_", " ")) for name, block in blocks.items()}
    return [term for term in terms if not has_words[id(find_sentence_block(term))]]


def find_shown_names(terms: list[Tag], body: Tag, section: Section) -> set[str]:
    """Return the texts of terms that a title, code or a longer term shows anyway."""
    titles = " ".join((section.note, *section.breadcrumb, section.title, read_visible_text(parse_html(section.front))))
    fixed_text = f"{titles} {' '.join(tag.get_text(' ') for tag in body.find_all(NEVER_HIDDEN))}"
    names, folded_titles = {read_deletion(term) for term in terms}, fold_term(titles)
    texts = [(text, fold_name(text)) for text in (fixed_text, *names)]
    return {
        name
        for name in names
        if (len(name) > 1 and fold_term(name) in folded_titles)
        or stands_in(name, (pair for pair in texts if pair[0] is fixed_text or len(pair[0]) > len(name)))
    }


def stands_in(name: str, texts: Iterable[tuple[str, str]]) -> bool:
    """Return whether a term stands in a text; each text comes with its folded form, which is searched much faster."""
    folded = fold_name(name)
    candidates = [text for text, folded_text in texts if folded in folded_text]
    return bool(candidates) and any(map(compile_names([name]).search, candidates))


def choose_names(terms: Iterable[Tag], shown_names: set[str]) -> set[str]:
    """Return the texts to ask for; of too many, the first of each sentence, then the second of each, and so on."""
    ranks: dict[str, int] = {}
    counts: Counter[int] = Counter()
    for term in terms:
        name, block = read_deletion(term), id(find_sentence_block(term))
        if name not in ranks and name not in shown_names:
            ranks[name] = counts[block]
            counts[block] += 1
    return set(sorted(ranks, key=lambda name: ranks[name])[:MAX_DELETIONS])


def hide_repetitions(body: Tag, names: set[str]) -> None:
    """Mark the other places where these texts stand: each would show what is hidden."""
    if not names:
        return
    pattern = compile_names(names)
    known = {fold_name(name): name for name in names}
    for text in body.find_all(string=pattern):
        if type(text) is NavigableString and can_hide(text):
            text.replace_with(*split_text(text, pattern, known))


def can_hide(text: NavigableString) -> bool:
    """Return whether a text may get a mark; inside a deletion or formula, Anki would show it or fail."""
    return not any(
        parent.name in NEVER_HIDDEN or is_formula(parent) or parent.has_attr(CLOZE_ATTRIBUTE) for parent in text.parents
    )


def is_formula(tag: Tag) -> bool:
    """Return whether an element is a formula."""
    return tag.name == "span" and "math" in (tag.get("class") or ())


def split_text(text: str, pattern: re.Pattern[str], known: Mapping[str, str]) -> list[PageElement]:
    """Return a text as nodes, each match as a repetition of the deletion that `known` has for it."""
    nodes: list[PageElement] = []
    end = 0
    for match in pattern.finditer(text):
        nodes.append(NavigableString(text[end : match.start()]))
        nodes.append(create_tag("span", match[0], {CLOZE_ATTRIBUTE: known[fold_name(match[0])]}))
        end = match.end()
    return [node for node in (*nodes, NavigableString(text[end:])) if node.get_text()]


def fold_name(text: str) -> str:
    """Return a text with single spaces, in one letter case."""
    return " ".join(text.split()).casefold()


def compile_names(names: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of these texts at the beginning of a word, the longest first."""
    return re.compile("|".join(map(write_pattern, sorted(names, key=len, reverse=True))), re.IGNORECASE)


def write_pattern(name: str) -> str:
    """Return the pattern of a text: a Latin word ends with it, a single Korean letter has at most a particle."""
    words = r"\s+".join(map(re.escape, name.split()))
    start = r"(?<![^\W_])" if LETTER.match(name) else ""
    if len(name) == 1 and HANGUL.match(name):
        return rf"{start}{words}(?=(?:{PARTICLES})?(?![^\W_]))"
    return rf"{start}{words}" + ("(?![A-Za-z0-9])" if re.search(r"[A-Za-z0-9]\Z", name) else "")
