"""Tests see neither the network nor the person who runs them: no home, keys, locale, time zone or git settings."""

from __future__ import annotations

import ipaddress
import os
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

DEAD_PORT = 9  # of 127.0.0.1; nothing listens there, so a child process that obeys the proxy cannot get out
PROXY = f"http://127.0.0.1:{DEAD_PORT}"
PRIVATE_PREFIXES = ("ANKICONNECT_", "DEEPL_", "GIT_", "LIBRETRANSLATE_", "NOTEDECK_", "PAPAGO_")
PRIVATE_NAMES = frozenset(
    """
    BROWSER CI CLICOLOR CLICOLOR_FORCE COLUMNS EDITOR FORCE_COLOR GITHUB_ACTIONS LANGUAGE LINES NO_COLOR PAGER VISUAL
    """.split()  # noqa: SIM905
)
WANTED_NAMES = frozenset({"NOTEDECK_MATHJAX", "NOTEDECK_SHARED_NOTES"})
BROWSERS = "PLAYWRIGHT_BROWSERS_PATH"


class NetworkBlocked(AssertionError):
    """A test tried to reach something other than this computer."""

    def __init__(self, host: str) -> None:
        super().__init__(f"{host}: tests may only reach 127.0.0.1; use a server of tests/support instead")


@contextmanager
def isolate_tests(home: Path) -> Iterator[None]:
    """Give the process, and the processes that it starts, an environment of their own with `home` as home folder."""
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(build_environment(before, home))
    set_time_zone()
    try:
        with block_network():
            yield
    finally:
        os.environ.clear()
        os.environ.update(before)
        set_time_zone()


def build_environment(before: dict[str, str], home: Path) -> dict[str, str]:
    """Return the variables for a test run, given those of the person who starts it."""
    kept = {name: value for name, value in before.items() if not is_private(name)}
    folders = {f"XDG_{kind.upper()}_HOME": str(home / f".{kind}") for kind in ("cache", "config", "data", "state")}
    proxies = {name: PROXY for kind in ("http", "https", "all") for name in (f"{kind}_proxy", f"{kind}_PROXY".upper())}
    local = dict.fromkeys(("no_proxy", "NO_PROXY"), "127.0.0.1,localhost,::1")
    git = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0"}
    programs = {"EDITOR": "false", "VISUAL": "false", "GIT_EDITOR": "false", "PAGER": "cat", "GIT_PAGER": "cat"}
    place = {"HOME": str(home), "USERPROFILE": str(home), "TZ": "Asia/Seoul", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"}
    browsers = {BROWSERS: before.get(BROWSERS) or str(Path.home() / ".cache" / "ms-playwright")}
    return kept | folders | proxies | local | git | programs | place | browsers


def is_private(name: str) -> bool:
    """Whether a variable belongs to the person or the computer that runs the tests, and could change a result."""
    if name in WANTED_NAMES:
        return False
    return name in PRIVATE_NAMES or name.startswith((*PRIVATE_PREFIXES, "LC_", "XDG_"))


def set_time_zone() -> None:
    """Let the process follow the variable TZ."""
    if hasattr(time, "tzset"):  # Windows has none
        time.tzset()


@contextmanager
def block_network() -> Iterator[None]:
    """Raise NetworkBlocked for each connection, datagram or look-up that leaves this computer."""
    real_connect, real_connect_ex, real_lookup = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def connect(self: socket.socket, address: Any) -> None:
        check_address(self, address)
        real_connect(self, address)

    def connect_ex(self: socket.socket, address: Any) -> int:
        check_address(self, address)
        return real_connect_ex(self, address)

    def look_up(host: Any, *args: Any, **options: Any) -> Any:
        check_host(host)
        return real_lookup(host, *args, **options)

    with (
        patch.object(socket.socket, "connect", connect),
        patch.object(socket.socket, "connect_ex", connect_ex),
        patch.object(socket, "getaddrinfo", look_up),
    ):
        yield


def check_address(sock: socket.socket, address: Any) -> None:
    """Raise NetworkBlocked if a socket's address is on another computer; Unix sockets never are."""
    if sock.family in (socket.AF_INET, socket.AF_INET6) and isinstance(address, Sequence):
        check_host(address[0])


def check_host(host: str | bytes | None) -> None:
    """Raise NetworkBlocked unless a host is this computer; no host at all means this computer."""
    name = host.decode() if isinstance(host, bytes) else host or "localhost"
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        if name != "localhost":
            raise NetworkBlocked(name) from None
        return
    if not address.is_loopback and not address.is_unspecified:
        raise NetworkBlocked(name)
