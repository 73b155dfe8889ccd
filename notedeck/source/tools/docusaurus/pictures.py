"""Pictures that a page imports or computes: `import fig from './x.png'` with `<img src={fig} />`.

https://docusaurus.io/docs/static-assets and https://docusaurus.io/docs/markdown-features/assets
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from notedeck.source.page import CODE_SPAN, Line, Page, find_code

SUFFIXES = "png|jpe?g|gif|svg|webp|avif|bmp"
ADDRESS = rf"(?P<quote>['\"`])(?P<address>[^'\"`\n]{{1,500}}\.(?:{SUFFIXES}))(?:[?#][^'\"`\n]{{0,100}})?(?P=quote)"
IMPORT = re.compile(rf"[ \t]*import[ \t]+(?P<name>\w+)[ \t]+from[ \t]*{ADDRESS}[ \t]*;?[ \t]*", re.IGNORECASE)
CONSTANT = re.compile(
    r"[ \t]*(?:export[ \t]+)?const[ \t]+(?P<name>\w+)[ \t]*=[ \t]*(?:(?:require|useBaseUrl|withBase)\([ \t]*)?"
    rf"{ADDRESS}[ \t]*\)?(?:\.default)?[ \t]*;?[ \t]*",
    re.IGNORECASE,
)
MODULE_WORD = re.compile(r"\b(?:import|const)\b")
# A tag with a value in braces, or one that Vue computes; `{…}` may contain braces once more, as styles do.
BRACES = r"\{(?:[^{}]{1,300}+|\{[^{}]{0,300}+\}){0,20}+\}"
QUOTED = r"\"[^\"]{0,1000}+\"|'[^']{0,1000}+'"
TAG = re.compile(
    rf"<(?P<name>[A-Za-z][\w.]{{0,60}}+)(?P<rest>(?=[\s/])(?:[^<>{{}}\"']{{1,300}}+|{QUOTED}|{BRACES}){{0,60}}+)>"
)
ATTRIBUTE = re.compile(rf"(?P<name>[:\w-]{{1,60}}+)(?:\s*+=\s*+(?P<value>{QUOTED}|{BRACES}))?|(?P<spread>{BRACES})")
TEXT = re.compile(r"\{\s*(?P<quote>[\"'`])(?P<text>[^\"'`{}]*)(?P=quote)\s*\}|\{\s*(?P<number>\d+)\s*\}")
PICTURE = re.compile(ADDRESS, re.IGNORECASE)
VALUE_NAME = re.compile(r"(?<!\S)[\w-]{1,30}=\{[ \t]*(?P<name>\w+)")
FUNCTIONS = frozenset({"require", "useBaseUrl"})
NAME = re.compile(r"\s*(?P<name>\w+)(?:\.(?:src|default))?\s*")
SITE_ADDRESS = re.compile(r"^(?:@site|@|~)?(?:/static)?(?=/)")
JOINED_LINE = "\x02"  # no text has it; where a line of a tag went on
NO_PICTURE = ("alt", "title", "caption", "label", "href", "to")  # attributes that name one, or lead elsewhere


def has_computed_picture(text: str) -> bool:
    """Return whether a note has a tag of a picture with a value in braces, outside of code."""
    if "={" not in text:
        return False
    prose = list_prose(text.split("\n"))
    names = {match["name"] for line in prose for match in VALUE_NAME.finditer(line)}
    return bool(names & FUNCTIONS) or not names.isdisjoint(find_pictures(prose))


def list_prose(lines: Sequence[str]) -> list[str]:
    """Return the lines that are in no code, without code spans."""
    pairs = zip(lines, find_code(lines), strict=True)
    return [CODE_SPAN.sub("", text) for text, is_code in pairs if not is_code]


def find_pictures(prose: Iterable[str]) -> dict[str, str]:
    """Return the addresses of the pictures that lines of prose import, by their names."""
    matches = (IMPORT.fullmatch(text) or CONSTANT.fullmatch(text) for text in prose if MODULE_WORD.search(text))
    return {match["name"]: match["address"] for match in matches if match}


def show_pictures(page: Page) -> Page:
    """Return the page with tags of HTML for pictures whose address is computed, and without other values in braces.

    The page must still have its imports.
    """
    if "<" not in page.text:
        return page
    pictures = find_pictures(list_prose(page.lines))
    return page.replace_lines(rewrite_runs(page, pictures))


def rewrite_runs(page: Page, pictures: Mapping[str, str]) -> Iterator[Line]:
    """Yield the lines of a page; those of its prose with plain tags."""
    lines = zip(page.lines, page.numbers, find_code(page.lines), strict=True)
    for is_code, group in groupby(lines, key=lambda line: line[2]):
        run = [(text, number) for text, number, _ in group]
        yield from run if is_code else rewrite_run(run, pictures)


def rewrite_run(lines: Sequence[Line], pictures: Mapping[str, str]) -> Iterator[Line]:
    """Yield lines of prose with plain tags; a tag over several lines becomes one line."""
    text = "\n".join(line for line, _ in lines)
    masked = CODE_SPAN.sub(lambda span: "`" * len(span[0]) if "<" in span[0] else span[0], text)
    pieces: list[str] = []
    position = 0
    for match in TAG.finditer(masked):
        tag = text[match.start() : match.end()]
        plain = write_tag(match["name"], text[match.start("rest") : match.end("rest")], pictures)
        if plain is not None:
            pieces += [text[position : match.start()], plain, JOINED_LINE * tag.count("\n")]
            position = match.end()
    pieces.append(text[position:])
    index = 0
    for line in "".join(pieces).split("\n"):
        yield line.replace(JOINED_LINE, ""), lines[index][1]
        index += 1 + line.count(JOINED_LINE)


def write_tag(name: str, rest: str, pictures: Mapping[str, str]) -> str | None:
    """Return a tag as HTML, None if it may stay as it is."""
    if name in pictures:  # an SVG can be a component
        return write_picture(pictures[name], {})
    attributes = [*read_attributes(rest)]
    texts = {key: text for key, value in attributes if (text := read_text(value)) is not None}
    is_component = name[0].isupper()
    if name == "img" or is_component:
        address = next((found for key, value in attributes if (found := find_address(key, value, pictures))), "")
        if address and (is_component or any(is_computed(key, value) for key, value in attributes)):
            return write_picture(address, texts)
    if is_component or not any(value.startswith("{") for _, value in attributes):
        return None
    end = " /" if rest.rstrip().endswith("/") else ""
    return "<" + " ".join([name, *(write_attribute(*item) for item in texts.items())]) + f"{end}>"


def is_computed(key: str, value: str) -> bool:
    """Return whether an attribute is no plain text of HTML."""
    return key.startswith(":") or value.startswith("{")


def read_attributes(rest: str) -> Iterator[tuple[str, str]]:
    """Yield the attributes of a tag, with quotes or braces around their values."""
    for match in ATTRIBUTE.finditer(rest):
        if not match["spread"]:
            yield match["name"], match["value"] or '""'


def read_text(value: str) -> str | None:
    """Return the text that the value of an attribute is, None if it is computed."""
    if not value.startswith("{"):
        return value[1:-1]
    match = TEXT.fullmatch(value)
    return (match["text"] or match["number"] or "") if match else None


def find_address(key: str, value: str, pictures: Mapping[str, str]) -> str:
    """Return the address of the picture in the value of an attribute; "" if there is none."""
    if key in NO_PICTURE:
        return ""
    inner = value[1:-1]
    match = NAME.fullmatch(inner)
    if is_computed(key, value) and match and match["name"] in pictures:
        return pictures[match["name"]]
    picture = PICTURE.search(value)
    return picture["address"] if picture else ""


def write_picture(address: str, texts: Mapping[str, str]) -> str:
    """Return a picture as a tag of HTML, with the caption below it that a component has."""
    attributes = {
        "src": SITE_ADDRESS.sub("", address),
        **{key: texts[key] for key in ("alt", "width", "height") if texts.get(key)},
    }
    tag = "<" + " ".join(["img", *(write_attribute(*item) for item in attributes.items())]) + " />"
    caption = texts.get("caption", "")
    return f"{tag}<br>{html.escape(caption)}" if caption else tag


def write_attribute(name: str, text: str) -> str:
    """Return an attribute of a tag of HTML."""
    words = " ".join(text.split()).replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
    return f'{name}="{words}"'
