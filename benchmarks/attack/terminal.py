"""Control characters in names, titles, settings and messages: none is printed, and no line pretends to be a command."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from itertools import product

from benchmarks.attack import Result
from benchmarks.attack._judge import judge_ending
from benchmarks.attack._program import Run, run_program
from benchmarks.attack._sandbox import NOTE, Sandbox, open_sandbox
from benchmarks.attack._trial import choose_tries, summarize
from tests.support.repository import create_repository, run_git

TRIES = 1_000
SEQUENCES = (
    "\x1b[31mred",
    "\x1b]0;title\x07",
    "\x1b]8;;http://trap.example\x1b\\link\x1b]8;;\x1b\\",
    "\x1b]52;c;ZWNobw==\x07",
    "\x1bP$q\x1b\\",
    "\x1b[2J\x1b[H",
    "\x9b31mred",
    "\x9d0;title\x9c",
    "a\rb",
    "a\nb",
    "a\n::error::forged",
    "a\n::set-output name=x::forged",
    "%0A::error::forged",
    "::stop-commands::forged",
    "a ##[add-mask]forged",
    "a\x08\x08b",
    "a\x07",
    "a\x00b",
    "a\x0bb\x0c",
    "a\x7fb",
    "a\x85b",
    "a\u2028b\u2029c",
    "a\u202egnp.exe",
    "a\u2066b\u2069",
    "[bold red]markup[/bold red]",
    "[link=http://trap.example]x[/link]",
    "\udc9b31m",
    "\udcff\x1b[31m",
)
BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
COMMANDS = (
    ("build", "notes"),
    ("build", "notes", "-v"),
    ("check", "notes", "-v"),
    ("check", "notes", "--github"),
    ("check", "notes", "--json"),
    ("build", "notes", "--json"),
    ("diff", "notes", "-v"),
    ("diff", "notes", "--markdown"),
    ("diff", "notes", "--json"),
    ("preview", "notes"),
    ("translate", "notes", "--engine", "pseudo"),
    ("translate", "notes", "--review"),
    ("glossary", "notes"),
    ("link", "{}", "{}", "notes"),
    ("unlink", "{}", "notes"),
    ("forget", "notes"),
)
OWN_ANNOTATION = re.compile(r"::(?:error|warning|notice) file=[^:,\n]*,title=[a-z-]+(?:,line=\d+)?::")
OLD_COMMAND = "##["  # GitHub's runner obeys it anywhere in a line


def attack(tries: int, seed: int) -> Result:
    """Put every sequence wherever a message may come from, and read what every command prints."""
    chosen = choose_tries(list(product(SEQUENCES, COMMANDS)), tries, seed)
    through: list[str] = []
    for sequence, words in chosen:
        through += summarize(f"{sequence!r}", try_sequence(sequence, words))
    return Result(len(chosen), tuple(through))


def try_sequence(sequence: str, words: tuple[str, ...]) -> list[str]:
    """Return what a command printed that is no plain text, with the build before it and after a change."""
    with open_sandbox({}) as sandbox:
        write_notes(sandbox, sequence)
        run_program(sandbox, ("build", "notes"))
        sandbox.write("notes/b.md", f"# b\n\n## 다른 {printable(sequence)}\n\n다른 글.\n")
        named = [word.replace("{}", sequence.replace("\0", "")) for word in words]
        run = run_program(sandbox, [word.encode("utf-8", "surrogatepass").decode("utf-8", "replace") for word in named])
        settings = f'name = "x"\nunknown-{len(words)} = {json.dumps(sequence)}\n'
        sandbox.write("notes/deck.toml", settings.encode("utf-8", "surrogatepass"))
        return [*judge_text(run), *judge_text(run_program(sandbox, words))]


def printable(sequence: str) -> str:
    """Return a sequence as a note in UTF-8 can have it."""
    return sequence.encode("utf-8", "replace").decode()


def write_notes(sandbox: Sandbox, sequence: str) -> None:
    """Write notes with the sequence in names, titles, tags, addresses, settings and translations."""
    name, text = sequence.replace("/", "_").replace("\0", "") or "x", printable(sequence)
    body = f"---\ntags: [{json.dumps(text)}]\nstyle: {json.dumps(text)}\nx{len(text)}: {json.dumps(text)}\n---\n"
    title = text.replace("\n", " ")
    body += (
        f"# {title}\n\n## {title}\n\n글 {title}\n\n![{title}]({title}.png) ![[{title}]] [x]({title})\n\n## {title}\n"
    )
    body += f"\n```{title}\nx\n```\n\n<!-- {title} -->\n\n<!-- card: {title} -->\n\n<x{title}>\n"
    for path in (f"notes/{name}.md", f"notes/{name}/b.md", f"notes/{name}.png"):
        with suppress(OSError, ValueError):
            sandbox.write(path, body)
    sandbox.write("notes/b.md", NOTE + body)
    if len(title) % 3 == 0:  # such a file stops every command
        sandbox.write("notes/translations/en.po", f"msgid {json.dumps(text)}\nmsgstr {json.dumps(text)}\n{title}\n")
    sandbox.write("notes/glossary.csv", f"{title},{title},x\n")
    with suppress(OSError, ValueError):
        sandbox.link(f"notes/link-{name}.md", f"/{name}")
    create_repository(sandbox.work)
    with suppress(Exception):
        run_git(sandbox.work, "remote", "add", "origin", f"https://github.com/kim/{title}")


def judge_text(run: Run) -> Iterator[str]:
    """Yield what a command printed that a terminal or a CI would obey."""
    yield from judge_ending(run)
    words = " ".join(run.words)
    for name, text in (("output", run.output), ("errors", run.errors)):
        bad = {sign for sign in text if is_control(sign) or sign in BIDI}
        if bad:
            place = next(number for number, sign in enumerate(text) if sign in bad)
            yield f"{words!r} {name} has {sorted(bad)!r}: {text[max(0, place - 40) : place + 20]!r}"
        yield from (f"{words!r} {name} has the command {line!r}" for line in text.splitlines() if is_forged(line))


def is_control(sign: str) -> bool:
    """Return whether a character is a control character that text does not need."""
    return (unicodedata.category(sign) == "Cc" and sign not in "\n\t") or sign in "\u2028\u2029"


def is_forged(line: str) -> bool:
    """Return whether GitHub Actions takes a line for a command that is no annotation of ours."""
    is_command = line.lstrip().startswith("::") and not OWN_ANNOTATION.match(line)
    return is_command or OLD_COMMAND in line
