"""glossary.csv as people and Excel write it, and the terms that notes explain themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from notedeck.cli.main import main
from notedeck.problems import DeckError, ProblemCode
from notedeck.translation.glossary import FILE_NAME, Suggestion, rank_terms, read_glossary, suggest_terms


@pytest.mark.parametrize(
    "text",
    [
        "가용성,availability\n쿠버네티스,keep\nEC2,\n",
        "\ufeffterm,translation\r\n가용성,availability\r\n쿠버네티스,=\r\nEC2\r\n",
        "용어;번역\n가용성;availability\n쿠버네티스;\nEC2;keep\n",
        "가용성\tavailability\n\n쿠버네티스\tKEEP\nEC2\t\n",
    ],
)
def test_every_way_of_writing_it(text: str, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(text.encode())
    assert read_glossary(tmp_path) == ({"가용성": "availability", "쿠버네티스": "쿠버네티스", "EC2": "EC2"}, ())


def test_a_line_that_is_no_term_is_named(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("가용성,availability\n,x\na,b,c\n", encoding="utf-8")
    terms, problems = read_glossary(tmp_path)
    assert terms == {"가용성": "availability"}
    assert [(one.code, str(one.place)) for one in problems] == [
        (ProblemCode.GLOSSARY_LINE, "glossary.csv:2"),
        (ProblemCode.GLOSSARY_LINE, "glossary.csv:3"),
    ]


def test_as_many_words_belong_to_a_term_as_its_translation_has() -> None:
    texts = [
        "서로 다른 가용 영역(Availability Zone)에",
        "로드 밸런서(Load Balancer)",
        "과 내구성(Durability)",
    ]
    assert [row.term for row in suggest_terms(texts)] == ["가용 영역", "로드 밸런서", "내구성"]


def test_without_one_there_are_no_terms(tmp_path: Path) -> None:
    assert read_glossary(tmp_path) == ({}, ())


def test_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes("가용성,x".encode("cp949"))
    with pytest.raises(DeckError, match=r"glossary\.csv:1: the text is not UTF-8"):
        read_glossary(tmp_path)


def test_the_end_of_one_bullet_is_no_part_of_the_next(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "# 교착\n\n- **상호 배제**(Mutual Exclusion): 한 번에 하나만 쓴다\n- **점유 대기**(Hold and Wait): 둔다\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    assert main(["glossary", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "상호 배제,Mutual Exclusion\n점유 대기,Hold and Wait\n"


def test_pairs_are_found_in_both_directions_and_counted() -> None:
    found = suggest_terms(["가용성(Availability)과 Durability(내구성)", "가용성 (Availability), 가용성(Uptime)"])
    assert found == (Suggestion("가용성", "Availability", 2), Suggestion("내구성", "Durability", 1))


def test_suggestions_are_ranked_and_leave_out_the_glossary(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = ["가용성(Availability)을 높인다", "내구성(Durability)은 다르다", "내구성이 높다", "멱등성(Idempotency)"]
    translated = [Suggestion("비용", "cost", 7), Suggestion("가용성", "uptime", 9)]
    ranked = rank_terms(suggest_terms(texts), translated, texts, {})
    assert [(item.term, item.count) for item in ranked] == [("내구성", 2), ("멱등성", 1), ("가용성", 9), ("비용", 7)]
    assert ranked[2].translation == "uptime"
    (tmp_path / "a.md").write_text("# 값\n\n" + "\n\n".join(texts), encoding="utf-8")
    (tmp_path / FILE_NAME).write_text("가용성,availability\n", encoding="utf-8")
    assert main(["glossary", str(tmp_path), "--suggest"]) == 0
    assert capsys.readouterr().out == "내구성,Durability\n멱등성,Idempotency\n"


@pytest.mark.parametrize(
    "text", ["함수(f)", "값(1)", "사용한다(use)", "쿠버네티스(K8s)", "예시(Example)", "(Availability)"]
)
def test_false_pairs_are_sorted_out(text: str) -> None:
    assert suggest_terms([text]) == ()
