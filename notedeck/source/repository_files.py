"""The files and folders of a repository that are no notes: for its contributors, of other people, or copies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from notedeck.model import Source
from notedeck.util.files.read import is_present
from notedeck.util.patterns import compile_lazily

# Other people's code and documents, copies, and what programs write; `find` skips `node_modules` by itself.
SKIPPED_FOLDERS = frozenset(
    {"bower_components", "jspm_packages", "vendor", "site-packages", "venv", "bak", "_book", "_site"}
)
TEMPLATE_FOLDERS = frozenset({"issue_template", "pull_request_template"})
ROOT_MARKS = (".git", ".github", ".gitlab", "LICENSE", "package.json")
DOCUMENT_FOLDERS = ("docs", ".github", ".gitlab")  # in which a repository keeps such files, too
LANGUAGE_SUFFIX = compile_lazily(r"[._-](?:[a-z]{2}(?:[_-][a-z]{2})?|kor|eng)$")
NAMES = frozenset(
    (
        *("contributing", "contribution", "contributions", "contributors", "contributor_guide"),
        *(
            "code_of_conduct",
            "conduct",
            "changelog",
            "release_notes",
            "codeowners",
            "authors",
            "maintainers",
            "funding",
        ),
        *("pull_request_template", "merge_request_template", "issue_template", "bug_report", "feature_request"),
    )
)
VERSION_HEADING = compile_lazily(r"^#{1,4} *\[?v?\d+\.\d+", re.M)
MIN_VERSIONS = 2
# Names that a study note can have, too, and what only the file of a repository says.
TEXTS = {
    ("license", "licence", "copying", "notice", "copyright"): compile_lazily(
        r"permission is hereby granted|licensed under|\(c\)\s*(?:19|20)\d\d|copyright\s*(?:©\s*)?(?:19|20)\d\d|"
        r"creative\s?commons|(?:apache|mit|bsd|gnu general public)\s+licen[sc]e|all rights reserved|"
        r"라이[선센]스(?:를|에)\s?(?:따|의해)|저작권은[^.\n]{1,40}에게\s있|ライセンス(?:の下|に(?:基づ|従))|著作権は|(?:许可证|許可證)(?:发布|授权|條款|条款)",
        re.I,
    ),
    ("security", "security_policy"): compile_lazily(
        r"supported versions|report(?:ing)? (?:a |any )?(?:security )?(?:vulnerabilit|issue)|"
        r"취약점(?:을|이)?\s(?:[^\s.]{1,20}\s){0,3}(?:제보|신고|알려)|脆弱性[^。\n]{0,20}(?:報告|連絡)|(?:报告|報告)[^。\n]{0,20}漏洞",
        re.I,
    ),
    ("support", "governance", "acknowledgements", "acknowledgments"): compile_lazily(
        r"github\.com/|\bissue tracker\b|\bmaintainers?\b", re.I
    ),
}
CAPITALS = frozenset({"LICENSE", "LICENCE", "COPYING", "NOTICE"})
COMMUNITY_FILES = ("CONTRIBUTING.md", "CODE_OF_CONDUCT.md")
LOGS = frozenset({"history", "changes", "releases"})  # where several versions are the titles
MAX_READ_CHARACTERS = 20_000


def find_skipped_folder(path: str) -> str:
    """Return the outermost folder of a note that has no notes of its own, with `/` at the end; "" without one."""
    folders = path.split("/")[:-1]
    depth = next((number for number, name in enumerate(folders, 1) if name.casefold() in SKIPPED_FOLDERS), 0)
    return "/".join(folders[:depth]) + "/" if depth else ""


def is_repository_file(note: Source) -> bool:
    """Return whether a note is a file for the contributors of a repository.

    Its name counts only at the root of a repository and in the folders where such files are kept; a name that a study
    note can have needs the words of such a file.
    """
    folders = note.path.split("/")[:-1]
    if folders and fold_name(folders[-1]) in TEMPLATE_FOLDERS:
        return True
    stem = note.path.rpartition("/")[2].rpartition(".")[0]
    name = fold_name(stem)
    is_meant = (
        name in NAMES or says_so(name, note.text[:MAX_READ_CHARACTERS]) or is_conventional(stem, note.file.parent)
    )
    return is_meant and is_at_root(note.file.parent, folders)


def is_conventional(stem: str, folder: Path) -> bool:
    """Return whether a file in capitals has a name that only repositories write so, or is beside another such file."""
    if stem in CAPITALS:
        return True
    return stem == "SECURITY" and any(is_present(folder / name) for name in COMMUNITY_FILES)


def says_so(name: str, text: str) -> bool:
    """Return whether a text is what a repository's file of this name says, and not a study note."""
    if name in LOGS:
        return len(VERSION_HEADING.findall(text)) >= MIN_VERSIONS
    return any(name in names and pattern.search(text) for names, pattern in TEXTS.items())


def is_at_root(folder: Path, folders: Sequence[str]) -> bool:
    """Return whether a folder is the notes root or that of a repository, or the documents of one."""
    if folders and folders[-1].casefold() in DOCUMENT_FOLDERS:
        folder, folders = folder.parent, folders[:-1]
    return not folders or any(is_present(folder / mark) for mark in ROOT_MARKS)


def fold_name(name: str) -> str:
    """Return the name of a file or folder in lower case, with `_` between its words, without a language."""
    folded = re.sub(r"[\s-]", "_", name.casefold())
    return folded if folded in NAMES else LANGUAGE_SUFFIX.sub("", folded)
