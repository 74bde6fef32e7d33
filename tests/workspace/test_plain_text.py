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


def written(desk: Workspace) -> str:
    return desk.copydesk.dump(desk.issues.composition(desk.issues.current()))


def test_it_goes_with_the_issue_into_a_file_and_back_byte_for_byte(desk: Workspace) -> None:
    by_hand = (
        "  Ours # by hand\n\n# Policy\n## 1: no story\n|  bars\\ |  \n\t—\n⟦unsubscribe_url⟧\n"
    )
    desk.plain_text.write(desk.issues.current(), by_hand)
    assert desk.issues.current().own_text == by_hand
    file = written(desk)
    desk.plain_text.clear(desk.issues.current())
    assert "by hand" not in written(desk)
    desk.copydesk.load(file, file="issue.md")
    assert desk.issues.current().own_text == by_hand
    assert written(desk) == file
    assert not is_stale(desk)
    desk.copydesk.load(file.replace("Ours #", "Theirs #"), file="issue.md")
    assert desk.issues.current().own_text == by_hand.replace("Ours #", "Theirs #")
    assert desk.undo() == "loaded 2026-03-02"
    assert written(desk) == file


def test_in_a_file_it_is_as_old_as_it_was(desk: Workspace) -> None:
    desk.plain_text.write(desk.issues.current(), "Ours ⟦unsubscribe_url⟧")
    fresh = written(desk)
    desk.issues.edit(None, {"intro": "A new beginning."})
    stale = written(desk)
    desk.plain_text.clear(desk.issues.current())
    desk.copydesk.load(stale, file="issue.md")
    assert is_stale(desk)
    desk.copydesk.load(fresh.replace("number: 214", "number: 214\n# as it was"), file="issue.md")
    assert not is_stale(desk), "the intro is again what it was written for"


def test_in_a_file_it_is_begun_changed_and_taken_away(desk: Workspace) -> None:
    file = f"{written(desk)}\n# Plain text by hand\n\n| Ours\n|\n| ⟦unsubscribe_url⟧\n"
    desk.copydesk.load(file.replace("subject:", "subject: A subject too", 1), file="issue.md")
    assert desk.issues.current().own_text == "Ours\n\n⟦unsubscribe_url⟧\n"
    assert not is_stale(desk), "it was written together with the subject"
    bare = written(desk).partition("| Ours")[0]
    desk.copydesk.load(bare.partition("# Plain text")[0], file="issue.md")
    assert desk.issues.current().own_text, "what the file does not name stays"
    with pytest.raises(UsageError, match=r"issue.md:\d+: a line of the plain text begins with"):
        desk.copydesk.load(f"{bare}Ours\n", file="issue.md")
    desk.copydesk.load(bare, file="issue.md")
    assert (desk.issues.current().own_text, desk.issues.current().own_text_of) == ("", "")
