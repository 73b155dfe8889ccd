"""HTTP for the engines: with time and size limits, and with errors that say whether to try again."""

from __future__ import annotations

import json
import re
from email.utils import parsedate_to_datetime
from time import time
from typing import Any, NoReturn
from urllib.parse import urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError, NewConnectionError

from notedeck.messages import Message
from notedeck.translation.engines._base import BlockedError, EngineError, RefusedError, SilentError, TransientError
from notedeck.util.timeout import call_with_timeout

CONNECT_TIMEOUT_SECONDS = 5.0
CHUNK_BYTES = 64 * 1024
MAX_ANSWER_BYTES = 2 * 1024 * 1024
MAX_SCANNED_CHARACTERS = 20_000  # of a page that may say that we are blocked
MAX_REDIRECTS = 5
# Python also knows codings that are no text, that take quadratic time, or that fail.
CHARSETS = frozenset({"utf-8", "utf8", "us-ascii", "iso-8859-1", "windows-1252", "euc-kr", "shift_jis", "gb18030"})
UNSAFE_IN_ADDRESS = re.compile(r"[\x00-\x20\\\x7f-\x9f]")  # programs disagree about the host of such an address
SORRY_PATH = "/sorry/"  # where Google sends those whom it blocks
BLOCK_SIGNS = ("unusual traffic", SORRY_PATH, "g-recaptcha", "captcha-form", "access denied")
QUOTA_SIGNS = ("quota", "usage limit", "limit exceeded", "free translations for today")
QUOTA_STATUS = 456  # DeepL's own
UNKNOWN_MODEL = (400, 404)  # what servers answer that do not have a model


class RedirectError(RefusedError):
    """The server redirects to a place that is not its own; `target` is its address."""

    def __init__(self, target: str) -> None:
        """Store the address; the message leaves it out, because the server may have written a key into it."""
        super().__init__(Message("the server redirects to another address, which gets neither texts nor keys"))
        self.target = target


class LimitedAdapter(HTTPAdapter):
    """Sends the requests of an engine, and reads no more than MAX_ANSWER_BYTES from no place but the engine's own."""

    def send(self, *args: Any, **options: Any) -> requests.Response:
        """Return the answer with all of its bytes.

        Raises TransientError when there are too many, RedirectError or BlockedError for a redirect to another place.
        """
        answer = super().send(*args, **options)
        answer._content = read_body(answer)
        check_redirect(answer)
        return answer


def create_session() -> requests.Session:
    """Return a session with the limits; an engine's own sessions get them from `limit_session`."""
    session = requests.Session()
    limit_session(session)
    return session


def limit_session(session: requests.Session) -> None:
    """Give a session the limits of LimitedAdapter."""
    session.max_redirects = MAX_REDIRECTS
    for scheme in ("http://", "https://"):
        session.mount(scheme, LimitedAdapter())


def send_request(method: str, url: str, timeout_seconds: float, **request: Any) -> requests.Response:
    """Return the whole answer, whatever its status. `request` goes to `requests.Session.request`.

    Raises TransientError when the connection fails, the answer is too large, or the time is up; RefusedError when the
    server redirects to another place.
    """
    try:
        return call_with_timeout(timeout_seconds, lambda: read_answer(method, url, timeout_seconds, **request))
    except EngineError:
        raise
    except TimeoutError as error:
        raise SilentError(Message("the server is too slow: {error}", error=error)) from None
    except requests.Timeout as error:
        raise SilentError(Message("the server does not answer ({kind})", kind=type(error).__name__)) from None
    except requests.ConnectionError as error:
        raise TransientError(describe_connection_error(error, url)) from None
    except requests.TooManyRedirects:
        raise RefusedError(Message("the server redirects again and again")) from None
    except (requests.RequestException, HTTPError, ValueError) as error:
        raise TransientError(Message("the connection failed ({kind})", kind=type(error).__name__)) from None


def describe_connection_error(error: requests.ConnectionError, url: str) -> Message:
    """Return why a connection failed; one that never began names the server, which may not run."""
    reason = getattr(error.args[0], "reason", None) if error.args else None
    if not isinstance(reason, NewConnectionError):
        return Message("the connection failed ({kind})", kind=type(error).__name__)
    place = urlsplit(url)
    return Message("no server answers at {hostname}", hostname=place.hostname) + (
        f":{place.port}" if place.port else ""
    )


