"""Only `util/files/write.py` writes, renames, deletes and creates: every other module goes through it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.support.paths import ROOT

GATE = "util/files/write.py"
ALLOWED = {  # a file, what it may do there, and why
    ("anki/package/archive.py", ".open"): "an entry of a zip archive",
    ("anki/package/archive.py", "zipfile.ZipFile"): "writes to a stream that the gate opened",
    ("anki/package/collection.py", "sqlite3.connect"): "a database in a new folder that nobody else can name",
    ("anki/package/collection.py", "tempfile.TemporaryDirectory"): "that folder",
    ("anki/package/genanki_types.py", "sqlite3.connect"): "a database in memory",
    ("anki/package/read_notes.py", "sqlite3.connect"): "a database in memory",
    ("anki/package/read_notes.py", "zipfile.ZipFile"): "only reads",
    ("cli/streams.py", "open"): "the null device",
    ("cli/streams.py", "os.open"): "the null device",
    ("convert/past_note.py", "tempfile.TemporaryDirectory"): "a new folder that nobody else can name",
    ("diagrams/render_process.py", "io.FileIO"): "the pipes to the process",
    ("diagrams/render_process.py", "os.open"): "the null device",
    ("util/processes/child.py", "TemporaryDirectory"): "a new folder that nobody else can name",
    ("diagrams/renderers/_command.py", ".chmod"): "a copy in that folder",
    ("diagrams/renderers/_command.py", ".mkdir"): "a folder in that folder",
    ("diagrams/renderers/_command.py", ".write_bytes"): "a copy in that folder",
    ("diagrams/renderers/_command.py", "TemporaryDirectory"): "a new folder that nobody else can name",
    ("identity/lock/store.py", "FileLock"): "in a folder that only this user can write to",
    ("media/image/shrink.py", ".save"): "a picture, to a buffer in memory",
    ("preview/download.py", ".save"): "a QR code, to a buffer in memory",
    ("trust/record.py", ".chmod"): "the folder of records, which is private to this user",
    ("util/cache/database.py", ".mkdir"): "the cache",
    ("util/cache/database.py", "sqlite3.connect"): "the cache",
    ("util/cache/folder.py", "os.utime"): "in the cache",
    ("util/cache/folder.py", "tempfile.mkdtemp"): "a new folder that nobody else can name",
    ("util/files/read.py", "os.open"): "opens for reading only",
    ("util/git/checkout.py", ".mkdir"): "in a new folder that nobody else can name",
    ("util/git/checkout.py", ".symlink_to"): "in that folder",
    ("util/git/checkout.py", ".write_bytes"): "in that folder",
    ("util/git/checkout.py", ".write_text"): "in that folder",
    ("util/git/checkout.py", "TemporaryDirectory"): "that folder",
    ("util/git/repository.py", ".mkdir"): "in that new folder",
    ("util/git/repository.py", ".write_bytes"): "in that new folder",
    ("util/git/repository.py", ".write_text"): "in that new folder",
    ("util/git/repository.py", "TemporaryDirectory"): "a new folder that nobody else can name",
    ("util/files/private.py", ".mkdir"): "a folder that only this user can write to",
    ("util/files/private.py", ".unlink"): "in such a folder",
    ("util/files/private.py", "shutil.rmtree"): "in such a folder",
}
METHODS = frozenset(
    """
    write_text write_bytes touch unlink mkdir rmdir rename symlink_to hardlink_to chmod lchmod extractall save
    """.split()  # noqa: SIM905
)
FUNCTIONS = frozenset(
    """
    FileLock io.FileIO NamedTemporaryFile TemporaryDirectory TemporaryFile SoftFileLock
    sqlite3.connect zipfile.ZipFile
    os.open os.mkdir os.makedirs os.remove os.unlink os.rename os.renames os.replace os.rmdir os.removedirs os.symlink
    os.link os.truncate os.mkfifo os.mknod os.chmod os.chown os.utime
    """.split()  # noqa: SIM905
)
LIBRARIES = ("shutil.copy", "shutil.move", "shutil.rmtree", "shutil.make", "shutil.unpack", "tempfile.")
READING = ("shutil.copyfileobj", "tempfile.gettempdir")
WRITING_MODES = frozenset("wax+")


def find_writes(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the line and the name of each call that could change something on the disk."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (name := name_write(node)):
            yield node.lineno, name


def name_write(call: ast.Call) -> str:
    """Return the name of a call that writes, "" for another one."""
    full, last = ast.unparse(call.func), ast.unparse(call.func).rpartition(".")[2]
    is_method = isinstance(call.func, ast.Attribute)
    if full in FUNCTIONS or last in FUNCTIONS or (full.startswith(LIBRARIES) and full not in READING):
        return full
    if is_method and last in METHODS:
        return f".{last}"
    if is_method and last == "replace" and len(call.args) == 1 and not call.keywords:
        return ".replace"  # that of a path; texts are replaced by two arguments
    if last == "open" and WRITING_MODES & set(read_mode(call, is_method=is_method)):
        return ".open" if is_method else "open"
    return ""


def read_mode(call: ast.Call, *, is_method: bool) -> str:
    """Return the mode with which `open` is called, "w" if it is no literal."""
    place = 0 if is_method and not (call.args and not is_mode(call.args[0])) else 1
    given = [word.value for word in call.keywords if word.arg == "mode"] or call.args[place : place + 1]
    if not given:
        return "r"
    return str(given[0].value) if isinstance(given[0], ast.Constant) else "w"


def is_mode(node: ast.expr) -> bool:
    """Whether an argument is a literal mode such as "rb"."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and set(node.value) <= set("rwaxbt+")


