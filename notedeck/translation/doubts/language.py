"""The language of a translation, by its letters and its most frequent words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from notedeck.config.languages import LANGUAGES, LATIN, LanguagePair
from notedeck.messages import Message
from notedeck.translation.doubts._values import CheckedText, Doubt, Severity, measure_text
from notedeck.translation.doubts.frequent_words import CODE_WORDS, FREQUENT_WORDS

SCRIPTS = {
    "latin": re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]"),
    "hangul": re.compile("[ᄀ-ᇿ㄰-㆏가-힣]"),
    "kana": re.compile("[぀-ヺー-ヿ]"),
    "han": re.compile("[㐀-䶿一-鿿]"),
    "cyrillic": re.compile("[Ѐ-ԯ]"),
    "other": re.compile("[\u0530-\u10ff\u1200-\u1cff]"),  # no Greek: formulas use its letters in every language
}
OWN_SCRIPTS = {"ko": ("hangul",), "ja": ("kana", "han"), "zh-CN": ("han",), "zh-TW": ("han",), "ru": ("cyrillic",)}
LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ][A-Za-zÀ-ɏḀ-ỿ0-9'’]*")
BRACKET = re.compile(r"[(（\[「『\"“'‘][^()（）]{1,60}?[)）\]」』\"”'’]")
MIN_OWN_SHARE = 0.3  # of the letters; below, it is another language
MIN_OWN_SHARE_BESIDE_LATIN = 0.15  # in other scripts, where names and code are Latin
MAX_FOREIGN_SHARE = 0.12
MIN_ENGLISH_WORDS = 4  # one after the other, of which one is frequent
CODE_SIGN = re.compile(r"[=_{}<>;$#]|\(\)|\w\(")
LATIN_PART = re.compile(r"[A-Za-z][\x20-\x7e’–—]+")
MIN_MIXED_WORDS, MAX_MIXED_SHARE = 2, 0.25
MIN_KANA_SIZE = 14  # Han characters without any kana, in Japanese
MIN_JUDGED_LETTERS = 2
OTHER_LANGUAGE = Message("it is not {language}")
# The encodings of each language before Unicode lack the characters that only the others have.
HAN_ENCODINGS = {"ja": "cp932", "zh-CN": "gb2312", "zh-TW": "big5"}
MAX_RARE_CHARACTERS = 2  # names may have some


def find_doubts(text: CheckedText) -> Iterator[Doubt]:
    """Yield a doubt for a translation in another language, and for one with too much of the source in it."""
    target = text.pair.target
    sizes = measure_scripts(remove_kept(text))
    total = sum(sizes.values())
    own = sum(sizes[script] for script in OWN_SCRIPTS.get(target, ("latin",)))
    name = LANGUAGES[target].name
    min_share = MIN_OWN_SHARE if is_latin(target) else MIN_OWN_SHARE_BESIDE_LATIN
    if (
        (total >= MIN_JUDGED_LETTERS and own / total < min_share)
        or is_other_east_asian(text.translation, text.pair)
        or is_other_latin(text)
    ):
        yield Doubt(Severity.REFUSED, OTHER_LANGUAGE.fill(language=name))
    elif total and measure_foreign(sizes, target) / total > MAX_FOREIGN_SHARE:
        yield Doubt(Severity.DOUBTFUL, Message("much of it is not {name}", name=name))
    elif keeps_english(text) or mixes_latin(text):
        yield Doubt(Severity.DOUBTFUL, Message("much of it is not translated"))


def remove_kept(text: CheckedText) -> str:
    """Return a translation without what may stay as in the source.

    That is Latin words in another script, and words of the source that are quoted, or new in brackets.
    """
    translation = BRACKET.sub(lambda match: " " if may_stay(match[0], text) else match[0], text.translation)
    if is_latin(text.pair.target):
        return translation
    words = {word.casefold() for word in LATIN_WORD.findall(text.source)}
    return LATIN_WORD.sub(lambda match: " " if match[0].casefold() in words else match[0], translation)


def may_stay(bracket: str, text: CheckedText) -> bool:
    """Return whether quotation marks or brackets in a translation have what may stay as in the source."""
    is_remark = bracket[0] in "(（[" and bracket in text.source
    is_foreign = is_latin(text.pair.target) or measure_foreign(measure_scripts(bracket), text.pair.target) > 0
    return bracket[1:-1] in text.source and not (is_remark and is_foreign)


def measure_scripts(text: str) -> dict[str, float]:
    """Return how much of a text is written in each script, in Latin letters."""
    return {name: measure_text("".join(script.findall(text))) for name, script in SCRIPTS.items()}


def is_latin(language: str) -> bool:
    """Return whether a language is written with Latin letters."""
    return LANGUAGES[language].letters == LATIN


def measure_foreign(sizes: Mapping[str, float], target: str) -> float:
    """Return how much of a text is in scripts of other languages; Latin words may stand in any text."""
    own_scripts = ("latin", *OWN_SCRIPTS.get(target, ()))
    return sum(size for script, size in sizes.items() if script not in own_scripts)


def keeps_english(text: CheckedText) -> bool:
    """Return whether a translation into another script has English words that make up a sentence."""
    if is_latin(text.pair.target):
        return False
    return any(map(is_english_part, LATIN_PART.findall(BRACKET.sub(" ", text.translation))))


def is_english_part(part: str) -> bool:
    """Return whether words between those of another script are part of an English sentence, and no name or code."""
    words = [word for word in LATIN_WORD.findall(part) if word.islower()]
    frequent = sum(word in FREQUENT_WORDS["en"] for word in words)
    typical = sum(word in FREQUENT_WORDS["en"] - CODE_WORDS for word in words)
    return (frequent > 0 and typical > 1) or (
        frequent > 0 and len(words) >= MIN_ENGLISH_WORDS and not CODE_SIGN.search(part)
    )


def is_other_east_asian(translation: str, pair: LanguagePair) -> bool:
    """Return whether a translation into Japanese or Chinese is the other one, or Chinese in the other script."""
    if pair.target not in HAN_ENCODINGS:
        return False
    characters = SCRIPTS["han"].findall(translation)
    han, kana = len(characters), len(SCRIPTS["kana"].findall(translation))
    foreign = sum(not is_encodable(character, HAN_ENCODINGS[pair.target]) for character in characters)
    if pair.target == "ja":
        return (foreign > (MAX_RARE_CHARACTERS if kana else 0) and kana < han / 2) or (
            han >= MIN_KANA_SIZE and not kana
        )
    return kana > MAX_FOREIGN_SHARE * (han + kana) or foreign > max(MAX_RARE_CHARACTERS, MAX_FOREIGN_SHARE * han)


def is_encodable(character: str, encoding: str) -> bool:
    """Return whether an encoding has a character."""
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def compare_latin(text: CheckedText) -> tuple[int, int]:
    """Return how many words only the target language has, and how many only the most likely other one has."""
    kept = set(map(str.casefold, LATIN_WORD.findall(text.source))) if not is_latin(text.pair.source) else set()
    words = [word for word in map(str.casefold, LATIN_WORD.findall(text.translation)) if word not in kept]
    own_words = FREQUENT_WORDS[text.pair.target]
    counts = [
        (sum(word in own_words - others for word in words), sum(word in others - own_words for word in words))
        for language, others in FREQUENT_WORDS.items()
        if language != text.pair.target
    ]
    return max(counts, key=lambda count: count[1] - count[0])


def is_other_latin(text: CheckedText) -> bool:
    """Return whether a translation into a language with Latin letters is another one of them."""
    if not is_latin(text.pair.target):
        return False
    own, other = compare_latin(text)
    if text.pair.target == "en":  # the only one without letters of its own
        other += sum(not word.replace("’", "'").isascii() for word in LATIN_WORD.findall(text.translation))
    return other > own and other > 1


def mixes_latin(text: CheckedText) -> bool:
    """Return whether a translation has many words that only another language with Latin letters has."""
    if not is_latin(text.pair.target):
        return False
    own, other = compare_latin(text)
    return other >= MIN_MIXED_WORDS and other > MAX_MIXED_SHARE * (own + other)
