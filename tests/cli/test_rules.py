"""Rules from the command line: what there is, what it would do, doing it."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Cli
from tests.workshop import CONFIG

RULES = """
[[rules]]
when = "title:oxide"
then = "skip"
[[rules]]
when = "oxide"
then = "tag powder"
"""
FIRST = CONFIG.count("\n") + 2
"""The line in which the first rule begins."""


@pytest.fixture
def ruled(cli: Cli) -> Cli:
    (cli.root / "feeds.toml").write_text(CONFIG + RULES, encoding="utf-8")
    return cli


def test_rules_are_listed_with_what_they_have_done(ruled: Cli) -> None:
    assert ruled("rules", "list", "--json").json == [
        {
            "rule": 1,
            "when": "title:oxide",
            "then": "skip",
            "line": FIRST,
            "items": 0,
            "applied_at": None,
        },
        {
            "rule": 2,
            "when": "oxide",
            "then": "tag powder",
            "line": FIRST + 3,
            "items": 0,
            "applied_at": None,
        },
    ]
    ruled("rules", "apply", 2)
    lines = ruled("rules", "list").out.splitlines()
    assert lines[0].split() == ["rule", "when", "then", "items", "last"]
    assert lines[1].split()[-2:] == ["0", "never"]
    assert lines[2].split()[-3:] == ["10", "2026-03-02", "07:00"]


def test_a_preview_changes_nothing(ruled: Cli) -> None:
    (first, second) = ruled("rules", "preview", "--json").json
    assert (first["found"], first["acts"], first["examples"]) == (0, 0, [])
    assert (second["found"], second["acts"]) == (10, 10)
    assert [row["id"] for row in second["examples"]] == [1, 2, 3]
    assert "finds 10, acts on 10" in ruled("rules", "preview", 2).out
    assert ruled("items", "--query", "tag:powder", "--json").json == []


def test_applied_rules_say_what_they_did(ruled: Cli) -> None:
    assert ruled("rules", "apply", "--json").json == {
        "done": "rules: tagged 10 items",
        "note": "",
    }
    assert len(ruled("items", "--query", "tag:powder", "--json").json) == 10
    assert ruled("rules", "apply").out == "rules: nothing to do\n"


def test_a_rule_that_is_not_there_is_not_found(ruled: Cli) -> None:
    answer = ruled("rules", "apply", 3)
    assert (answer.code, answer.line) == (
        4,
        "reewriter: there is no rule 3. `reewriter rules list` shows them.",
    )


def test_without_rules_the_list_says_how_to_make_one(cli: Cli) -> None:
    for command in ("list", "preview"):
        answer = cli("rules", command, "--json")
        assert (answer.code, answer.json) == (0, [])
        assert "[[rules]] in feeds.toml" in answer.line


def test_a_rule_that_makes_no_sense_is_told_with_its_line(cli: Cli) -> None:
    (cli.root / "feeds.toml").write_text(CONFIG + RULES.replace("skip", "skipp"), encoding="utf-8")
    answer = cli("rules", "list")
    assert answer.code == 3
    assert f"feeds.toml:{FIRST + 2}: then in [[rules]]" in answer.line


def test_a_query_with_a_mistake_is_wrong_usage(cli: Cli) -> None:
    answer = cli("items", "--query", "magnet OR")
    assert answer.code == 2
    assert "nothing stands after the OR at character 8 of the query" in answer.line
