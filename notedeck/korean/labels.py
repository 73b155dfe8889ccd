"""Labels of study notes in Korean and English: what is written before questions, examples, sources and so on.

`names_something` puts the rules together that decide whether a short line can be a title.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from notedeck.korean.sentences import END_INSIDE, MAX_KEPT_LINES, is_question, is_sentence
from notedeck.util.patterns import compile_lazily

NUMBER = compile_lazily(
    r"^\s*(?:[\[(（]?\d{1,2}(?:[.-]\d{1,2})*[.)\]）]+|[①-⑳]|[가-하][.)]"
    r"|\d{1,2}(?:\.\d{1,2})*[、．](?!\d)|[(（]?[一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、．])\s*(?=\S)"
)
BULLET = compile_lazily(r"^\s*[■□▪▫▶▷►●○◎◆◇★☆✔✅]\s*\S")
ASIDE = compile_lazily(r"\s*\([^()]*\)\s*$")
TITLE_BRACKETS = compile_lazily(r"<[^<>]+>|〈[^〈〉]+〉|《[^《》]+》|『[^『』]+』|【[^【】]+】|\[[^\[\]]+\]")
NO_LETTER = compile_lazily(r"(?:[^\w+#]|_)+")  # no digit either, and no sign of C++ and C#
# Not `Array.from`, `str.split`, `ASP.NET` or `Node.js`.
FILE_NAME = compile_lazily(
    r"^(?!(?:node|next|vue|nuxt|nest|react|three|express|d3)\.js\b)[\w./\\$@-]+\.(?:"
    r"[jt]sx?|[cm]js|vue|svelte|html?|css|s[ac]ss|less|json|ya?ml|toml|xml|md|txt|csv|sql|env|ini|conf|cfg|"
    r"py|ipynb|java|class|jar|war|kts?|gradle|go|rs|rb|php|swift|dart|scala|cs|c|h|cc|cpp|hpp|sh|bat|ps1|"
    r"png|jpe?g|gif|svg|pdf|zip|jsp|tf|proto|graphql|prisma|dockerfile)\b",
    re.I,
)


# A line that leads to what is below it: `아래처럼 표로도 정리 가능`, `以下のような項目`.
LEADS_BELOW = compile_lazily(
    r"(?:^|\s)(?:아래|다음)(?:처럼|[과와]\s?같[은이])(?=\s)|以下(?:など)?の(?:よう)?な?[^、。]{0,12}$|^如下|如下[:：]?$"
)
LATIN_PARTICLE = compile_lazily(r"[A-Za-z](?:가|이|을|를|의)$")
CONJUNCTION = compile_lazily(
    r"와|과|및|또는|혹은|그리고|대|and|or|or\s(?:even|just)|and\sthen|then|vs\.?|versus|"
    r"と|または|や|和|或|或者|与|对比",
    re.I,
)
JAPANESE_PARTICLE = compile_lazily(r"[\u3040-\u30ff\u4e00-\u9fff](?:[をにが]|(?<!と)は)$")
SENTENCE_END = compile_lazily(r"[.,;:!。、，：；！…]$")
VALUE = compile_lazily(r"\s[:=]\s|^[-–—>]")
MAX_CLAUSE_CHARACTERS = 30  # of a name with a Chinese comma in it
ENGLISH_SENTENCE = compile_lazily(
    r"^(?:the|there|this|these|that|it|we|you|i|if|when|here|in order|for example|a|an|let'?s)\b"
    r".*\s(?:is|are|was|has|have|can|will|do|does|we|you)\b",
    re.I,
)
EXAMPLE_LABEL = compile_lazily(
    r"^(?:예|예시|예제|예를 들[어면]|사용\s*예시?|코드|결과|출력|(?:실행|출력)\s*결과|입력|답|정답|풀이|해설|"
    r"참고|주의|비고|ex|e\.g|example|output|result|code|input|note|tip)\s*\d*\s*[.):>]*$"
    r"|\s(?:예시|예제|예)\s*\d*$|^(?:예시?|ex|e\.g)\s*\d*\s*[).:]|^\d+번$"
    r"|^[\[(<]?(?:(?:step|단계|phase)\s*[-.]?\s*\d+|\d+\s*단계)[\])>]?$",
    re.I,
)
# Aspects of a subject. Each alone says nothing, so lines in bold such as `**특징:**` divide a text about it.
ASPECT_LABEL = compile_lazily(
    r"[\W\d_]*(?:(?:주요|핵심|기본|세부|상세|추가|전체)\s?)?(?:설명|특징|특성|개념|개요|정의|의미|뜻|장점|단점|장단점|장\s?[·/&,]\s?단점|예|예시|예제|사례|"
    r"(?:예시|예제|샘플)\s?코드|코드(?:\s?(?:예시|예제))?|(?:사용|활용|적용)\s?(?:예시?|예제|사례|방법|시기|목적|용도)|사용법|용도|목적|"
    r"주의\s?(?:사항|점|할\s?점)|유의\s?(?:사항|점)|유의할\s?점|동작|동작\s?(?:방식|원리|과정|설명)|원리|이유|결과|결론|요약|정리|핵심|"
    r"문제점?|문제\s?상황|원인|해결|해결\s?(?:책|방법|방안)|포인트|문법|구문|형식|비고|참고|참고\s?사항|시간\s?복잡도|공간\s?복잡도|구현|"
    r"(?:short\s)?descriptions?|definitions?|(?:key\s)?features?|characteristics|properties|advantages?|disadvantages?|pros|cons|pros\s?(?:and|&|/)\s?cons|"
    r"(?:code\s)?examples?|example\scode|usage|use\scases?|purpose|notes?|cautions?|caveats?|how\sit\sworks|when\sto\suse|"
    r"explanation|summary|key\spoints?|syntax|result|output|solution|problem|causes?|meaning|overview|"
    r"time\scomplexity|space\scomplexity|implementation|"
    r"説明|特徴|定義|概要|例|使用例|利点|欠点|メリット|デメリット|注意点?|目的|用途|理由|結果|意味|使い方|まとめ|"
    r"定义|概念|说明|特点|特性|优点|缺点|优缺点|示例|例子|举例|用途|作用|目的|原因|结果|注意|注意事项|原理|含义|总结|简介)"
    r"(?:\s?\([^()]{1,40}\))?[\W_]*",
    re.I,
)
# What the summary of a `<details>` says where it is no title.
CLOSED_LABEL = compile_lazily(
    r"^[\W_]*(?:정답|답|답변|답안|해답|풀이|해설|펼치기|접기|펼쳐보기|자세히\s*보기|더\s*보기|보기|클릭|코드|코드\s*보기|상세|내용|예시|"
    r"answers?|solution|click(?:\s+[^\W_]+)*|details?|show|more|see more|expand|code|hint)[\W_]*$",
    re.I,
)
NAVIGATION_LABEL = compile_lazily(
    r"^(?:뒤로(?:\s*가기)?|위로|맨\s*위로?|처음으로|이전(?:\s*글)?|다음(?:\s*글)?|목록|목차|홈|돌아가기|목차로(?:\s*\S+)?|"
    r"back|up|top|prev(?:ious)?|next|home|index|toc|(?:back|go)\s+to\s+\S+)$",
    re.I,
)
# A note's author, date and source, as people write them, and the properties of a Notion export.
BYLINE_LABEL = compile_lazily(
    r"^[\s(（\[]*(?:작성자|작성일시?|글쓴이|정리|발표자?|참조|참고(?:\s*자료|\s*링크|\s*문서)?|출처|원문|원본|생성\s?일시?|날짜|태그|상태|"
    r"(?:최종|마지막)\s?(?:편집|수정|업데이트|갱신)(?:\s?(?:일시?|날짜))?|수정일시?|갱신일시?|업데이트|"
    r"最終更新日?時?|更新日時?|公開日|最后更新(?:时间|于)?|更新(?:时间|日期)|最後更新(?:時間)?|更新(?:時間)|作者|主讲|授课|讲师|讲者|章节|来源|來源|出处|日期|视频链接|课程(?:描述|链接|主页)?|配套教材|教材|参考(?:资料|文献|链接)?|著者|講師|出典|강사|강의자|"
    r"labels?|categor(?:y|ies)|difficulty|course|subject|카테고리|분류|과목(?:명)?|난이도|カテゴリー?|科目|分类|"
    r"author|written by|by|date|sources?|references?|created(?: time| by| at| on)?|tags?|status|"
    r"(?:last )?(?:edited|updated|modified)(?: time| by| at| on)?|url)\s*[:：]"
    # `⏱️ Read in 25 minutes`, `예상 소요 시간 10분`
    r"|^\W{0,8}(?:read(?:ing)?(?:\s(?:time|in))?\W{0,3}\d{1,3}\s?min|\d{1,3}\s?min(?:ute)?s?\sread\b|(?:예상\s?)?(?:읽는|읽기|소요|학습)\s?시간\W{0,4}(?:약\s?)?\d)",
    re.I,
)
SOURCE_LABEL = compile_lazily(
    r"^\s*(?:참조|참고(?:\s*자료|\s*링크|\s*문서)?|출처|원문|원본|sources?|references?)\s*[:：]", re.I
)
# Before links at the head or end of a section.
SOURCE_LINE = compile_lazily(
    r"^[\W_]*(?:참[조고](?:\s?(?:자료|링크|문서|글|문헌|사이트|영상|블로그|한\s?글))?|(?:이미지|사진|그림)?\s?출처|원문|원본|"
    r"관련\s?(?:글|링크)|see also|sources?|refs?|references?|read more|"
    r"参考(?:资料|文献|链接|資料|リンク|サイト)?|出典|出处|来源|引用)"
    r"(?!\w)[\s:：>|→–—-]*",
    re.I,
)
AUTHOR_LINE = compile_lazily(r"^[\W_]*(?:(?:written|posted|authored)\s+by|작성자|글쓴이|author)(?!\w)[\s:：-]*", re.I)
# `[이 글](…)에서도 볼 수 있습니다.`
ELSEWHERE_LINE = compile_lazily(
    r"(?:에서도?|로도?)\s(?:볼|읽을|확인할|보실|읽으실|확인하실)\s수\s있(?:습니다|다|어요)[.!]?$|"
    r"^\W*(?:see|read) (?:also|this|it|my)\b",
    re.I,
)
# `2024 - 04 - 16 (30일차)`, `2024년 4월 16일`
DATE_LINE = compile_lazily(
    r"\W{0,8}\d{4}\s{0,3}[-./년]\s{0,3}\d{1,2}\s{0,3}[-./월]\s{0,3}\d{1,2}\s?일?\.?\s{0,3}"
    r"(?:[(（\[][^()（）\[\]]{1,12}[)）\]]|[가-힣]요일)?\W{0,8}"
)
# `#network #tcp/ip`: several tags, or one with a tag above it.
TAG_LINE = compile_lazily(r"#[^\s#<>]+(?:\s+#[^\s#<>]+)+|#[^\s#<>/]+/[^\s#<>]+")
# A text that points to the links below it.
POINTER_AT_END = compile_lazily(
    r"(?:아래|다음|여기|링크|자료|문서|below|following|here|下面|以下|如下|这里)[^.。]{0,40}[.。:：]?$", re.I
)
CONTENTS_TITLE = compile_lazily(
    r"[\W_]*(?:목차|차례|table of contents|contents|toc|目录|目錄|目次)[\W_]*", re.I
)  # of a heading
# `OSI 7계층의 종류`, `컴퓨터 시스템의 구성 요소`: what a list below it says is an answer.
PARTS_TITLE = compile_lazily(
    r"\S\s*(?:종류|유형|구성\s?요소|요소|구성|단계|절차|속성|특징|조건|원칙|계층)\s*[?？]?$|"
    r"\w\s(?:types|kinds|components|parts|elements|phases|stages|steps|layers|properties|principles)$|"
    r"\b(?:types|kinds|components|parts|elements|phases|stages|layers|properties|principles)\sof\s|"
    r"\S(?:種類|構成要素|类型|种类|分类|组成|要素)$",
    re.I,
)
# Of a list of what its author has still to do or to learn, if all its items have boxes.
TASKS_TITLE = compile_lazily(
    r"[\W_]*(?:(?:학습|공부|복습|진도|셀프)\s?(?:체크\s?리스트|점검표?)|할\s?일(?:\s?목록)?|해야\s?할\s?(?:일|것)|"
    r"(?:study|learning|review|revision|progress)\s?check\s?lists?|to-?\s?dos?(?:\s?lists?)?|"
    r"学習チェックリスト|やること(?:リスト)?|学习清单|待办(?:事项)?)[\W_]*",
    re.IGNORECASE,
)
CONTENTS_LABEL = compile_lazily(r"[\W_]*(?:목차|차례|순서|(?:table of )?contents|toc|index|目录|目錄|目次)[\W_]*", re.I)
# A back that its author still has to write.
UNWRITTEN_TEXT = compile_lazily(
    r"\W*(?:to-?do|tbd|wip|fixme|coming soon|to be (?:added|continued|written)|"
    r"待补充|待完善|未完|準備中|作成中|書きかけ|"
    r"(?:[가-힣 ]{1,20}\s)?(?:작성|정리|추가|보충|보완|업데이트)\s?(?:예정|중)|"
    r"[가-힣 ]{1,20}\s후\s?(?:작성|정리|추가)|준비\s?중|"
    r"(?:추후|나중에|계속)\s\S{0,6}\s?(?:작성|정리|추가|보충|보완)\S*|"
    r"추후\s?\S*|아직\s?(?:없\S*|안\S*)|내용\s?없음|미정)(?:입니다|임)?\W*|[….]{3,}|…+",
    re.IGNORECASE,
)
# Not available: there is nothing to write.
NO_TEXT = compile_lazily(r"\W*(?:n/a|none|무|없음|해당\s?(?:사항\s?)?없음|なし|無し|无|無)\W*", re.I)
# What announces something that should follow: "정의:", "예)", "사용 예시 :".
LABEL_TEXT = compile_lazily(
    r"\W*[^\W\d_][\w /()-]{0,30}[:：]\W*|\W*(?:예|예시|예제|ex|e\.g)\s?\d?\s?[).>]\W*", re.IGNORECASE
)
MAX_LABEL_CHARACTERS = 40
# The end of a text that announces what should follow: `조직은 다음과 같다.`, `The kinds are:`.
INTRODUCTION_END = compile_lazily(
    r"(?<!:)[:：]$|(?:다음|아래)[과와]\s?같(?:다|습니다|아요|음)[.]?$"
    r"|(?:다음|아래)(?:의|과\s?같은|와\s?같은)?\s(?:조건|성질|공리|종류|방법|요소|특징|규칙|원칙|항목|유형)"
    r"(?:들)?(?:을|를|이|가|으로|로|에)\s[^.]{1,20}(?:다|음|함|됨|짐|임)[.]?$"
    r"|\b(?:as follows|the following)\.?$"
    r"|如下。?$|以下の(?:通り|とおり)(?:です|である|だ)?。?$",
    re.I,
)
MAX_END_CHARACTERS = 40
# What programs write as the description of a picture.
EMPTY_DESCRIPTION = compile_lazily(
    r"(?:image|img|picture|screenshot|untitled|alt(?:\s*text)?|스크린샷|이미지|그림|사진|[\d\W_]|png|jpe?g|gif)*",
    re.IGNORECASE,
)


@lru_cache(maxsize=MAX_KEPT_LINES)
def drop_aside(text: str) -> str:
    """Return a line without the brackets at its end."""
    return ASIDE.sub("", text).strip() or text.strip("() ")


def is_unfinished(text: str) -> bool:
    """Return whether a line is a part of a sentence that goes on below it: a mere conjunction, or up to a particle.

    `아래처럼 …` and its kind lead to what is below them.
    """
    if CONJUNCTION.fullmatch(text) or LATIN_PARTICLE.search(text):
        return True
    return JAPANESE_PARTICLE.search(text) is not None or LEADS_BELOW.search(text) is not None


@lru_cache(maxsize=MAX_KEPT_LINES)
def names_something(text: str, *, marked: bool = False) -> bool:
    """Return whether a line is a name: no sentence, no value, and no label of an example or file.

    A `marked` line (bold or code) may end in a colon or an exclamation mark. All in brackets, as the title of a book,
    it may have the words of a sentence.
    """
    bare = drop_aside(text)
    if is_question(bare):
        return not END_INSIDE.search(bare)
    bare = bare.rstrip(" :!：") if marked else bare
    is_in_brackets = marked and TITLE_BRACKETS.fullmatch(bare) is not None
    bare = bare[1:-1].strip() if is_in_brackets else bare
    if SENTENCE_END.search(bare[-1:]) or not any(char.isalpha() for char in bare):
        return False
    if (is_sentence(bare) or is_unfinished(bare)) and not is_in_brackets:
        return False
    if "，" in bare and len(bare) > MAX_CLAUSE_CHARACTERS and not (is_in_brackets or "？" in bare):
        return False
    is_text = END_INSIDE.search(NUMBER.sub("", bare)) or VALUE.search(bare) or ENGLISH_SENTENCE.search(bare)
    return not (is_text or EXAMPLE_LABEL.search(bare) or FILE_NAME.search(bare))


def ends_as_introduction(text: str) -> bool:
    """Return whether a text announces at its end what should follow."""
    return INTRODUCTION_END.search(text[-MAX_END_CHARACTERS:]) is not None


def is_label(text: str) -> bool:
    """Return whether a text only announces what should follow it."""
    return len(text) <= MAX_LABEL_CHARACTERS and LABEL_TEXT.fullmatch(text) is not None


@lru_cache(maxsize=MAX_KEPT_LINES)
def fold_title(title: str) -> str:
    """Return a title for comparison: letters, digits and the signs of C++ and C#, without the number before it."""
    folded = unicodedata.normalize("NFKC", title).casefold()
    letters = NO_LETTER.sub("", folded)
    return letters.lstrip("0123456789") or letters
