"""Bare links (GitHub Flavored Markdown, 6.9), which end before a Korean particle."""

from __future__ import annotations

import re

from notedeck.korean.letters import SYLLABLES
from notedeck.korean.words import PARTICLES
from notedeck.markup.inline.constructs.autolinks import render_link
from notedeck.markup.inline.constructs.entities import ENTITY_PATTERN
from notedeck.markup.inline.state import InlineConstruct, InlineState

SCHEME = re.compile(r"(?:https?://|ftp://|www\.)(?=[^\s<])")
HOST = re.compile(r"[^\s!-,/:-@\[-^`{-~]+")
# A host of Latin letters ends where Hangul begins: http://a.com에서.
LATIN_HOST = re.compile(
    rf"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{{2,}}(?=[{SYLLABLES}])|localhost(?=[{SYLLABLES}])"
)
ADDRESS = re.compile(r"[^\s<]*")
CLOSED_BEFORE_HANGUL = re.compile(rf"[)\]}}\"'>][,.]?[{SYLLABLES}]|[」』】》〉），。、”’]")
PARTICLE = re.compile(rf"(?<=[A-Za-z0-9/_=&%~+-])(?:{PARTICLES})[.,!?:;)]*$")
TRAILING_PUNCTUATION = "?!.,:*_~'\""
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.A)
CHARACTERS_BEFORE_WWW = "*_~("


def parse_bare_link(state: InlineState, start: int) -> int:
    """Add a link for an address without any marks."""
    if state.brackets or state.is_inside_tag("a"):
        return start
    scheme = SCHEME.match(state.text, start)
    if not scheme:
        return parse_mail(state, start)
    end = start + len(match_address(state.text, start)) if can_start(state.text, start) else start
    if end <= scheme.end():
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
    match = ADDRESS.match(text, start)
    url = match[0] if match else ""
    host_start = url.index("://") + 3 if "://" in url else 0
    host = HOST.match(url, host_start)
    if not host or "_" in "".join(host[0].split(".")[-2:]):
        return ""
    if latin_host := LATIN_HOST.match(url, host_start):
        return url[: latin_host.end()]
    return trim_punctuation(PARTICLE.sub("", cut_before_hangul(url, host.end())))


def cut_before_hangul(url: str, start: int) -> str:
    """Return the address up to a closing bracket or quotation mark that Korean text follows."""
    for match in CLOSED_BEFORE_HANGUL.finditer(url, start):
        head = url[: match.start()]
        if match[0][0] != ")" or head.count("(") <= head.count(")"):
            return head
    return url


def trim_punctuation(url: str) -> str:
    """Return the address without the punctuation of the sentence around it."""
    while url:
        if url[-1] in TRAILING_PUNCTUATION:
            url = url.rstrip(TRAILING_PUNCTUATION)
        elif url[-1] == ")" and (extra := url.count(")") - url.count("(")) > 0:
            url = url[: max(len(url) - extra, len(url.rstrip(")")))]
        elif url[-1] == ";" and (tail := url[url.rfind("&") :]) and ENTITY_PATTERN.fullmatch(tail):
            url = url[: url.rfind("&")]
        else:
            break
    return url


def parse_mail(state: InlineState, start: int) -> int:
    """Add a link for an e-mail address."""
    match = MAIL.match(state.text, start)
    if not match:
        return start
    address = match[0].rstrip(".")
    if address[-1] in "-_":
        return start
    state.pieces.append(render_link("mailto:" + address, address))
    return start + len(address)


BARE_LINK = InlineConstruct(
    "bare link",
    starts_with="",
    pattern=r"h(?=ttps?://)|f(?=tp://)|w(?=ww\.)|(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]{1,64}(?=@)",
    parse=parse_bare_link,
)
