"""Stories without the desk: made, edited, placed, looked back at."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Cli


@pytest.fixture
def desk(cli: Cli) -> Cli:
    """Stories 1, 2 and 3 on the bench, in section Policy."""
    assert cli("item", "keep", 1, 2, 3).code == 0
    return cli


def _places(cli: Cli, edition: str = "2026-03-02") -> list[tuple[int, str, int, bool]]:
    stories = cli("issue", "show", edition, "--json").json["stories"]
    return [(s["id"], s["section"], s["position"], s["bench"]) for s in stories]


def test_an_item_has_one_story_and_issue_puts_it_above_the_line(cli: Cli) -> None:
    first = cli("story", "new", "--item", 5, "--json").json
    assert _places(cli) == [(first["id"], "Policy", 0, True)]
    again = cli("story", "new", "--item", 5, "--issue", "2026-03-02", "--section", "markets")
    assert again.code == 0
    assert _places(cli) == [(first["id"], "Markets", 0, False)]
    assert first["sources"][0]["item"] == 5
    assert first["editions"] == ["2026-03-02"]


def test_an_empty_story_waits_on_the_bench(cli: Cli) -> None:
    made = cli("story", "new", "--format", "brief", "--json").json
    assert (made["headline"], made["format"], made["sources"]) == ("", "brief", [])
    assert _places(cli) == [(made["id"], "Top Story", 0, True)]


def test_every_field_can_be_set(desk: Cli) -> None:
    critique = desk.root / "critique.md"
    critique.write_text("\nWhat it **gets right**.\n\n- a list\n", encoding="utf-8")
    answer = desk(
        *("story", "edit", 1, "--headline", " Two\nlines ", "--deck", "D", "--tldr", "T"),
        *("--format", "analysis", "--tag", "a", "--tag", "b", "--author", "Dana"),
        *("--highlight", "One", "--highlight", "Two", "--add-highlight", "Three"),
        *("--critique-file", critique, "--note", "N", "--own-url", "https://example.org/1"),
        *("--source-outlet", "AP", "--source-reporter", "R", "--source-url", "https://e.org/2"),
        *("--source-date", "2026-03-01 09:00", "--embargo", "2026-03-02T09:00-05:00"),
        *("--section", "markets", "--json"),
    )
    story = answer.json
    assert story["headline"] == "Two lines"
    assert story["critique"] == "What it **gets right**.\n\n- a list"
    assert story["highlights"] == ["One", "Two", "Three"]
    assert (story["deck"], story["tldr"], story["format"]) == ("D", "T", "analysis")
    assert (story["tags"], story["authors"], story["note"]) == (["a", "b"], ["Dana"], "N")
    assert story["own_url"] == "https://example.org/1"
    assert story["embargo_until"] == "2026-03-02T14:00:00Z"
    source = story["sources"][0]
    assert (source["outlet"], source["reporter"], source["url"]) == ("AP", "R", "https://e.org/2")
    assert source["published"] == "2026-03-01T14:00:00Z"
    assert (1, "Markets", 0, True) in _places(desk)


def test_what_is_not_named_stays_and_what_is_empty_is_emptied(desk: Cli) -> None:
    desk("story", "edit", 1, "--deck", "D", "--tldr", "T", "--embargo", "2026-03-09")
    story = desk("story", "edit", 1, "--deck", "", "--embargo", "", "--json").json
    assert (story["deck"], story["tldr"], story["embargo_until"]) == ("", "T", None)


def test_highlights_are_added_one_at_a_time(desk: Cli) -> None:
    desk("story", "edit", 1, "--add-highlight", "One")
    assert desk("story", "edit", 1, "--add-highlight", "Two", "--json").json["highlights"] == [
        "One",
        "Two",
    ]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--headline", "New", "--section", "Sport"], 4),
        (["--headline", "New", "--format", "!"], 2),
        (["--headline", "New", "--source-date", "soon"], 2),
        (["--headline", "New", "--critique-file", "nowhere.md"], 4),
        (["--headline", "New", "--editor"], 2),
    ],
)
def test_a_mistake_in_one_option_changes_nothing(desk: Cli, words: list[str], code: int) -> None:
    before = desk("story", "show", 1, "--json").json
    answer = desk("story", "edit", 1, *words)
    assert (answer.code, answer.out) == (code, "")
    assert desk("story", "show", 1, "--json").json == before


def test_stories_are_placed_moved_benched_and_taken_out(desk: Cli) -> None:
    desk("story", "place", 1, 2, 3)
    assert _places(desk) == [
        (1, "Policy", 0, False), (2, "Policy", 1, False), (3, "Policy", 2, False),
    ]  # fmt: skip
    desk("story", "move", 3, "--up", 2)
    assert [place[0] for place in _places(desk)] == [3, 1, 2]
    desk("story", "move", 3, "--down", 5)  # past the end of its section, into the next
    assert _places(desk)[-1] == (3, "Markets", 0, False)
    desk("story", "place", 2, "--section", "top story", "--position", 1)
    assert _places(desk)[0] == (2, "Top Story", 0, False)
    desk("story", "bench", 2)
    assert _places(desk)[-1] == (2, "Top Story", 0, True)
    desk("story", "rm", 2)
    assert {place[0] for place in _places(desk)} == {1, 3}
    assert desk("story", "show", 2, "--json").json[0]["editions"] == []
    assert desk("story", "rm", 2).code == 4


def test_one_wrong_story_among_several_places_none(desk: Cli) -> None:
    before = _places(desk)
    assert desk("story", "place", 1, 999).code == 4
    assert _places(desk) == before


def test_the_outline_marks_what_was_moved(desk: Cli) -> None:
    lines = desk("story", "place", 2).out.splitlines()
    assert lines[0] == "2026-03-02 · No. 214 · draft · due 2026-03-02 08:00"
    assert [line[:6] for line in lines if line.startswith(">")] == [">    2"]
    assert "On the bench" in lines


def test_earlier_versions_are_listed_and_put_back(desk: Cli) -> None:
    headline = desk("story", "show", 1, "--json").json[0]["headline"]
    desk("story", "edit", 1, "--headline", "Worse", "--highlight", "One")
    (version,) = desk("story", "history", 1, "--json").json
    assert (version["field"], version["value"]) == ("headline", headline)
    (restored,) = desk("story", "restore", 1, version["id"], "--json").json
    assert restored["headline"] == headline
    assert desk("story", "restore", 2, version["id"]).code == 4


def test_parts_of_a_format_are_set_shown_and_brought_back(desk: Cli) -> None:
    file = desk.root / "experts.txt"
    file.write_text("Ana Ruiz | Port Institute | “So many.”\n")
    desk("story", "edit", "1", "--format", "briefing", "--part", "overview", "Short.",
         "--part-file", "experts", str(file))  # fmt: skip
    story = desk("story", "show", "1", "--json").json[0]
    assert story["extra"] == {
        "overview": "Short.",
        "experts": "Ana Ruiz | Port Institute | “So many.”",
    }
    assert "### Expert views" in desk("story", "show", "1").out
    row = next(line for line in desk("story", "list").out.splitlines() if "briefing" in line)
    assert row.split()[:4] == ["1", "briefing", "0", "7"], "all of its texts are counted"
    desk("story", "edit", "1", "--part", "overview", "")
    versions = desk("story", "history", "1", "--json").json
    (version,) = [one for one in versions if one["field"] == "overview"]
    assert version["value"] == "Short."
    desk("story", "restore", "1", str(version["id"]))
    assert desk("story", "show", "1", "--json").json[0]["extra"]["overview"] == "Short."

    failed = desk("story", "edit", "1", "--format", "briefng")
    assert failed.code == 2
    assert "“briefng” is no story format. Did you mean “briefing”?" in failed.err
    failed = desk("story", "edit", "1", "--part", "overwiew", "x")
    assert failed.code == 2
    assert "a briefing has no part “overwiew”" in failed.err
    assert "Did you mean “overview”?" in failed.err


def test_a_list_of_an_issue_is_in_its_order(desk: Cli) -> None:
    desk("story", "place", 3)
    ids = [s["id"] for s in desk("story", "list", "--issue", "2026-03-02", "--json").json]
    assert ids == [3, 1, 2]
    assert [s["id"] for s in desk("story", "list", "--json").json] == [3, 2, 1]
    assert json.loads(desk("story", "list", "--json").out)


def test_show_prints_a_story_as_a_page(desk: Cli) -> None:
    desk("story", "edit", 1, "--highlight", "One")
    out = desk("story", "show", 1, 2).out
    assert out.startswith("## 1: Rare earth licence count reaches 1")
    assert "\n- One\n" in out
    assert "\n## 2: " in out
    assert "source: The Basin Ledger · Ida Renn · 2026-03-02 06:00" in out
