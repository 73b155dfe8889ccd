"""Notes that translate another note, such as `README.en.md` beside `README.md`."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import count, islice

from notedeck.config.languages import LANGUAGES, LATIN
from notedeck.model import Source, Value
from notedeck.source.page import find_code

ALIASES = {
    "kr": "ko",
    "kor": "ko",
    "korean": "ko",
    "eng": "en",
    "english": "en",
    "jp": "ja",
    "jpn": "ja",
    "japanese": "ja",
    "zh": "zh-cn",
    "cn": "zh-cn",
    "tw": "zh-tw",
    "chinese": "zh-cn",
    "german": "de",
    "french": "fr",
    "spanish": "es",
    "italian": "it",
    "portuguese": "pt",
    "vietnamese": "vi",
    "indonesian": "id",
    "russian": "ru",
}
CODES = {code.casefold(): code for code in LANGUAGES}
NAMES = (  # with a region, such as `note_zh_TW`, and without
    re.compile(r"(?P<stem>.+?)(?P<sign>[._-])(?P<code>[A-Za-z]{2,7}[_-][A-Za-z]{2,4})", re.S),
    re.compile(r"(?P<stem>.+)(?P<sign>[._-])(?P<code>[A-Za-z]{2,10})", re.S),
)
# Where Docusaurus keeps the translations of a folder: https://docusaurus.io/docs/i18n/introduction
TRANSLATED = re.compile(
    r"(?P<site>(?:.*/)?)i18n/(?P<code>[^/]{1,100})/docusaurus-plugin-content-"
    r"(?:docs(?:-(?P<docs>[^/]{1,100}))?/current|(?P<blog>blog)|(?P<pages>pages))/"
)
# The name of a post of Jekyll begins with the day on which that language was written.
DATED_NAME = re.compile(r"\d{4}-\d{1,2}-\d{1,2}-(?P<name>.+)", re.S)
POSTS = "_posts"
HEADING = re.compile(r" {0,3}(#{1,6})(?:\s|$)")
MIN_SHARE = 0.6  # of the headings of the longer note that the other one has, too
MIN_OWN_LETTERS = 0.3  # for each Latin letter of a note in another script: names and terms are Latin everywhere
MAX_LANGUAGE_FOLDERS = 5  # of one path that are looked at
MAX_READ_CHARACTERS = 20_000


class Twin(Value, frozen=True):
    """A note and its translation, as paths in the notes root, and the language of the translation, such as `en`."""

    original: str
    translation: str
    language: str


class LanguageMark(Value, frozen=True):
    """A language in a path: the number of the part that names it, and that part without it, "" if it is nothing else.

    `is_clear` is whether only a language is written like that.
    """

    number: int
    rest: str
    code: str
    is_clear: bool


class Variant(Value, frozen=True):
    """A note that may be one of several in different languages.

    `code` is that of its name, "" without one; `is_clear` is whether only a language is written like that.
    """

    note: Source
    code: str = ""
    is_clear: bool = False


def find_twins(notes: Sequence[Source], language: str) -> tuple[tuple[Twin, ...], frozenset[str]]:
    """Return the notes that are translations of others, in their order, and all paths that may be of such a pair.

    The original is the one in the deck's `language`, else the one without a language in its name. A translation is in
    another language and has about the same headings.
    """
    order = {note.path: number for number, note in enumerate(notes)}
    groups = [*group_variants(notes)]
    twins = {twin.translation: twin for group in groups for twin in pair_variants(group, language)}
    variants = frozenset(variant.note.path for group in groups for variant in group)
    return tuple(sorted(twins.values(), key=lambda twin: order[twin.translation])), variants


def group_variants(notes: Iterable[Source]) -> Iterator[list[Variant]]:
    """Yield the notes that differ only in the language in their paths, those with the same date in their names last."""
    groups: defaultdict[str, list[Variant]] = defaultdict(list)
    posts: defaultdict[str, list[Variant]] = defaultdict(list)
    for note in notes:
        for path, variant in list_names(note):
            groups[path.casefold()].append(variant)
            folder, _, file = path.rpartition("/")
            if (match := DATED_NAME.fullmatch(file)) and is_post(note, folder):
                posts[f"{folder}/{match['name']}".casefold()].append(variant)
    clear_posts = (group for group in posts.values() if len({variant.code for variant in group}) == len(group))
    for group in (*clear_posts, *groups.values()):
        if len(group) > 1 and any(variant.code for variant in group):
            yield group


def is_post(note: Source, folder: str) -> bool:
    """Return whether a note is in a folder of posts, which may be the notes root or above it."""
    return POSTS in folder.split("/") or POSTS in note.file.parts


def list_names(note: Source) -> Iterator[tuple[str, Variant]]:
    """Yield the paths that a note has without a language; its own path is one."""
    yield note.path, Variant(note)
    if (match := TRANSLATED.match(note.path)) and (code := find_language(match["code"])):
        folder = match["blog"] or (match["pages"] and "src/pages") or match["docs"] or "docs"
        yield f"{match['site']}{folder}/{note.path[match.end() :]}", Variant(note, code, is_clear=True)
        return
    parts = note.path.split("/")
    marks = [*list_marks(parts)]
    for mark in marks:
        yield remove_marks(parts, [mark]), Variant(note, mark.code, mark.is_clear)
    for code, times in Counter(mark.code for mark in marks).items():
        if times > 1:
            same = [mark for mark in marks if mark.code == code]
            yield remove_marks(parts, same), Variant(note, code, any(mark.is_clear for mark in same))


def list_marks(parts: Sequence[str]) -> Iterator[LanguageMark]:
    """Yield the languages that the parts of a path name, that of the file first."""
    *folders, file = parts
    stem, _, suffix = file.rpartition(".")
    if mark := find_mark(len(folders), stem):
        yield mark.replace(rest=f"{mark.rest}.{suffix}")
    yield from islice(filter(None, map(find_folder_mark, count(), folders)), MAX_LANGUAGE_FOLDERS)


def find_mark(number: int, name: str) -> LanguageMark | None:
    """Return the language at the end of a name, which is that of the part with this number."""
    for match in filter(None, (pattern.fullmatch(name) for pattern in NAMES)):
        if code := find_language(match["code"]):
            return LanguageMark(number, match["stem"], code, match["sign"] == ".")
    return None


def find_folder_mark(number: int, name: str) -> LanguageMark | None:
    """Return the language that the name of a folder is or ends with."""
    code = find_language(name)
    return LanguageMark(number, "", code, is_clear=True) if code else find_mark(number, name)


def remove_marks(parts: Sequence[str], marks: Iterable[LanguageMark]) -> str:
    """Return a path without the languages that are named in it."""
    rests = {mark.number: mark.rest for mark in marks}
    return "/".join(rest for number, part in enumerate(parts) if (rest := rests.get(number, part)))


def find_language(text: str) -> str:
    """Return the code of the language that a part of a name stands for, "" if it stands for none."""
    whole = text.casefold().replace("_", "-")
    names = (ALIASES.get(name, name) for name in (whole, whole.partition("-")[0]))
    return next((CODES[name] for name in names if name in CODES), "")


def pair_variants(group: Sequence[Variant], language: str) -> Iterator[Twin]:
    """Yield the translations among the notes of one name."""
    own = next((variant for variant in group if variant.code == language), None)
    original = own or next((variant for variant in group if not variant.code), None)
    for variant in group:
        if original is None or variant.note is original.note or variant.code == language:
            continue
        code = variant.code or guess_language(variant.note, language)
        is_named = variant.is_clear or original.is_clear
        is_copy = is_named and variant.note.text == original.note.text  # that is still to be translated
        if code and (is_copy or is_translation(original.note, variant.note, code, language, is_named=is_named)):
            yield Twin(original.note.path, variant.note.path, code)


def guess_language(note: Source, language: str) -> str:
    """Return the language of a note that its name does not tell, "" if it may be the deck's `language`."""
    others = (code for code in LANGUAGES if LANGUAGES[code].letters != LANGUAGES[language].letters)
    return next((code for code in others if is_written_in(note, code, language)), "")


