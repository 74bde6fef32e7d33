"""Rules: on new items as they arrive, once; on stored ones on demand, as one undoable change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from email.utils import format_datetime
from html import escape
from pathlib import Path

import pytest

from reewriter.config import RuleSpec
from reewriter.errors import NotFoundError
from reewriter.model import ItemState
from reewriter.store import learning, scores
from reewriter.workspace import Workspace
from tests.text.grouping_set import labelled_pairs
from tests.workshop import CONFIG, NOW, bring, invent, make_workspace

TITLES = ("Magnet maker hires", "Football club sold", "Gallium for a football stadium", "Weather")
RULES = """
[[rules]]
when = "football ~gallium"
then = "skip"
[[rules]]
when = "magnet* OR football"
then = "keep"
[[rules]]
when = "gallium"
then = "tag chips"
[[rules]]
when = "title:gallium"
then = "score +2.5"
"""


def rss(*titles: str) -> str:
    items = "".join(
        f"<item><title>{title}</title><link>https://news.example/{title.replace(' ', '-')}</link>"
        f"<guid>{title}</guid><pubDate>{format_datetime(NOW - timedelta(hours=1))}</pubDate></item>"
        for title in titles
    )
    return f'<rss version="2.0"><channel><title>Basin</title>{items}</channel></rss>'


def publish(workspace: Workspace, *titles: str) -> None:
    """Let the feeds of the workspace's folder say this: the first one, the second nothing."""
    folder = workspace.root / "feeds"
    folder.mkdir(exist_ok=True)
    (folder / "basin.xml").write_text(rss(*titles), encoding="utf-8")
    (folder / "oxide.xml").write_text(rss(), encoding="utf-8")


def fetch(workspace: Workspace, *titles: str) -> None:
    publish(workspace, *titles)
    assert [o.error for o in workspace.wire.fetch(force=True) if o.failed] == []


def states(workspace: Workspace) -> dict[str, str]:
    found = workspace.triage.ids("state:any", folded=False)
    return {row.title: row.state.value for row in workspace.triage.rows(found)}


@pytest.fixture
def ruled(tmp_path: Path) -> Iterator[Workspace]:
    with make_workspace(tmp_path / "news", config=CONFIG + RULES) as workspace:
        yield workspace


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[Workspace]:
    with make_workspace(tmp_path / "news") as workspace:
        yield workspace


def use_rules(workspace: Workspace, rules: str = RULES) -> None:
    from reewriter.config import check_text

    workspace.use(check_text(CONFIG + rules, str(workspace.root / "feeds.toml")))


