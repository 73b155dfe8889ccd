"""Markdown, as a note."""

from __future__ import annotations

from notedeck.export import encode_deck
from tests.support.exports import DECK

EXPECTED = """<!-- Cards, written by notedeck. -->

# AWS

## AWS::ecs

### 시작 타입

*AWS › ECS*

EC2, **Fargate**

- 하나
- 둘
  - 셋

![그림](AWS_files/%EA%B7%B8.webp)

Launch type

EC2, **Fargate**

## AWS::식

### a, "b" `c`

탭 과 $a < b$

```python
x = 1

y = 2
```

| 가 | 나 |
| --- | --- |
| 1 | 2 |

### =1+1

*식*

-2
"""


def test_a_note_with_all_cards() -> None:
    assert encode_deck(DECK, "md").decode("utf-8") == EXPECTED
