"""Google's free page, through the package deep-translator.

The package sends requests without a time limit and takes an error page for a translation. Therefore a subclass sends
the requests; languages, parameters and the place of the translation in the page are the package's.
"""

from __future__ import annotations

import re

import requests
from deep_translator import GoogleTranslator
from deep_translator.exceptions import (
    BaseError,
    InvalidSourceOrTargetLanguage,
    LanguageNotSupportedException,
    TranslationNotFound,
)
from deep_translator.validate import is_input_valid

from notedeck.config.languages import LanguagePair
from notedeck.messages import Message
from notedeck.translation.engines._base import (
    Access,
    BlockedError,
    Contexts,
    EngineError,
    EngineFacts,
    RefusedError,
    TransientError,
)
from notedeck.translation.engines._web import RedirectError, check_answer, reject_block_page, send_request
from notedeck.util.soup import parse_html

NAME = "google"
MAX_TEXT_CHARACTERS = 5000
MAX_PAGE_CHARACTERS = 500_000  # of HTML, which takes long to read
FACTS = EngineFacts(
    max_request_bytes=7000,
    bytes_per_wide_character=9,  # percent-encoded in the address
    seconds_between_requests=1.0,
    default_url="https://translate.google.com/m",
)
GOOGLE_ADDRESS = re.compile(r"(?:https?:)?//(?:[\w-]+\.)*google(?:\.[a-z]{2,3}){1,2}(?:[:/?#]|$)", re.IGNORECASE)


class LimitedGoogleTranslator(GoogleTranslator):  # type: ignore[misc]  # the package has no types
    """Google's translator with limits; use each object for one request."""

    def __init__(self, pair: LanguagePair, access: Access) -> None:
        """Prepare a request. Raises BaseError for a language that Google does not know."""
        super().__init__(source=pair.source, target=pair.target)
        self.access = access

    def translate(self, text: str, **_: object) -> str:
        """Return the translation of a text. Raises EngineError or BaseError."""
        is_input_valid(text, max_chars=MAX_TEXT_CHARACTERS)
        params = {**self._url_params, "tl": self._target, "sl": self._source, self.payload_key: text.strip()}
        answer = check_answer(self.send(params))
        if len(answer.text) > MAX_PAGE_CHARACTERS:
            raise TransientError(Message("the answer is too large"))
        page = parse_html(answer.text)
        for query in (self._element_query, self._alt_element_query):
            if element := page.find(self._element_tag, query):
                return element.get_text(strip=True)
        reject_block_page(answer)
        raise TranslationNotFound(text)

    def send(self, params: dict[str, str]) -> requests.Response:
        """Return the answer to a request. Raises EngineError; a redirect to another page of Google's is a block."""
        try:
            return send_request("GET", self.access.url, self.access.timeout_seconds, params=params)
        except RedirectError as error:
            if GOOGLE_ADDRESS.match(error.target):
                raise BlockedError(Message("the server blocked automated requests")) from None
            raise


def translate_texts(
    texts: tuple[str, ...],
    pair: LanguagePair,
    access: Access,
    contexts: Contexts = (),  # noqa: ARG001
) -> tuple[str, ...]:
    """Send one request with a text on each line."""
    try:
        answer = LimitedGoogleTranslator(pair, access).translate("\n".join(texts))
    except BaseError as error:
        raise convert_error(error) from None
    return tuple(line.strip() for line in answer.split("\n"))


def convert_error(error: BaseError) -> EngineError:
    """Return the engine error for an error of the package."""
    if isinstance(error, LanguageNotSupportedException | InvalidSourceOrTargetLanguage):
        return RefusedError(Message("the engine does not support this language"))
    return TransientError(Message("the answer is not a translation ({kind})", kind=type(error).__name__))
