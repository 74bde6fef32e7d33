"""What differs between two texts is enough to tell whether they say the same."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from reewriter.text.sameness import difference, folded, without_counters

PIECES = (
    "The mine opens in May. | 1,204 views| Comments (12)| 5 minutes ago|—|-| “ore”| "
    '"ore"| 12| 13|\n\n|ﬁ|no| comments|a few| hours ago|Updated: 09:30| é|e\u0301|\xa0| '
).split("|")
LONG = st.lists(st.sampled_from([*PIECES, "words of no meaning " * 12]), max_size=9).map("".join)


@given(LONG, LONG, LONG, LONG)
@example("x" * 400, "1 view", "2 views", " y" * 400)
@example("Seen by 1" + " a" * 200, "", ",204 views", "")
@settings(max_examples=100)
def test_texts_say_the_same_if_and_only_if_what_differs_does(
    before: str, one: str, other: str, after: str
) -> None:
    one, other = f"{before} {one} {after}", f"{before} {other} {after}"
    cut_one, cut_other = difference(one, other)

    assert (folded(cut_one) == folded(cut_other)) == (folded(one) == folded(other))
    assert (without_counters(cut_one) == without_counters(cut_other)) == (
        without_counters(one) == without_counters(other)
    )


def test_only_what_is_near_the_difference_is_left() -> None:
    same = "much is said about ore " * 500
    one, other = difference(f"{same}one{same}", f"{same}two{same}")

    assert (len(one), len(other)) < (400, 400)
    assert ("one" in one, "two" in other) == (True, True)
    assert difference("", "") == ("", "")
