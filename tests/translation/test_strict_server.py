"""A whole deck through a server that takes OpenAI's protocol at its word."""

from __future__ import annotations

import shutil
from pathlib import Path

import polib
import pytest
import requests

from notedeck.cli.main import main
from notedeck.translation.engines import openai
from notedeck.translation.memory import locate_memory
from tests.support.paths import ROOT
from tests.support.strict_model_server import MODEL, run_strict_server


def test_a_deck_is_translated_by_a_server_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = Path(shutil.copytree(ROOT / "notes", tmp_path / "notes"))
    shutil.rmtree(root / "translations")
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.delenv("NOTEDECK_OPENAI_MODEL", raising=False)
    with run_strict_server() as server:
        monkeypatch.setenv("NOTEDECK_OPENAI_URL", server.url)
        openai.find_model.cache_clear()
        assert main(["translate", str(root), "--engine", "openai"]) == 0
    entries = polib.pofile(str(locate_memory(root, "en")))
    open_entries = [entry for entry in entries if not entry.msgstr]
    assert all("other texts have the same answer" in entry.tcomment for entry in open_entries)  # invented words
    assert len(entries) > 500 and len(open_entries) < 0.03 * len(entries)
    assert server.refusals == []
    assert 0 < server.answered <= 1.1 * len(entries) / 20 + 2


@pytest.mark.parametrize(
    "change",
    [
        {"store_answers": True},
        {"model": "another"},
        {"messages": []},
        {"messages": [{"role": "user", "content": "{}", "images": []}]},
        {"response_format": {"type": "json_schema", "json_schema": {"name": "x", "schema": {"type": "object"}}}},
    ],
)
def test_what_the_protocol_does_not_have_is_refused(change: dict[str, object]) -> None:
    request = {"model": MODEL, "messages": [{"role": "user", "content": '{"sections": []}'}], **change}
    with run_strict_server() as server:
        assert requests.post(f"{server.url}/chat/completions", json=request, timeout=10).status_code == 400
    assert len(server.refusals) == 1
