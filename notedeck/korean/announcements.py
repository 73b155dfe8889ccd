"""Texts that only say what a note is about to do or where it comes from: `이번 글에서는 … 알아보자`."""

from __future__ import annotations

import re
from collections.abc import Callable

from notedeck.korean.labels import fold_title
from notedeck.util.patterns import compile_lazily

MAX_ANNOUNCEMENT_CHARACTERS = 300
MAX_SENTENCE_CHARACTERS = 160
MAX_OTHER_LETTERS = 4  # of an invitation, beside the words of the title
SENTENCE_END = compile_lazily(r"(?<=[.!?。！])(?<!\b[A-Z]\.)(?<!\d\.)\s+|(?<=[。！])|\n+")
NOTE_NOUNS = r"글|포스팅|포스트|게시글|게시물|문서|노트|시간|장|절|챕터|섹션|단원|편|강의|강좌|수업|페이지|아티클"
THIS_NOTE = (
    rf"(?:이번|본|이|해당|오늘)(?:\s?(?:{NOTE_NOUNS})(?:에서는|에서|에는|은|는|의|에|을|를|이)?|에는|은)(?=[\s,])"
)
TO_LEARN = (
    r"(?:알아|살펴|공부해|정리해|다뤄|배워|소개해|설명해|확인해|이해해|들여다|훑어|짚어|논의해|탐구해|학습해|구현해|사용해|만들어)"
    r"\s?(?:보자|봅시다|보겠(?:다|습니다)|본다|봅니다|볼\s?(?:것이다|것입니다|예정이다|예정입니다|게요)"
    r"|보(?:려고|려|고자)\s?(?:한다|합니다)|보도록\s?(?:하자|하겠(?:다|습니다)|한다|합시다))"
)
TO_TELL = (
    r"(?:다룬다|다룹니다|다루(?:고자|려고|려)\s?(?:한다|합니다)|다루겠(?:다|습니다)|다룰\s?(?:것이다|것입니다|예정이다|예정입니다)"
    r"|(?:소개|설명|정리|공부|학습|논의|기술|서술|기록|작성|공유)(?:한다|합니다|하겠(?:다|습니다)|하자|합시다|할\s?(?:것이다|것입니다|예정이다|예정입니다)"
    r"|하(?:고자|려고|려)\s?(?:한다|합니다)|하였(?:다|습니다)|했(?:다|습니다)|해\s?두(?:었다|었습니다)|한\s?것이다|한\s?것입니다)"
    r"|배운다|배웁니다|배우겠(?:다|습니다)|배울\s?것이다)"
)
ANNOUNCING = compile_lazily(rf"(?:{TO_LEARN}|{TO_TELL})[.!]*$")
OF_THIS_NOTE = compile_lazily(THIS_NOTE)
# `※ 본 포스팅은 … 강의를 정리한 것임을 밝힙니다.`
DISCLAIMER = compile_lazily(
    rf"^[\W_]*(?:본|이|해당)\s?(?:{NOTE_NOUNS}|내용|자료)[은는의]?\s.{{0,120}}"
    r"(?:밝힙니다|밝힌다|밝혀\s?(?:둡니다|둔다)|(?:작성|정리|번역|참고|참조|요약|인용)"
    r"(?:한|된|하여\s?(?:작성|정리)(?:한|된)|해서?\s?(?:작성|정리)(?:한|된))\s?(?:것|글|문서|자료|내용)(?:이다|입니다|임))[.!]*$"
)
INVITATION = compile_lazily(
    rf"(?:(?:에\s?(?:대해서?|대하여|관해서?|관하여)|[을를에])\s?)?(?:좀\s?더\s|더\s)?(?:자세(?:히|하게)\s)?(?:{TO_LEARN})[.!]*$"
)
# `파라미터를 수정해가며 분포의 모양을 확인해보자.`, below something to play with.
TRIAL = compile_lazily(
    r"^.{0,60}(?:수정|조정|조절|변경|클릭|드래그|움직|바꾸|바꿔|돌려|눌러)[^.!?]{1,80}"
    r"(?:보자|봅시다|보세요|보십시오|보시오|볼\s?수\s?있(?:다|습니다))[.!]*$"
)
INDIRECT_QUESTION = compile_lazily(r"(?:무엇|무슨|어떻게|어떤|어떠한|왜|어느)[^.!?]{1,60}(?:지|가)$")
FILLER = compile_lazily(
    r"(?:^|(?<=\s))(?:이제|먼저|우선|자|그럼|그러면|그렇다면|이번에는|여기서는|여기에서는|다음으로|다음|한\s?번|각각|자세히|간단히|간략히|하나씩|함께|같이|우리는?"
    r"|몇\s?가지|여러|기본적인|간단한|예제로|예제를\s?통해|코드로|직접|무엇인지|어떤\s?것인지|관련)(?=[\s,]|$)"
)
FOREIGN = compile_lazily(
    r"^(?:in this (?:post|article|chapter|section|note|lecture|document|page|tutorial|lesson|unit|module|part)s?,?\s"
    r"(?:we|i|you)(?:'ll|\swill|\sare going to|\swant to)?\s.{3,140}"
    r"|this (?:post|article|chapter|section|note|lecture|document|page|tutorial|lesson|unit|module) (?:will\s)?"
    r"(?:covers?|introduces?|discuss(?:es)?|describes?|explains?|presents?|explores?|summari[sz]es?"
    r"|gives? an (?:overview|introduction))\s.{3,140})[.!]*$"
    r"|^(?:今回|本記事|この記事|本章|この章|本節|この節|本稿|このページ|本ページ)(?:で)?は.{2,100}"
    r"(?:紹介|説明|解説|整理|まとめ|見て|学び|学習|扱い|扱|考え)\w{0,4}(?:します|ます|いきます|する|いく|う)。?$"
    r"|^本文(?:主要)?(?:是|为|為).{2,100}(?:总结|總結|笔记|筆記|整理|记录|記錄)。?$"
    r"|^(?:本文|本章|本节|本節|这篇文章|这一节|这一章|本篇|这篇笔记|本笔记)(?:将|主要|会)?.{0,10}(?:介绍|讲解|讨论|总结|记录|学习|讲述|介紹|討論).{2,100}$",
    re.I,
)