def is_translation(original: Source, note: Source, code: str, language: str, *, is_named: bool) -> bool:
    """Return whether a note, and not its original, is in the language `code`, and their headings are alike.

    Where the letters of both languages are the same, only the name tells: `is_named` is whether it does.
    """
    if LANGUAGES[code].letters == LANGUAGES[language].letters:
        is_other = is_named
    else:
        is_other = is_written_in(note, code, language) and not is_written_in(original, code, language)
    return is_other and has_same_headings(original, note)


def is_written_in(note: Source, code: str, language: str) -> bool:
    """Return whether a note is in the language `code` rather than in `language`, as far as their letters tell."""
    text = note.text[:MAX_READ_CHARACTERS]
    own, other = (count_letters(text, LANGUAGES[name].letters) for name in (code, language))
    if LANGUAGES[code].letters == LATIN:
        return other < MIN_OWN_LETTERS * own
    if LANGUAGES[language].letters == LATIN:
        return own >= max(1, MIN_OWN_LETTERS * other)
    return own > other


@lru_cache(maxsize=8)
def count_letters(text: str, letters: str) -> int:
    """Return how many of the letters that a pattern means a note has outside of code blocks."""
    return len(re.findall(letters, "\n".join(list_prose(text))))


def list_prose(text: str) -> list[str]:
    """Return the lines of a note outside of code blocks."""
    lines = text.split("\n")
    return [line for line, is_code in zip(lines, find_code(lines), strict=True) if not is_code]


def has_same_headings(note: Source, other: Source) -> bool:
    """Return whether two notes have about as many headings of each level."""
    levels, other_levels = count_levels(note.text), count_levels(other.text)
    common, most = (levels & other_levels).total(), max(levels.total(), other_levels.total())
    return common >= MIN_SHARE * most


@lru_cache(maxsize=4)
def count_levels(text: str) -> Counter[int]:
    """Return how many headings of each level a note has; one note can be compared with thousands."""
    return Counter(len(match[1]) for line in list_prose(text) if (match := HEADING.match(line)))
