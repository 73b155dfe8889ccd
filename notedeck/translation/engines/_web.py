"""HTTP as the engines need it: with limits, and with errors that say whether to try again."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from time import time
from typing import Any

import requests

from notedeck.translation.engines import Blocked, EngineError, Refused, Transient
from notedeck.util.timeout import call_with_timeout

CONNECT, READ = 5.0, 20.0  # seconds
LARGEST = 2 * 1024 * 1024  # bytes of an answer
BLOCK_SIGNS = ("unusual traffic", "/sorry/", "g-recaptcha", "captcha-form", "access denied")
QUOTA_SIGNS = ("quota", "usage limit", "limit exceeded", "free translations for today")


def ask(method: str, address: str, seconds: float, **request: Any) -> requests.Response:
    """The whole answer, whatever its status, read within `seconds`."""
    try:
        return call_with_timeout(seconds, lambda: read(method, address, **request))
    except EngineError:
        raise
    except TimeoutError as error:
        raise Transient(f"the server is too slow: {error}") from None
    except requests.RequestException as error:
        raise Transient(f"the connection failed ({type(error).__name__})") from None


def read(method: str, address: str, **request: Any) -> requests.Response:
    """One request with a session of its own: sessions are not for several threads."""
    with requests.Session() as session:
        answer = session.request(method, address, timeout=(CONNECT, READ), stream=True, **request)
        body = bytearray()
        for piece in answer.iter_content(65536):
            body += piece
            if len(body) > LARGEST:
                raise Transient("the answer is far too large")
        answer._content = bytes(body)
        if "charset" not in answer.headers.get("Content-Type", "").lower():
            answer.encoding = "utf-8"  # requests would take a page without one for Latin-1
        return answer


def checked(answer: requests.Response) -> requests.Response:
    """An answer that is none of the usual refusals."""
    page = answer.text[:20000].lower() if "html" in answer.headers.get("Content-Type", "html") else ""
    if "/sorry/" in answer.url or any(sign in page for sign in BLOCK_SIGNS):
        raise Blocked("the server takes us for a robot")
    if answer.status_code == 429:
        raise Transient("too many requests", after=retry_after(answer))
    if answer.status_code in (401, 403):
        raise Refused(f"the server refuses the key, or us ({answer.status_code})")
    if answer.status_code == 456 or (
        answer.status_code >= 400 and any(sign in answer.text.lower() for sign in QUOTA_SIGNS)
    ):
        raise Refused("the quota is used up")
    if answer.status_code >= 500:
        raise Transient(f"the server has an error ({answer.status_code})")
    if answer.status_code != 200:
        raise Refused(f"the server answers {answer.status_code}")
    return answer


def retry_after(answer: requests.Response) -> float:
    """The seconds that a server asks to wait for (RFC 9110, 10.2.3)."""
    said = answer.headers.get("Retry-After", "").strip()
    if said.isdigit():
        return float(said)
    try:
        return max(0.0, parsedate_to_datetime(said).timestamp() - time())
    except (ValueError, TypeError):
        return 0.0


def data_of(answer: requests.Response) -> Any:
    """The JSON of an answer."""
    try:
        return checked(answer).json()
    except requests.JSONDecodeError:
        raise Transient("the answer is no JSON") from None
