"""The release that always has the newest package: its link stays the same.

A package is uploaded beside the one before and renamed, so that the link leads to one at every moment but the last.
"""

from __future__ import annotations

from typing import Any

from notedeck.errors import DeckError
from notedeck.github.api import MISSING, Api
from notedeck.github.event import Event, name_package
from notedeck.messages import Message

PAGES_BY_WORKFLOW = "workflow"


def find_release(api: Api, name: str) -> dict[str, Any] | None:
    """Return the release with this tag, None without one. Raises DeckError."""
    release = api.get(f"releases/tags/{name}")
    return release if isinstance(release, dict) else None


def create_release(api: Api, event: Event, name: str, title: str, text: str) -> dict[str, Any]:
    """Create a release with a tag at the commit of the event. Raises DeckError."""
    document = {"tag_name": name, "target_commitish": event.commit, "name": title, "body": text}
    return dict(api.send("POST", "releases", document))


def update_release(api: Api, event: Event, release: dict[str, Any], text: str) -> None:
    """Give a release another text, and move its tag to the commit of the event. Raises DeckError.

    The tag goes last: what a run that fails before has not said is said by the next one.
    """
    api.send("PATCH", f"releases/{release['id']}", {"body": text})
    api.send("PATCH", f"git/refs/tags/{release['tag_name']}", {"sha": event.commit, "force": True})


def replace_package(api: Api, release: dict[str, Any], data: bytes) -> None:
    """Put a package into a release, in place of the one before. Raises DeckError."""
    name = name_package(release["tag_name"])
    draft = f"new-{name}"
    numbers = {asset["name"]: asset["id"] for asset in release.get("assets", ())}
    delete_file(api, numbers.get(draft))
    uploaded = api.upload(release["upload_url"], draft, data)
    if not isinstance(uploaded, dict) or uploaded.get("size", len(data)) != len(data):
        raise DeckError(Message("GitHub did not take all of the package"), Message("Run the job again."))
    delete_file(api, numbers.get(name))
    api.send("PATCH", f"releases/assets/{uploaded['id']}", {"name": name})


def delete_file(api: Api, number: int | None) -> None:
    """Delete a file of a release, if there is one."""
    if number is not None:
        api.send("DELETE", f"releases/assets/{number}", allowed=(MISSING,))


def publishes_pages(api: Api) -> bool:
    """Return whether the repository has a page that its workflows may publish."""
    page = api.send("GET", "pages", allowed=(403, MISSING))
    return isinstance(page, dict) and page.get("build_type") == PAGES_BY_WORKFLOW