# What only the first lines of a note say.
GREETING = compile_lazily(r"^[\W_]*(?:안녕하세요|반갑습니다|안녕하십니까)[\W_]*$")
INTENTION = compile_lazily(r"(?:려고|고자|기로|도록)\s?(?:합니다|해요|하겠(?:다|습니다)|했(?:다|습니다))[\W_]*$")
LOOKING_BACK = compile_lazily(
    rf"^[\W_]*(?:지난|저번|이전|앞선)\s?(?:{NOTE_NOUNS}|번)(?:에는|에서는|에서|에)?[\s,].{{3,140}}(?:데요|습니다|다)[\W_]*$"
)
CREDIT = compile_lazily(
    r"(?:참고|참조|바탕으로|기반으로|토대로|(?:책|강의|강좌|영상|글|문서|자료)(?:을|를))[^.]{0,30}"
    r"(?:정리|작성|요약|기록)(?:했(?:다|습니다|어요)|하였(?:다|습니다)|한\s?(?:글|노트|내용|문서|자료|것)(?:이다|입니다|임)?|함)[\W_]*$"
)
CONTENT = compile_lazily(rf"^{THIS_NOTE}.{{2,150}}(?:담고|다루고|정리하고|소개하고|설명하고)\s?있(?:다|습니다)[\W_]*$")


def is_opening(text: str, title: str) -> bool:
    """Return whether the first lines of a note only greet, look back, and say what the note is about to do."""
    return all_say(text, lambda sentence: is_announcing_sentence(sentence, title) or is_opening_sentence(sentence))


def is_opening_sentence(sentence: str) -> bool:
    """Return whether a sentence says nothing but what the first lines of a note say."""
    patterns = (GREETING, INTENTION, LOOKING_BACK, CREDIT, CONTENT)
    return len(sentence) <= MAX_SENTENCE_CHARACTERS and any(pattern.search(sentence) for pattern in patterns)


def is_announcement(text: str, title: str, *, has_link: bool) -> bool:
    """Return whether each sentence of a text only says what the note with this title does, or where it comes from.

    `has_link` is whether the text has a link, so that it can also say what to try there.
    """
    return all_say(
        text, lambda sentence: is_announcing_sentence(sentence, title) or (has_link and bool(TRIAL.match(sentence)))
    )


def all_say(text: str, says: Callable[[str], bool]) -> bool:
    """Return whether a short text has only sentences of one kind."""
    if len(text) > MAX_ANNOUNCEMENT_CHARACTERS:
        return False
    sentences = [sentence.strip() for sentence in SENTENCE_END.split(text) if sentence and sentence.strip()]
    return bool(sentences) and all(map(says, sentences))


def is_announcing_sentence(sentence: str, title: str) -> bool:
    """Return whether a sentence only says what comes next."""
    if len(sentence) > MAX_SENTENCE_CHARACTERS:
        return False
    if FOREIGN.match(sentence) or DISCLAIMER.match(sentence):
        return True
    if ANNOUNCING.search(sentence) and OF_THIS_NOTE.search(sentence):
        return True
    return is_invitation(sentence, title)


def is_invitation(sentence: str, title: str) -> bool:
    """Return whether a sentence such as `이제 정규화에 대해 알아보자` says no more than its title."""
    match = INVITATION.search(sentence)
    if match is None:
        return False
    rest = FILLER.sub("", sentence[: match.start()]).strip()
    if INDIRECT_QUESTION.search(rest):
        return True
    words = {folded for word in re.split(r"[\s()（）,/·]+", title) if (folded := fold_title(word))}
    letters = fold_title(rest)
    for word in sorted({*words, fold_title(title)}, key=len, reverse=True):
        letters = letters.replace(word, "")
    return len(letters) <= MAX_OTHER_LETTERS
