"""Placing and moving: positions stay dense whatever is done, and undo leads back exactly."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reewriter.desk import compose
from reewriter.errors import NotFoundError
from reewriter.model import Edit, Issue, Placement

SECTIONS = ("Top", "Policy", "Markets")

steps = st.lists(
    st.tuples(
        st.sampled_from(["place", "move", "bench", "remove"]),
        st.integers(1, 6),
        st.sampled_from(SECTIONS),
        st.integers(-3, 7),
    ),
    max_size=25,
)


def carried_out(placements: list[Placement], edits: tuple[Edit, ...]) -> list[Placement]:
    rows = {(p.issue_id, p.story_id): p for p in placements}
    for edit in edits:
        key = (int(edit.key[0]), int(edit.key[1]))
        if edit.before is None:
            assert key not in rows
        if edit.after is None:
            del rows[key]
        else:
            rows[key] = Placement(*key, **edit.after)  # type: ignore[arg-type]  # a placement's own fields
    return sorted(rows.values(), key=lambda p: (p.bench, p.section, p.position))


def step(
    placements: list[Placement], action: str, story: int, section: str, n: int
) -> tuple[Edit, ...]:
    here = {p.story_id for p in placements}
    if action == "place" or (action == "bench"):
        return compose.place(
            placements, 1, story, section=section, bench=action == "bench", position=n
        )
    if story not in here:
        return ()
    if action == "move":
        return compose.move(placements, story, n, sections=SECTIONS)
    return compose.remove(placements, story)


@given(steps)
def test_positions_stay_dense_and_undo_leads_back(
    actions: list[tuple[str, int, str, int]],
) -> None:
    placements: list[Placement] = []
    for action in actions:
        edits = step(placements, *action)
        after = carried_out(placements, edits)
        back = tuple(edit.inverse() for edit in reversed(edits))
        assert carried_out(after, back) == placements
        placements = after
        by_place = defaultdict(list)
        for p in placements:
            by_place[(p.bench, p.section)].append(p.position)
        assert all(found == list(range(len(found))) for found in by_place.values())


def stand(*stories: tuple[int, str, bool]) -> list[Placement]:
    return compose.renumber([Placement(1, s, section, 0, bench) for s, section, bench in stories])


def order(placements: list[Placement], edits: tuple[Edit, ...]) -> list[tuple[str, int]]:
    found = carried_out(placements, edits)
    found.sort(key=lambda p: (p.bench, SECTIONS.index(p.section), p.position))
    return [(p.section, p.story_id) for p in found]


def test_story_moves_down_into_the_next_section_and_back() -> None:
    before = stand((1, "Top", False), (2, "Policy", False))
    down = compose.move(before, 1, 1, sections=SECTIONS)
    assert order(before, down) == [("Policy", 1), ("Policy", 2)]
    after = carried_out(before, down)
    assert order(after, compose.move(after, 1, -1, sections=SECTIONS)) == [
        ("Top", 1),
        ("Policy", 2),
    ]


def test_story_stays_in_its_section_until_it_is_at_its_end() -> None:
    placements = stand(
        (1, "Top", False), (2, "Policy", False), (3, "Policy", False), (4, "Policy", False)
    )

    def moved(by: int) -> list[tuple[int, str]]:
        found = carried_out(placements, compose.move(placements, 4, by, sections=SECTIONS))
        return [(p.story_id, p.section) for p in found if p.section != "Top"]

    assert moved(-1) == [(2, "Policy"), (4, "Policy"), (3, "Policy")]
    assert moved(-2) == [(4, "Policy"), (2, "Policy"), (3, "Policy")]
    assert moved(-3) == [(2, "Policy"), (3, "Policy")]
    assert moved(+1) == [(4, "Markets"), (2, "Policy"), (3, "Policy")]


def test_story_on_the_bench_moves_within_its_section_only() -> None:
    placements = stand((1, "Policy", True), (2, "Policy", True))
    assert compose.move(placements, 2, 1, sections=SECTIONS) == ()
    found = carried_out(placements, compose.move(placements, 2, -1, sections=SECTIONS))
    assert [(p.story_id, p.bench) for p in found] == [(2, True), (1, True)]


def test_story_at_the_very_top_stays() -> None:
    before = stand((1, "Top", False), (2, "Top", False))
    assert compose.move(before, 1, -1, sections=SECTIONS) == ()
    assert compose.move(before, 2, -5, sections=SECTIONS) == ()


def test_story_that_is_not_there_is_named() -> None:
    with pytest.raises(NotFoundError, match="story 9"):
        compose.move([], 9, 1, sections=SECTIONS)


@pytest.mark.parametrize(("went_out", "brought"), [(True, [2]), (False, [1, 2])])
def test_unfinished_stories_roll_over_to_the_bench(went_out: bool, brought: list[int]) -> None:
    old = stand((1, "Top", False), (2, "Policy", True))
    issue = Issue(2, date(2026, 3, 3), "2026-03-03", 2)
    edits = compose.roll_over(compose.unfinished(old, went_out=went_out), [], issue)
    found = carried_out([], edits)
    assert sorted(p.story_id for p in found) == brought
    assert all(p.bench and p.issue_id == 2 for p in found)


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ((), ("Top", "Policy", "Markets")),
        (("Markets", "Top", "Policy"), ("Markets", "Top", "Policy")),
        (("Markets", "Top"), ("Markets", "Top", "Policy")),
        (("Policy", "Gone", "Top"), ("Policy", "Markets", "Top")),
    ],
)
def test_an_issue_has_its_own_order_and_every_section_of_the_house(
    own: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    issue = Issue(id=1, date=date(2026, 3, 2), edition="x", number=1, sections=own)
    assert issue.ordered(SECTIONS) == expected
