"""Whether every word of a note stands somewhere, without a look at how the product splits notes.

The words of the note are those of its HTML. They stand on cards, in titles, or in the parts that the build names. Only
the labels below can go: what says no more than that a question or an answer follows, and the number of a footnote in a
heading.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from bs4 import BeautifulSoup

from notedeck.model import Section, Skipped, TitleKind

ZERO_WIDTH_SPACE = "\u200b"
WORD = re.compile(r"\w+")
LABEL = (
    r"(?:문제|질문|문항|연습|예제|실습|과제|정답표?|해답|(?:모범|견본)\s?답안|답안|답변|답|해설|풀이|설명|해결(?:\s?방법)?|해법|증상|현상|"
    r"q(?:uestion)?s?|quiz|a(?:ns(?:wer)?)?s?|exercise|practice|problem|example|solutions?|explanation|task|case|"
    r"問題|問|質問|解答|答え|回答|解説|正解|例題|演習|練習|目的|查看答案|题目?|问题|问|答案|答|解析|解释|课题|課題|第|"
    r"click|details?|show|see|查看|보기|펼치기|확인(?:하기)?|코드|내용|상황|요구\s?사항|key|sheet|번)"
)
NUMBER = r"\d{1,3}(?:[.-]\d{1,3})?"
ALONE = re.compile(rf"\W*(?:(?:{LABEL}|{NUMBER}|제|및|과|와|의|and|the)(?:\W+|(?=[가-힣\d第题])|$))+", re.I)
BEFORE_COLON = re.compile(rf"\W*(?:{LABEL}\W*)+(?:{NUMBER})?\W*?[:：]", re.I)
RIGHT_CHOICE = re.compile(r"[(（\[](?:정답|답|선택|선택/정답|correct|answer|正解|✓)[)）\]]", re.I)
SHORT_ENTRIES = re.compile(r"(?:\W*\d{1,3}\W*[A-Za-z①-⑩OX]\b)+\W*$")
NUMBER_CELL = re.compile(r"\W*(?:Q|문제|問)?\s?\d{1,3}\W*", re.I)
ANSWER_HEAD = re.compile(r"\W*(?:정답|답|answers?|答案|解答)\W*", re.I)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "summary")
FOOTNOTE_IN_HEADING = ":is(h1, h2, h3, h4, h5, h6) sup[data-footnote]"
BLOCKS = (
    *HEADINGS,
    "p",
    "li",
    "ul",
    "ol",
    "td",
    "th",
    "tr",
    "table",
    "pre",
    "div",
    "blockquote",
    "details",
    "br",
    "dt",
    "dd",
)


def list_lost_words(markup: str, sections: Sequence[Section], skipped: Sequence[Skipped]) -> list[str]:
    """Return the words of a note that stand nowhere, each as often as it is missing."""
    soup = parse_html(markup)
    lines = {str(element.get("data-line", "")) for element in soup.find_all(HEADINGS)}
    texts = (*list_card_texts(sections), *list_named_texts(sections, skipped, lines))
    shown = Counter(word for text in texts for word in read_words(text))
    labels = Counter(word for text in list_labels(soup) for word in read_words(text))
    lost = sorted((Counter(read_words(soup.get_text())) - shown - labels).elements())
    joined = "".join("".join(read_words(part.text)) for part in skipped)  # has a space around each link
    return [word for word in lost if word not in joined]


def read_words(text: str) -> list[str]:
    """Return the words of a text in small letters."""
    return WORD.findall(text.casefold())


def list_card_texts(sections: Sequence[Section]) -> Iterator[str]:
    """Yield the texts of all cards; a title above cards once."""
    paths = {(*section.breadcrumb, section.title) for section in sections}
    above = {section.breadcrumb[:end] for section in sections for end in range(1, len(section.breadcrumb) + 1)}
    for section in sections:
        if section.kind is not TitleKind.PREAMBLE:
            yield read_text(section.front)
        yield read_text(section.body)
    for path in above - paths:
        yield path[-1]


def list_named_texts(sections: Sequence[Section], skipped: Iterable[Skipped], lines: set[str]) -> Iterator[str]:
    """Yield the texts of the parts that the build names, and their titles, but for those of cards."""
    titles = {section.title for section in sections}
    for part in skipped:
        is_titled = str(part.place.line) in lines or part.title not in titles
        yield f"{part.title} {part.text}" if is_titled else part.text


def read_text(markup: str) -> str:
    """Return the text of a piece of HTML."""
    return parse_html(markup).get_text()


def parse_html(markup: str) -> BeautifulSoup:
    """Return the tree of a piece of HTML, with line ends around its blocks."""
    soup = BeautifulSoup(markup.replace(ZERO_WIDTH_SPACE, ""), "lxml")
    for element in soup.find_all(BLOCKS):
        element.insert_before("\n")
        element.append("\n")
    return soup


def list_labels(soup: BeautifulSoup) -> Iterator[str]:
    """Yield what can go from a note: lines of labels, labels before a colon, and the numbers of answers."""
    yield from (sup.get_text() for sup in soup.select(FOOTNOTE_IN_HEADING))
    yield from map(find_label, soup.get_text().split("\n"))
    for table in soup.find_all("table"):
        heads = [cell.get_text() for cell in table.find_all("th")]
        if any(map(ANSWER_HEAD.fullmatch, heads)):
            yield from heads
            yield from filter(NUMBER_CELL.fullmatch, (cell.get_text() for cell in table.find_all("td")))


def find_label(line: str) -> str:
    """Return the part of a line that can go."""
    if ALONE.fullmatch(line):
        return line
    label = BEFORE_COLON.match(line)
    rest = line[label.end() :] if label else line
    numbers = " ".join(re.findall(r"\d+", rest)) if SHORT_ENTRIES.fullmatch(rest) else ""
    return " ".join((label[0] if label else "", numbers, *RIGHT_CHOICE.findall(line)))
