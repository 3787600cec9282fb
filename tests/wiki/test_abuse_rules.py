"""Rules of abuse filters come to what real wikis answered to `action=abusefilterevalexpression` (`abuse_rules.json`).

1.43 and 1.39 answer all of these alike; what they answer otherwise is in `abuse_rules_of_versions.json`, which
`python -m tests.live.rules URL --record FILE` records. A rule that they refuse is one that nobody can save.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pytest_mwedit.api.extensions.abuse_rules import read
from pytest_mwedit.api.extensions.abuse_values import RuleError
from pytest_mwedit.api.extensions.abuse_variables import names_of
from pytest_mwedit.failures import NotImitated
from tests.live.rules import told

RULES = json.loads(Path(__file__).with_name("abuse_rules.json").read_text("utf-8"))
OF_VERSIONS = json.loads(Path(__file__).with_name("abuse_rules_of_versions.json").read_text("utf-8"))

#: What a wiki says that nobody edits.
VARIABLES = {"wiki_name": "wiki", "wiki_language": "en", "timestamp": "1795347608"}

#: Begins of rules that are not imitated, and say so.
NOT_IMITATED = (
    "-[",
    "string(-[",
    '"abc" rlike "(?<=a|bb)',
)

#: A wiki tries both sides before it saves a rule; once it is saved, it does not.
TRIED_WHEN_SAVED = {"false & (1/0)"}


def value_of(rule: str, version: str = "1.43") -> Any:
    return told(read(rule, names_of(frozenset()), version).value(VARIABLES.get))


@pytest.mark.parametrize(("rule", "answered"), [(rule, answered) for rule, answered in RULES if "value" in answered])
def test_values(rule, answered):
    expected = answered["value"]

    try:
        value = value_of(rule)
    except NotImitated:
        assert rule.startswith(NOT_IMITATED)
        return
    assert (value, isinstance(value, bool)) == (expected, isinstance(expected, bool))


@pytest.mark.parametrize("rule", [rule for rule, answered in RULES if "value" not in answered])
def test_refusals(rule):
    if rule in TRIED_WHEN_SAVED:
        assert value_of(rule) is False
        return
    with pytest.raises(RuleError):
        value_of(rule)


@pytest.mark.parametrize(
    ("rule", "version", "answered"),
    [(rule, version, answered) for rule, answers in OF_VERSIONS.items() for version, answered in answers.items()],
)
def test_values_of_versions(rule, version, answered):
    assert value_of(rule, version) == answered["value"]
