"""What the problem of a file outside suggests: never to open a private folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from notedeck.media.library import LibraryFile
from notedeck.media.locate import report_outside

PRIVATE = """
/
/etc /etc/ssl /proc/self /sys/class /dev/shm /usr/share/pixmaps /var/lib /root /root/x /boot /run/user/0 /private/etc
/home/u/.ssh /home/u/.config/x /srv/x/.private/deep /home/u /home
/Library/x /System/x C:/ C:/Windows c:/windows/System32 D:/Program_Files C:/ProgramData/x C:/Users/u/AppData/Local
"""
OPEN = """
/home/u/pictures /srv/notes/img /home/u/etc /etcetera /var/home/u/x /run/media/u/stick
/Users/u/x D:/img C:/Users/u/x
"""


def hint_for(folder: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("HOME", "/home/u")
    monkeypatch.setenv("USERPROFILE", "/home/u")
    return report_outside(LibraryFile(Path(folder.replace("_", " "), "x.png"), is_allowed=False)).hint


@pytest.mark.parametrize("folder", PRIVATE.split())
def test_a_private_folder_is_not_suggested(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert hint_for(folder, monkeypatch) == "If you wrote these notes, move the file into them."


@pytest.mark.parametrize("folder", OPEN.split())
def test_another_folder_is(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    hint = hint_for(folder, monkeypatch)
    assert hint == f'If you wrote these notes, allow its folder in deck.toml: media_roots = ["{folder}"]'
