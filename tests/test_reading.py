"""Only `util/files/read.py` opens files and lists folders: every other module goes through it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.support.paths import ROOT

GATE = "util/files/read.py"
ALLOWED = {  # a file, how it reads there, and why
    ("anki/package/archive.py", ".open"): "an entry of a zip archive",
    ("anki/package/archive.py", "zipfile.ZipFile"): "reads from a stream that the gate opened",
    ("anki/package/collection.py", ".open"): "a file that it has created in a new folder",
    ("anki/package/collection.py", "sqlite3.connect"): "that file",
    ("anki/package/genanki_types.py", "sqlite3.connect"): "a database in memory",
    ("anki/package/read_notes.py", ".open"): "an entry of a zip archive",
    ("anki/package/read_notes.py", "sqlite3.connect"): "a database in memory",
    ("anki/package/read_notes.py", "zipfile.ZipFile"): "reads from a stream that the gate opened",
    ("cli/arguments/__init__.py", "os.listdir"): "the files of the program itself",
    ("cli/streams.py", "open"): "the null device",
    ("cli/streams.py", "os.open"): "the null device",
    ("diagrams/render_process.py", "io.FileIO"): "the pipes to the process that started it",
    ("diagrams/render_process.py", "os.open"): "the null device",
    ("media/image/dimensions.py", "Image.open"): "bytes in memory",
    ("media/image/loading.py", "Image.open"): "bytes in memory",
    ("preview/page_media.py", ".iterdir"): "the media folder of an earlier page, which lists names only",
    ("source/find.py", "os.scandir"): "the folders of the notes, with a problem for each that cannot be listed",
    ("source/notes_root.py", "os.scandir"): "whether the folder that the user named can be listed",
    ("translation/memory/po.py", "polib.pofile"): "a text with a line end, which is not taken for a file name",
    ("util/cache/database.py", "sqlite3.connect"): "the cache",
    ("util/resources.py", ".read_text"): "the files of the program itself",
    ("util/files/states.py", "os.listdir"): "names, to compare them",
    ("util/files/states.py", "os.scandir"): "states, to compare them",
    ("util/files/write.py", ".glob"): "drafts of killed programs, by name",
    ("util/files/write.py", ".iterdir"): "whether a folder is empty",
    ("util/files/write.py", "os.open"): "opens for writing only, and folders",
}
METHODS = frozenset(("read_text", "read_bytes", "iterdir", "glob", "rglob", "walk"))
FUNCTIONS = frozenset(
    """
    os.open os.scandir os.listdir os.walk os.fwalk io.open io.FileIO codecs.open tokenize.open
    glob.glob glob.iglob mmap.mmap linecache.getline fileinput.input
    sqlite3.connect zipfile.ZipFile tarfile.open gzip.open bz2.open lzma.open zipfile.is_zipfile
    Image.open etree.parse etree.iterparse polib.pofile tomllib.load json.load yaml.load_all numpy.load
    """.split()  # noqa: SIM905
)
LIBRARIES = ("shutil.copyfile", "shutil.copy2", "shutil.copytree", "subprocess.getoutput")
READING_FREELY = ("shutil.copyfileobj", "ast.walk", "files.open")


def find_reads(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the line and the name of each call that could read a file or list a folder."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (name := name_read(node)):
            yield node.lineno, name


def name_read(call: ast.Call) -> str:
    """Return the name of a call that reads, "" for another one."""
    full, last = ast.unparse(call.func), ast.unparse(call.func).rpartition(".")[2]
    if full in READING_FREELY:
        return ""
    if full in FUNCTIONS or full.startswith(LIBRARIES) or full == "open":
        return full
    is_method = isinstance(call.func, ast.Attribute)
    return f".{last}" if is_method and (last in METHODS or last == "open") else ""


def list_reads() -> list[tuple[str, int, str]]:
    """Return the file, line and name of each call of notedeck that reads, except those of the gate."""
    package = ROOT / "notedeck"
    files = {file.relative_to(package).as_posix(): file for file in sorted(package.rglob("*.py"))}
    trees = {path: ast.parse(file.read_text("utf-8")) for path, file in files.items() if path != GATE}
    return [(path, *read) for path, tree in trees.items() for read in find_reads(tree)]


def test_only_the_gate_reads() -> None:
    others = [f"notedeck/{path}:{line}: {name}" for path, line, name in list_reads() if (path, name) not in ALLOWED]
    assert not others, "\n".join(["read through notedeck/util/files/read.py:", *others])


def test_every_exception_is_needed() -> None:
    assert set(ALLOWED) - {(path, name) for path, _, name in list_reads()} == set()


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("file.read_text('utf-8')", ".read_text"),
        ("(folder / name).read_bytes()", ".read_bytes"),
        ("open(file)", "open"),
        ("file.open('rb')", ".open"),
        ("os.open(file, os.O_RDONLY)", "os.open"),
        ("sorted(folder.iterdir())", ".iterdir"),
        ("folder.rglob('*')", ".rglob"),
        ("os.walk(folder)", "os.walk"),
        ("Image.open(file)", "Image.open"),
        ("shutil.copyfile(a, b)", "shutil.copyfile"),
        ("etree.parse(file)", "etree.parse"),
        ("read_file(file, roots=roots, max_bytes=9)", ""),
        ("ast.walk(tree)", ""),
        ("shutil.copyfileobj(a, b)", ""),
    ],
)
def test_every_way_to_read_is_found(code: str, name: str) -> None:
    assert [read for _, read in find_reads(ast.parse(code))] == ([name] if name else [])
