"""Papago on Naver's cloud (NMT API v1)."""

from __future__ import annotations

from notedeck.config.languages import LanguagePair
from notedeck.messages import Message
from notedeck.translation.engines._base import Access, Contexts, EngineFacts, TransientError
from notedeck.translation.engines._web import read_json, send_request

NAME = "papago"
KEY_HEADERS = {"PAPAGO_CLIENT_ID": "x-ncp-apigw-api-key-id", "PAPAGO_CLIENT_SECRET": "x-ncp-apigw-api-key"}
FACTS = EngineFacts(
    dollars_per_million_characters=15.0,
    max_request_bytes=5000,
    bytes_per_wide_character=1,  # the limit counts characters
    key_variables=tuple(KEY_HEADERS),
    default_url="https://papago.apigw.ntruss.com/nmt/v1/translation",
)


def translate_texts(
    texts: tuple[str, ...],
    pair: LanguagePair,
    access: Access,
    contexts: Contexts = (),  # noqa: ARG001
) -> tuple[str, ...]:
    """Send one request with a text on each line."""
    headers = {header: access.keys.get(variable, "") for variable, header in KEY_HEADERS.items()}
    form = {"source": pair.source, "target": pair.target, "text": "\n".join(texts)}
    answer = read_json(send_request("POST", access.url, access.timeout_seconds, data=form, headers=headers))
    try:
        translation = answer["message"]["result"]["translatedText"]
    except (LookupError, TypeError):
        translation = None
    if not isinstance(translation, str):
        raise TransientError(Message("the answer is not a translation"))
    return tuple(line.strip() for line in translation.split("\n"))
