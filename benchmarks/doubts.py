"""Doubts about right and spoilt translations: `python -m benchmarks.doubts ko=FOLDER [ja=FOLDER ...]`.

A folder holds gettext files that people translated from English, such as a clone of python/python-docs-ko. Right pairs
are taken in both directions. Then each is spoilt in several ways. The tables say which share of the right ones is
doubted, and which share of each spoilt kind.
"""

# ruff: noqa: ARG001, ARG005, T201 - each way to spoil gets the same values; a report prints

from __future__ import annotations

import argparse
import html
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import polib

from notedeck.config.languages import LanguagePair, has_letters_of
from notedeck.translation.doubts import Severity, find_doubts
from notedeck.translation.doubts._values import measure_text
from notedeck.translation.doubts.echo import keep_letters
from notedeck.translation.doubts.kept_source import MAX_CODE_SIGNS
from notedeck.translation.doubts.language import CODE_SIGN
from notedeck.translation.hidden import clean_answer
from notedeck.translation.segments.tokens import Kind, find_damage, list_tokens, read_words

Pairs = dict[str, dict[str, str]]  # by language, from an English text to its translation
MARKS = (  # from reStructuredText to what the memory writes
    (re.compile(r":[\w:+.-]+:`[!~]?([^`<]+?) ?<[^>`]*>`"), r"\1"),
    (re.compile(r":[\w:+.-]+:`[!~]?([^`]+)`"), r"<code>\1</code>"),
    (re.compile(r"``([^`]+)``"), r"<code>\1</code>"),
    (re.compile(r"`([^`<]+?) ?<[^>`]*>`_{1,2}"), r"<a1>\1</a1>"),
    (re.compile(r"\*\*([^*]+)\*\*"), r"<b>\1</b>"),
    (re.compile(r"\\ |::$"), ""),
)
CHATTER = (
    "Sure! Here is the translation: {}",
    "Translation: {}",
    "Here's the English translation:\n\n{}",
    "Certainly! The text translates to: {}",
    "{}\n\nLet me know if you need anything else!",
    "```\n{}\n```",
    '"{}"',
    "The translation of the text is: {}",
)
MESSAGES = (
    "You have reached your daily limit. Please try again tomorrow.",
    "Error 500 (Server Error)!!1500.That’s an error.There was an error. Please try again later.That’s all we know.",
    "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY",
    "Our systems have detected unusual traffic from your computer network.",
    "You exceeded your current quota, please check your plan and billing details.",
    '{"error": {"code": 429, "message": "Resource has been exhausted"}}',
    "<!DOCTYPE html><html><title>502 Bad Gateway</title></html>",
)
FILLERS = ("", "...", "…", "null", "None", "-", "undefined")
MIN_HALF_LETTERS = 36  # six words
MAX_BLANK_DISTANCE = 0.3  # from the middle of a text, of its half
MIN_SPOILT_CHARACTERS = 12  # a shorter text has not enough to be spoilt
Spoil = Callable[[str, str, random.Random], str | None]


def read_pairs(folders: Mapping[str, Path]) -> Pairs:
    """Return the finished translations in all files of the folders, which are by language."""
    return {
        language: {
            convert_marks(entry.msgid): convert_marks(entry.msgstr)
            for file in sorted(folder.rglob("*.po"))
            for entry in polib.pofile(str(file)).translated_entries()
        }
        for language, folder in folders.items()
    }


def convert_marks(text: str) -> str:
    """Return a text of Python's documentation as the memory writes it."""
    text = " ".join(text.split())
    for pattern, replacement in MARKS:
        text = pattern.sub(replacement, text)
    return text


def list_right_pairs(pairs: Mapping[str, Mapping[str, str]], pair: LanguagePair) -> Iterator[tuple[str, str]]:
    """Yield the sources and translations for one direction; without English, those that share an English text."""
    for english, text in pairs.get(pair.target if pair.source == "en" else pair.source, {}).items():
        source, target = (english, text) if pair.source == "en" else (text, english)
        if "en" not in (pair.source, pair.target):
            source, target = text, pairs[pair.target].get(english, "")
            if target == english:  # it was left in English
                continue
        words = read_words(source)
        if (
            target
            and read_words(target).strip()
            and keep_letters(source) != keep_letters(target)
            and not find_damage(source, target)
            and has_letters_of(words, pair.source)
            and len(words.strip()) > 1
            and not is_program(words)
        ):
            yield source, target


def is_program(words: str) -> bool:
    """Return whether a text is a block of code, which notedeck never sends."""
    return len(CODE_SIGN.findall(words)) > MAX_CODE_SIGNS


def spoil_code(source: str, target: str, dice: random.Random) -> str | None:
    """Return the translation without one of its codes."""
    codes = [token.text for token in list_tokens(target) if token.kind is Kind.VERBATIM]
    return target.replace(dice.choice(codes), "", 1) if codes else None


def spoil_number(source: str, target: str, dice: random.Random) -> str | None:
    """Return the translation with another digit in one of its numbers that the source has, too."""
    if read_words(target) != target or not re.search(r"\d", read_words(source)):
        return None
    digits = [match.start() for match in re.finditer(r"\d", target)]
    if not digits:
        return None
    place = dice.choice(digits)
    return target[:place] + str((int(target[place]) + dice.randrange(1, 9)) % 10) + target[place + 1 :]


