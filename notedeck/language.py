"""The language in which the terminal speaks: chosen by the environment, read from the catalogues in `locale/`.

For English nothing is read, and gettext is not imported.
"""

from __future__ import annotations

import os
import sys
from functools import cache

from notedeck.messages import Message, fill_template

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gettext import NullTranslations

ENGLISH = "en"
LANGUAGES = (ENGLISH, "ko")  # English is in the source; of any other one `locale/` has the catalogue
VARIABLE = "NOTEDECK_LANG"
LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set counts (POSIX)
DOMAIN = "notedeck"
FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "locale")  # noqa: PTH100, PTH118, PTH120


def choose_language() -> str:
    """Return the language in which to speak: what the user chose, else that of the system, else English."""
    chosen = os.environ.get(VARIABLE, "")
    return find_language(chosen or find_locale()) or ENGLISH


def find_unknown_choice() -> str:
    """Return what NOTEDECK_LANG names if it is no language that notedeck speaks, else ""."""
    chosen = os.environ.get(VARIABLE, "")
    return "" if find_language(chosen) else chosen


def find_language(locale: str) -> str:
    """Return the language of a locale such as `ko_KR.UTF-8`, "" if notedeck does not speak it."""
    name = locale.replace("-", "_").split("_")[0].split(".")[0].lower()
    return name if name in LANGUAGES else ""


def find_locale() -> str:
    """Return the locale for messages, such as `ko_KR.UTF-8`, "" if nothing says which."""
    locale = next(filter(None, map(os.environ.get, LOCALE_VARIABLES)), "")
    return locale if locale or sys.platform not in ("win32", "darwin") else find_system_locale()


def find_system_locale() -> str:
    """Return the locale that Windows or macOS has for the user, "" if it has none."""
    import locale

    try:
        name = locale.getlocale()[0] or ""
    except ValueError:  # a name that Python does not know
        return ""
    return "ko" if name.startswith("Korean") else name  # Windows says Korean_Korea


def translate(text: str, language: str = "") -> str:
    """Return a text in a language, unless given in that of the run: a message if it is one, else as it is."""
    if not isinstance(text, Message):
        return text
    language = language or choose_language()
    return str(text) if language == ENGLISH else fill_message(text, load_catalogue(language))


def fill_message(message: Message, catalogue: NullTranslations) -> str:
    """Return a message in the language of a catalogue, and each message in it."""
    values = {
        name: fill_message(value, catalogue) if isinstance(value, Message) else value
        for name, value in message.values.items()
    }
    if message.plural:
        count = values["count"]
        template = catalogue.ngettext(message.template, message.plural, count if isinstance(count, int) else 0)
    else:
        template = catalogue.gettext(message.template) if message.template else ""
    return fill_template(template, values)


@cache
def load_catalogue(language: str) -> NullTranslations:
    """Return the catalogue of a language."""
    from gettext import translation

    return translation(DOMAIN, FOLDER, [language])
