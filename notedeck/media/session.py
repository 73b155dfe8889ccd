"""HTTP connections that are made to the public Internet only.

The check is on the socket: a name that leads to one address when looked up, and to another when connected to, and
redirects, get around any check of names.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from notedeck.media.fetch import FetchFailed

# These carry an IPv4 address in an IPv6 one, or are for one site only, and Python counts them as global.
NOT_PUBLIC = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "fec0::/10", "::/96")))


def is_public(host: str) -> bool:
    """Whether a network address is one of the public Internet."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_global and not address.is_multicast and not any(address in net for net in NOT_PUBLIC)


class PublicOnly:
    """Closes a connection to any other server before a word is sent."""

    def _new_conn(self) -> socket.socket:
        sock: socket.socket = super()._new_conn()  # type: ignore[misc]
        if not is_public(str(sock.getpeername()[0])):
            sock.close()
            raise FetchFailed("its server is in a private network")
        return sock


class PublicHTTP(PublicOnly, HTTPConnection):
    """Plain HTTP."""


class PublicHTTPS(PublicOnly, HTTPSConnection):
    """HTTP in TLS."""


class PublicHTTPPool(HTTPConnectionPool):
    """The connections to one server."""

    ConnectionCls = PublicHTTP


class PublicHTTPSPool(HTTPSConnectionPool):
    """The connections to one server, in TLS."""

    ConnectionCls = PublicHTTPS


class PublicAdapter(HTTPAdapter):
    """Lets requests use these connections."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": PublicHTTPPool, "https": PublicHTTPSPool}


def public_session(*, private: bool) -> requests.Session:
    """A session without proxies, cookies of a browser or passwords of the user; `private` is for tests."""
    session = requests.Session()
    session.trust_env = False  # a proxy would hide which server is reached
    session.headers.update({"User-Agent": "notedeck", "Accept-Encoding": "identity"})
    for scheme in () if private else ("http://", "https://"):
        session.mount(scheme, PublicAdapter())
    return session
