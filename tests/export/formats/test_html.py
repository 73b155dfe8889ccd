"""HTML, as a sheet for paper."""

from __future__ import annotations

from bs4 import BeautifulSoup

from notedeck.export import encode_deck
from tests.support.exports import DECK


def test_fronts_stand_beside_backs() -> None:
    soup = BeautifulSoup(encode_deck(DECK, "html"), "lxml")
    assert soup.html is not None and soup.html["lang"] == "ko"
    articles = soup.find_all("article")
    fronts = [article.select_one(".front") for article in articles]
    assert [front.get_text(" ", strip=True) for front in fronts if front] == [
        "AWS › ECS 시작 타입 Launch type",
        'a, "b" c',
        "식 =1+1",
    ]
    assert [title.get_text() for title in soup.find_all("h2")] == ["AWS::ecs", "AWS::식"]


def test_pictures_formulas_and_scripts() -> None:
    soup = BeautifulSoup(encode_deck(DECK, "html"), "lxml")
    assert [picture["src"] for picture in soup.find_all("img")] == ["AWS_files/%EA%B7%B8.webp"]
    assert soup.find("math") is not None and soup.find("script") is None
