"""Joining, splitting, refusing and adopting by the command line."""

from __future__ import annotations

from dataclasses import replace

from tests.cli.conftest import Cli
from tests.workshop import bring, invent


def test_items_are_joined_and_split_again(cli: Cli) -> None:
    joined = cli("item", "join", 2, 3, "--json").json
    assert len({item["group"] for item in joined}) == 1
    assert joined[0]["group"] is not None
    assert cli("item", "join", 2, 3).code == 2
    assert "also: 3" in cli("item", "show", 2).out
    parted = cli("item", "split", 3, "--json").json
    assert [item["id"] for item in parted] == [3, 2]
    assert [item["group"] for item in parted] == [None, None]
    assert cli("item", "split", 3).code == 2
    assert cli("item", "join", 2, 999).code == 4


def test_a_suggestion_is_told_until_it_is_refused(cli: Cli) -> None:
    title = "Fensdal drilling stopped as water floods gallery"
    with cli.open() as workspace:
        bring(workspace, [invent(71, title=title), invent(72, title=title)])
        one, other = sorted(workspace.triage.ids("fensdal"))
    said = cli("item", "show", other).out
    assert f"possibly the same story: {one} " in said
    assert "both say" in said
    assert "possibly" not in cli("item", "show", one).out
    cli("item", "apart", one, other)
    assert "possibly" not in cli("item", "show", other).out


def test_a_late_source_stands_in_the_issue_until_it_is_adopted(cli: Cli) -> None:
    cli("item", "keep", 1)
    with cli.open() as workspace:
        late = replace(invent(80), url_key=workspace.triage.item(1).url_key)
        bring(workspace, [late], feed=1)
    assert "+1 source: `reewriter story adopt 1`" in cli("issue", "show").out
    assert len(cli("story", "adopt", 1, "--json").json["sources"]) == 2
    assert "+1 source" not in cli("issue", "show").out
    answer = cli("story", "adopt", 1)
    assert answer.code == 2
    assert "`item join`" in answer.line


def test_an_item_is_not_parted_from_itself(cli: Cli) -> None:
    failed = cli("item", "apart", 1, 1)
    assert failed.code == 2
    assert "Name two different items" in failed.err
