"""Study notes for measurements: `python -m benchmarks.sample_notes FOLDER CARDS [FORM]`, always the same ones.

Korean text with English terms, as people write it: each note has 20 sections with lists, and some with a table, a code
block, a quotation, the note's picture or its character diagram. FORM is the program that the notes are for.
"""

from __future__ import annotations

import random
import struct
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

SECTIONS = 20  # in a note; each becomes a card
NOTES_IN_FOLDER = 20
PICTURE_SECTION, DIAGRAM_SECTION = 3, 5
PICTURE_PIXELS = (40, 30)
TERMS = (
    ("컨테이너", "container"),
    ("로드 밸런서", "load balancer"),
    ("트랜잭션", "transaction"),
    ("인덱스", "index"),
    ("스레드", "thread"),
    ("가상 메모리", "virtual memory"),
    ("캐시", "cache"),
    ("메시지 큐", "message queue"),
    ("서브넷", "subnet"),
    ("해시 테이블", "hash table"),
    ("가비지 컬렉터", "garbage collector"),
    ("방화벽", "firewall"),
)
SENTENCES = (
    "{name}에서는 **여러 요청을 나누어** 처리하고, 상태는 `{code}`에 둔다.",
    "{name}도 쓰면 응답이 빨라지지만 *메모리*를 더 쓴다.",
    "처음에는 단순해 보이지만 **장애가 났을 때** 어떻게 되는지 알아야 한다.",
    "{name}({english})의 크기는 `{code}`로 정하며, 기본값은 {number}이다.",
    "시험에는 다른 방식과의 차이를 묻는 문제가 자주 나온다.",
    "읽기는 많고 쓰기는 적은 서비스에 알맞다.",
)
ITEMS = (
    "시작이 빠르고 크기가 작다",
    "요청이 늘면 **자동으로** 늘어난다",
    "설정은 `{code}` 한 줄이면 된다",
    "격리는 약하므로 권한을 나누어야 한다",
    "{english}마다 비용이 {number}원씩 든다",
    "순서가 보장되지 않는다",
    "실패하면 {number}번까지 다시 시도한다",
)
SYLLABLES = "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허고노도로모보소오조초코토포호"
EXAMPLE_WORDS = 6
DETAILS = ("하나가 멈추어도 나머지는 계속 일한다", "`{code}`부터 먼저 확인한다", "제한은 {number}개이다")
ROWS = (("최대 크기", "{number} MB"), ("읽기", "빠름"), ("쓰기", "느림"), ("설정", "`{code}`"))
PROGRAM = (
    "def handle_{number}(request):",
    '    value = load(request, limit={number})  # "{english}"',
    "    return value if value else None",
)
DIAGRAM = (
    "┌────────────┐      ┌────────────┐",
    "│ 클라이언트 │ ───▶ │ 서버 {number:5} │",
    "└────────────┘      └────────────┘",
)


class Form(StrEnum):
    """How a note is written: the form that a program reads."""

    HEADINGS = "headings"
    LISTS = "lists"


@dataclass(frozen=True, slots=True)
class Section:
    """One card: its title, and its content by kind. `items` are pairs of a line and the lines below it."""

    title: str
    sentences: tuple[str, ...]
    items: tuple[tuple[str, tuple[str, ...]], ...]
    rows: tuple[tuple[str, str], ...] = ()
    program: tuple[str, ...] = ()
    quotation: str = ""
    picture: str = ""
    diagram: tuple[str, ...] = ()


def create_section(number: int, picture: str) -> Section:
    """Return section `number` of all notes, with the note's picture or diagram where it has its turn."""
    dice, place = random.Random(number), number % SECTIONS
    korean, english = dice.choice(TERMS)
    code = f"{english.replace(' ', '_')}_{number}"

    def fill(text: str) -> str:
        return text.format(name=korean, english=english, code=code, number=dice.randrange(2, 5000))

    items = tuple(fill(text) for text in dice.sample(ITEMS, 3))
    example = " ".join(create_word(dice) for _ in range(EXAMPLE_WORDS))
    below = (fill(dice.choice(DETAILS)), f"예: {example}")
    return Section(
        f"{korean} {number}: {english}",
        tuple(fill(text) for text in dice.sample(SENTENCES, 2)),
        ((items[0], ()), (items[1], below), (items[2], ())),
        rows=tuple((name, fill(value)) for name, value in ROWS) if place % 5 == 1 else (),
        program=tuple(map(fill, PROGRAM)) if place % 7 == 2 else (),
        quotation=fill(SENTENCES[2]) if place % 7 == 4 else "",
        picture=picture if place == PICTURE_SECTION else "",
        diagram=tuple(map(fill, DIAGRAM)) if place == DIAGRAM_SECTION else (),
    )


