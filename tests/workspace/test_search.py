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
