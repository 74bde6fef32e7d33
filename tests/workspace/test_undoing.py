"""Undo and redo across triage, stories and issues: as far as one likes, always exactly back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reewriter.model import Highlight
from reewriter.workspace import Workspace
from tests.workshop import NOW, invent, make_workspace

_TABLES = {
    "item": "id, state, until, group_id, folded",
    "story": "id, item_id, format, headline, deck, tldr, critique, note, tags",
    "source": "id, story_id, outlet, reporter, text",
    "highlight": "story_id, position, text",
    "issue": "id, edition, subject, subjects, preheader, intro, sections, status",
    "placement": "issue_id, story_id, section, position, bench",
    "waiver": 'issue_id, check_id, "where", reason',
}
_STEPS = st.lists(st.tuples(st.integers(0, 12), st.integers(1, 6)), min_size=1, max_size=12)


def state(workspace: Workspace) -> dict[str, list[tuple[object, ...]]]:
    """Return everything that an editor can change."""
    return {
        table: [tuple(row) for row in workspace.store.rows(f'SELECT {what} FROM "{table}"')]
        for table, what in _TABLES.items()
    }


def act(workspace: Workspace, what: int, n: int) -> None:  # noqa: C901  # one branch a key
    """Do one of the things that editors do; where it makes no sense, nothing."""
    triage, writing, issues = workspace.triage, workspace.writing, workspace.issues
    story = writing.of_item(n)
    issue = issues.current()
    if what == 0:
        triage.keep([n])
    elif what == 1:
        triage.skip([n, n % 6 + 1])
    elif what == 2:
        triage.later([n], NOW + timedelta(hours=n))
    elif what == 3:
        triage.reset([n])
    elif what == 4:
        issues.edit(None, {"subject": f"Subject {n}", "preheader": "p" * n})
    elif what == 5:
        issues.edit(None, {"subjects": (f"Subject {n}", "Another")})
    elif what == 6:
        issues.layout.pick(issue, n % 3)
    elif what == 7:
        issues.waive(issue, f"check.{n}", "html", "because")
    elif story is not None:
        if what == 8:
            writing.edit(story.id, {"headline": f"Headline {n}", "critique": "c" * n})
        elif what == 9:
            writing.set_highlights(story.id, [Highlight(f"h{n}"), Highlight("again")][: n % 3])
        elif what == 10:
            issues.place(story.id, section=("Policy", "Markets")[n % 2], bench=n % 3 == 0)
        elif what == 11:
            issues.move(story.id, -1 if n % 2 else 1)
        elif any(not p.bench for p in issues.composition(issue).placed):
            section = issues.composition(issue).above[0].section
            issues.layout.move_section(issue, section, 1)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Six new items, of which two are kept."""
    workspace = make_workspace(tmp_path / "desk", [invent(n) for n in range(1, 7)])
    workspace.triage.keep([1, 2])
    return workspace


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(_STEPS)
def test_undo_leads_back_step_by_step_and_redo_forth(
    workspace: Workspace, steps: list[tuple[int, int]]
) -> None:
    workspace._done.clear()
    workspace._undone.clear()
    seen = [state(workspace)]
    for what, n in steps:
        before = len(workspace._done)
        act(workspace, what, n)
        if len(workspace._done) > before:
            seen.append(state(workspace))
        else:
            assert state(workspace) == seen[-1], "what changes can be undone"
    for was in reversed(seen[:-1]):
        label = workspace.undo()
        assert label
        assert state(workspace) == was, label
    assert workspace.undo() is None
    for then in seen[1:]:
        label = workspace.redo()
        assert label
        assert state(workspace) == then, label
    assert workspace.redo() is None
    while workspace.undo():
        pass
    assert state(workspace) == seen[0]


def test_what_was_done_is_said_in_words(workspace: Workspace) -> None:
    said = {
        0: "kept “Rare earth licence count reaches 3 as…”",
        1: "skipped 2 items",
        2: "put off “Rare earth licence count reaches 3 as…”",
        4: "subject and preheader of No. 214",
        5: "further subjects of No. 214",
        7: "waived: check.3",
    }
    for what, label in said.items():
        act(workspace, what, 3)
        assert workspace.undo() == label
