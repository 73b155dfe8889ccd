"""A server with the part of GitHub's REST API that the action uses; it records what is written."""

from __future__ import annotations

import json
import re
import threading
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.support.repository import run_git

REPOSITORY = "kim/study"
TOKEN = "token-of-the-job"
BOT = {"type": "Bot", "login": "github-actions[bot]"}


@dataclass(frozen=True)
class Call:
    """A request: what its path names, its query, and its body."""

    name: str
    query: dict[str, list[str]]
    body: bytes

    @property
    def number(self) -> int:
        return int(self.name)

    @property
    def document(self) -> dict[str, Any]:
        return dict(json.loads(self.body))


class GitHub:
    """What is in the repository: comments by pull request, releases, their files, tags, and requests in order."""

    def __init__(self) -> None:
        """Start with an empty repository, whose token may comment and push, and which has no page."""
        self.comments: list[dict[str, Any]] = []
        self.releases: dict[str, dict[str, Any]] = {}
        self.packages: dict[int, bytes] = {}
        self.tags: dict[str, str] = {}
        self.requests: list[str] = []
        self.may_comment = True
        self.may_push = True
        self.origin: Path | None = None
        self.page: dict[str, Any] | None = None
        self.address = ""
        self.ids = count(1)

    def answer(self, method: str, path: str, query: dict[str, list[str]], body: bytes) -> tuple[int, Any]:
        """Return the status and the document for a request."""
        self.requests.append(f"{method} {path}")
        for pattern, action in ROUTES.items():
            if match := re.fullmatch(pattern, f"{method} {path}"):
                return action(self, Call(match[match.lastindex or 0], query, body))
        return 404, {"message": "Not Found"}

    def get_package(self, tag: str) -> bytes:
        """Return what the link of a release gives."""
        (asset,) = self.releases[tag]["assets"]
        assert asset["name"] == f"{tag}.apkg"
        return self.packages[asset["id"]]


Route = tuple[int, Any]


def list_comments(hub: GitHub, call: Call) -> Route:
    size, page = int(call.query["per_page"][0]), int(call.query["page"][0])
    found = [comment for comment in hub.comments if comment["number"] == call.number]
    return 200, found[size * (page - 1) : size * page]


def add_comment(hub: GitHub, call: Call) -> Route:
    if not hub.may_comment:
        return 403, {"message": "Resource not accessible by integration"}
    hub.comments.append({"id": next(hub.ids), "number": call.number, "user": BOT, **call.document})
    return 201, hub.comments[-1]


def edit_comment(hub: GitHub, call: Call) -> Route:
    (comment,) = (comment for comment in hub.comments if comment["id"] == call.number)
    comment.update(call.document)
    return 200, comment


def get_release(hub: GitHub, call: Call) -> Route:
    release = hub.releases.get(call.name)
    return (200, release) if release else (404, {"message": "Not Found"})


def add_release(hub: GitHub, call: Call) -> Route:
    release = {"id": next(hub.ids), "assets": [], **call.document}
    release["upload_url"] = f"{hub.address}/upload/{release['id']}{{?name,label}}"
    hub.releases[release["tag_name"]] = release
    hub.tags[release["tag_name"]] = release["target_commitish"]
    return 201, release


def edit_release(hub: GitHub, call: Call) -> Route:
    release = find_release(hub, call.number)
    release.update(call.document)
    return 200, release


def find_release(hub: GitHub, number: int) -> dict[str, Any]:
    (release,) = (release for release in hub.releases.values() if release["id"] == number)
    return release


def add_file(hub: GitHub, call: Call) -> Route:
    assets, name = find_release(hub, call.number)["assets"], call.query["name"][0]
    if any(asset["name"] == name for asset in assets):
        return 422, {"message": "already_exists"}
    assets.append({"id": next(hub.ids), "name": name, "size": len(call.body)})
    hub.packages[assets[-1]["id"]] = call.body
    return 201, assets[-1]


