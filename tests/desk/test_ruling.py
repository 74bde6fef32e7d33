"""What rules decide: the first one for a group, nothing twice, nothing a person has decided."""

from __future__ import annotations

from reewriter.desk.ruling import Matched, points, tag_edits, verdict
from reewriter.model import ItemState, Triaged


def undecided(*ids: int, group: int | None = None) -> dict[int, Triaged]:
    return {i: Triaged(i, ItemState.NEW, None, group) for i in ids}


def test_the_first_rule_that_keeps_or_skips_decides() -> None:
    done = verdict(
        [Matched("skip", {1, 2}), Matched("keep", {2, 3}), Matched("skip", {3, 4})],
        undecided(1, 2, 3, 4),
        {},
    )
    assert (done.skip, done.keep) == ((1, 2, 4), (3,))
    assert done.by_rule == (2, 1, 1)


def test_a_group_is_decided_as_one() -> None:
    items = {**undecided(1, 2, group=9), **undecided(3), 9: Triaged(9, ItemState.NEW, None, None)}
    done = verdict([Matched("keep", {1, 2, 9}), Matched("skip", {2, 3})], items, {})
    assert (done.keep, done.skip) == ((1, 9), (3,))


def test_what_was_decided_stays_but_may_be_tagged() -> None:
    items = {1: Triaged(1, ItemState.KEPT, None, None), **undecided(2)}
    done = verdict([Matched("skip", {1, 2}), Matched("tag", {1}, tag="lead")], items, {})
    assert done.skip == (2,)
    assert done.tags == ((1, "lead"),)


def test_no_tag_is_given_twice() -> None:
    rules = [
        Matched("tag", {1, 2}, tag="Lead"),
        Matched("tag", {2}, tag="lead"),
        Matched("tag", {2}, tag="wire"),
    ]
    done = verdict(rules, undecided(1, 2), {1: ("LEAD",)})
    assert done.tags == ((2, "Lead"), (2, "wire"))
    assert done.by_rule == (1, 0, 1)
    assert [(edit.table, edit.key, edit.after) for edit in tag_edits(done.tags)] == [
        ("item_tag", (2, "Lead"), {}),
        ("item_tag", (2, "wire"), {}),
    ]


def test_points_of_all_rules_add_up() -> None:
    rules = [
        Matched("score", {1, 2}, points=2.0),
        Matched("score", {2}, points=-0.5),
        Matched("skip", {3}),
    ]
    assert points(rules) == {1: 2.0, 2: 1.5}


def test_an_item_that_is_gone_is_left_out() -> None:
    assert verdict([Matched("keep", {1, 7})], undecided(1), {}).keep == (1,)
