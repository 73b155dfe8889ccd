"""The JSON Schema of deck.toml accepts what is accepted, and says what the guide says."""

from __future__ import annotations

import json
import re
import tomllib

import pytest
from jsonschema import Draft7Validator

from notedeck.cli.main import main
from notedeck.config.load import SETTING_KEYS
from notedeck.config.schema import DESCRIPTIONS, create_schema, list_shapes
from notedeck.project import list_known_names
from tests.support.cases import Case, load_cases
from tests.support.settings import parse_toml_settings
from tests.test_docs import find_codes, find_reference_rows

VALIDATOR = Draft7Validator(create_schema(list_known_names()))
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
FORGIVEN = ("blanks and letter case are forgiven",)
REFUSED = {  # an editor marks them
    "style": "unknown",
    "cloze_min_hangul": -1,
    "lead_lines": "yes",
    "translate_to": [],
    "card": {},
    "check": {"media-missing": "fatal"},
    "diagrams": {"plantuml": "plantuml"},
    "download_url": "ftp://example.org",
    "nmae": "AWS",
}
CASES = [case for case in load_cases("settings.md") if case.title not in FORGIVEN]


def test_the_schema_is_one_and_has_each_key() -> None:
    Draft7Validator.check_schema(create_schema(list_known_names()))
    assert tuple(list_shapes(list_known_names())) == SETTING_KEYS == tuple(DESCRIPTIONS)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_is_accepted_fits_the_schema(case: Case) -> None:
    try:
        parse_toml_settings(case.given)
    except Exception:
        return
    errors = [error.message for error in VALIDATOR.iter_errors(tomllib.loads(case.given.replace("ZH-cn", "zh-CN")))]
    assert errors == []


@pytest.mark.parametrize("key", REFUSED)
def test_a_mistake_does_not_fit_the_schema(key: str) -> None:
    assert not VALIDATOR.is_valid({key: REFUSED[key]})


def test_the_guide_says_the_same() -> None:
    rows = {find_codes(row[0])[0]: row[-1] for row in find_reference_rows("README.md", "settings")}
    plain = {key: LINK.sub(r"\1", text).replace("`", "") for key, text in rows.items()}
    assert plain == DESCRIPTIONS


def test_the_command_prints_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == create_schema(list_known_names())