def spoil_half(source: str, target: str, dice: random.Random) -> str | None:
    """Return a text of which half is not translated, from the start or to the end, as when an engine stops."""
    if list_tokens(source) or measure_text(source) < MIN_HALF_LETTERS:
        return None
    (first, last), (translated_first, translated_last) = halve_text(source), halve_text(target)
    return dice.choice([f"{first} {translated_last}", f"{translated_first} {last}"])


def halve_text(text: str) -> tuple[str, str]:
    """Return both halves of a text: cut at the blank nearest to its middle, without one near it between two letters."""
    middle = len(text) // 2
    blanks = [match.start() for match in re.finditer(" ", text)]
    nearest = min(blanks, key=lambda place: abs(place - middle), default=0)
    cut = nearest if abs(nearest - middle) <= MAX_BLANK_DISTANCE * middle else middle
    return text[:cut].rstrip(), text[cut:].lstrip()


def spoil_length(source: str, target: str, dice: random.Random) -> str | None:
    """Return a third of a translation."""
    return target[: len(target) // 3] if len(target) > 60 and not list_tokens(source) else None


def spoil_with_more(source: str, target: str, dice: random.Random) -> str | None:
    """Return a translation with as much again, twice."""
    return " ".join([target, target[::-1], target]) if len(target) > 60 and not list_tokens(source) else None


def spoil_signs(source: str, target: str, dice: random.Random) -> str | None:
    """Return a translation with its signs as entities, encoded once or twice."""
    once = html.escape(read_words(target))
    return None if list_tokens(target) or once == target else dice.choice((once, html.escape(once)))


SPOILS: dict[str, Spoil] = {
    "source": lambda source, target, dice: source,
    "half of the source": spoil_half,
    "words around it": lambda source, target, dice: dice.choice(CHATTER).format(target),
    "message of the service": lambda source, target, dice: dice.choice(MESSAGES),
    "nothing": lambda source, target, dice: dice.choice(FILLERS),
    "code lost": spoil_code,
    "digit changed": spoil_number,
    "a third": spoil_length,
    "three times as long": spoil_with_more,
    "entities": spoil_signs,
    "hidden characters": lambda source, target, dice: (
        target[:3] + dice.choice("\x1b\u202e\u2066\x85\ud800") + target[3:]
    ),
    "repeated word": lambda source, target, dice: f"{target} no no no no no",
}


def is_caught(source: str, right: str, answer: str, pair: LanguagePair) -> bool:
    """Return whether cards do not show an answer, or show the right translation after all."""
    cleaned = clean_answer(answer, source)
    return "".join(cleaned.split()) == "".join(right.split()) or is_doubted(source, cleaned, pair)


def is_doubted(source: str, translation: str, pair: LanguagePair) -> bool:
    """Return whether cards do not show a translation."""
    return any(doubt.severity is not Severity.REMARK for doubt in find_doubts(source, translation, pair))


def measure_pair(pairs: Pairs, pair: LanguagePair, count: int, seed: int) -> None:
    """Print the shares for one direction."""
    dice = random.Random(seed)
    right = sorted(list_right_pairs(pairs, pair))
    right = dice.sample(right, min(count, len(right)))
    reasons = Counter(
        f"{doubt.severity.value}: {doubt.reason.split(' ', 3)[:3]}"
        for source, target in right
        for doubt in find_doubts(source, target, pair)
    )
    doubted = sum(is_doubted(source, target, pair) for source, target in right)
    share = 100 * doubted / max(1, len(right))
    print(f"\n{pair.source} -> {pair.target}: {doubted} of {len(right)} right ones doubted, {share:.2f} %")
    for reason, number in reasons.most_common():
        print(f"  {number:6} {reason}")
    for name, spoil in (SPOILS | list_languages(pairs, pair)).items():
        spoilt = [
            (source, target, answer)
            for source, target in right
            if len(source) >= MIN_SPOILT_CHARACTERS and (answer := spoil(source, target, dice)) is not None
        ]
        caught = sum(is_caught(source, target, answer, pair) for source, target, answer in spoilt)
        print(f"  {100 * caught / max(1, len(spoilt)):6.2f} % of {len(spoilt)} caught: {name}")


def list_languages(pairs: Pairs, pair: LanguagePair) -> dict[str, Spoil]:
    """Return the ways to answer in another language."""
    others = [language for language in pairs if language not in (pair.source, pair.target)]
    english = {text: key for key, text in pairs.get(pair.source, {}).items()}

    def answer_in(language: str) -> Spoil:
        texts = pairs[language]
        return lambda source, target, dice: texts.get(english.get(source, source))

    return {f"in {language}": answer_in(language) for language in others}


def main() -> None:
    """Print the shares for each direction."""
    parser = argparse.ArgumentParser(description="Doubts about right and spoilt translations.")
    parser.add_argument("folders", metavar="LANGUAGE=FOLDER", nargs="+")
    parser.add_argument("--count", type=int, default=4000, help="at most so many pairs of each direction")
    parser.add_argument("--seed", type=int, default=17, help="another one takes other pairs")
    options = parser.parse_args()
    pairs = read_pairs({language: Path(name) for language, name in (text.split("=", 1) for text in options.folders)})
    for language in pairs:
        measure_pair(pairs, LanguagePair(language, "en"), options.count, options.seed)
        measure_pair(pairs, LanguagePair("en", language), options.count, options.seed)
    for source, target in (("ja", "zh-CN"), ("zh-CN", "ja"), ("ko", "ja"), ("ja", "ko")):
        if source in pairs and target in pairs:
            measure_pair(pairs, LanguagePair(source, target), options.count, options.seed)


if __name__ == "__main__":
    main()
