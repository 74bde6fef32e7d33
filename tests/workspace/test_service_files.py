"""Issues as files know their drafts: a repository of issues works on every machine."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reewriter.errors import RemoteError
from reewriter.model import Action
from reewriter.workspace import Workspace
from tests.export.fake_service import KEY
from tests.export.fakes_first import FakeButtondown
from tests.workshop import CONFIG, make_workspace


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeButtondown]:
    monkeypatch.setitem(sys.modules, "keyring", None)
    monkeypatch.setenv("REEWRITER_WEEKLY_KEY", KEY)
    with FakeButtondown() as made:
        yield made


def _desk(root: Path, fake: FakeButtondown, **words: str) -> Workspace:
    config = f'{CONFIG}\n[targets.weekly]\ntype = "buttondown"\nurl = "{fake.url}"\n'
    made = make_workspace(root, config=config)
    made.issues.edit(None, {"subject": "What the count leaves out", **words})
    return made


def _dumped(workspace: Workspace) -> str:
    desk = workspace.copydesk
    return desk.dump(workspace.issues.composition(workspace.issues.current()))


def _push(workspace: Workspace) -> Action:
    issue = workspace.issues.current()
    for one in workspace.press.check(issue):
        if one.severity.value == "error" and not one.waived:
            workspace.issues.waive(issue, one.id, one.where, "It is a trial.")
    return workspace.press.export(issue, "weekly").receipt.action


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
