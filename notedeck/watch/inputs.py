"""Which changed files can change a deck."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from watchfiles import BaseFilter, Change


class InputFilter(BaseFilter):
    """Accepts everything below the watched folders except what a build writes and temporary files.

    Any type of file can be a media file, so this lists what is never an input: files of editors and of the system.
    """

    ignore_dirs = ("node_modules", "__pycache__")
    ignore_entity_patterns = (
        r"^\.",  # hidden: .git, .cache, .notedeck-…, vim's .a.md.swp, emacs' .#a.md
        r"(?i)\.apkg$",
        r"^deck\.lock$",
        r"~$",  # backups of vim, emacs, gedit, kate
        r"^#.*#$",  # emacs before it saves
        r"^~\$",  # Office while a file is open
        r"^4913$",  # vim tests with it whether the folder is writable
        r"\.sw[a-px]$",
        r"___jb_(?:tmp|old)___$",  # JetBrains
        r"(?i)\.(?:tmp|temp|bak|part|partial|crdownload|pyc)$",
        r"(?i)^(?:thumbs\.db|desktop\.ini)$",
        r"^(?:Icon\r|__MACOSX)$",
    )

    def __init__(self, folders: Iterable[Path], ignored: Iterable[Path] = ()) -> None:
        """Accept changes below `folders` but not below `ignored`; `-o .` must not hide the notes.

        For that reason an ignored place that contains a watched folder is not ignored.
        """
        super().__init__()
        self.folders = tuple(
            dict.fromkeys(path for folder in folders for path in (folder.resolve(), folder.absolute()))
        )
        places = {path.resolve() for path in ignored}
        self.ignored = {place for place in places if not any(folder.is_relative_to(place) for folder in self.folders)}

    def select_inputs(self, changes: Iterable[tuple[Change, str]]) -> list[str]:
        """Return the paths of the changes that can change the deck."""
        return [path for change, path in changes if self(change, path)]

    def __call__(self, change: Change, path: str) -> bool:
        """Return whether a change at an absolute path counts. The names above a watched folder do not matter.

        A folder's own time changes with every file written in it, so it says nothing.
        """
        file = Path(path)
        if change is Change.modified and file.is_dir():
            return False
        if self.ignored.intersection((file, *file.parents)):
            return False
        relative_paths = (file.relative_to(folder) for folder in self.folders if file.is_relative_to(folder))
        accept_name = super().__call__
        return any(all(accept_name(change, name) for name in path_below.parts) for path_below in relative_paths)
