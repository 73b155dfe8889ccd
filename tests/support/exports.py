"""A deck for tests of exports: all that a card can have."""

from __future__ import annotations

from notedeck.export.cards import ExportedCard, ExportedDeck

PICTURE = "그림-1a2b3c4d.webp"
CARDS = (
    ExportedCard(
        "g1",
        "AWS::ecs",
        "AWS › ECS",
        "시작 타입",
        "<p>EC2, <strong>Fargate</strong></p><ul><li>하나</li><li>둘<ul><li>셋</li></ul></li></ul>"
        f'<img src="{PICTURE}" alt="그림">',
        "Launch type",
        "<p>EC2, <strong>Fargate</strong></p>",
        ("aws", "컴퓨팅"),
        "aws/ecs.md",
        3,
    ),
    ExportedCard(
        "g2",
        "AWS::식",
        "",
        'a, "b" <code>c</code>',
        '<p>탭\t과 <span class="math">\\(a &lt; b\\)</span></p>'
        '<pre><code class="language-python">x = 1\n\ny = 2\n</code></pre>'
        "<table><thead><tr><th>가</th><th>나</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>",
        "",
        "",
        (),
        "식.md",
        1,
    ),
    ExportedCard("g3", "AWS::식", "식", "=1+1", "<p>-2</p>", "", "", (), "식.md", 9),
)
DECK = ExportedDeck("AWS", "ko", CARDS, ".card { color: black; }", {PICTURE: "AWS_files/%EA%B7%B8.webp"})
