"""Which changed files can change a deck."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from watchfiles import BaseFilter, Change


class Inputs(BaseFilter):
    """Everything below the watched folders, but for what a build writes and what editors and systems leave around.

    Any kind of file can be packed, so this names what is none of the notes': the rest counts.
    """

    ignore_dirs = ("node_modules", "__pycache__")
    ignore_entity_patterns = (
        r"^\.",  # hidden: .git, .cache, .notedeck-…, vim's .a.md.swp, emacs' .#a.md
        r"(?i)\.apkg$",
        r"^deck\.lock$",
        r"~$",  # backups of vim, emacs, gedit, kate
        r"^#.*#$",  # emacs while it has not saved
        r"^~\$",  # Office while a file is open
        r"^4913$",  # vim tries with it whether it may write here
        r"\.sw[a-px]$",
        r"___jb_(?:tmp|old)___$",  # JetBrains
        r"(?i)\.(?:tmp|temp|bak|part|partial|crdownload|pyc)$",
        r"(?i)^(?:thumbs\.db|desktop\.ini)$",
        r"^(?:Icon\r|__MACOSX)$",
    )

    def __init__(self, folders: Iterable[Path], ignored: Iterable[Path] = ()) -> None:
        """What is `ignored` although it holds a watched folder is not: `-o .` shall not hide the notes."""
        super().__init__()
        self.folders = tuple(
            dict.fromkeys(path for folder in folders for path in (folder.resolve(), folder.absolute()))
        )
        places = {path.resolve() for path in ignored}
        self.ignored = {place for place in places if not any(folder.is_relative_to(place) for folder in self.folders)}

    def among(self, changes: Iterable[tuple[Change, str]]) -> list[str]:
        """The paths among these changes that count."""
        return [path for change, path in changes if self(change, path)]

    def __call__(self, change: Change, path: str) -> bool:
        """Whether a change at an absolute path counts. The names above a watched folder do not matter.

        A folder's own time changes with whatever is written in it, so that says nothing.
        """
        file = Path(path)
        if change is Change.modified and file.is_dir():
            return False
        if self.ignored.intersection((file, *file.parents)):
            return False
        below = (file.relative_to(folder) for folder in self.folders if file.is_relative_to(folder))
        return any(all(super(Inputs, self).__call__(change, part) for part in way.parts) for way in below)
