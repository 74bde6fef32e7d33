"""Plain text by hand: it goes out as it was written, and is known to be old when it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from reewriter.errors import SentError, UsageError
from reewriter.model import IssueStatus, Rendered
from reewriter.render.mergetags import placeholders
from reewriter.workspace import Workspace
from tests.workshop import invent, make_workspace


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    workspace = make_workspace(tmp_path / "desk", [invent(1)])
    workspace.triage.keep([1])
    workspace.issues.place(1)
    return workspace


def printed(desk: Workspace) -> Rendered:
    return desk.press.render(desk.issues.current())


def is_stale(desk: Workspace) -> bool:
    found = desk.press.check(desk.issues.current())
    return "parity.stale" in {finding.id for finding in found}


def test_it_goes_out_as_written_until_it_is_taken_away(desk: Workspace) -> None:
    issue = desk.issues.current()
    before = printed(desk)
    desk.plain_text.write(issue, before.text.replace("Rare earth", "Rarest earth"))
    after = printed(desk)
    assert after.text == before.text.replace("Rare earth", "Rarest earth")
    assert (after.html, after.markdown) == (before.html, before.markdown)
    assert desk.press.write(issue)["text"].read_text().startswith(before.text[:20])
    assert (
        b"Rarest earth"
        in desk.press.export(desk.issues.current(), "file", anyway="a test")
        .receipt.files[2]
        .read_bytes()
    )
    assert desk.undo() == "plain text of No. 214"
    assert printed(desk) == before
    desk.redo()
    desk.plain_text.clear(desk.issues.current())
    assert printed(desk) == before
    versions = desk.issues.history(desk.issues.current())
    assert any("Rarest earth" in one.value for one in versions if one.field == "own_text")


def test_it_is_old_once_the_issue_says_something_else(desk: Workspace) -> None:
    desk.plain_text.write(desk.issues.current(), f"{printed(desk).text}Ours.")
    assert not is_stale(desk)
    desk.issues.edit(None, {"intro": "A new beginning."})
    assert is_stale(desk)
    assert desk.plain_text.is_stale(desk.issues.current())
    assert "A new beginning" not in printed(desk).text
    desk.plain_text.keep(desk.issues.current())
    assert not is_stale(desk)
    desk.undo()
    assert is_stale(desk)
    desk.undo()
    assert not is_stale(desk), "what it was written for is there again"


def test_addresses_of_a_working_copy_become_tags_and_nothing_else_does(desk: Workspace) -> None:
    issue = desk.issues.current()
    copy = desk.press.write(issue)["text"].read_text()
    assert "⟦" not in copy
    desk.plain_text.write(issue, f"{copy}\n{{{{ evil }}}} *|EVIL|* ⟦evil⟧ \x1b[31m\n")
    text = printed(desk).text
    assert set(placeholders(text)) == set(placeholders(printed(desk).made_text))
    assert "{{" not in text
    assert "*|" not in text
    assert "\x1b" not in text
    assert "evil" in text


def test_the_templates_own_text_is_none_by_hand(desk: Workspace) -> None:
    issue = desk.plain_text.write(desk.issues.current(), printed(desk).text + "Ours.")
    assert issue.own_text
    assert not desk.plain_text.write(issue, printed(desk).made_text).own_text
    with pytest.raises(UsageError, match="empty"):
        desk.plain_text.write(desk.issues.current(), " \n")
    with pytest.raises(UsageError, match="no plain text of its own"):
        desk.plain_text.keep(desk.issues.current())


def test_an_issue_that_went_out_keeps_its_text(desk: Workspace) -> None:
    issue = desk.plain_text.write(desk.issues.current(), printed(desk).text + "Ours.")
    sent = desk.issues.edit(issue.edition, {"status": IssueStatus.SENT})
    with pytest.raises(SentError):
        desk.plain_text.clear(sent)
