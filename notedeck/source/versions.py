"""Old versions of notes, which Docusaurus keeps as copies in folders such as `versioned_docs/version-1.0`.

https://docusaurus.io/docs/versioning
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from notedeck.source.names import create_sort_key

COPY = re.compile(r"(?P<site>(?:.*/)?)(?:(?P<id>[\w-]{1,100})_)?versioned_docs/version-(?P<version>[^/]{1,100})/")
TRANSLATED_COPY = re.compile(
    r"(?P<plugin>(?:.*/)?i18n/[^/]{1,100}/docusaurus-plugin-content-docs[^/]{0,100}/)version-(?P<version>[^/]{1,100})/"
)


def find_old_versions(paths: Iterable[str]) -> dict[str, str]:
    """Return the paths of notes that are old versions of others, each with the path of the newest version."""
    versions: defaultdict[str, list[str]] = defaultdict(list)
    for path in paths:
        versions[find_current_path(path)].append(path)
    ordered = (order_versions(group) for group in versions.values() if len(group) > 1)
    return {path: newest for newest, *others in ordered for path in others}


def find_current_path(path: str) -> str:
    """Return the path that a note has or had in the newest version of its site."""
    if "/version-" not in path:
        return path
    if match := COPY.match(path):
        return f"{match['site']}{match['id'] or 'docs'}/{path[match.end() :]}"
    if match := TRANSLATED_COPY.match(path):
        return f"{match['plugin']}current/{path[match.end() :]}"
    return path


def order_versions(paths: Iterable[str]) -> list[str]:
    """Return the versions of a note, the newest first; one that is no copy is the newest."""
    return sorted(sorted(paths, key=create_sort_key, reverse=True), key=lambda path: find_current_path(path) != path)
