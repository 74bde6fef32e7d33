"""What is told of figures hangs neither on names and order nor on the words of one text."""

from __future__ import annotations

import pytest

from tests.varied_figures import (
    Change,
    changed,
    in_euros,
    in_own_words,
    renamed,
    shuffled,
    turned,
)

SETS = ("desks.txt", "papers.txt", "weeks.txt", "markets.txt", "fields.txt", "gazettes.txt")


@pytest.mark.parametrize(
    ("change", "most"),
    [
        (in_euros, 0.001),
        (renamed, 0.001),
        (shuffled, 0.002),
        (turned, 0.0),
        # With a third of its words lost a figure may well be of something else.
        (in_own_words, 0.007),
    ],
)
def test_no_verdict_changes_with_what_figures_do_not_hang_on(change: Change, most: float) -> None:
    all_of_them = [changed(name, change) for name in SETS]
    figures = sum(one.figures for one in all_of_them)
    accused = [figure for one in all_of_them for figure in one.accused]
    overlooked = [figure for one in all_of_them for figure in one.overlooked]
    assert figures >= 1_900
    assert len(accused) + len(overlooked) <= most * figures, (accused, overlooked)


def test_the_changes_do_change_something() -> None:
    draft = "The yard paid Corvo {+$12 million} for several barges."
    source = "On Monday the yard bought barges of Corvo for $12 million.\n\nA.\n\nB.\n\nC.\n\nD."
    for change in (in_euros, renamed, shuffled):
        assert change(draft, source) != (draft, source)
    assert "Corvo" not in " ".join(renamed(draft, source))
    assert turned("A.\n\nB.", source)[0] == "B.\n\nA."
    assert in_own_words(f"{draft} Nobody wanted barges anywhere, though.", source)[0] != draft
