"""The inbox without the desk: lists, decisions, texts and items by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from reewriter.model import Highlight
from tests.cli.conftest import Cli
from tests.farm import Farm, page
from tests.workshop import CONFIG, bring, invent, make_workspace

HOSTILE = "[/] \x1b[31mred\x07 ‮evil\u202c title"


def test_items_are_listed_newest_first_and_only_the_new(cli: Cli) -> None:
    cli("item", "skip", 4)
    rows = cli("items", "--json").json
    assert [row["id"] for row in rows] == [1, 2, 3, 5, 6, 7, 8, 9, 10]
    assert rows[0]["published"] == "2026-03-02T11:00:00Z"
    assert [row["id"] for row in cli("items", "--query", "state:skipped", "--json").json] == [4]
    assert len(cli("items", "--limit", 3, "--json").json) == 3


def test_people_see_columns_and_their_own_time(cli: Cli) -> None:
    lines = cli("items", "--limit", 2).out.splitlines()
    assert lines[0].split() == ["id", "state", "score", "published", "feed", "title"]
    assert "2026-03-02 06:00" in lines[1]  # New York
    assert lines[1].index("The Basin Ledger") == lines[2].index("The Basin Ledger")


def test_nothing_found_is_said_beside_an_empty_answer(cli: Cli) -> None:
    answer = cli("items", "--query", "nonsense", "--json")
    assert (answer.code, answer.json) == (0, [])
    assert "nothing matches" in answer.line


def test_what_a_feed_says_never_drives_the_terminal(cli: Cli) -> None:
    with cli.open() as workspace:
        bring(workspace, [invent(77, title=HOSTILE, text=HOSTILE * 50)])
    for words in (("items",), ("item", "show", 11), ("item", "keep", 11), ("story", "show", 1)):
        answer = cli(*words)
        assert answer.code == 0
        assert not set("\x1b\x07\u202e") & set(answer.out + answer.err)
    assert "[/] [31mred evil title" in cli("items", "--query", "state:kept").out


def test_keep_makes_one_story_on_the_bench_of_the_current_issue(cli: Cli) -> None:
    first = cli("item", "keep", 3, 1, "--json").json
    again = cli("item", "keep", 3, "--json").json
    assert [(row["id"], row["state"]) for row in first] == [(3, "kept"), (1, "kept")]
    assert again[0]["story"] == first[0]["story"]
    issue = cli("issue", "show", "--json").json
    assert issue["edition"] == "2026-03-02"
    assert {(s["id"], s["bench"], s["section"]) for s in issue["stories"]} == {
        (first[0]["story"], True, "Policy"),
        (first[1]["story"], True, "Policy"),
    }


def test_keep_takes_issue_and_section(cli: Cli) -> None:
    cli("issue", "new", "--date", "2026-03-05")
    cli("item", "keep", 1, "--issue", "2026-03-05", "--section", "markets")
    stories = cli("issue", "show", "2026-03-05", "--json").json["stories"]
    assert [(s["section"], s["bench"]) for s in stories] == [("Markets", True)]


@pytest.mark.parametrize("verb", ["skip", "reset"])
def test_a_kept_item_that_is_skipped_leaves_its_story_and_says_so(cli: Cli, verb: str) -> None:
    cli("item", "keep", 1)
    answer = cli("item", verb, 1)
    assert "story 1 stays in the issue" in answer.line
    assert [s["id"] for s in cli("issue", "show", "--json").json["stories"]] == [1]


def test_a_missing_item_among_several_changes_nothing(cli: Cli) -> None:
    assert cli("item", "skip", 1, 2, 999).code == 4
    assert len(cli("items", "--json").json) == 10


@pytest.mark.parametrize(
    ("until", "comes"),
    [
        ("3h", datetime(2026, 3, 2, 15, tzinfo=UTC)),
        ("1d", datetime(2026, 3, 3, 5, tzinfo=UTC)),
        ("1w", datetime(2026, 3, 9, 4, tzinfo=UTC)),  # summer time has begun
        ("2026-03-05", datetime(2026, 3, 5, 5, tzinfo=UTC)),
    ],
)
def test_later_items_come_back(cli: Cli, until: str, comes: datetime) -> None:
    cli("item", "later", 1, "--until", until)
    with cli.open() as workspace:
        assert workspace.triage.item(1).until == comes
    assert len(cli("items", "--json").json) == 9
    assert len(Cli(cli.root, lambda: comes)("items", "--json").json) == 10


@pytest.mark.parametrize("until", ["2020-01-01", "soon", "0d", "99999w"])
def test_later_needs_a_time_to_come(cli: Cli, until: str) -> None:
    answer = cli("item", "later", 1, "--until", until)
    assert answer.code == 2
    assert until in answer.line


def test_show_gives_markdown_and_plain_text(cli: Cli) -> None:
    (shown,) = cli("item", "show", 1, "--json").json
    assert shown["text"].startswith("The ministry said")
    assert shown["body_markdown"].strip().startswith("The ministry said")
    assert shown["story"] is None
    assert "why: " in cli("item", "show", 1).out


def test_a_full_text_is_attached_and_evidence_is_found_again(cli: Cli) -> None:
    cli("item", "keep", 1)
    with cli.open() as workspace:
        story = workspace.writing.story(1)
        source = story.source
        assert source is not None
        at = source.text.index("Nobody at the port")
        there = Highlight("Ours", source.id, (at, at + 18))
        gone = Highlight("Also ours", source.id, (0, 12))
        workspace.writing.set_highlights(1, [there, gone])
    text = "A longer article.\n\nNobody at the port knew. “Nothing,” they said."
    (answer,) = cli("item", "text", 1, "-", "--json", stdin=text.encode()).json
    assert answer["state"] == "kept"
    with cli.open() as workspace:
        story = workspace.writing.story(1)
        assert story.source is not None
        assert story.source.text == text
        assert story.source.complete
        assert [(h.text, h.span) for h in story.highlights] == [
            ("Ours", (19, 37)),
            ("Also ours", (0, 12)),
        ]
        # What the second rests on is not in the new text: the one before stays beside it.
        assert story.sources[1].id == story.highlights[1].source_id
        assert story.sources[1].text.startswith("The ministry")


def test_an_empty_text_is_refused(cli: Cli) -> None:
    answer = cli("item", "text", 1, "-", stdin=b" \n")
    assert answer.code == 2
    assert "empty" in answer.line
    assert cli("items", "--json").json[0]["state"] == "new"


def test_a_pasted_text_becomes_an_item_once(cli: Cli) -> None:
    text = b"Dysprosium in short supply\n\nFirst paragraph.\nIts second line.\n\n<b>Second</b>."
    first = cli("add", "-", "--json", stdin=text).json
    again = cli("add", "-", "--json", stdin=text).json
    assert first == again
    assert first["title"] == "Dysprosium in short supply"
    assert first["feed"] == "By hand"
    (shown,) = cli("item", "show", first["id"], "--json").json
    assert shown["text"].split("\n")[0] == "First paragraph."
    assert "<b>Second</b>" in shown["text"]
    assert all(feed["title"] != "By hand" for feed in cli("feeds", "list", "--json").json)


def test_a_saved_page_is_read_as_one(cli: Cli) -> None:
    page_ = (
        "<!doctype html><html lang=en><head><title>Site | Wrong</title>"
        '<meta property="og:title" content="A magnet &amp; its maker">'
        '<meta name="author" content="Ida Renn">'
        '<meta property="article:published_time" content="2026-02-27T08:00:00+01:00"></head>'
        "<body><nav>Menu</nav><article><h1>A magnet</h1><p>They make <em>magnets</em>.</p>"
        "<aside>Read also</aside><script>alert(1)</script></article><footer>Foot</footer></body>"
    )
    path = cli.root / "page.html"
    path.write_text(page_, encoding="utf-8")
    added = cli("add", path, "--json").json
    (shown,) = cli("item", "show", added["id"], "--json").json
    assert shown["title"] == "A magnet & its maker"
    assert shown["author"] == "Ida Renn"
    assert shown["published"] == "2026-02-27T07:00:00Z"
    assert shown["lang"] == "en"
    assert "They make *magnets*" in shown["body_markdown"].replace("_", "*")
    for noise in ("Menu", "Read also", "alert", "Foot"):
        assert noise not in shown["text"]


@pytest.mark.parametrize("content", [b"", b"  \n\n ", b"<html><body></body></html>"])
def test_nothing_is_no_item(cli: Cli, content: bytes) -> None:
    answer = cli("add", "-", stdin=content)
    assert answer.code == 2
    assert "empty" in answer.line


def test_a_web_page_is_added_only_where_its_host_is_named(tmp_path: Path) -> None:
    root = tmp_path / "desk"
    with Farm() as farm:
        url = farm.add("/story", page("<title>A story</title><p>Of magnets.</p>"))
        missing = farm.url("/missing")
        make_workspace(root, config=CONFIG).close()
        cli = Cli(root)
        blocked = cli("add", url)
        assert blocked.code == 5
        assert "private" in blocked.line
        assert farm.paths() == []
        named = CONFIG + f'\n[[feeds]]\nurl = "{farm.url("/feed")}"\n'
        (root / "feeds.toml").write_text(named, encoding="utf-8")
        added = cli("add", url, "--json")
        assert added.json["title"] == "A story"
        assert added.json["url"] == url
        gone = cli("add", missing)
        assert gone.code == 5
        assert "404" in gone.line


@pytest.mark.parametrize("url", ["javascript://x", "ftp://example.org/x", "http://"])
def test_what_is_no_web_address_is_a_wrong_call(cli: Cli, url: str) -> None:
    assert cli("add", url).code == 2


def test_a_lone_quotation_mark_is_told_with_its_place(cli: Cli) -> None:
    answer = cli("items", "--query", '"')
    assert (answer.code, answer.out) == (2, "")
    assert "at character 1 of the query" in answer.line
