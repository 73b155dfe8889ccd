"""Words for questions and answers in Korean, English, Japanese and Chinese, and the form of their labels."""

from __future__ import annotations

ZERO_WIDTH_SPACE = "\u200b"  # in text that is copied from web pages
DECORATION = r"[\s\[\](){}（）【】「」『』<>《》❓❔❗💡✅☑✔🅰🅱▶►▷→⇒➡👉📌🔥■□●○•*#_-]*"
QUESTION_NOUNS = "질문|문제|물음|문항|퀴즈|問題|問い|問|问题|问|質問|题目?"
QUESTION_WORDS = rf"Q(?:uestion|uiz)?|{QUESTION_NOUNS}"
# `꼬리 Q2-1.`, `추가 질문:`: a question that another one leads to.
FOLLOWING_QUESTION = r"(?:꼬리(?:\s?물기)?|추가|보충|심화|후속|연계|파생)\s?(?:Q|질문)"
ANSWER_NOUNS = (
    r"(?:모범|예시|견본|샘플)\s?답안|답변|답안|정답|해답|답|答え|(?:正确|正確|参考|參考|标准|標準)?答案|解答|回答|正解"
)
ANSWER_WORDS = rf"A(?:ns(?:wer)?)?|{ANSWER_NOUNS}"
# What the label of a question, and of an answer, has in it. `re` searches fast only for alternatives that each start
# with one character in its exact case; so these have no re.I, and look behind only after that character.
LABEL_OF_QUESTION = rf"Q(?<![A-Za-z0-9].)|q(?<![A-Za-z0-9].)|{QUESTION_NOUNS}|번(?![가-힣])"
NOT_INSIDE_WORD = r"(?<![가-힣A-Za-z0-9].)"
NOUN_OF_ANSWER = rf"답(?:{NOT_INSIDE_WORD}|(?<=[범시본플정해].))|答|正解"
EXPLANATION_WORDS = r"해설|풀이|설명|解説|解析|解释|explanation|rationale"
NUMBER = r"\s*+[-#.]?\s*+\d{0,3}(?:[-.]\d{1,3})?\s*+"  # possessive, so that a run of blanks takes linear time
SIGN = r"[.:)\]）】：．、。|]"
LABEL_END = rf"(?:{NUMBER}{SIGN}|\s*+\d{{1,3}}\s)[\s\])）】.:：]*"
