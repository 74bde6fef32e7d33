"""What an issue weighs, where it went, and what may stand, without the desk."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Cli


@pytest.fixture
def desk(cli: Cli) -> Cli:
    """Stories 1 and 2 above the line."""
    cli("item", "keep", 1, 2)
    cli("story", "place", 1, 2)
    return cli


def test_an_issue_is_weighed_story_by_story(desk: Cli) -> None:
    weighed = desk("issue", "weigh", "--json")
    assert weighed.code == 0
    assert [one["id"] for one in weighed.json["stories"]] == [1, 2]
    assert all("grade" in one for one in weighed.json["stories"])
    assert all(one["bytes"] > 100 and one["words"] > 3 for one in weighed.json["stories"])
    assert weighed.json["limit"] == 102_400 > weighed.json["bytes"]
    assert weighed.json["cut"] is None
    assert "of Gmail's 102,400 bytes" in weighed.err


def test_a_delivery_is_what_the_issue_is_until_that_changes(desk: Cli) -> None:
    assert desk("issue", "deliveries", "--json").json == []
    desk("export", "--to", "file")
    (one,) = desk("issue", "deliveries", "--json").json
    assert (one["target"], one["state"]) == ("file", "same")
    desk("issue", "set", "--subject", "Another")
    (one,) = desk("issue", "deliveries", "--json").json
    assert one["state"] == "changed"
    assert "changed since" in desk("issue", "deliveries").out


def test_links_that_a_target_tags_are_no_change(desk: Cli) -> None:
    config = desk.root / "feeds.toml"
    tagged = '[targets.tagged]\ntype = "file"\nutm_source = "reex"\n'
    config.write_text(f"{config.read_text(encoding='utf-8')}\n{tagged}", encoding="utf-8")
    desk("export", "--to", "tagged")
    assert desk("issue", "deliveries", "--json").json[0]["state"] == "same"
    desk("issue", "set", "--subject", "Another")
    assert desk("issue", "deliveries", "--json").json[0]["state"] == "changed"


def test_a_finding_is_waived_with_a_reason_and_counts_again(desk: Cli) -> None:
    (missing,) = [f for f in desk("check", "--json").json if f["id"] == "subject.missing"]
    assert not missing["waived"]
    waived = desk("issue", "waive", "subject.missing", "--reason", "On purpose", "--json")
    assert [f["waived"] for f in waived.json if f["id"] == "subject.missing"] == [True]
    back = desk("issue", "waive", "subject.missing", "--back", "--json")
    assert [f["waived"] for f in back.json if f["id"] == "subject.missing"] == [False]
    wrong = desk("issue", "waive", "subject.mising", "--reason", "x")
    assert wrong.code == 4
    assert "no finding “subject.mising” there. Did you mean “subject.missing”?" in wrong.line
    assert "`reewriter check` lists them" in desk("issue", "waive", "x.y", "--reason", "x").line
    assert desk("issue", "waive", "subject.missing").code == 2


def test_a_finding_in_several_places_needs_its_place(desk: Cli) -> None:
    places = [f for f in desk("check", "--json").json if f["id"] == "content.highlights_missing"]
    assert len(places) == 2
    vague = desk("issue", "waive", "content.highlights_missing", "--reason", "x")
    assert vague.code == 2
    assert places[0]["where"] in vague.err
    clear = desk(
        *("issue", "waive", "content.highlights_missing", "--reason", "x", "--json"),
        *("--where", places[1]["where"]),
    )
    found = {f["where"]: f["waived"] for f in clear.json if f["id"] == places[0]["id"]}
    assert found == {places[0]["where"]: False, places[1]["where"]: True}


def test_one_word_of_a_text_is_waived_and_the_others_count(desk: Cli) -> None:
    desk("story", "edit", 1, "--tldr", "It ocurred and was recieved.")
    vague = desk("issue", "waive", "spelling.word", "--reason", "A name")
    assert vague.code == 2
    assert "Say --about: ocurred, recieved" in vague.err

    def told(*options: str) -> dict[str, bool]:
        answer = desk("issue", "waive", "spelling.word", "--about", "recieved", *options, "--json")
        return {f["about"]: f["waived"] for f in answer.json if f["id"] == "spelling.word"}

    assert told("--reason", "A name") == {"ocurred": False, "recieved": True}
    assert told("--back") == {"ocurred": False, "recieved": False}
    with desk.open() as workspace:
        workspace.issues.waive(workspace.issues.current(), "spelling.word", "story/1/tldr", "All")
    assert told("--back") == {"ocurred": False, "recieved": False}
