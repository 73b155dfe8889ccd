"""Which requests the server of the preview answers: those of a person and of its own page.

Only its own page may correct a translation, and only for the person who started the server: it sends the token of the
address that the command printed, which no other site and no other user of the computer can read.

Any page in the same browser can send requests to 127.0.0.1, and any name can be made to resolve to it (DNS rebinding).
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from email.message import Message
from http import HTTPStatus
from urllib.parse import unquote

TARGET = re.compile(r"/[!-~]*")  # the origin form of RFC 9112; a browser encodes everything else
EVENTS_QUERY = re.compile(r"since=([0-9]{1,9})")
EVENTS_PATH = "events"
CORRECTION_TARGET = "/translations"
UNDO_TARGET = "/translations/undo"
TOKEN_HEADER = "X-Notedeck-Token"
JSON_TYPE = "application/json"
MAX_BODY_BYTES = 200_000  # ten times the longest text of a note
BODY_LENGTH = re.compile(r"[0-9]{1,9}")
OWN_SITES = ("same-origin", "none")  # of Sec-Fetch-Site; "none" is an address that a person typed or opened


def refuse_request(target: str, headers: Message, hosts: Mapping[str, str]) -> HTTPStatus | None:
    """Return why a GET request is refused, None if it is answered.

    `hosts` has the origin for each value of the Host header that is ours.
    """
    host_names = headers.get_all("Host", [])
    if len(host_names) != 1 or host_names[0].lower() not in hosts:
        return HTTPStatus.FORBIDDEN
    if is_from_other_site(headers, hosts[host_names[0].lower()]):
        return HTTPStatus.FORBIDDEN
    if not TARGET.fullmatch(target) or "Transfer-Encoding" in headers or headers.get("Content-Length", "0") != "0":
        return HTTPStatus.BAD_REQUEST
    if find_path(target) == EVENTS_PATH and find_edition(target) is None:
        return HTTPStatus.BAD_REQUEST
    return None


def refuse_correction(target: str, headers: Message, hosts: Mapping[str, str], token: str) -> HTTPStatus | None:
    """Return why a POST request is refused, None if it is answered; `hosts` are as for `refuse_request`.

    A browser sends this type of content and this header to another origin only after that has allowed it.
    """
    host_names = headers.get_all("Host", [])
    if len(host_names) != 1 or host_names[0].lower() not in hosts:
        return HTTPStatus.FORBIDDEN
    if headers.get_all("Origin", []) != [hosts[host_names[0].lower()]]:
        return HTTPStatus.FORBIDDEN
    if any(site != "same-origin" for site in headers.get_all("Sec-Fetch-Site", [])):
        return HTTPStatus.FORBIDDEN
    tokens = headers.get_all(TOKEN_HEADER, [])
    if len(tokens) != 1 or not hmac.compare_digest(tokens[0].encode("utf-8", "replace"), token.encode()):
        return HTTPStatus.FORBIDDEN
    if target not in (CORRECTION_TARGET, UNDO_TARGET):
        return HTTPStatus.NOT_FOUND
    if headers.get_all("Content-Type", []) != [JSON_TYPE]:
        return HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    lengths = headers.get_all("Content-Length", [])
    if "Transfer-Encoding" in headers or len(lengths) != 1 or not BODY_LENGTH.fullmatch(lengths[0]):
        return HTTPStatus.LENGTH_REQUIRED
    return HTTPStatus.REQUEST_ENTITY_TOO_LARGE if int(lengths[0]) > MAX_BODY_BYTES else None


def is_from_other_site(headers: Message, origin: str) -> bool:
    """Return whether a script, picture or frame of another site asks; a link from there that is followed is none."""
    origins = headers.get_all("Origin", [])
    if any(value != origin for value in origins):
        return True
    sites = headers.get_all("Sec-Fetch-Site", [])
    is_followed_link = headers.get_all("Sec-Fetch-Dest", []) == ["document"]
    return any(site not in OWN_SITES for site in sites) and not is_followed_link


def find_path(target: str) -> str:
    """Return the decoded path of a request's target, without the first slash."""
    return unquote(target.partition("?")[0]).removeprefix("/")


def find_edition(target: str) -> int | None:
    """Return the edition that a browser has, None unless the query is `since=` with a number of up to nine digits."""
    match = EVENTS_QUERY.fullmatch(target.partition("?")[2])
    return int(match[1]) if match else None