def read_answer(method: str, url: str, timeout_seconds: float, **request: Any) -> requests.Response:
    """Send one request in a session of its own, because sessions are not thread-safe, and read its answer."""
    timeouts = (CONNECT_TIMEOUT_SECONDS, timeout_seconds)
    with create_session() as session:
        answer = session.request(method, url, timeout=timeouts, stream=True, **request)
        charset = re.search(r"charset=[\"']?([\w-]+)", answer.headers.get("Content-Type", ""), re.I)
        if charset is None or charset[1].lower() not in CHARSETS:
            answer.encoding = "utf-8"  # requests assumes Latin-1 for a page that names no encoding
        return answer


def read_body(answer: requests.Response) -> bytes:
    """Return the bytes of an answer that comes in chunks. Raises TransientError when there are too many."""
    body = bytearray()
    for chunk in answer.iter_content(CHUNK_BYTES):
        body += chunk
        if len(body) > MAX_ANSWER_BYTES:
            answer.close()
            raise TransientError(Message("the answer is too large"))
    return bytes(body)


def check_redirect(answer: requests.Response) -> None:
    """Raise RedirectError or BlockedError if an answer redirects to a place that is not its server's own."""
    if not answer.is_redirect:
        return
    location = answer.headers["Location"]
    if SORRY_PATH in location:
        raise BlockedError(Message("the server blocked automated requests"))
    if not is_own_place(answer.url, location):
        raise RedirectError(location)


def is_own_place(url: str, location: str) -> bool:
    """Return whether a redirect from `url` stays with the same host, user and port, and with https where it was."""
    try:
        target, own = urlsplit(urljoin(url, location)), urlsplit(url)
    except ValueError:
        return False
    is_safe = not UNSAFE_IN_ADDRESS.search(location) and target.scheme in (own.scheme, "https")
    return is_safe and target.netloc.lower() == own.netloc.lower()


def check_answer(answer: requests.Response) -> requests.Response:
    """Return the answer if its status is success. Raises EngineError for every kind of refusal."""
    status = answer.status_code
    if status != 200:
        reject_block_page(answer)
    if status == 429:
        raise TransientError(Message("too many requests"), read_retry_after(answer))
    if status in (401, 403):
        raise RefusedError(Message("the server rejects the key or blocks access ({status})", status=status))
    if status == QUOTA_STATUS or (status >= 400 and names_quota(answer)):
        raise RefusedError(Message("the quota is used up"))
    if status >= 500:
        raise TransientError(Message("the server reports an error ({status})", status=status))
    if status != 200:
        raise RefusedError(Message("the server answers with status {status}", status=status))
    return answer


def names_quota(answer: requests.Response) -> bool:
    """Return whether a refusal is about a quota."""
    return any(sign in answer.text.lower() for sign in QUOTA_SIGNS)


def reject_block_page(answer: requests.Response) -> None:
    """Raise BlockedError for a page that says so. One with a translation may have the same words in its texts."""
    is_page = "html" in answer.headers.get("Content-Type", "html")
    page = answer.text[:MAX_SCANNED_CHARACTERS].lower() if is_page else ""
    if any(sign in page for sign in BLOCK_SIGNS):
        raise BlockedError(Message("the server blocked automated requests"))


def read_retry_after(answer: requests.Response) -> float:
    """Return the seconds that the `Retry-After` header asks for (RFC 9110, 10.2.3), 0 without a valid one."""
    value = answer.headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time())
    except (ValueError, TypeError, OverflowError, IndexError):
        return 0.0


def read_json(answer: requests.Response) -> Any:
    """Return the JSON of a successful answer. Raises EngineError for a refusal or for anything else."""
    body = check_answer(answer).content
    try:
        return json.loads(body, parse_constant=reject_constant, object_pairs_hook=create_object)
    except (ValueError, RecursionError):  # RecursionError for a body that is nested too deeply
        reject_block_page(answer)
        raise TransientError(Message("the answer is not JSON")) from None


def read_model_answer(answer: requests.Response, model: str) -> Any:
    """Return the JSON of a language model's server. Raises EngineError, also if it does not know the model."""
    status = answer.status_code
    if status in UNKNOWN_MODEL and not names_quota(answer):
        raise RefusedError(
            Message(
                'the server rejects the request ({status}): check the model "{model}" and the address',
                status=status,
                model=model,
            )
        )
    return read_json(answer)


def reject_constant(name: str) -> NoReturn:
    """Raise ValueError for NaN and Infinity, which JSON does not have."""
    raise ValueError(name)


def create_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a JSON object. Raises ValueError if a key appears twice, because programs disagree about its value."""
    values = dict(pairs)
    if len(values) < len(pairs):
        raise ValueError("a key appears twice")
    return values
