"""Exporting again: unchanged, updated, in the way; every delivery is recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from reewriter.errors import ExportError
from reewriter.export import ExportContext, Receipt, deliver, target_for
from reewriter.export.deliver import DELIVERED, INTENDED
from reewriter.model import Action, Issue, Rendered
from reewriter.store import Store, deliveries
from tests.export.conftest import make_rendered
from tests.sample_issue import NOW

Export = Callable[..., Receipt]


@pytest.fixture
def export(store: Store, issue: Issue, ctx: ExportContext) -> Export:
    """Export to the `file` target."""

    def run(
        rendered: Rendered, *, to: str = "file", dry_run: bool = False, again: bool = False
    ) -> Receipt:
        return deliver(
            store,
            target_for(to),
            rendered,
            issue=issue,
            ctx=ctx,
            now=NOW,
            dry_run=dry_run,
            again=again,
        )

    return run


def test_three_files_are_written_and_recorded(
    export: Export, store: Store, issue: Issue, ctx: ExportContext, rendered: Rendered
) -> None:
    receipt = export(rendered)
    html = ctx.out_dir / "2026-03-13.html"
    assert receipt.action is Action.WRITTEN
    assert receipt.url == html.as_uri()
    assert [path.name for path in receipt.files] == [
        "2026-03-13.html",
        "2026-03-13.md",
        "2026-03-13.txt",
    ]
    assert "https://reex.example/unsubscribe" in html.read_text(encoding="utf-8")
    known = deliveries.latest(store, issue.id, "file")
    assert known is not None
    assert (known.status, known.digest, known.at) == (DELIVERED, receipt.digest, NOW)


@pytest.mark.parametrize("to", ["file", "eml", "zip"])
def test_no_merge_tag_is_left(
    export: Export, rendered: Rendered, ctx: ExportContext, to: str
) -> None:
    for path in export(rendered, to=to).files:
        assert "⟦".encode() not in path.read_bytes()


def test_same_content_again_is_unchanged(
    export: Export, store: Store, issue: Issue, rendered: Rendered
) -> None:
    first, second = export(rendered), export(rendered)
    assert second.action is Action.UNCHANGED
    assert (second.digest, second.url) == (first.digest, first.url)
    assert len(deliveries.listed(store, issue.id)) == 2  # the intent and the delivery


def test_changed_content_is_written(export: Export, rendered: Rendered) -> None:
    first = export(rendered)
    second = export(make_rendered(text="Another text\n"))
    assert second.action is Action.WRITTEN
    assert second.digest != first.digest


def test_a_missing_file_is_written_again(
    export: Export, rendered: Rendered, ctx: ExportContext
) -> None:
    export(rendered)
    (ctx.out_dir / "2026-03-13.txt").unlink()
    assert export(rendered).action is Action.WRITTEN
    assert (ctx.out_dir / "2026-03-13.txt").exists()


def test_again_writes_although_nothing_changed(export: Export, rendered: Rendered) -> None:
    export(rendered)
    receipt = export(rendered, again=True)
    assert receipt.action is Action.WRITTEN
    assert receipt.kept == ()


@pytest.mark.parametrize("changed", [True, False])
def test_a_file_edited_by_hand_is_not_overwritten(
    export: Export, rendered: Rendered, ctx: ExportContext, changed: bool
) -> None:
    export(rendered)
    path = ctx.out_dir / "2026-03-13.html"
    path.write_text("edited by hand", encoding="utf-8")
    with pytest.raises(ExportError, match=r"2026-03-13\.html") as caught:
        export(make_rendered(text="New\n") if changed else rendered)
    assert "--again" in caught.value.hint
    assert path.read_text(encoding="utf-8") == "edited by hand"


def test_a_file_that_was_there_first_is_not_overwritten(
    export: Export, rendered: Rendered, ctx: ExportContext
) -> None:
    ctx.out_dir.mkdir()
    (ctx.out_dir / "2026-03-13.md").write_text("my notes", encoding="utf-8")
    with pytest.raises(ExportError, match=r"2026-03-13\.md"):
        export(rendered)
    assert [path.name for path in ctx.out_dir.iterdir()] == ["2026-03-13.md"]


def test_again_keeps_a_copy_of_what_was_there(
    export: Export, rendered: Rendered, ctx: ExportContext
) -> None:
    export(rendered)
    path = ctx.out_dir / "2026-03-13.html"
    path.write_text("edited by hand", encoding="utf-8")
    receipt = export(rendered, again=True)
    assert receipt.kept == (ctx.out_dir / "2026-03-13.html.orig",)
    assert receipt.kept[0].read_text(encoding="utf-8") == "edited by hand"
    assert "Dysprosium" in path.read_text(encoding="utf-8")
    assert export(rendered).action is Action.UNCHANGED


def test_an_older_export_of_ours_may_be_overwritten(
    export: Export, rendered: Rendered, ctx: ExportContext
) -> None:
    export(rendered)
    path = ctx.out_dir / "2026-03-13.txt"
    before = path.read_bytes()
    export(make_rendered(text="Newer\n"))
    path.write_bytes(before)
    assert export(make_rendered(text="Newest\n")).action is Action.WRITTEN


def test_files_of_an_export_that_was_cut_off_are_ours(
    export: Export, rendered: Rendered, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a kill between two of the files."""
    export(rendered)

    def cut_off(files: Mapping[Path, bytes]) -> None:
        path, content = next(iter(files.items()))
        path.write_bytes(content)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("reewriter.atomic.write_files", cut_off)
        with pytest.raises(KeyboardInterrupt):
            export(make_rendered(html="<p>newer</p>", text="Newer\n"))
    assert export(make_rendered(html="<p>newest</p>")).action is Action.WRITTEN


