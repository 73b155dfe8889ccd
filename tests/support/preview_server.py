"""The server of the preview page, as tests run it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from notedeck.preview.server import PageServer, create_server
from notedeck.preview.site import Site


@contextmanager
def run_server(site: Site) -> Iterator[PageServer]:
    """Yield a server of a site at a free port."""
    with create_server(site, 0) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
