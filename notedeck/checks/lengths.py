"""Backs that are too long to learn, and backs that say nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from notedeck.anki.text import VISIBLE_TAG
from notedeck.checks._context import CheckedCard, count_letters, read_prose, text_of
from notedeck.config.settings import DEFAULT_STYLE
from notedeck.korean.answers import starts_answer
from notedeck.korean.labels import UNWRITTEN_TEXT, is_label
from notedeck.korean.questions import has_question_label, is_question_line
from notedeck.korean.sentences import asks_for_word, ends_as_sentence
from notedeck.messages import Message
from notedeck.model import Card
from notedeck.problems import Problem, ProblemCode
from notedeck.source.names import is_notebook
from notedeck.util.patterns import compile_lazily

CODES = (ProblemCode.BACK_LONG, ProblemCode.BACK_TERMS, ProblemCode.BACK_EMPTY, ProblemCode.BACK_ONE_WORD)
# Outside of code. Of 1,193 cards of real notes, 2 in 100 have more; to read that takes more than a minute.
MAX_BACK_LETTERS = 550
MIN_TERMS = 3
MIN_TERM_SHARE = 0.6  # of the letters of a back, in its terms and their explanations
MAX_ANALYSED_CHARACTERS = 40_000  # of a back; no list of words on one card is as long
TERM_SIGNS = (":", "：", " - ", " – ", " — ", "——", "――", " -- ", " |", " /", "<dt", "<ul", "<ol")
LATIN = compile_lazily(r"[A-Za-z]")  # two of them say about as much as one Korean letter
SHORTEN_ANSWER = Message("Shorten the answer, or ask about a part of it in a question of its own.")
MAX_WORD_LETTERS = 30
# Of a Chinese or Japanese word: there is no blank between words, and four ideographs are mostly two.
MAX_UNSPACED_LETTERS, MAX_IDEOGRAPHS = 6, 3
UNSPACED_LETTER = compile_lazily("[\u2e80-\u9fff\uf900-\ufaff]")  # Chinese and Japanese, no Hangul
IDEOGRAPH = compile_lazily("[\u3400-\u9fff\uf900-\ufaff]")
UNSPACED_PARTICLE = compile_lazily("(?<=.)[的をはがのにでとへ](?=.)")
# Between the parts of a list, a formula or a sentence.
INNER_SIGN = compile_lazily(r"[,，、。．:：;；=<>+*/^()（）→⇒…·|~\[\]]|[.!?！？](?=.)")


def find_card_problems(checked: CheckedCard) -> Iterable[Problem]:
    """Yield at most one finding for a card; of a long back that `report_terms` names, none."""
    card, count = checked.card, count_letters(checked.back_prose)
    if is_long(checked.back_prose, count):
        if not count_terms(card, count):
            yield describe_long_back(card, count)
    elif problem := find_empty_back(card, checked.back_text):
        yield problem


def describe_long_back(card: Card, count: int) -> Problem:
    """Return the problem of a back of so many letters: where to split it."""
    from notedeck.checks._split import suggest_split  # few backs are long

    message = Message('the back of "{title}" has {count:,} letters', title=card.key.title, count=count)
    is_answer = is_question(card.key.title) or starts_answer(text_of(card.back))
    hint = SHORTEN_ANSWER if is_answer else suggest_split(card.back, names_lines=not is_notebook(card.place.path))
    return Problem(ProblemCode.BACK_LONG, card.place, message, hint)


def report_terms(cards: Iterable[Card]) -> Iterator[Problem]:
    """Yield a problem for each long back whose terms can be cards.

    It is called when a note is converted: so the summary of a build has the number, and the cache keeps it.
    """
    for card in cards:
        if len(card.back) <= MAX_BACK_LETTERS or card.key.style != DEFAULT_STYLE:
            continue
        prose = read_prose(card.back)
        count = count_letters(prose)
        if is_long(prose, count) and (terms := count_terms(card, count)):
            yield describe_terms(card, count, terms)


def describe_terms(card: Card, count: int, terms: int) -> Problem:
    """Return the problem of a back of so many letters that mainly explains so many terms."""
    message = Message(
        'the back of "{title}" has {count:,} letters; the style "definition" makes {terms} cards of its terms',
        title=card.key.title,
        count=count,
        terms=terms,
    )
    title = Message("the title") if is_notebook(card.place.path) else Message("line {line}", line=card.place.line)
    hint = Message(
        "Write <!-- notedeck: style=definition --> on a line of its own below {title}, or for "
        "the whole note style: definition in its front matter.",
        title=title,
    )
    return Problem(ProblemCode.BACK_TERMS, card.place, message, hint, amount=terms)


def count_terms(card: Card, count: int) -> int:
    """Return how many terms a back of so many letters explains, 0 if it is not mainly a list of terms."""
    from notedeck.cards.definitions import find_definitions
    from notedeck.util.soup import parse_html

    if card.key.style != DEFAULT_STYLE or card.asks_both_ways or not may_have_terms(card.back):
        return 0
    items = find_definitions(parse_html(card.back)).items
    letters = sum(count_letters(item.title) + count_letters(read_prose(item.explanation)) for item in items)
    return len(items) if len(items) >= MIN_TERMS and letters >= MIN_TERM_SHARE * count else 0


def may_have_terms(markup: str) -> bool:
    """Return whether a back is short enough to be analysed, and has the signs after terms, or lists below them."""
    if len(markup) > MAX_ANALYSED_CHARACTERS:
        return False
    return sum(map(markup.count, TERM_SIGNS)) >= MIN_TERMS


def is_long(text: str, count: int) -> bool:
    """Return whether a text of so many letters is too long to learn."""
    return count > MAX_BACK_LETTERS and count - len(LATIN.findall(text)) / 2 > MAX_BACK_LETTERS


def find_empty_back(card: Card, text: str) -> Problem | None:
    """Return the problem of a back that says nothing yet, or one word that the title does not ask for."""
    is_unwritten = not text or UNWRITTEN_TEXT.fullmatch(text)
    if not (is_unwritten or is_word(text)) or VISIBLE_TAG.search(card.back):
        return None
    if is_unwritten:
        hint = Message("Write the answer, or add the title to skip_headings.")
        return Problem(
            ProblemCode.BACK_EMPTY,
            card.place,
            Message('the back of "{title}" says only "{text}"', title=card.key.title, text=text),
            hint,
        )
    if "missing-image" in card.back:  # reported as a missing picture
        return None
    if is_label(text):  # reported as a label
        return None
    is_basic = card.key.style == DEFAULT_STYLE and not card.asks_both_ways and "<a " not in card.back
    if is_command(text) and not is_command(card.key.title):
        return None
    if not is_basic or is_question(card.key.title) or "<code" in card.back or "math" in card.back:
        return None
    hint = Message("Write more, or ask a question that one word answers.")
    return Problem(
        ProblemCode.BACK_ONE_WORD,
        card.place,
        Message('the back of "{title}" is the one word "{text}"', title=card.key.title, text=text),
        hint,
    )


def is_word(text: str) -> bool:
    """Return whether a text is one word: no sentence, no list and no formula."""
    if " " in text or len(text) > MAX_WORD_LETTERS or INNER_SIGN.search(text) or ends_as_sentence(text):
        return False
    return any(map(str.isalpha, text)) and not is_unspaced_phrase(text)


def is_unspaced_phrase(text: str) -> bool:
    """Return whether a text is several words of Chinese or Japanese, which have no blank between them."""
    letters = UNSPACED_LETTER.findall(text)
    if len(letters) > MAX_UNSPACED_LETTERS or len(IDEOGRAPH.findall(text)) > MAX_IDEOGRAPHS:
        return True
    return bool(letters) and UNSPACED_PARTICLE.search(text) is not None


def is_command(text: str) -> bool:
    """Return whether a text is in letters of ASCII: a command or a term, which a title in another script asks for."""
    return text.isascii()


def is_question(title: str) -> bool:
    """Return whether a title asks: one word can be its answer, and a part of the answer is no card."""
    return asks_for_word(title) or is_question_line(title) or has_question_label(title)
