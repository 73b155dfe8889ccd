"""Parts of a note about its repository rather than its subject: licence, contributors, what the notes are for.

A title alone is no proof: `라이선스` and `Resources` can be subjects, too. So the text below it must say so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from notedeck.korean.labels import fold_title
from notedeck.sections.blocks import LISTS, Block
from notedeck.sections.links import ADDRESS, list_items
from notedeck.sections.units import Unit
from notedeck.source.index_notes import has_index_name
from notedeck.util.patterns import compile_lazily

MAX_NAME_CHARACTERS = 60  # of a title that can be one of those below
MAX_PEOPLE_CHARACTERS = 600
MAX_LICENCE_CHARACTERS = 3_000
MAX_INTRODUCTION_CHARACTERS = 150
MAX_COMPARED_LICENCES = 2  # a text that names more compares them
MIN_LINKED_SHARE = 0.5  # of the items of a list of resources
# `라이선스 License`, `참고 자료 (References)`: the same in two languages.
LANGUAGE_CHANGE = compile_lazily(
    r"(?<=[가-힣\u3040-\u9fff])[\s(（/|]+(?=[A-Za-z])|(?<=[A-Za-z])[\s(（/|]+(?=[가-힣\u3040-\u9fff])"
)
LICENCE_TITLES = frozenset(
    "라이선스 라이센스 저작권 license licence licensing copyright ライセンス 许可证 许可 版权".split()  # noqa: SIM905
)
CONTRIBUTION_TITLES = frozenset(
    """
    contributing contribution contributions contribute howtocontribute contributionguide contributingguide
    contributionguidelines 기여 기여하기 기여방법 기여가이드 컨트리뷰션 贡献 参与贡献 贡献指南 如何贡献 コントリビュート
    """.split()  # noqa: SIM905
)
PEOPLE_TITLES = frozenset(
    """
    contributor contributors author authors maintainer maintainers member members team sponsor sponsors backers
    기여자 작성자 저자 멤버 팀원
    스터디원 스터디멤버 참여자 참여인원 구성원 만든사람 함께한사람들 コントリビューター 著者 贡献者 作者
    """.split()  # noqa: SIM905
)
NOTICE_TITLES = frozenset(
    "postscript ps notice 추신 공지 공지사항 알림 안내 일러두기 오류제보 오탈자제보 피드백 feedback".split()  # noqa: SIM905
)
REPOSITORY_TITLES = LICENCE_TITLES | CONTRIBUTION_TITLES | PEOPLE_TITLES | NOTICE_TITLES
RESOURCE_TITLES = frozenset(
    """
    resources learningresources usefullinks furtherreading seealso relatedlinks recommendedreading 학습자료 추천자료
    추천도서 추천사이트 추천강의 읽을거리 더읽을거리 유용한링크 유용한사이트 관련링크
    学习资源 学习资料 学习链接 参考资料 参考链接 参考文献 推荐阅读 推荐资源 相关链接 参考資料 参考リンク
    参考サイト 関連リンク
    """.split()  # noqa: SIM905
)
LICENCE_TEXT = compile_lazily(
    r"licen[cs]ed under|under the .{0,30}licen[cs]e|copyright\s*(?:\(c\)|©|\d)|©|permission is hereby granted|"
    r"MIT licen[cs]e|creative commons|CC[ -]BY|licen[cs]e(?:\.md|\.txt)|all rights reserved|저작권|"
    r"라이[선센]스(?:를|에)\s따|(?:이|본|해당)\s(?:저장소|프로젝트|레포|문서|책|자료)|"
    r"this (?:repo|project|work|book|document)|"
    r"本(?:仓库|项目|作品)|このリポジトリ",
    re.I,
)
LICENCE_NAME = compile_lazily(r"\b(?:AGPL|LGPL|GPL|Apache|BSD|MIT|MPL)\b")
CONTRIBUTION_TEXT = compile_lazily(
    r"pull requests?|\bPRs?\b|\bfork|\bissues?\b|welcome|이슈|풀\s?리퀘스트|기여|提交|欢迎|プルリクエスト|貢献", re.I
)
MAX_NOTICE_CHARACTERS = 300
# `오탈자가 있으시면 Issues에 올려주세요.`: a request to tell the author of mistakes.
NOTICE_TEXT = compile_lazily(
    r"(?:\bissues?\b|이슈|\bPRs?\b|pull requests?|댓글|메일|오탈자|오타|틀린\s?(?:부분|내용)|잘못된\s?(?:부분|내용))"
    r"[^.!?\n]{0,40}(?:올려|남겨|제보|알려|보내|지적)\s?(?:주|부탁|바랍)|"
    r"(?:open|file|create|raise) an issue|report (?:typos?|errors?|mistakes?)",
    re.I,
)
PERSON_ADDRESS = compile_lazily(
    r"(?:https?:)?//(?:www\.)?(?:github\.com/[\w-]+/?$|github\.com/[^/]+/[^/]+/graphs|github\.com/sponsors/|opencollective\.com/|avatars\.|contrib\.rocks)",
    re.I,
)
# `我的 julia 学习笔记。`, `공부한 내용을 정리하는 저장소입니다.`, `My notes on Go.`
ABOUT_NOTES = compile_lazily(
    r"(?:학습|공부|스터디|정리|기록|요약).*(?:저장소|레포|리포지토리|공간|곳|노트|자료(?!\s?[구형])|내용)|"
    r"(?:학습|공부|스터디|정리|기록|요약)(?:\s?중|하고\s?있)?\s?"
    r"(?:합니다|입니다|[했하]였?습니다|습니다|해\s?(?:둡니다|보았습니다|봅니다))|"
    r"(?:학습|공부|정리|기록|요약)(?:한|하는|된)\s.{0,12}(?:문서|글|페이지|섹션|폴더|모음)|"
    r"(?:노트|저장소|레포)\s?입니다|(?:我的|这里|本|个人|一些).*(?:笔记|仓库|项目|记录)|(?:学习|學習)(?:笔记|筆記|记录)|(?:勉強|学習|自分).*(?:ノート|メモ|まとめ|リポジトリ)|"
    r"\b(?:my|personal|this|these|some|a collection of)\b.*\b(?:notes?|repo(?:sitory)?|cheat ?sheets?)\b",
    re.I,
)


def is_about_repository(unit: Unit, following: Unit | None) -> bool:
    """Return whether a unit is about the repository of the notes, by its title and its text.

    The text is also that of the unit `following` it, if this is below it.
    """
    names = name_title(unit.title)
    if names.isdisjoint(REPOSITORY_TITLES):
        return False
    blocks = [*unit.blocks, *(following.blocks if following is not None and following.parent is unit else ())]
    if names <= LICENCE_TITLES:
        return is_licence(join_texts(blocks))
    if names <= CONTRIBUTION_TITLES:
        return CONTRIBUTION_TEXT.search(join_texts(blocks)) is not None
    if names <= NOTICE_TITLES:
        text = join_texts(blocks)
        return len(text) <= MAX_NOTICE_CHARACTERS and NOTICE_TEXT.search(text) is not None
    return names <= PEOPLE_TITLES and lists_people(blocks)


def join_texts(blocks: Sequence[Block]) -> str:
    """Return the texts of blocks on one line."""
    return " ".join(block.text for block in blocks)


def is_list_of_resources(unit: Unit) -> bool:
    """Return whether a unit lists what to read elsewhere, with a remark on each: `- [책](…): 추천`."""
    if not name_title(unit.title) <= RESOURCE_TITLES:
        return False
    lists = [block for block in unit.blocks if block.name in LISTS]
    others = [block for block in unit.blocks if block.name not in LISTS and block.has_content]
    items = [item for block in lists for item, _ in list_items(block)]
    linked = [item for item in items if any(ADDRESS.match(link.get("href", "")) for link in item.iterdescendants("a"))]
    is_short = all(block.name in ("p", "blockquote") for block in others)
    return bool(linked) and len(linked) >= MIN_LINKED_SHARE * len(items) and is_short


@lru_cache(maxsize=256)
def name_title(title: str) -> frozenset[str]:
    """Return the names in a title, folded; it has two if it says the same in two languages. Never empty."""
    if len(title) > MAX_NAME_CHARACTERS:
        return frozenset({title})
    whole = fold_title(title)
    parts = {fold_title(part) for part in LANGUAGE_CHANGE.split(title)}
    return frozenset({whole} if "" in parts else parts)


def is_licence(text: str) -> bool:
    """Return whether a text is under which licence the notes are, not what licences are."""
    if len(text) > MAX_LICENCE_CHARACTERS or len({*LICENCE_NAME.findall(text)}) > MAX_COMPARED_LICENCES:
        return False
    return LICENCE_TEXT.search(text) is not None


def lists_people(blocks: Sequence[Block]) -> bool:
    """Return whether blocks name people by links to their pages or by their pictures."""
    if len(join_texts(blocks)) > MAX_PEOPLE_CHARACTERS:
        return False
    links = [link.get("href", "") for block in blocks for link in block.element.iterdescendants("a")]
    pictures = [picture.get("src", "") for block in blocks for picture in block.element.iterdescendants("img")]
    return any(map(PERSON_ADDRESS.match, (*links, *pictures)))


def is_introduction(unit: Unit, path: str) -> bool:
    """Return whether a unit at the head of a README only says what the notes are."""
    if unit.level > 1 or not has_index_name(path):
        return False
    blocks = [block for block in unit.blocks if block.has_content]
    if not blocks or any(block.name not in ("p", "blockquote") for block in blocks):
        return False
    text = join_texts(blocks)
    return len(text) <= MAX_INTRODUCTION_CHARACTERS and ABOUT_NOTES.search(text) is not None