def create_word(dice: random.Random) -> str:
    """Return a random word of two to four syllables."""
    return "".join(dice.choice(SYLLABLES) for _ in range(dice.randrange(2, 5)))


def format_as_heading(section: Section) -> str:
    """Return a section as GitHub, notedeck and markdown-anki-decks read it: a heading with everything below it."""
    return "\n\n".join([f"## {section.title}", *list_blocks(section)]) + "\n\n"


def list_blocks(section: Section) -> Iterator[str]:
    """Yield the blocks of a section in Markdown."""
    yield " ".join(section.sentences)
    yield "\n".join("\n".join([f"- {item}", *(f"    - {line}" for line in below)]) for item, below in section.items)
    if section.rows:
        yield "\n".join(["| 항목 | 값 |", "|---|---|", *(f"| {name} | {value} |" for name, value in section.rows)])
    if section.program:
        yield "\n".join(["```python", *section.program, "```"])
    if section.quotation:
        yield f"> {section.quotation}"
    if section.picture:
        yield f"![그림]({section.picture})"
    if section.diagram:
        yield "\n".join(["```", *section.diagram, "```"])


def format_as_list_item(section: Section) -> str:
    """Return a section as ankivalenz reads it: a list item `question ?:: answer`, and lines of the same item.

    An answer there has no lists and tables, so each of their lines is a line of the answer, with the same words.
    """
    items = [line for item, below in section.items for line in (f"· {item}", *(f"·· {text}" for text in below))]
    table = [f"{name}: {value}" for name, value in (("항목", "값"), *section.rows)] if section.rows else []
    lines = [" ".join(section.sentences), *items, *table]
    lines += [f"![그림]({section.picture})"] if section.picture else []
    lines += ["```python", *section.program, "```"] if section.program else []
    lines += [f"> {section.quotation}"] if section.quotation else []
    lines += ["```", *section.diagram, "```"] if section.diagram else []
    return f"- {section.title} ?:: " + "\n  ".join(lines) + "\n"


FORMATS: dict[Form, Callable[[Section], str]] = {Form.HEADINGS: format_as_heading, Form.LISTS: format_as_list_item}


def format_note(number: int, form: Form = Form.HEADINGS) -> str:
    """Return a note of 20 sections; its picture is `<number>.png` beside it."""
    picture = f"{number:05}.png"
    sections = (create_section(number * SECTIONS + place, picture) for place in range(SECTIONS))
    return f"# 노트 {number}\n\n" + "".join(map(FORMATS[form], sections))


def write_notes(folder: Path, cards: int, form: Form = Form.HEADINGS) -> None:
    """Write notes for that many cards, a multiple of 20, each with its picture beside it."""
    for number in range(cards // SECTIONS):
        file = folder / f"{number // NOTES_IN_FOLDER:03}" / f"{number:05}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.with_suffix(".png").write_bytes(draw_png(number))
        file.write_text(format_note(number, form), encoding="utf-8")


def draw_png(seed: int, size: tuple[int, int] = PICTURE_PIXELS, *, noise: int = 0, effort: int = 6) -> bytes:
    """Return a PNG with a pattern of its own for each seed.

    `size` is in pixels. `noise` from 0 to 255 makes it hard to compress, as a photograph is; `effort` is zlib's level.
    """
    width, height = size
    dice, slope = random.Random(seed), seed % 251 + 1
    pattern = bytes((x * slope) & 255 & ~noise for x in range(width * 3))
    mask, row_bytes = int.from_bytes(bytes([noise]) * len(pattern)), len(pattern)
    base, rows = int.from_bytes(pattern), []
    for y in range(height):
        speckles = (int.from_bytes(dice.randbytes(row_bytes)) & mask) if noise else y
        rows.append(b"\0" + (base ^ speckles).to_bytes(row_bytes))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows), effort)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(pack_chunk, chunks))


def pack_chunk(chunk: tuple[bytes, bytes]) -> bytes:
    """Return a chunk of a PNG from its kind and data: with its length and checksum."""
    kind, data = chunk
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


if __name__ == "__main__":
    _, target, count, *forms = sys.argv
    write_notes(Path(target), int(count), Form(*forms or [Form.HEADINGS]))
