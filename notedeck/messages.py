"""Texts for people, as templates with values: English as they are, in another language where they are printed.

A stage makes a message and does not know who will read it, so problems can be cached and compared. `language.py`
translates at the edge. Every command line imports this file: it imports nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Self

    Part = int | float | str


class Message(str):
    """A text in English that can be translated: `template` is what the catalogue has, `values` fill its placeholders.

    A template with values is for `str.format`; one without is the text itself. Where the text depends on a number,
    `template` is for one thing, `plural` for any other number, and the value `count` is the number. A value may be a
    message.
    """

    __slots__ = ("plural", "template", "values")

    template: str
    plural: str
    values: dict[str, Part]

    def __new__(cls, template: str, plural: str = "", /, **values: object) -> Self:
        """Fill the template in English."""
        parts = {name: convert_value(value) for name, value in values.items()}
        chosen = plural if plural and parts["count"] != 1 else template
        message = super().__new__(cls, fill_template(chosen, parts))
        message.template, message.plural, message.values = template, plural, parts
        return message

    def fill(self, **values: object) -> Message:
        """Return the message of the same template with these values; a constant can be a template without any."""
        return Message(self.template, self.plural, **values)

    def __add__(self, other: str) -> Message:
        """Return this message with a text after it; what has its own order in other languages is one template."""
        return join_messages("", (self, other))

    def __radd__(self, other: str) -> Message:
        """Return this message with a text before it."""
        return join_messages("", (other, self))

    def __getnewargs_ex__(self) -> tuple[tuple[str, str], dict[str, Part]]:
        """Return what a copy is made of."""
        return (self.template, self.plural), self.values


class Noun(tuple[str, str]):
    """The name of a thing that is counted, for one and for any other number: `Noun("list of links", "lists of links")`.

    The tests find it there, as they find messages, and compare it with the catalogues.
    """

    __slots__ = ()

    def __new__(cls, singular: str, plural: str = "") -> Self:
        """Store both forms; without `plural` the word takes an "s"."""
        return super().__new__(cls, (singular, plural or f"{singular}s"))


def convert_value(value: object) -> Part:
    """Return what a message keeps of a value: a number or a text; of an error its message."""
    if isinstance(value, BaseException):
        return explain_error(value)
    return value if isinstance(value, int | float | Message) else str(value)


def explain_error(error: BaseException) -> Message:
    """Return the message of an error; of one that others raised its text as it is."""
    reason = error.args[0] if error.args else ""
    return reason if isinstance(reason, Message) else Message("{text}", text=str(error))


def fill_template(template: str, values: dict[str, Part]) -> str:
    """Return the text of a template; without values it is the template itself, whatever braces it has."""
    return template.format(**values) if values else template


def join_messages(separator: str, messages: Iterable[str]) -> Message:
    """Return the texts that are not empty as one message, with a separator between them that has no words."""
    parts = {f"part{number}": message for number, message in enumerate(filter(None, messages))}
    return Message(separator.join(f"{{{name}}}" for name in parts), **parts)


def list_parts(message: Message) -> list[str]:
    """Return the texts that `join_messages` joined."""
    return [part for part in message.values.values() if isinstance(part, str)]


def format_count(count: int, noun: str, plural: str = "") -> Message:
    """Return a number with its noun: `1 request`, `1,200 requests`.

    Pass `plural` where it is not the noun with an "s": `format_count(2, "entry", "entries")`.
    """
    return Message(f"{{count:,}} {noun}", f"{{count:,}} {plural or noun + 's'}", count=count)


def pack_message(message: object) -> object:
    """Return a message as plain values, for caches and other processes; `unpack_message` reads them."""
    if not isinstance(message, Message):
        return message
    if not message.values:
        return [message.template]
    return [message.template, message.plural, {name: pack_message(value) for name, value in message.values.items()}]


def unpack_message(packed: object) -> Message:
    """Return the message in plain values, or of a text. Raises ValueError for values of another form."""
    if isinstance(packed, str):
        return Message(packed)
    match packed:
        case [str(template)]:
            return Message(template)
        case [str(template), str(plural), {**values}]:
            try:
                return Message(template, plural, **{str(name): unpack_value(value) for name, value in values.items()})
            except (KeyError, IndexError, AttributeError) as error:
                raise ValueError(f"no message: {error}") from None
    raise ValueError("no message")


def unpack_value(packed: object) -> object:
    """Return a value of a message from what `pack_message` made of it."""
    return unpack_message(packed) if isinstance(packed, list | tuple) else packed


NO_MESSAGE = Message("")