def test_what_rules_keep_is_kept_once_though_its_copies_are_found_late(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reewriter.workspace.wire._FOLDING", 0.0)
    pair = next(p for p in labelled_pairs() if p.kind == "same")
    rule = '\n[[rules]]\nwhen = "ruled"\nthen = "keep"\n'
    with make_workspace(tmp_path / "news", config=CONFIG + rule) as workspace:
        publish(workspace, *(f"Weather of day {n}" for n in range(310)))
        basin = workspace.root / "feeds" / "basin.xml"
        twice = "".join(
            f"<item><title>{escape(pair.one.title)}</title><guid>copy {n}</guid>"
            f"<link>https://news.example/copy-{n}</link>"
            f"<description>{escape(pair.one.text)} ruled</description></item>"
            for n in (1, 2)
        )
        said = basin.read_text(encoding="utf-8").replace("</channel>", f"{twice}</channel>")
        basin.write_text(said, encoding="utf-8")
        workspace.wire.fetch(force=True)
        kept = workspace.triage.ids("state:kept")
        assert [len(workspace.triage.group(one)) for one in kept] == [2]


def test_rules_act_on_what_a_fetch_brings(ruled: Workspace) -> None:
    fetch(ruled, *TITLES)
    assert states(ruled) == {
        "Magnet maker hires": "kept",
        "Football club sold": "skipped",
        "Gallium for a football stadium": "kept",
        "Weather": "new",
    }
    # A kept item has its story on the bench, as if a person had kept it.
    placed = ruled.issues.composition(ruled.issues.current()).bench
    assert sorted(one.story.headline for one in placed) == [
        "Gallium for a football stadium",
        "Magnet maker hires",
    ]
    (gallium,) = ruled.triage.ids("tag:CHIPS state:any", folded=False)
    assert scores.tags(ruled.store, [gallium]) == {gallium: ("chips",)}
    item = ruled.triage.item(gallium)
    reasons = {reason.label: reason.points for reason in ruled.triage.why(gallium)}
    assert reasons["your rule title:gallium"] == 2.5
    assert item.score == pytest.approx(sum(reasons.values()))


def test_rules_act_once_and_leave_what_a_person_decides(ruled: Workspace) -> None:
    fetch(ruled, *TITLES)
    (football,) = ruled.triage.ids("state:skipped", folded=False)
    ruled.triage.reset([football])
    score = ruled.triage.item(3).score
    fetch(ruled, *TITLES, "Magnets again")
    assert states(ruled)["Football club sold"] == "new"
    assert states(ruled)["Magnets again"] == "kept"
    assert ruled.triage.item(3).score == score
    ruled.rules.catch_up()
    assert states(ruled)["Football club sold"] == "new"


def test_two_programs_that_fetch_let_rules_act_once(ruled: Workspace) -> None:
    bring(ruled, [invent(1, title="Gallium", text="-"), invent(2, title="Magnet", text="-")])
    before = ruled.triage.item(1).score
    with ruled.fork() as other:
        other.rules.catch_up()
        ruled.rules.catch_up()
    assert ruled.triage.item(1).score == before + 2.5
    assert [s.items for s in ruled.rules.listed()] == [0, 1, 1, 1]
    assert ruled.triage.item(2).state is ItemState.KEPT


def test_a_rule_that_is_new_acts_on_new_items_only(plain: Workspace) -> None:
    fetch(plain, *TITLES)
    use_rules(plain)
    fetch(plain, *TITLES, "Football on ice")
    assert states(plain)["Football on ice"] == "skipped"
    assert states(plain)["Football club sold"] == "new"


def test_what_was_cut_off_is_done_with_the_next_fetch(ruled: Workspace) -> None:
    bring(ruled, [invent(1, title="Football club sold", text="-")])  # stored, then killed
    assert ruled.triage.item(1).state is ItemState.NEW
    fetch(ruled, "Weather")
    assert ruled.triage.item(1).state is ItemState.SKIPPED


def test_what_the_editor_adds_by_hand_no_rule_touches(ruled: Workspace) -> None:
    added = ruled.by_hand.text("Football: a pasted text\n\nIt goes on.")
    fetch(ruled, "Weather")
    assert ruled.triage.item(added.id).state is ItemState.NEW


def test_a_late_source_of_a_story_that_was_decided_is_left_with_it(ruled: Workspace) -> None:
    bring(ruled, [invent(1, title="Weather", url="https://news.example/w", text="-")])
    ruled.triage.skip([1])
    bring(ruled, [invent(2, title="Magnet", url="https://news.example/w", text="-")], feed=1)
    ruled.rules.catch_up()
    assert ruled.triage.item(2).state is ItemState.SKIPPED


def test_nothing_is_learnt_from_rules(ruled: Workspace) -> None:
    fetch(ruled, *TITLES)
    assert learning.counts(ruled.store) == {}
    ruled.undo()
    ruled.redo()
    assert learning.counts(ruled.store) == {}


def test_points_come_back_when_a_publisher_changes_an_item(ruled: Workspace) -> None:
    bring(ruled, [invent(1, title="Gallium news", text="One.")])
    ruled.rules.catch_up()
    before = ruled.triage.item(1).score
    bring(ruled, [invent(1, title="Gallium news", text="Two.")])
    assert ruled.triage.item(1).score == before - 2.5
    ruled.scoring.settle(changed=True)
    assert ruled.triage.item(1).score == before


def test_a_preview_says_what_would_be_done_and_does_nothing(plain: Workspace) -> None:
    fetch(plain, *TITLES)
    use_rules(plain)
    told = plain.rules.preview()
    assert [(one.number, one.found, one.acts) for one in told] == [
        (1, 1, 1),
        (2, 3, 2),
        (3, 1, 1),
        (4, 1, 1),
    ]
    assert [row.title for row in told[0].examples] == ["Football club sold"]
    assert set(states(plain).values()) == {"new"}
    (tried,) = plain.rules.preview(RuleSpec("weather", "skip"))
    assert (tried.number, tried.found, tried.acts) == (0, 1, 1)


def test_points_that_items_have_are_not_announced_again(plain: Workspace) -> None:
    fetch(plain, *TITLES)
    use_rules(plain)
    points = plain.config.rules[3]
    assert [one.acts for one in plain.rules.preview(points)] == [1]
    plain.rules.apply(points)
    assert [one.acts for one in plain.rules.preview(points)] == [0]
    more = RuleSpec(points.when, "score", points=4.0)
    assert [(one.found, one.acts) for one in plain.rules.preview(more)] == [(1, 1)]


def test_points_given_on_arrival_are_not_announced_again(ruled: Workspace) -> None:
    fetch(ruled, *TITLES)
    assert ruled.rules.preview()[3].acts == 0


def test_applied_rules_are_one_change_that_can_be_undone(plain: Workspace) -> None:
    fetch(plain, *TITLES)
    before = states(plain)
    use_rules(plain)
    done = plain.rules.apply()
    assert done.label == "rules: kept 2 items, skipped 1 item, tagged 1 item"
    assert done.note == "scored 1 item anew"
    assert sorted(states(plain).values()) == ["kept", "kept", "new", "skipped"]
    assert plain.rules.apply().label == "rules: nothing to do"
    assert plain.undo() == done.label
    assert states(plain) == before
    assert list(plain.triage.ids("tag:chips state:any")) == []
    assert plain.redo() == done.label
    assert sorted(states(plain).values()) == ["kept", "kept", "new", "skipped"]


def test_points_are_counted_once_however_often_rules_are_applied(plain: Workspace) -> None:
    fetch(plain, "Gallium in the news", "Weather")
    use_rules(plain, '[[rules]]\nwhen = "title:gallium"\nthen = "score +2.5"\n')
    assert plain.rules.apply().note == "scored 1 item anew"
    assert plain.rules.apply().note == ""
    assert [one.items for one in plain.rules.listed()] == [1]


def test_an_item_that_gets_two_tags_is_one_item(plain: Workspace) -> None:
    fetch(plain, "Gallium in the news")
    rules = '[[rules]]\nwhen = "gallium"\nthen = "tag chips"\n'
    use_rules(plain, rules + rules.replace("chips", "metals"))
    assert plain.rules.apply().label == "rules: tagged 1 item"


def test_what_a_fork_did_can_be_undone_here(plain: Workspace) -> None:
    fetch(plain, *TITLES)
    use_rules(plain)
    before = states(plain)
    with plain.fork() as other:
        done = other.rules.apply()
    plain.adopt(other)
    assert plain.undo() == done.label
    assert states(plain) == before
    assert plain.redo() == done.label


def test_one_rule_can_be_applied_alone(plain: Workspace) -> None:
    fetch(plain, *TITLES)
    use_rules(plain)
    ((_, first),) = plain.rules.chosen([1])
    plain.rules.apply(first)
    assert sorted(states(plain).values()) == ["new", "new", "new", "skipped"]
    with pytest.raises(NotFoundError, match="no rule 9"):
        plain.rules.chosen([1, 9])


def test_the_list_says_what_rules_have_done(ruled: Workspace) -> None:
    assert [(one.items, one.applied_at) for one in ruled.rules.listed()] == [(0, None)] * 4
    fetch(ruled, *TITLES)
    fetch(ruled, *TITLES, "Football again")
    listed = ruled.rules.listed()
    assert [one.items for one in listed] == [2, 2, 1, 1]
    assert {one.applied_at for one in listed} == {NOW}


def test_a_fetch_counts_what_a_program_of_before_left_uncounted(plain: Workspace) -> None:
    fetch(plain, "Weather")
    with plain.store.write():
        plain.store.execute("UPDATE item_tally SET items = 0")
    fetch(plain, "Weather", "Football club sold")

    counted = plain.store.rows("SELECT state, count(*) FROM item GROUP BY state")
    told = {state.value: n for state, n in plain.triage.counts().items() if n}
    assert told == dict(counted)
