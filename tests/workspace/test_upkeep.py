"""What a look after a workspace finds lying about."""

from __future__ import annotations

from pathlib import Path

from reewriter.workspace import Workspace
from reewriter.workspace.upkeep import examine
from tests.workshop import CONFIG, NOW, make_workspace


def leftovers(root: Path) -> list[str]:
    return [f.where for f in examine(root, now=lambda: NOW) if f.id == "files.leftover"]


def test_half_written_exports_are_found(tmp_path: Path) -> None:
    make_workspace(tmp_path).close()
    assert leftovers(tmp_path) == []
    out = tmp_path / "out" / "2026-03-02"
    out.mkdir(parents=True)
    (out / "2026-03-02.html").write_text("whole")
    (out / ".2026-03-02.html.0a1b2c.tmp").write_text("hal")
    (tmp_path / ".feeds.toml.0a1b2c.tmp").write_text("[publ")
    assert leftovers(tmp_path) == [
        ".feeds.toml.0a1b2c.tmp",
        "out/2026-03-02/.2026-03-02.html.0a1b2c.tmp",
    ]


def test_a_look_changes_nothing(tmp_path: Path) -> None:
    make_workspace(tmp_path).close()
    before = sorted(tmp_path.rglob("*"))
    examine(tmp_path, now=lambda: NOW)
    assert sorted(tmp_path.rglob("*")) == before
    with Workspace.open(tmp_path, now=lambda: NOW) as workspace:
        assert workspace.issues.listed() == []


def test_a_target_that_tags_links_is_well(tmp_path: Path) -> None:
    tagged = '[targets.tagged]\ntype = "file"\nutm_source = "reex"\n'
    make_workspace(tmp_path, config=f"{CONFIG}\n{tagged}").close()
    found = [one.id for one in examine(tmp_path, now=lambda: NOW) if one.id.startswith("targets")]
    assert found == []


def test_an_edit_of_a_story_that_was_left_is_offered_by_the_desk(tmp_path: Path) -> None:
    make_workspace(tmp_path).close()
    (tmp_path / "backups").mkdir(exist_ok=True)
    (tmp_path / "backups" / "story-3-edit.md").write_text("## 3: Kiln", encoding="utf-8")
    (hint,) = [one.hint for one in examine(tmp_path, now=lambda: NOW) if one.id == "files.leftover"]
    assert "in the desk" in hint
