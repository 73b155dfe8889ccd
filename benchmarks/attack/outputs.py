"""Links and files of other people where the program writes: nothing is written through them or over them."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from benchmarks.attack import Result
from benchmarks.attack._sandbox import Sandbox, open_sandbox
from benchmarks.attack._trial import ENDLESS, choose_tries, summarize, try_commands

TRIES = 1_000
BUILDS = (("build", "notes"), ("build", "notes", "-o", "output"), ("build", "notes", "-o", "output/notes.apkg"))
PREVIEWS = (("preview", "notes"), ("preview", "notes", "-o", "output"), ("preview", "notes", "-o", "output/notes.html"))
TRANSLATE = (("translate", "notes", "--engine", "pseudo"),)
OTHERS = (("forget", "notes"), ("link", "가용성", "내구성", "notes"), ("unlink", "내구성", "notes"), ("diff", "notes"))
PLACES: dict[str, tuple[tuple[str, ...], ...]] = {
    "output": (*BUILDS, *PREVIEWS, *ENDLESS),
    "output/notes.apkg": (*BUILDS, ENDLESS[0]),
    "output/notes.html": PREVIEWS,
    "output/notes_media": PREVIEWS,
    "output/notes-media": PREVIEWS,
    "output/notes.media": PREVIEWS,
    "output/.gitignore": (*BUILDS, *PREVIEWS),
    "output/.cache": (*BUILDS, *PREVIEWS, *TRANSLATE),
    "output/.notedeck-cache": (*BUILDS, *PREVIEWS),
    "notes/deck.lock": (*BUILDS, *OTHERS),
    "notes/translations": (*TRANSLATE, *BUILDS),
    "notes/translations/en.po": (*TRANSLATE, *BUILDS),
    "notes/translations/.gitattributes": TRANSLATE,
    "notes": (*BUILDS, *TRANSLATE, *OTHERS),
    "media": BUILDS,
}
TARGETS = (
    "{top}/home/.ssh/authorized_keys",
    "{top}/home/.bash_profile",
    "{top}/home/.ssh",
    "{top}/home",
    "{top}/outside/new-file",
    "{top}/outside/new-folder/new-file",
    "../../outside/secret.md",
    "../notes/aws/s3.md",
    "aws/s3.md",
    "/dev/full",
)


@dataclass(frozen=True, slots=True)
class Foreign:
    """A file of somebody else's."""

    name: str
    content: bytes


Try = tuple[str, str | Foreign, tuple[str, ...]]


def make_zip(*names: str) -> bytes:
    """Return a zip archive with members of these names."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "{}")
    return stream.getvalue()


FOREIGN = (
    Foreign("text", b"my own words\n"),
    Foreign("empty zip", make_zip()),
    Foreign("zip of other things", make_zip("thesis.docx")),
    Foreign("HTML page", b"<!DOCTYPE html><html><body>my own page</body></html>"),
    Foreign("bytes", bytes(range(256))),
    Foreign("broken archive", b"PK\x03\x04" + b"\0" * 40),
)
FOREIGN_PLACES = ("output/notes.apkg", "output/notes.html", "notes/deck.lock", "notes/translations/en.po", "output")


def attack(tries: int, seed: int) -> Result:
    """Try every writing command with every link and every file of somebody else's."""
    links: list[Try] = [(place, target, command) for place in PLACES for target in TARGETS for command in PLACES[place]]
    files: list[Try] = [
        (place, file, command) for place in FOREIGN_PLACES for file in FOREIGN for command in PLACES[place]
    ]
    chosen = choose_tries([*links, *files], tries, seed)
    through: list[str] = []
    for place, target, words in chosen:
        name = target.name if isinstance(target, Foreign) else target
        through += summarize(f"{place} is {name}", try_place(place, target, words))
    return Result(len(chosen), tuple(through))


def try_place(place: str, target: str | Foreign, words: Sequence[str]) -> list[str]:
    """Return what a command did wrong with a link, or a file of somebody else's, at a place."""
    with open_sandbox() as sandbox:
        if place != "notes":
            try_commands(sandbox, [("build", "notes", "-o", str(sandbox.temp))])  # then there are cards to decide about
        for leftover in (*sandbox.temp.glob("*.apkg"), *sandbox.temp.glob(".gitignore")):
            leftover.unlink()
        put(sandbox, place, target)
        return try_commands(sandbox, [words])


def put(sandbox: Sandbox, place: str, target: str | Foreign) -> None:
    """Put the link or the file at its place."""
    if isinstance(target, Foreign):
        sandbox.plant(str(sandbox.clear(place).relative_to(sandbox.work)), target.content)
    else:
        sandbox.link(place, target.replace("{top}", str(sandbox.top)))
