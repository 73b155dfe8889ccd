"""A folder with everything that an attack may aim at: a home with secrets, a work tree with notes, and more."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import stat
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from PIL.PngImagePlugin import PngInfo

CANARY = "C4N4RYd0n0tl34k"  # stands in every secret file, and must be found nowhere else
SECRET_SIZE = (37, 53)  # pixels of every secret picture; no other picture has this size
MAX_HASHED_BYTES = 8 * 1024**2
NOTE = """# 가용성

## 리전과 가용 영역

리전(Region)은 여러 가용 영역으로 이루어진다.

## 내구성

데이터가 사라지지 않는 성질이다.
"""


@dataclass(frozen=True, slots=True)
class Sandbox:
    """The folders of one attack. `planted` are the paths that the program must leave as they are, links or not."""

    top: Path
    planted: set[Path] = field(default_factory=set)

    @property
    def home(self) -> Path:
        """The home folder of the person who builds."""
        return self.top / "home"

    @property
    def outside(self) -> Path:
        """A folder that belongs to nobody's notes."""
        return self.top / "outside"

    @property
    def work(self) -> Path:
        """The repository of the stranger, and the current folder."""
        return self.top / "work"

    @property
    def notes(self) -> Path:
        """The notes in the repository."""
        return self.work / "notes"

    @property
    def temp(self) -> Path:
        """The folder for temporary files."""
        return self.top / "tmp"

    @property
    def marks(self) -> Path:
        """The folder in which a program that must not run leaves its mark."""
        return self.top / "marks"

    def write(self, path: str, content: str | bytes = NOTE) -> Path:
        """Write a file of the repository."""
        file = self.work / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode("utf-8", "surrogateescape") if isinstance(content, str) else content)
        return file

    def plant(self, path: str, content: str | bytes) -> Path:
        """Write a file of the repository that the program must leave as it is."""
        file = self.write(path, content)
        self.planted.add(file)
        return file

    def link(self, path: str, target: Path | str) -> Path:
        """Put a symlink into the repository; what stood there is gone."""
        file = self.clear(path)
        file.symlink_to(target)
        self.planted.add(file)
        return file

    def clear(self, path: str) -> Path:
        """Remove what stands at a path of the repository, and return the path."""
        file = self.work / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.is_dir() and not file.is_symlink():
            shutil.rmtree(file)
        elif file.is_symlink() or file.exists():
            file.unlink()
        return file

    def list_owned(self) -> tuple[Path, ...]:
        """Return where the program may write."""
        names = ("notes/deck.lock", "notes/translations", "output")
        own = (self.home / ".cache", self.home / ".config/notedeck", self.temp)
        return (*(self.work / name for name in names), *own)


@contextmanager
def open_sandbox(notes: Mapping[str, str | bytes] | None = None) -> Iterator[Sandbox]:
    """Yield a sandbox with secrets and a note, or these files in the work tree; it is deleted afterwards."""
    with TemporaryDirectory(prefix="attack-", ignore_cleanup_errors=True) as folder:
        sandbox = Sandbox(Path(folder).resolve())
        for place in (sandbox.home, sandbox.outside, sandbox.notes, sandbox.temp, sandbox.marks):
            place.mkdir(parents=True)
        hide_secrets(sandbox.home, sandbox.outside)
        for path, content in ({"notes/aws/s3.md": NOTE} if notes is None else notes).items():
            sandbox.write(path, content)
        yield sandbox


def hide_secrets(home: Path, outside: Path) -> None:
    """Write files that nobody may read, and files that nobody may overwrite."""
    texts = (".ssh/id_rsa", ".ssh/authorized_keys", ".aws/credentials", ".bashrc", ".zshenv", ".bash_profile", "a.md")
    for name in texts:
        (home / name).parent.mkdir(exist_ok=True)
        (home / name).write_text(f"# {CANARY}\n\n## {CANARY}\n\n{CANARY}\n", encoding="utf-8")
    picture = draw_secret()
    for folder in (home, home / "Pictures", home / ".ssh", home / "notes", outside, outside / "media"):
        folder.mkdir(exist_ok=True)
        for name in ("secret.png", "비밀.png"):
            (folder / name).write_bytes(picture)
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="37" height="53"><text>{CANARY}</text></svg>'
        (folder / "secret.svg").write_text(svg, encoding="utf-8")
        (folder / "secret.md").write_text(f"# {CANARY}\n\n## {CANARY}\n\n{CANARY}\n", encoding="utf-8")
        (folder / "secret.css").write_text(f"/* {CANARY} */\n", encoding="utf-8")
        (folder / "secret.mp3").write_bytes(b"\xff\xfb\x90\x00" + CANARY.encode() * 200)


def draw_secret() -> bytes:
    """Return a picture that is known by its size."""
    image = Image.new("RGB", SECRET_SIZE)
    noise = random.Random(7)
    image.putdata([(noise.randrange(256), noise.randrange(256), noise.randrange(256)) for _ in range(37 * 53)])
    info = PngInfo()
    info.add_text("Comment", CANARY)
    stream = BytesIO()
    image.save(stream, "PNG", pnginfo=info)
    return stream.getvalue()


def draw_png(width: int = 8, height: int = 8) -> bytes:
    """Return a small harmless picture."""
    stream = BytesIO()
    Image.new("RGB", (width, height), (200, 30, 30)).save(stream, "PNG")
    return stream.getvalue()


def take_snapshot(top: Path) -> dict[Path, str]:
    """Return what stands at every path below a folder: kind, and a digest of the content or the target of a link."""
    paths = (Path(folder) / name for folder, folders, files in os.walk(top) for name in (*folders, *files))
    return {path: describe_path(path) for path in paths}


def describe_path(path: Path) -> str:
    """Return kind and content of what stands at a path, without following a link."""
    try:
        status = path.lstat()
        if stat.S_ISLNK(status.st_mode):
            return f"link to {path.readlink()}"
        if stat.S_ISREG(status.st_mode):
            if status.st_size > MAX_HASHED_BYTES:
                return f"file of {status.st_size} bytes"
            return "file " + hashlib.sha256(path.read_bytes()).hexdigest()[:16] + oct(status.st_mode)
    except OSError:
        return "gone"
    return f"kind {stat.S_IFMT(status.st_mode):o} {zlib.crc32(str(status.st_rdev).encode())}"
