"""HTTP connections to the public Internet only.

The check is on the connected socket. A check of names is not enough: a name can resolve to another address when it is
connected to, and a server can redirect.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from notedeck.media.model import FetchError
from notedeck.messages import Message

# Python counts these as global, but they contain an IPv4 address, or are for one site only.
NOT_PUBLIC = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "fec0::/10", "::/96")))


def is_public(host: str) -> bool:
    """Return whether an IP address is on the public Internet."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_global and not address.is_multicast and not any(address in network for network in NOT_PUBLIC)


class PublicOnly:
    """Closes a connection to any other server before anything is sent."""

    def _new_conn(self) -> socket.socket:
        """Connect. Raises FetchError if the server is not public."""
        sock: socket.socket = super()._new_conn()  # type: ignore[misc]
        if not is_public(str(sock.getpeername()[0])):
            sock.close()
            raise FetchError(Message("its server is in a private network"))
        return sock


class PublicHTTP(PublicOnly, HTTPConnection):
    """Plain HTTP."""


class PublicHTTPS(PublicOnly, HTTPSConnection):
    """HTTP over TLS."""


class PublicHTTPPool(HTTPConnectionPool):
    """Connections to one server."""

    ConnectionCls = PublicHTTP


class PublicHTTPSPool(HTTPSConnectionPool):
    """Connections to one server over TLS."""

    ConnectionCls = PublicHTTPS


class PublicAdapter(HTTPAdapter):
    """Makes requests use these connections."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Create the pool manager as requests does, with our pools."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": PublicHTTPPool, "https": PublicHTTPSPool}


def create_public_session(*, private: bool) -> requests.Session:
    """Return a session without proxies and without the user's passwords; `private`, for tests, allows any server."""
    session = requests.Session()
    session.trust_env = False  # a proxy would hide which server is reached
    session.headers.update({"User-Agent": "notedeck", "Accept-Encoding": "identity"})
    for scheme in () if private else ("http://", "https://"):
        session.mount(scheme, PublicAdapter())
    return session