def edit_file(hub: GitHub, call: Call) -> Route:
    name = call.document["name"]
    files = [asset for release in hub.releases.values() for asset in release["assets"]]
    if any(asset["name"] == name for asset in files):
        return 422, {"message": "already_exists"}
    (file,) = (asset for asset in files if asset["id"] == call.number)
    file["name"] = name
    return 200, file


def delete_file(hub: GitHub, call: Call) -> Route:
    for release in hub.releases.values():
        release["assets"] = [asset for asset in release["assets"] if asset["id"] != call.number]
    return 204, None


def move_tag(hub: GitHub, call: Call) -> Route:
    if call.name not in hub.tags or not call.document["force"]:
        return 422, {"message": "Update is not a fast forward"}
    hub.tags[call.name] = call.document["sha"]
    return 200, {}


def get_file(hub: GitHub, call: Call) -> Route:
    assert hub.origin is not None
    listing = run_git(hub.origin, "ls-tree", call.query["ref"][0], call.name).split()
    return (200, {"sha": listing[2]}) if listing else (404, {"message": "Not Found"})


def put_file(hub: GitHub, call: Call) -> Route:
    """Commit a file to a branch as GitHub does: only over the object that the request names."""
    assert hub.origin is not None
    document = call.document
    _, present = get_file(hub, Call(call.name, {"ref": [document["branch"]]}, b""))
    if not hub.may_push:
        return 409, {"message": "Repository rule violations found"}
    if present.get("sha") != document.get("sha"):
        return (
            (409, {"message": "does not match"}) if "sha" in document else (422, {"message": '"sha" wasn\'t supplied.'})
        )
    run_git(hub.origin, "checkout", "-q", document["branch"])
    (hub.origin / call.name).write_bytes(b64decode(document["content"]))
    run_git(hub.origin, "add", "-f", call.name)
    run_git(hub.origin, "commit", "-q", "-m", document["message"], second=1_000_000_900)
    return 200, {"commit": {"sha": run_git(hub.origin, "rev-parse", "HEAD").strip()}}


def get_page(hub: GitHub, _: Call) -> Route:
    return (200, hub.page) if hub.page else (404, {"message": "Not Found"})


BASE = f"/repos/{REPOSITORY}"
ROUTES = {
    rf"GET {BASE}/issues/(\d+)/comments": list_comments,
    rf"POST {BASE}/issues/(\d+)/comments": add_comment,
    rf"PATCH {BASE}/issues/comments/(\d+)": edit_comment,
    rf"GET {BASE}/releases/tags/([\w.-]+)": get_release,
    rf"POST {BASE}/releases": add_release,
    rf"PATCH {BASE}/releases/(\d+)": edit_release,
    r"POST /upload/(\d+)": add_file,
    rf"PATCH {BASE}/releases/assets/(\d+)": edit_file,
    rf"DELETE {BASE}/releases/assets/(\d+)": delete_file,
    rf"PATCH {BASE}/git/refs/tags/([\w.-]+)": move_tag,
    rf"GET {BASE}/contents/(.+)": get_file,
    rf"PUT {BASE}/contents/(.+)": put_file,
    rf"GET {BASE}/pages": get_page,
}


class Handler(BaseHTTPRequestHandler):
    """Answers with what the repository says, if the token is right."""

    hub: GitHub

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        address = urlsplit(self.path)
        if self.headers.get("Authorization") == f"Bearer {TOKEN}":
            status, document = self.hub.answer(self.command, address.path, parse_qs(address.query), body)
        else:
            status, document = 401, {"message": "Bad credentials"}
        data = b"" if document is None else json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer

    def log_message(self, *_: object) -> None:
        """Print nothing."""


@contextmanager
def run_github() -> Iterator[GitHub]:
    """Yield a repository on a server at 127.0.0.1."""
    hub = GitHub()
    with ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Handler,), {"hub": hub})) as server:
        hub.address = f"http://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        try:
            yield hub
        finally:
            server.shutdown()
