"""Issues as files know their drafts: a repository of issues works on every machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from reewriter.desk.manuscript import remotes_of
from reewriter.errors import RemoteError
from reewriter.export import Choice
from reewriter.model import Action
from reewriter.workspace import Workspace, remote_drafts
from tests.export.fakes_first import FakeButtondown
from tests.workshop import make_workspace
from tests.workspace.conftest import weekly


def _desk(root: Path, fake: FakeButtondown, **words: str) -> Workspace:
    made = make_workspace(root, config=weekly(fake))
    made.issues.edit(None, {"subject": "What the count leaves out", **words})
    return made


def _dumped(workspace: Workspace) -> str:
    desk = workspace.copydesk
    return desk.dump(workspace.issues.composition(workspace.issues.current()))


def _push(workspace: Workspace, choice: Choice = Choice.ASK) -> Action:
    issue = workspace.issues.current()
    for one in workspace.press.check(issue):
        if one.severity.value == "error" and not one.waived:
            workspace.issues.waive(issue, one.id, one.where, "It is a trial.")
    return workspace.press.export(issue, "weekly", choice=choice).receipt.action


def test_a_file_brings_its_draft_to_another_machine(tmp_path: Path, fake: FakeButtondown) -> None:
    first, second = _desk(tmp_path / "one", fake), _desk(tmp_path / "two", fake)
    assert "remote:" not in _dumped(first)
    assert _push(first) is Action.CREATED
    text = _dumped(first)
    (draft,) = fake.drafts
    assert f"\nremote: weekly {draft} rw-" in text
    first.copydesk.load(text, file="issue.md")
    assert _dumped(first) == text

    second.copydesk.load(text, file="issue.md")
    assert _dumped(second) == text
    (state,) = second.services.states(second.issues.current(), look=True)
    assert (state.state, state.remote_id) == ("in sync", draft)
    second.issues.edit(None, {"subject": "Another subject"})
    assert _push(second) is Action.UPDATED
    assert list(fake.drafts) == [draft]

    # The first machine has not heard of it: what the second wrote is an edit like any other.
    first.issues.edit(None, {"subject": "A third subject"})
    with pytest.raises(RemoteError, match="edited there"):
        _push(first)


def test_two_machines_take_turns_by_their_files(tmp_path: Path, fake: FakeButtondown) -> None:
    first, second = _desk(tmp_path / "one", fake), _desk(tmp_path / "two", fake)
    _push(first)
    oldest = _dumped(first)
    for turn in range(3):
        for here, there in ((first, second), (second, first)):
            there.copydesk.load(_dumped(here), file="issue.md")
            assert _dumped(there) == _dumped(here)
            there.issues.edit(None, {"subject": f"Turn {turn} of {there.root.name}"})
            assert _push(there) is Action.UPDATED
    assert len(fake.drafts) == 1

    # An older file makes nobody forget: what this workspace has seen before is no news.
    (draft,) = fake.drafts.values()
    now = remote_drafts.known(first, first.issues.current())
    remote_drafts.adopt(first, first.issues.current(), remotes_of(oldest))
    assert remote_drafts.known(first, first.issues.current()) == now
    # What a person edits is still theirs.
    draft["subject"] = "Edited there"
    second.copydesk.load(_dumped(first), file="issue.md")
    for one in (first, second):
        one.issues.edit(None, {"subject": "Last of all"})
        with pytest.raises(RemoteError, match="edited there"):
            _push(one)
        assert remote_drafts.known(one, one.issues.current())[0].status == "changed"


def test_an_edit_seen_first_on_another_machine_is_shown_whole_and_why(
    tmp_path: Path, fake: FakeButtondown
) -> None:
    first, second = _desk(tmp_path / "one", fake), _desk(tmp_path / "two", fake)
    _push(first)
    second.copydesk.load(_dumped(first), file="issue.md")
    next(iter(fake.drafts.values()))["subject"] = "Edited there"
    for one, first_line in ((first, "--- subject, ours"), (second, "What stood there before is")):
        told = one.services.edited(one.issues.current(), "weekly").splitlines()
        assert told[0].startswith(first_line)
        assert "+Edited there" in told


def test_a_further_draft_is_followed_on_the_other_machine(
    tmp_path: Path, fake: FakeButtondown
) -> None:
    first, second = _desk(tmp_path / "one", fake), _desk(tmp_path / "two", fake)
    _push(first)
    old = _dumped(first)
    second.copydesk.load(old, file="issue.md")
    next(iter(fake.drafts.values()))["subject"] = "Edited there"
    _push(second, Choice.NEW)
    edited, further = fake.drafts
    first.copydesk.load(_dumped(second), file="issue.md")
    first.issues.edit(None, {"subject": "Another subject"})
    assert _push(first) is Action.UPDATED
    assert fake.drafts[further]["subject"] == "Another subject"
    assert fake.drafts[edited]["subject"] == "Edited there"
    # The file of before leads nobody back.
    remote_drafts.adopt(first, first.issues.current(), remotes_of(old))
    assert remote_drafts.known(first, first.issues.current())[0].remote_id == further


def test_what_a_workspace_knows_itself_is_not_taken_from_a_file(
    tmp_path: Path, fake: FakeButtondown
) -> None:
    desk = _desk(tmp_path / "one", fake)
    _push(desk)
    text = _dumped(desk)
    (draft,) = fake.drafts
    desk.copydesk.load(text.replace(draft, "em_999"), file="issue.md")
    assert _dumped(desk) == text


def test_a_head_that_names_a_draft_badly_is_passed_over(
    tmp_path: Path, fake: FakeButtondown
) -> None:
    desk = _desk(tmp_path / "one", fake)
    text = _dumped(desk)
    bad = text.replace("\npreheader:", "\nremote: weekly ../../x a b c\nremote: weekly\npreheader:")
    desk.copydesk.load(bad, file="issue.md")
    assert _dumped(desk) == text