def test_dry_run_writes_and_records_nothing(
    export: Export, store: Store, issue: Issue, rendered: Rendered, ctx: ExportContext
) -> None:
    receipt = export(rendered, dry_run=True)
    assert receipt.action is Action.DRY_RUN
    assert receipt.url == (ctx.out_dir / "2026-03-13.html").as_uri()
    assert not ctx.out_dir.exists()
    assert deliveries.listed(store, issue.id) == []


def test_dry_run_says_what_would_be_in_the_way(
    export: Export, rendered: Rendered, ctx: ExportContext
) -> None:
    ctx.out_dir.mkdir()
    (ctx.out_dir / "2026-03-13.html").write_bytes(b"mine")
    with pytest.raises(ExportError):
        export(rendered, dry_run=True)


def test_failure_leaves_the_intent_as_the_last_record(
    export: Export, store: Store, issue: Issue, rendered: Rendered, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = export(rendered)

    def no_room(files: object) -> None:
        raise ExportError("no room")

    monkeypatch.setattr("reewriter.atomic.write_files", no_room)
    with pytest.raises(ExportError, match="no room"):
        export(make_rendered(text="Newer\n"))
    last = deliveries.latest(store, issue.id, "file")
    assert last is not None
    assert last.status == INTENDED
    assert last.digest == first.digest
    assert last.intent not in ("", first.digest)


def test_pictures_travel_with_the_files(export: Export, ctx: ExportContext, picture: Path) -> None:
    export(
        make_rendered(
            html='<p><img src="media/a%20mine.png" alt=""> ⟦unsubscribe_url⟧</p>',
            images=(picture,),
        )
    )
    assert (ctx.out_dir / "images" / "1.png").read_bytes() == picture.read_bytes()
    assert 'src="images/1.png"' in (ctx.out_dir / "2026-03-13.html").read_text(encoding="utf-8")


def test_a_missing_picture_is_named_and_nothing_written(
    export: Export, ctx: ExportContext, tmp_path: Path
) -> None:
    with pytest.raises(ExportError, match=r"gone\.png"):
        export(make_rendered(images=(tmp_path / "gone.png",)))
    assert not ctx.out_dir.exists()
