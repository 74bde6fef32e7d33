"""Subjects side by side, and what inboxes show of a preheader: as pure functions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reewriter.desk import skeleton
from reewriter.model import Issue


def issue(subject: str = "", *subjects: str) -> Issue:
    return Issue(
        id=1, date=date(2026, 3, 2), edition="x", number=1, subject=subject, subjects=subjects
    )


def after(one: Issue, changes: dict[str, object]) -> Issue:
    return replace(one, **changes)  # type: ignore[arg-type]  # an issue's own fields


_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("pick"), st.integers(0, 4)),
        st.tuples(st.just("write"), st.sampled_from(["a", "b", "c", "d", ""])),
        st.tuples(st.just("another"), st.just(0)),
    ),
    max_size=12,
)


@given(_STEPS)
def test_picking_and_putting_aside_never_lose_a_subject(
    steps: list[tuple[str, int | str]],
) -> None:
    one = issue("first", "second")
    for what, value in steps:
        before = {*skeleton.subjects_of(one)} - {""}
        if what == "write":
            one = after(one, skeleton.rewritten(one, str(value)))
            gone = before - {*skeleton.subjects_of(one)}
            assert len(gone) <= 1, "only the one that was written over"
        else:
            pick = what == "pick"
            changes = skeleton.pick(one, int(value)) if pick else skeleton.another(one)
            one = after(one, changes)
            assert before == {*skeleton.subjects_of(one)} - {""}
        shown = [text for text in skeleton.subjects_of(one) if text]
        assert len(shown) == len(set(shown))
        assert not one.subject or one.subject in shown


def test_the_subject_taken_keeps_its_place_among_the_others() -> None:
    one = issue("B", "A", "B", "C")
    assert skeleton.subjects_of(one) == ("A", "B", "C")
    assert skeleton.subjects_of(after(one, skeleton.pick(one, 2))) == ("A", "B", "C")
    assert skeleton.subjects_of(after(one, skeleton.rewritten(one, "B2"))) == ("A", "B2", "C")
    assert skeleton.subjects_of(issue("Alone")) == ("Alone", "", "")
    assert skeleton.pick(one, 1) == skeleton.pick(one, 7) == {}


@pytest.mark.parametrize(
    ("length", "shown"), [(0, [0]), (40, [40]), (41, [40, 41]), (140, [40, 90, 140])]
)
def test_inboxes_cut_until_all_of_it_fits(length: int, shown: list[int]) -> None:
    assert [len(text) for _, text in skeleton.cuts("x" * length)] == shown


def test_what_no_inbox_shows_is_cut() -> None:
    assert skeleton.cuts("y" * 150)[-1] == (140, "y" * 139 + "…")
