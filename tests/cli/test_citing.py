"""Evidence and quotations without the desk."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Cli


@pytest.fixture
def desk(cli: Cli) -> Cli:
    assert cli("item", "keep", 1).code == 0
    return cli


def test_an_added_highlight_rests_on_words_of_the_source(desk: Cli) -> None:
    answer = desk(
        *("story", "edit", 1, "--add-highlight", "Ours", "--evidence", "we are counting WHAT goes"),
        *("--add-highlight", "Bare", "--json"),
    )
    assert answer.json["highlights"] == ["Ours", "Bare"]
    rests, bare = answer.json["evidence"]
    assert rests["text"] == "We are counting what goes"
    assert bare is None


def test_evidence_that_is_nowhere_or_of_nothing_changes_nothing(desk: Cli) -> None:
    answer = desk("story", "edit", 1, "--add-highlight", "Ours", "--evidence", "no such words")
    assert answer.code == 2
    assert "no source of story 1 has the words" in answer.err
    assert desk("story", "edit", 1, "--evidence", "We are").code == 2
    assert desk("story", "show", 1, "--json").json[0]["highlights"] == []


def test_words_are_cited_with_their_speaker(desk: Cli) -> None:
    answer = desk("story", "cite", 1, "We are counting what goes through it.", "--json")
    assert "cited Mara Voss" in answer.err
    assert answer.json["critique"].strip() == ("Mara Voss: “We are counting what goes through it.”")
    assert [one["text"] for one in answer.json["citations"]] == [
        "We are counting what goes through it."
    ]
    assert desk("story", "cite", 1, "no such words").code == 2
    assert desk("story", "cite", 1, "We are", "--source", 99).code == 4
