"""Bare links (GitHub Flavored Markdown, 6.9), which end before a Korean particle."""

from __future__ import annotations

import html
import re

from notedeck.korean.letters import SYLLABLES
from notedeck.korean.words import PARTICLES
from notedeck.markup.inline.scope import Run
from notedeck.markup.inline.text import ENTITY

START = re.compile(r"(?:https?://|ftp://|www\.)(?=[^\s<])")
HOST = re.compile(r"[^\s!-,/:-@\[-^`{-~]+")
# A host of Latin letters ends where Hangul begins: http://a.com에서.
LATIN_HOST = re.compile(
    rf"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{{2,}}(?=[{SYLLABLES}])|localhost(?=[{SYLLABLES}])"
)
BODY = re.compile(r"[^\s<]*")
CLOSED = re.compile(rf"[)\]}}\"'>][,.]?[{SYLLABLES}]|[」』】》〉），。、”’]")
PARTICLE = re.compile(rf"(?<=[A-Za-z0-9/_=&%~+-])(?:{PARTICLES})[.,!?:;)]*$")
TRAILING = "?!.,:*_~'\""
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.A)
MAIL_LOCAL = re.compile(r"[\w.+-]+", re.A)
BEFORE_WWW = "*_~("


def bare_link(run: Run, start: int) -> int:
    """A link without marks at `start`; gives `start` back where it is text."""
    if run.brackets or run.inside_tag("a"):
        return start
    scheme = START.match(run.text, start)
    if not scheme:
        return mail(run, start)
    end = start + len(ending(run.text, start)) if may_start(run.text, start) else start
    if end <= scheme.end():
        return start
    shown = run.text[start:end]
    target = "http://" + shown if shown.startswith("www.") else shown
    run.out.append(f'<a href="{html.escape(target)}">{html.escape(shown, quote=False)}</a>')
    return end


def may_start(text: str, start: int) -> bool:
    """`www.` only at the edge of a word, an address with a scheme anywhere but inside a Latin word."""
    before = text[start - 1 : start]
    if text.startswith("www.", start):
        return not before or before.isspace() or before in BEFORE_WWW
    return not (before.isascii() and before.isalpha())


def ending(text: str, start: int) -> str:
    """The address at `start` without what follows it in the sentence; "" where its host is none."""
    body = BODY.match(text, start)
    url = body[0] if body else ""
    inside = url.index("://") + 3 if "://" in url else 0
    host = HOST.match(url, inside)
    if not host or "_" in "".join(host[0].split(".")[-2:]):
        return ""
    if latin := LATIN_HOST.match(url, inside):
        return url[: latin.end()]
    return trimmed(PARTICLE.sub("", cut(url, host.end())))


def cut(url: str, start: int) -> str:
    """The address up to a closing sign that Korean text follows."""
    for match in CLOSED.finditer(url, start):
        head = url[: match.start()]
        if match[0][0] != ")" or head.count("(") <= head.count(")"):
            return head
    return url


def trimmed(url: str) -> str:
    """Without the signs of the sentence around it."""
    while url:
        if url[-1] in TRAILING:
            url = url.rstrip(TRAILING)
        elif url[-1] == ")" and (extra := url.count(")") - url.count("(")) > 0:
            url = url[: max(len(url) - extra, len(url.rstrip(")")))]
        elif url[-1] == ";" and (tail := url[url.rfind("&") :]) and ENTITY.fullmatch(tail):
            url = url[: url.rfind("&")]
        else:
            break
    return url


def mail(run: Run, start: int) -> int:
    """An e-mail address."""
    match = MAIL.match(run.text, start)
    if not match:
        return start
    shown = match[0].rstrip(".")
    if shown[-1] in "-_":
        return start
    run.out.append(f'<a href="mailto:{html.escape(shown)}">{html.escape(shown, quote=False)}</a>')
    return start + len(shown)