def list_writes() -> list[tuple[str, int, str]]:
    """Return the file, line and name of each call of notedeck that writes, except those of the gate."""
    package = ROOT / "notedeck"
    files = {file.relative_to(package).as_posix(): file for file in sorted(package.rglob("*.py"))}
    trees = {path: ast.parse(file.read_text("utf-8")) for path, file in files.items() if path != GATE}
    return [(path, *write) for path, tree in trees.items() for write in find_writes(tree)]


def test_only_the_gate_writes() -> None:
    others = [f"notedeck/{path}:{line}: {name}" for path, line, name in list_writes() if (path, name) not in ALLOWED]
    assert not others, "\n".join(["write through notedeck/util/files/write.py:", *others])


def test_every_exception_is_needed() -> None:
    assert set(ALLOWED) - {(path, name) for path, _, name in list_writes()} == set()


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("file.write_text('x')", ".write_text"),
        ("file.parent.mkdir(parents=True)", ".mkdir"),
        ("(folder / name).unlink()", ".unlink"),
        ("draft.replace(file)", ".replace"),
        ("text.replace('a', 'b')", ""),
        ("replace(entry, state=1)", ""),
        ("open(file, 'wb')", "open"),
        ("open(file, mode='a')", "open"),
        ("open(file, mode)", "open"),
        ("open(file)", ""),
        ("file.open('r+b')", ".open"),
        ("file.open('rb')", ""),
        ("file.open()", ""),
        ("os.open(file, flags)", "os.open"),
        ("io.open(file, 'x')", ".open"),
        ("os.replace(a, b)", "os.replace"),
        ("shutil.copyfile(a, b)", "shutil.copyfile"),
        ("shutil.copyfileobj(a, b)", ""),
        ("shutil.rmtree(a)", "shutil.rmtree"),
        ("tempfile.mkdtemp()", "tempfile.mkdtemp"),
        ("sqlite3.connect(file)", "sqlite3.connect"),
        ("image.save(file)", ".save"),
        ("archive.extractall(folder)", ".extractall"),
    ],
)
def test_every_kind_of_write_is_found(code: str, name: str) -> None:
    assert [found for _, found in find_writes(ast.parse(code))] == [name] * bool(name)
