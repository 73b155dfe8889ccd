"""Papago on Naver's cloud (NMT API v1); one text a request."""

from __future__ import annotations

from notedeck.config.languages import LanguagePair
from notedeck.translation.engines import Access, Facts, Transient
from notedeck.translation.engines._web import ask, data_of

NAME = "papago"
KEYS = ("PAPAGO_CLIENT_ID", "PAPAGO_CLIENT_SECRET")
FACTS = Facts(
    price=15.0, bytes=5000, wide=1, texts=20, keys=KEYS, base="https://papago.apigw.ntruss.com/nmt/v1/translation"
)
HEADERS = dict(zip(KEYS, ("x-ncp-apigw-api-key-id", "x-ncp-apigw-api-key"), strict=True))


def translate(texts: tuple[str, ...], pair: LanguagePair, access: Access) -> tuple[str, ...]:
    """One request, the texts on a line each."""
    headers = {HEADERS[name]: access.keys.get(name, "") for name in KEYS}
    form = {"source": pair.source, "target": pair.target, "text": "\n".join(texts)}
    found = data_of(ask("POST", access.base, access.seconds, data=form, headers=headers))
    try:
        text = found["message"]["result"]["translatedText"]
    except (KeyError, TypeError):
        raise Transient("the answer is no translation") from None
    return tuple(line.strip() for line in str(text).split("\n"))
