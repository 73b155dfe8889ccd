"""Which commands would run a code block itself, as `sh` and `python -` do.

Consent to such a command would be consent to every program that anybody writes into the notes later.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Sequence, Set
from pathlib import Path, PurePosixPath

from notedeck.model import Value
from notedeck.util.processes.programs import find_program

MAX_NESTED_COMMANDS = 8
MAX_WORDS = 200
STANDARD_INPUT = ("-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0")
PROGRAM_SUFFIX = re.compile(r"\.(?:exe|com|bat|cmd)$")
VERSION = re.compile(r"w?[-.\d]*$")
NO_PROGRAM = re.compile(r"-|\w+=|[\d.]+\w?$")  # an option, a variable, a number, such as a time limit
TEXT_OPTION = re.compile(r"(?:-S|--split-string=|-c|--command=)(?=.)")
SHELL_OPERATORS = ";|&()<>\n`"


class Interpreter(Value, frozen=True):
    """How an interpreter takes its program.

    `text` are the letters of options that the program text follows, `script` those that a script follows, `value` those
    that something else follows, and `interactive` those after which it reads more from standard input.
    """

    text: str = "e"
    value: str = ""
    script: str = ""
    interactive: str = "i"
    has_operand: bool = True


def split_names(names: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(names.split())


def name_all(names: str, kind: Interpreter) -> dict[str, Interpreter]:
    """Return interpreters of one kind by their names."""
    return dict.fromkeys(names.split(), kind)


SHELLS = name_all(
    "sh bash dash zsh ksh mksh pdksh ash yash rbash csh tcsh fish nu xonsh elvish rc osh",
    Interpreter(text="c", value="oO", interactive="is"),
)
WINDOWS_SHELLS = name_all("powershell pwsh cmd", Interpreter())
INTERPRETERS = {
    **SHELLS,
    **WINDOWS_SHELLS,
    **name_all("python pypy py ipython jython micropython", Interpreter(text="cm", value="WX")),
    **name_all("node nodejs iojs", Interpreter(text="ep", value="rC")),
    **name_all("deno bun tsx ts-node qjs d8", Interpreter(text="ep", value="rcL")),
    **name_all("perl raku", Interpreter(text="eE", value="I", interactive="")),
    **name_all("ruby jruby irb", Interpreter(value="IrCE", interactive="")),
    **name_all("php", Interpreter(text="rRBE", value="dcz", script="fF", interactive="a")),
    **name_all("lua luajit texlua", Interpreter(value="l")),
    **name_all("julia", Interpreter(text="eE", value="LJpCt")),
    **name_all("osascript", Interpreter(value="ls")),
    **name_all("rscript", Interpreter(interactive="")),
    **name_all("r", Interpreter(script="f", has_operand=False)),
    **name_all("awk gawk mawk nawk goawk sed gsed", Interpreter(text="", value="vF", script="f", interactive="")),
    **name_all(
        "tclsh wish expect jimsh guile racket sbcl clisp gosh gforth ocaml ghci runghc runhaskell erl iex elixir scala "
        "groovy groovysh jshell swift octave octave-cli gdb lldb ed ex vi vim nvim emacs",
        Interpreter(text="eE", script="f"),
    ),
}
FEEDERS = split_names("xargs parallel")  # what they read becomes words of the command
SHELL_STARTERS = split_names("su sudo doas script unshare nsenter runuser")  # when no program is named
WRAPPERS = (
    FEEDERS
    | SHELL_STARTERS
    | split_names(
        "env nice nohup timeout gtimeout busybox toybox stdbuf setsid ionice chrt taskset time command exec builtin "
        "eval chroot firejail bwrap strace ltrace setarch linux32 linux64 arch caffeinate flock watch winpty rlwrap "
        "unbuffer systemd-run dbus-run-session prlimit cpulimit start call source . do then else if while until !"
    )
)
RUNNERS = split_names(
    "docker podman ssh wsl flatpak conda mamba poetry pipenv uv uvx pipx npx npm pnpm yarn nix nix-shell"
)
KNOWN = WRAPPERS | RUNNERS | INTERPRETERS.keys()
CONSOLE_MODULES = ("code", "IPython", "pdb", "idlelib", "ptpython", "bpython", "asyncio")
SUBCOMMANDS = ("run", "eval", "repl", "exec", "x")  # of deno and bun
LONG_TEXT = split_names("--eval --print --command --expression --execute --script --file --source --batch")
LONG_VALUE = split_names(
    "--require --import --loader --experimental-loader --init-file --rcfile --env-file --project --sysimage --load "
    "--config --import-map --conditions --check-hash-based-pycs --preload --tsconfig --assign --field-separator "
    "--include"
)
LONG_INTERACTIVE = split_names("--interactive --stdin --repl")
WINDOWS_TEXT = re.compile(r"[-/](?:c|command|f|file|e|ec|enc|encodedcommand|r)$", re.IGNORECASE)
WINDOWS_STAYS = re.compile(r"[-/](?:noexit|noe|k)$", re.IGNORECASE)
WINDOWS_VALUE = re.compile(r"-(?:ex\w*|ep|w\w*|outputformat|of|inputformat|if|v\w*|configurationname)$", re.IGNORECASE)


def runs_code_blocks(line: str, folder: Path | None = None) -> bool:
    """Return whether a command line runs what it reads from standard input as a program.

    The path of the program starts in `folder`.
    """
    words = shlex.split(line)
    if folder and words and "/" in words[0]:
        words[0] = str(folder / words[0])
    return len(words) > MAX_WORDS or runs_input(words, is_fed=False, depth=0)


def runs_input(words: Sequence[str], *, is_fed: bool, depth: int) -> bool:
    """Return whether words run their input; with `is_fed` more words come from it. Too much nesting counts as that."""
    if depth > MAX_NESTED_COMMANDS:
        return True
    if not words:
        return is_fed
    names, rest = list_names(words[0]), words[1:]
    if names & WRAPPERS:
        if "eval" in names and any("$" in word or "`" in word for word in rest):
            return True
        return wrapper_runs_input(names, rest, is_fed=is_fed or bool(names & FEEDERS), depth=depth + 1)
    if names & RUNNERS:
        start = next((number for number, word in enumerate(rest) if list_names(word) & KNOWN), len(rest))
        return start < len(rest) and runs_input(rest[start:], is_fed=is_fed, depth=depth + 1)
    if names & WINDOWS_SHELLS.keys():
        return windows_shell_runs_input(rest, "cmd" in names, is_fed=is_fed, depth=depth + 1)
    name = min(names & INTERPRETERS.keys(), default="")
    return bool(name) and interpreter_runs_input(name, rest, is_fed=is_fed, depth=depth + 1)


def list_names(word: str) -> set[str]:
    """Return the names of the program that a word means, without version and suffix, also where its symlink leads."""
    names = set()
    for path in (word, resolve_program(word)):
        base = PurePosixPath(path.replace("\\", "/")).name.lower() or path
        base = PROGRAM_SUFFIX.sub("", base).partition(":")[0]  # the tag of an image of Docker
        names |= {base, VERSION.sub("", base)}
    return names - {""}


def resolve_program(word: str) -> str:
    """Return where the path of a program leads, "" if there is none."""
    if "\0" in word or not word:
        return ""
    path = word if "/" in word else find_program(word)
    return os.path.realpath(path) if path else ""


def wrapper_runs_input(names: Set[str], words: Sequence[str], *, is_fed: bool, depth: int) -> bool:
    """Return whether a program that starts another one makes that run its input.

    A word after an option may be its value or the program, and a value may stand for what is fed.
    """
    after_option, value = False, ""
    for number, word in enumerate(words):
        text = TEXT_OPTION.sub("", word, count=1) if TEXT_OPTION.match(word) else word
        if word in STANDARD_INPUT:
            return True
        if re.search(r"\s", text):
            return runs_text(text, words[number + 1 :], is_fed=is_fed, depth=depth)
        if NO_PROGRAM.match(word):
            after_option = word.startswith("-")
        elif is_fed and word == value:
            return True
        elif list_names(word) & KNOWN or not after_option:
            return runs_input(words[number:], is_fed=is_fed, depth=depth)
        else:
            after_option, value = False, word
    return is_fed or bool(names & SHELL_STARTERS)


def runs_text(text: str, rest: Sequence[str], *, is_fed: bool, depth: int) -> bool:
    """Return whether one of the commands in a text for a shell runs its input; `rest` follows the last one."""
    lexer = shlex.shlex(text, posix=True, punctuation_chars=SHELL_OPERATORS)
    lexer.whitespace_split, lexer.whitespace = True, " \t\r"
    commands: list[list[str]] = [[]]
    try:
        for word in lexer:
            if word and set(word) <= {*SHELL_OPERATORS}:
                commands.append([])
            else:
                commands[-1].append(word)
    except ValueError:
        return False
    commands[-1] += rest
    return any(
        command[0] == "$" or command[0].startswith("$(") or runs_input(command, is_fed=is_fed, depth=depth + 1)
        for command in commands
        if command
    )


def interpreter_runs_input(name: str, words: Sequence[str], *, is_fed: bool, depth: int) -> bool:
    """Return whether an interpreter with these words gets neither a script nor a program text."""
    kind = INTERPRETERS[name]
    rest = list(words[1:] if name in ("deno", "bun") and words and words[0] in SUBCOMMANDS else words)
    while rest:
        word = rest.pop(0)
        if word in STANDARD_INPUT or word in LONG_INTERACTIVE:
            return True
        if not word.startswith("-"):
            if kind.has_operand:
                return False
        elif word.startswith("--"):
            option, equals, value = word.partition("=")
            if option in LONG_TEXT:
                return is_fed or (value if equals else next(iter(rest), "-")) in STANDARD_INPUT
            if option in LONG_VALUE and not equals:
                rest = rest[1:]
        elif (answer := options_run_input(name, word, rest, is_fed=is_fed, depth=depth)) is not None:
            return answer
    return True


def options_run_input(name: str, word: str, rest: list[str], *, is_fed: bool, depth: int) -> bool | None:
    """Return whether short options run the input, None if they do not tell; takes the value of one from `rest`."""
    kind = INTERPRETERS[name]
    for number, letter in enumerate(word[1:], 2):
        if letter in kind.interactive:
            return True
        if letter not in kind.text + kind.script + kind.value:
            continue
        attached = "" if name in SHELLS else word[number:]
        value = attached or (rest.pop(0) if rest else "-")
        if letter in kind.value:
            return None
        if name in SHELLS:
            return is_fed or value == "-" or runs_text(value, [], is_fed=is_fed, depth=depth)
        is_console = letter == "m" and value in CONSOLE_MODULES
        return is_fed or is_console or value in STANDARD_INPUT
    return None


def windows_shell_runs_input(words: Sequence[str], is_cmd: bool, *, is_fed: bool, depth: int) -> bool:
    """Return whether a shell of Windows with these words gets neither a script nor a program text."""
    skips = False
    for number, word in enumerate(words):
        if WINDOWS_STAYS.match(word) or word == "-":
            return True
        if WINDOWS_TEXT.match(word):
            text = words[number + 1] if number + 1 < len(words) else "-"
            return is_fed or text == "-" or runs_text(text, words[number + 2 :], is_fed=is_fed, depth=depth)
        is_operand = not is_cmd and not word.startswith(("-", "/")) and not skips
        if is_operand:
            return is_fed
        skips = bool(WINDOWS_VALUE.match(word))
    return True
