"""The text of the release: how to get the deck, and what changed, the newest first."""

from __future__ import annotations

from notedeck.github.texts import quiet_mentions, shorten_markdown

MAX_ENTRIES = 20
MAX_CHARACTERS = 120_000  # GitHub takes 125,000
MAX_ENTRY_CHARACTERS = 30_000
MARK = "<!-- notedeck: change -->"
ENGLISH = (
    "**[Download the deck]({link})** and open the file in Anki, AnkiDroid or AnkiMobile. Import each new one over the "
    "one that you have: your reviews stay."
)
KOREAN = (
    "**[덱 내려받기]({link})**: 내려받은 파일을 Anki나 AnkiDroid, AnkiMobile에서 여세요. 새 덱이 나올 때마다 그 위에 "
    "그대로 가져오면 됩니다. 학습 기록은 그대로 남습니다."
)


def format_entry(day: str, commit: str, text: str) -> str:
    """Return what changed with a commit: `text` is Markdown, `day` such as `2026-11-30`."""
    body = shorten_markdown(quiet_mentions(text), MAX_ENTRY_CHARACTERS)
    return f"{MARK}\n### {day} · {commit[:10]}\n\n{body}"


def format_notes(link: str, entry: str, before: str, *, korean: bool) -> str:
    """Return the text of a release; `entry` is "" if nothing changed, and `before` is its text until now."""
    head = KOREAN if korean else ENGLISH
    old = [part.strip() for part in before.replace("\r\n", "\n").split(MARK)[1:]]
    entries = [*([entry] if entry else []), *(f"{MARK}\n{part}" for part in old)]
    return shorten_markdown("\n\n".join([head.format(link=link), *entries[:MAX_ENTRIES]]), MAX_CHARACTERS)
