"""Search as the front ends ask for it: inside a view, in pages, counted, by the editor's day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reewriter.errors import UsageError
from reewriter.workspace import Workspace
from tests.workshop import bring, invent, make_workspace

MIDNIGHT_IN_NEW_YORK = datetime(2026, 3, 2, 5, 30, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    titles = ("Magnet", "Gallium", "Cricket", "Magnet and gallium")
    items = [invent(n, title=title, text="-") for n, title in enumerate(titles, start=1)]
    with make_workspace(tmp_path / "news", items, now=MIDNIGHT_IN_NEW_YORK) as made:
        yield made


def titles(workspace: Workspace, query: str, **asked: str) -> list[str]:
    found = workspace.triage.ids(query, sort="new", **asked)  # type: ignore[arg-type] # within only
    return [row.title for row in workspace.triage.rows(found)]


def test_what_is_typed_in_a_view_stays_within_the_view(workspace: Workspace) -> None:
    workspace.triage.skip([3, 4])
    assert titles(workspace, "magnet OR cricket", within="state:skipped") == [
        "Cricket",
        "Magnet and gallium",
    ]
    assert titles(workspace, "magnet", within="gallium OR cricket") == []
    assert titles(workspace, "state:any", within="gallium OR cricket") == [
        "Gallium",
        "Cricket",
        "Magnet and gallium",
    ]
    with pytest.raises(UsageError, match="character 1 "):
        titles(workspace, "(magnet", within="state:skipped")


def test_only_what_is_typed_may_be_half_a_word(workspace: Workspace) -> None:
    assert titles(workspace, "gall") == ["Gallium", "Magnet and gallium"]
    assert titles(workspace, "", within="gall") == []
    assert workspace.triage.count("gall") == 0
    assert workspace.triage.count("gallium") == 2


def test_a_page_begins_the_list_and_counts_need_none(workspace: Workspace) -> None:
    bring(workspace, [invent(n, title=f"Magnet {n}", text="-") for n in range(10, 60)])
    whole = workspace.triage.ids("magnet")
    assert list(workspace.triage.ids("magnet", limit=20)) == list(whole[:20])
    assert workspace.triage.count("magnet") == len(whole) == 52


def test_today_begins_at_the_publications_midnight(workspace: Workspace) -> None:
    bring(workspace, [invent(70, title="At midnight", text="-", hours=0)])
    with workspace.store.write():
        workspace.store.execute("UPDATE item SET sort_at = '2026-03-02T05:00:00Z' WHERE id = 5")
        workspace.store.execute("UPDATE item SET sort_at = '2026-03-02T04:59:59Z' WHERE id = 1")
    assert "At midnight" in titles(workspace, "newer:today")
    assert titles(workspace, "newer:yesterday older:today") == ["Magnet"]


def test_a_tag_of_the_glossary_finds_each_of_its_names(tmp_path: Path) -> None:
    texts = {
        1: "The kiln at Narva ships dysprosium oxide on Monday.",
        2: "MP Materials sells magnets, and nothing else was said of it.",
        3: "A school fair, with a magnet and a pony.",
        4: "Oxide of Kallium was shipped from Port Hale.",
    }
    parsed = [invent(n, title=f"Story {n}", text=text) for n, text in texts.items()]
    with make_workspace(tmp_path, parsed) as workspace:
        assert list(workspace.triage.ids("tag:dysprosium")) == [1]
        assert list(workspace.triage.ids('tag:"MP Materials"')) == [2]
        assert sorted(workspace.triage.ids("~tag:dysprosium")) == [2, 3, 4]
        assert list(workspace.triage.ids("tag:kallium")) == []
        (tmp_path / "glossary.toml").write_text('[[entries]]\nname = "kallium"\nkind = "element"\n')
        assert list(workspace.triage.ids("tag:kallium")) == [4]
        assert workspace.triage.count("tag:dysprosium OR tag:kallium") == 2


@pytest.fixture
def told_twice(tmp_path: Path) -> Iterator[Workspace]:
    """One story of two feeds of different sections, and one of each alone."""
    first, again = (
        invent(n, title="Gallium ships", text="-", url="https://page.example/one") for n in (1, 1)
    )
    with make_workspace(tmp_path / "news", [first, invent(2, title="Of Policy", text="-")]) as made:
        bring(made, [again, invent(3, title="Of Markets", text="-")], feed=1)
        yield made


def test_a_line_is_found_by_the_section_of_each_that_tells_it(told_twice: Workspace) -> None:
    assert titles(told_twice, "section:Policy") == ["Gallium ships", "Of Policy"]
    assert titles(told_twice, "section:Markets") == ["Gallium ships", "Of Markets"]
    assert titles(told_twice, "~section:markets") == ["Of Policy"]
    assert titles(told_twice, "", within="section:Markets") == ["Gallium ships", "Of Markets"]
    assert told_twice.triage.count("section:Markets") == 2
    assert titles(told_twice, "section:Markets (section:Policy OR alone)") == ["Gallium ships"]


def test_what_is_not_a_line_is_found_by_its_own_section_only(told_twice: Workspace) -> None:
    found = told_twice.triage.ids("section:Markets", folded=False)
    feeds = {told_twice.triage.item(one).feed_id for one in found}
    assert len(found) == 2
    assert len(feeds) == 1
    assert len(told_twice.triage.ids("section:Markets feed:Oxide")) == 2
    assert len(told_twice.triage.ids("section:Markets feed:Basin")) == 0


def test_a_line_is_found_by_the_tags_of_each_that_tells_it(told_twice: Workspace) -> None:
    folded = told_twice.store.value("SELECT id FROM item WHERE folded = 1")
    with told_twice.store.write():
        told_twice.store.execute("INSERT INTO item_tag VALUES (?, 'chips')", (folded,))
        told_twice.store.execute("UPDATE feed SET tags = '[\"east\"]' WHERE section = 'Markets'")
    assert titles(told_twice, "tag:chips") == ["Gallium ships"]
    assert titles(told_twice, "tag:east") == ["Gallium ships", "Of Markets"]


def test_a_section_counts_the_lines_of_others_that_it_has_a_part_in(
    told_twice: Workspace,
) -> None:
    assert told_twice.triage.counts_elsewhere() == {"Markets": 1}
    told_twice.triage.skip(list(told_twice.triage.ids("gallium")))
    assert told_twice.triage.counts_elsewhere() == {}
