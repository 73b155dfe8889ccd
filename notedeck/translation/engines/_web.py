"""HTTP for the engines: with time and size limits, and with errors that say whether to try again."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from time import time
from typing import Any

import requests
from requests.adapters import HTTPAdapter

from notedeck.translation.engines._base import BlockedError, EngineError, RefusedError, TransientError
from notedeck.util.timeout import call_with_timeout

CONNECT_TIMEOUT_SECONDS, READ_TIMEOUT_SECONDS = 5.0, 20.0
CHUNK_BYTES = 64 * 1024
MAX_ANSWER_BYTES = 2 * 1024 * 1024
MAX_SCANNED_CHARACTERS = 20_000  # of a page that may say that we are blocked
BLOCK_SIGNS = ("unusual traffic", "/sorry/", "g-recaptcha", "captcha-form", "access denied")
QUOTA_SIGNS = ("quota", "usage limit", "limit exceeded", "free translations for today")
QUOTA_STATUS = 456  # DeepL's own


def send_request(method: str, url: str, timeout_seconds: float, **request: Any) -> requests.Response:
    """Return the whole answer, whatever its status. `request` goes to `requests.Session.request`.

    Raises TransientError when the connection fails, the answer is too large, or the time is up.
    """
    try:
        return call_with_timeout(timeout_seconds, lambda: read_answer(method, url, **request))
    except EngineError:
        raise
    except TimeoutError as error:
        raise TransientError(f"the server is too slow: {error}") from None
    except requests.RequestException as error:
        raise TransientError(f"the connection failed ({type(error).__name__})") from None


def read_answer(method: str, url: str, **request: Any) -> requests.Response:
    """Send one request in a session of its own, because sessions are not thread-safe, and read its answer."""
    timeouts = (CONNECT_TIMEOUT_SECONDS, READ_TIMEOUT_SECONDS)
    with requests.Session() as session:
        answer = session.request(method, url, timeout=timeouts, stream=True, **request)
        answer._content = read_body(answer)
        if "charset" not in answer.headers.get("Content-Type", "").lower():
            answer.encoding = "utf-8"  # requests assumes Latin-1 for a page that names no encoding
        return answer


def read_body(answer: requests.Response) -> bytes:
    """Return the bytes of an answer that comes in chunks. Raises TransientError when there are too many."""
    body = bytearray()
    for chunk in answer.iter_content(CHUNK_BYTES):
        body += chunk
        if len(body) > MAX_ANSWER_BYTES:
            answer.close()
            raise TransientError("the answer is too large")
    return bytes(body)


class LimitedAdapter(HTTPAdapter):
    """Sends the requests of a library that reads answers of any size, and reads no more than MAX_ANSWER_BYTES."""

    def send(self, *args: Any, **options: Any) -> requests.Response:
        """Return the answer with all of its bytes. Raises TransientError when there are too many."""
        answer = super().send(*args, **options)
        answer._content = read_body(answer)
        return answer


def check_answer(answer: requests.Response) -> requests.Response:
    """Return the answer if it is a success. Raises EngineError for every kind of refusal."""
    status = answer.status_code
    is_page = "html" in answer.headers.get("Content-Type", "html")
    page = answer.text[:MAX_SCANNED_CHARACTERS].lower() if is_page else ""
    if "/sorry/" in answer.url or any(sign in page for sign in BLOCK_SIGNS):
        raise BlockedError("the server blocked automated requests")
    if status == 429:
        raise TransientError("too many requests", read_retry_after(answer))
    if status in (401, 403):
        raise RefusedError(f"the server rejects the key or blocks access ({status})")
    if status == QUOTA_STATUS or (status >= 400 and any(sign in answer.text.lower() for sign in QUOTA_SIGNS)):
        raise RefusedError("the quota is used up")
    if status >= 500:
        raise TransientError(f"the server reports an error ({status})")
    if status != 200:
        raise RefusedError(f"the server answers with status {status}")
    return answer


def read_retry_after(answer: requests.Response) -> float:
    """Return the seconds that the `Retry-After` header asks for (RFC 9110, 10.2.3), 0 without a valid one."""
    value = answer.headers.get("Retry-After", "").strip()
    if value.isdigit():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time())
    except (ValueError, TypeError):
        return 0.0


def read_json(answer: requests.Response) -> Any:
    """Return the JSON of a successful answer. Raises EngineError for a refusal or for anything else."""
    try:
        return check_answer(answer).json()
    except requests.JSONDecodeError:
        raise TransientError("the answer is not JSON") from None
