"""Bare links (GitHub Flavored Markdown, 6.9), which end before a Korean particle."""

from __future__ import annotations

from notedeck.korean.letters import SYLLABLES
from notedeck.korean.words import PARTICLES
from notedeck.markup.inline.constructs.autolinks import render_link
from notedeck.markup.inline.constructs.entities import ENTITY_PATTERN
from notedeck.markup.inline.state import InlineConstruct, InlineState
from notedeck.util.patterns import compile_lazily

SCHEME = compile_lazily(r"(?:https?://|ftp://|www\.)(?=[^\s<])")
MAX_HOST_CHARACTERS = 253  # RFC 1035; without a limit, many hosts that are none would take quadratic time
HOST = compile_lazily(rf"[^\s!-,/:-@\[-^`{{-~]{{1,{MAX_HOST_CHARACTERS}}}+(?![^\s!-,/:-@\[-^`{{-~])")
# A host of Latin letters ends where Hangul begins: http://a.com에서.
LATIN_HOST = compile_lazily(
    rf"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{{2,}}(?=[{SYLLABLES}])|localhost(?=[{SYLLABLES}])"
)
ADDRESS = compile_lazily(r"[^\s<]*")
CLOSED_BEFORE_HANGUL = compile_lazily(rf"[)\]}}\"'>][,.]?[{SYLLABLES}]|[」』】》〉），。、”’]")
PARTICLE = compile_lazily(rf"(?<=[A-Za-z0-9/_=&%~+-])(?:{PARTICLES})[.,!?:;)]*$")
MAX_ENTITY_CHARACTERS = 34  # of what ENTITY_PATTERN matches
TRAILING_PUNCTUATION = "?!.,:*_~'\""
CHARACTERS_BEFORE_WWW = "*_~("


def parse_bare_link(state: InlineState, start: int) -> int:
    """Add a link for an address without any marks."""
    if state.brackets or state.is_inside_tag("a"):
        return start
    scheme = SCHEME.match(state.text, start)
    end = start + len(match_address(state.text, start)) if scheme and can_start(state.text, start) else start
    if scheme is None or end <= scheme.end():
        return start
    text = state.text[start:end]
    state.pieces.append(render_link("http://" + text if text.startswith("www.") else text, text))
    return end


def can_start(text: str, start: int) -> bool:
    """Return whether a link may start here: `www.` at the edge of a word, a scheme anywhere but in a Latin word."""
    previous = text[start - 1 : start]
    if text.startswith("www.", start):
        return not previous or previous.isspace() or previous in CHARACTERS_BEFORE_WWW
    return not (previous.isascii() and previous.isalpha())


def match_address(text: str, start: int) -> str:
    """Return the address at `start` without the sentence after it; "" if its host is none."""
    scheme = SCHEME.match(text, start)
    host = HOST.match(text, start if scheme is None or text.startswith("www.", start) else scheme.end())
    if not host or "_" in "".join(host[0].split(".")[-2:]):
        return ""
    host_start, host_end = host.start() - start, host.end() - start
    match = ADDRESS.match(text, start)
    url = match[0] if match else ""
    if latin_host := LATIN_HOST.match(url, host_start):
        return url[: latin_host.end()]
    return trim_punctuation(PARTICLE.sub("", cut_before_hangul(url, host_end)))


def cut_before_hangul(url: str, start: int) -> str:
    """Return the address up to a closing bracket or quotation mark that Korean text follows."""
    opened = counted = 0
    for match in CLOSED_BEFORE_HANGUL.finditer(url, start):
        opened += url.count("(", counted, match.start()) - url.count(")", counted, match.start())
        counted = match.start()
        if match[0][0] != ")" or opened <= 0:
            return url[: match.start()]
    return url


def trim_punctuation(url: str) -> str:
    """Return the address without the punctuation of the sentence around it."""
    extra = url.count(")") - url.count("(")
    end = len(url)
    while end:
        if url[end - 1] in TRAILING_PUNCTUATION:
            end -= 1
        elif url[end - 1] == ")" and extra > 0:
            end, extra = end - 1, extra - 1
        elif url[end - 1] == ";" and (start := find_entity(url, end)) > -1:
            end = start
        else:
            break
    return url[:end]


def find_entity(url: str, end: int) -> int:
    """Return where the entity starts that ends at `end`, -1 if there is none."""
    start = url.rfind("&", max(end - MAX_ENTITY_CHARACTERS, 0), end)
    return start if start > -1 and ENTITY_PATTERN.fullmatch(url, start, end) else -1


BARE_LINK = InlineConstruct(
    "bare link", starts_with="", pattern=r"h(?=ttps?://)|f(?=tp://)|w(?=ww\.)", parse=parse_bare_link
)
