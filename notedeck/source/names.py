"""Names of files and folders, as people read and sort them."""

from __future__ import annotations

import os
import re
import unicodedata

NOTEBOOK_SUFFIX = ".ipynb"
MDX_SUFFIX = ".mdx"
SUFFIXES = (".md", ".markdown", MDX_SUFFIX, NOTEBOOK_SUFFIX)
# Notion ends every exported name with the page's id: a space and 32 hexadecimal digits.
NOTION_ID = re.compile(r"\s+[0-9a-f]{32}$", re.IGNORECASE)

# The page of a folder, as Hugo, Docusaurus and web servers name it; Hugo adds the language.
FOLDER_PAGE = re.compile(r"_?index(?:\.[a-z]{2}(?:-[a-z]{2,4})?)?", re.IGNORECASE)


def is_note(name: str) -> bool:
    """Return whether a file name is that of a note, in any letter case: Markdown, or a Jupyter notebook."""
    return name.lower().endswith(SUFFIXES)


def is_notebook(name: str) -> bool:
    """Return whether a file name is that of a Jupyter notebook."""
    return name.lower().endswith(NOTEBOOK_SUFFIX)


def is_mdx(name: str) -> bool:
    """Return whether a file name is that of a page in MDX, Markdown with components of React."""
    return name.lower().endswith(MDX_SUFFIX)


def format_display_name(path_part: str) -> str:
    """Return the name of a file or folder without a note's extension and Notion's page id, in NFC.

    `13-aws컨테이너.md` -> `13-aws컨테이너`. A name that would become empty is kept.
    """
    name = unicodedata.normalize("NFC", path_part)
    suffix = next((end for end in SUFFIXES if name.lower().endswith(end)), "")
    bare = name[: len(name) - len(suffix)]
    return NOTION_ID.sub("", bare).strip() or bare.strip() or name


def list_name_parts(path: str) -> list[str]:
    """Return the names of the folders of a note and its own; the page of a folder has the name of its folder."""
    *folders, file = map(format_display_name, path.split("/"))
    return folders if folders and FOLDER_PAGE.fullmatch(file) else [*folders, file]


def decode_name(name: str) -> str:
    r"""Return a name from the file system as text that can be stored and printed, in NFC.

    Archives made on a Korean Windows can leave names in CP949 on a UTF-8 system; other bytes are shown as `\xff`.
    """
    raw = os.fsencode(name)
    for codec in ("utf-8", "cp949"):
        try:
            return unicodedata.normalize("NFC", raw.decode(codec))
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "backslashreplace")


def create_sort_key(path: str) -> tuple[tuple[tuple[str | int, ...], bool, str], ...]:
    """Return a key that sorts paths as people do: `2-x` before `10-y`, letter case aside, a page before its folder."""
    *folders, file = path.split("/")
    parts = [*((part, True) for part in folders), (file, False)]
    return tuple((split_numbers(format_display_name(part)), is_folder, part) for part, is_folder in parts)


def split_numbers(name: str) -> tuple[str | int, ...]:
    """Return text and numbers of a name in turn, text at the even places."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return tuple(int(part) if nth % 2 else part for nth, part in enumerate(re.split(r"(\d+)", plain)))
