"""What a deck asks for beyond its own notes: to run a program, or to reach a file outside."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from enum import Enum

from notedeck.diagrams.renderers._command import Command, CommandFile
from notedeck.messages import NO_MESSAGE, Message, join_messages
from notedeck.model import Place, Value

MAX_NAMED_FILES = 3  # in the description of a command


class RequestKind(Enum):
    """What is asked for; the value is its description, in which `{name}` is the name of the thing."""

    NOTES = Message("reads the notes in {name}, outside the folder of the symlink")
    PROGRAM = Message("runs a program, whose input is the code block, for the language {name}")
    MEDIA = Message("packs pictures from {name}")
    TEMPLATES = Message("uses the card templates in {name}")
    THEME = Message("uses {name}, which runs script or loads something from a server")


class Request(Value, frozen=True):
    """One thing that a deck asks for.

    `name` is the language of a program, a folder as it is once all symlinks are resolved, or a part of a theme. `line`
    is the command line of a program as deck.toml has it, and `command` what is run. `place` is in deck.toml or in a
    file of the theme, or the path of a symlink. `digest` is that of a file of the theme.
    Nobody can allow a program that `runs_code_blocks` of the notes.
    """

    kind: RequestKind
    name: str
    place: Place
    line: str = ""
    command: Command | None = None
    digest: str = ""
    runs_code_blocks: bool = False

    @property
    def files(self) -> tuple[CommandFile, ...]:
        """The files that a program names."""
        return self.command.files if self.command else ()

    def describe(self) -> Message:
        """Return the request in words; whatever could hide a part of it is escaped."""
        text: Message = self.kind.value.fill(name=show_characters(self.name))
        if not self.line:
            return text
        command = describe_command(self.command)
        return Message("{request}: {line}{command}", request=text, line=show_characters(self.line), command=command)

    def __str__(self) -> str:
        """Return the request in English."""
        return str(self.describe())

    def list_lines(self) -> Iterator[Message]:
        """Yield the request in words, and all its files if the first line does not name them all."""
        yield self.describe()
        if len(self.files) > MAX_NAMED_FILES:
            yield from (Message("  with {file}", file=show_characters(file.name)) for file in self.files)

    def identify(self) -> list[object]:
        """Return everything that matters for the consent, as JSON can hold it."""
        command = (self.command.name, self.command.find_version()) if self.command else ()
        return [self.kind.name, self.name, self.line, self.digest, *command]


def describe_command(command: Command | None) -> Message:
    """Return what a command names in words."""
    files, folders = (command.files, command.folders) if command else ((), ())
    names = ", ".join(show_characters(file.name) for file in files[:MAX_NAMED_FILES])
    more = (
        Message(" and {count} more", count=len(files) - MAX_NAMED_FILES) if len(files) > MAX_NAMED_FILES else NO_MESSAGE
    )
    changing = ", ".join(map(show_characters, folders))
    parts = [*([Message("with {names}{more}", names=names, more=more)] if files else [])]
    parts += [Message("and whatever will be in {changing}", changing=changing)] if folders else []
    return Message(" ({parts})", parts=join_messages(", ", parts)) if parts else NO_MESSAGE


def show_characters(text: str) -> str:
    """Return a text in which each character that cannot be seen, other than a space, is an escape sequence."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in text)


def hash_requests(requests: Iterable[Request]) -> str:
    """Return a hash of everything that is asked for, whatever its order and its lines in deck.toml."""
    items = sorted(json.dumps(request.identify()) for request in requests)
    return hashlib.sha256("\n".join(items).encode()).hexdigest()
