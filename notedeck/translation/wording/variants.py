"""Terms that a memory translates in several ways: `비용` by "cost" in twelve texts and by "expense" in three.

No dictionary and no model knows the words. A translation of a term is a word that stands where the term is used and
hardly anywhere else. Each rule below prefers to miss a term to naming a wrong one; they were chosen on translations of
people (`benchmarks/terms.py`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from math import ceil

from notedeck.config.languages import LanguagePair
from notedeck.model import Value
from notedeck.translation.segments.tokens import split_tokens, unescape_words
from notedeck.translation.wording.forms import are_related
from notedeck.translation.wording.words import Words, read_language

MIN_USES = 5  # texts with the term
MIN_MAIN_USES = 3  # and the share of the texts that have its main translation, or any of its translations
MIN_MAIN_SHARE = 0.4
MIN_KNOWN_SHARE = 0.75
MIN_MAIN_OWN_SHARE = 0.4  # of the texts with the main translation that have the term, too
MIN_OTHER_OWN_SHARE = 0.75  # the same for any other translation
MIN_OTHER_USES, MIN_OTHER_USES_OF_MANY = 2, 3
MANY_USES = 20
MIN_OTHER_SHARE = 0.03  # of the texts; a rarer one is mostly another sense of the word
MAX_SHARED = 0.3  # of the texts with another translation that have the main one, too
MIN_RIVAL_SHARE = 0.7  # of the texts with a translation, for another word that may be what it translates
MIN_NEAR_SHARE, MAX_NEAR_SHARE = 0.6, 0.3  # of the texts with one and with another translation that share a neighbour
MAX_CHANCE = 1e-3


class Choice(Value, frozen=True):
    """A translation of a term, and the numbers of the texts that have it there."""

    word: str
    numbers: tuple[int, ...]


class TermVariants(Value, frozen=True):
    """A term and its translations, one or several, the main one first."""

    term: str
    choices: tuple[Choice, ...]


class Evidence:
    """The numbers of the texts that have a term, a word of a translation, or a word of a source."""

    def __init__(self, texts: Sequence[tuple[str, str]], sources: Words, targets: Words) -> None:
        """Read the sources and translations."""
        self.uses = [sources.list_uses(source) for source, _ in texts]
        self.names = [targets.list_names(target) for _, target in texts]
        self.words = [sources.list_words(source) for source, _ in texts]
        self.by_term = index_numbers([{use.term for use in uses} for uses in self.uses])
        self.by_name, self.by_word = index_numbers(self.names), index_numbers(self.words)

    def list_terms(self) -> Iterator[tuple[str, set[int]]]:
        """Yield the terms of enough texts, the most frequent first."""
        frequent = (item for item in self.by_term.items() if len(item[1]) >= MIN_USES)
        yield from sorted(frequent, key=lambda item: (-len(item[1]), item[0]))

    def find_related(self, name: str, numbers: Iterable[int]) -> set[int]:
        """Return all texts with a form of a word that one of some texts has."""
        names = {other for number in numbers for other in self.names[number]}
        return set().union(*(self.by_name[other] for other in names if are_related(other, name)))

    def find_neighbours(self, term: str, numbers: Iterable[int]) -> Mapping[str, set[int]]:
        """Return which of some texts have each word beside a term."""
        return index_pairs(
            (word, number)
            for number in numbers
            for use in self.uses[number]
            if use.term == term
            for word in (use.before, use.after)
            if word
        )


def index_numbers(groups: Iterable[Collection[str]]) -> Mapping[str, set[int]]:
    """Return the numbers of the groups that have each word."""
    return index_pairs((word, number) for number, words in enumerate(groups) for word in words)


def index_pairs(pairs: Iterable[tuple[str, int]]) -> Mapping[str, set[int]]:
    """Return the numbers of each word."""
    index: dict[str, set[int]] = defaultdict(set)
    for word, number in pairs:
        index[word].add(number)
    return index


def find_variants(texts: Sequence[tuple[str, str]], pair: LanguagePair) -> Iterator[TermVariants]:
    """Yield the terms with several translations in texts and their translations, the most frequent first.

    Both are as the memory writes them.
    """
    return (item for item in find_translations(texts, pair) if len(item.choices) > 1)


def find_translations(texts: Sequence[tuple[str, str]], pair: LanguagePair) -> Iterator[TermVariants]:
    """Yield the frequent terms in texts of which it is clear how they are translated, the most frequent first.

    Nothing is found for a language without spaces between words.
    """
    plain = [(read_phrases(source), read_phrases(target)) for source, target in texts]
    sources = read_language((source for source, _ in plain), pair.source)
    targets = read_language((target for _, target in plain), pair.target)
    if sources is None or targets is None:
        return
    evidence = Evidence(plain, sources, targets)
    for term, numbers in evidence.list_terms():
        choices = find_choices(evidence, term, numbers)
        if choices:
            yield TermVariants(term, tuple(show_choice(choice, plain, targets) for choice in choices))


def read_phrases(text: str) -> str:
    """Return the words of a text, with two spaces where a token stood."""
    return "  ".join(unescape_words(part) for part in split_tokens(text) if isinstance(part, str))


def show_choice(choice: Choice, texts: Sequence[tuple[str, str]], targets: Words) -> Choice:
    """Return a translation with the word as the texts write it."""
    return choice.replace(word=targets.show_name(choice.word, [texts[number][1] for number in choice.numbers]))


def find_choices(evidence: Evidence, term: str, numbers: set[int]) -> list[Choice]:
    """Return the translations of a term in the texts that have it: none unless they explain most of the texts."""
    main = find_main(evidence, term, numbers)
    if main is None:
        return []
    choices = [main, *find_others(evidence, term, numbers, main)]
    known = sum(len(choice.numbers) for choice in choices)
    return choices if known >= MIN_KNOWN_SHARE * len(numbers) else []


def find_main(evidence: Evidence, term: str, numbers: set[int]) -> Choice | None:
    """Return the translation that most of the texts with a term have, None if it is not clear."""
    counts = count_names(evidence, numbers)
    name = choose_name(evidence, counts, len(numbers))
    if not name:
        return None
    everywhere = evidence.find_related(name, numbers)
    own = everywhere & numbers
    is_frequent = len(own) >= max(MIN_MAIN_USES, MIN_MAIN_SHARE * len(numbers))
    is_own = len(own) >= MIN_MAIN_OWN_SHARE * len(everywhere)
    is_clear = is_frequent and is_own and not has_rival(evidence, term, name, own)
    return Choice(name, tuple(sorted(own))) if is_clear else None


def count_names(evidence: Evidence, numbers: Iterable[int]) -> Counter[str]:
    """Return how many texts have each word in their translation."""
    return Counter(name for number in numbers for name in evidence.names[number])


def choose_name(evidence: Evidence, counts: Mapping[str, int], size: int) -> str:
    """Return the word whose texts are most like `size` texts, "" without words.

    `counts` are how many of these have each word.
    """
    shares = {name: 2 * count / (len(evidence.by_name[name]) + size) for name, count in counts.items()}
    return max(shares, key=lambda name: (shares[name], name), default="")


def measure_likeness(first: Set[int], second: Set[int]) -> float:
    """Return how much two sets of texts are the same (Dice's coefficient, 0 to 1)."""
    return 2 * len(first & second) / (len(first) + len(second))


def find_others(evidence: Evidence, term: str, numbers: set[int], main: Choice) -> Iterator[Choice]:
    """Yield the other translations of a term, in the texts without its main one."""
    minimum = MIN_OTHER_USES_OF_MANY if len(numbers) > MANY_USES else MIN_OTHER_USES
    minimum = max(minimum, ceil(MIN_OTHER_SHARE * len(numbers)))
    with_main = evidence.find_related(main.word, numbers)
    left, refused = numbers - with_main, set[str]()
    for choice in find_whole(evidence, term, left):
        left = left - set(choice.numbers)
        yield choice
    while len(left) >= minimum:
        counts = count_names(evidence, left)
        names = [name for name, count in counts.items() if count >= minimum and name not in refused]
        names = [name for name in names if is_own(evidence, name, numbers) and not are_related(name, main.word)]
        if not names:
            return
        name = choose_name(evidence, {name: counts[name] for name in names}, len(left))
        choice = Choice(name, tuple(sorted(left & evidence.find_related(name, left))))
        refused.add(name)
        if is_other(evidence, term, numbers, main, choice, with_main):
            left = left - set(choice.numbers)
            yield choice


def find_whole(evidence: Evidence, term: str, numbers: set[int]) -> Iterator[Choice]:
    """Yield the translations of those texts that are nothing but a term: there it cannot be that of another word."""
    names = {
        name
        for number in numbers
        if evidence.words[number] == set(term.split()) and len(evidence.names[number]) == 1
        for name in evidence.names[number]
    }
    for name in sorted(names):
        yield Choice(name, tuple(sorted(numbers & evidence.find_related(name, numbers))))


def is_own(evidence: Evidence, name: str, numbers: set[int]) -> bool:
    """Return whether few other texts have a word in their translation."""
    return len(evidence.by_name[name] & numbers) >= MIN_OTHER_OWN_SHARE * len(evidence.by_name[name])


def is_other(
    evidence: Evidence, term: str, numbers: set[int], main: Choice, other: Choice, with_main: set[int]
) -> bool:
    """Return whether a word certainly is another translation of a term, and not of a word beside it."""
    texts = evidence.by_name[other.word] & numbers
    chance = (len(numbers) / len(evidence.names)) ** len(other.numbers)
    return (
        len(texts & with_main) <= MAX_SHARED * len(texts)
        and chance <= MAX_CHANCE
        and not has_rival(evidence, term, other.word, texts - with_main)
        and not differ_in_neighbour(evidence, term, main, other)
    )


def has_rival(evidence: Evidence, term: str, name: str, numbers: set[int]) -> bool:
    """Return whether another word of the sources explains a word of their translations as well as a term does."""
    own = set(term.split())
    counts = Counter(word for number in numbers for word in evidence.words[number] if word not in own)
    likeness = measure_likeness(evidence.by_name[name], evidence.by_term[term])
    rivals = (word for word, count in counts.items() if count >= MIN_RIVAL_SHARE * len(numbers))
    return any(measure_likeness(evidence.by_name[name], evidence.by_word[word]) >= likeness for word in rivals)


def differ_in_neighbour(evidence: Evidence, term: str, main: Choice, other: Choice) -> bool:
    """Return whether the texts with one translation have a word beside the term that those with another lack.

    Then each may be right: `question` and `question mark`.
    """
    first, second = (evidence.find_neighbours(term, choice.numbers) for choice in (main, other))
    sizes = len(main.numbers), len(other.numbers)
    for word in {*first, *second}:
        shares = len(first.get(word, ())) / sizes[0], len(second.get(word, ())) / sizes[1]
        if max(shares) >= MIN_NEAR_SHARE and min(shares) <= MAX_NEAR_SHARE:
            return True
    return False
