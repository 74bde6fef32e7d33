"""A quotation that is nearly right gets its source's words, and what is right of ours stays."""

from __future__ import annotations

import pytest

from reewriter.text import check_quotations
from reewriter.text.facts.mending import true_wording, why_none

SOURCE = (
    "“We have never once missed a delivery, even in the worst winter,” said Juho Aho. The ministry"
    " had no comment.\n\n“The 40 wells will be shut by May because nobody paid for the pumps,” he"
    " added. “That is all.”"
)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("We have once missed a delivery.", "We have never once missed a delivery."),
        ("We have never missed a delivery,", "We have never once missed a delivery,"),
        (
            "The 30 wells will be shut by May because nobody paid",
            "The 40 wells will be shut by May because nobody paid",
        ),
        ("[W]e have once missed a … winter", "[W]e have never once missed a … winter"),
        (
            "The 40 old wells will be shut by May because nobody paid",
            "The 40 wells will be shut by May because nobody paid",
        ),
        (
            "We have … missed a delivery, even in the worst winter",
            "We have never once missed a delivery, even in the worst winter",
        ),
        ("[Not] The 40 wells will be shut by May.", "The 40 wells will be shut by May."),
        ("The 40 wells will be shut [and never opened].", "The 40 wells will be shut."),
        ("The [old] wells will be shut by May.", "The 40 wells will be shut by May."),
        (
            "Shut by May since nobody paid for the pumps!",
            "Shut by May because nobody paid for the pumps!",
        ),
    ],
)
def test_the_words_that_differ_are_replaced(ours: str, theirs: str) -> None:
    draft = f"He was blunt: “{ours}” And so on."
    (near,) = check_quotations(draft, SOURCE)
    assert near.verdict == "near"
    assert true_wording(draft, near, SOURCE) == theirs


def test_what_has_no_true_wording_is_left_alone() -> None:
    draft = "“The moon is made of cheese and nobody has eaten it,” he said."
    (missing,) = check_quotations(draft, SOURCE)
    assert true_wording(draft, missing, SOURCE) is None


@pytest.mark.parametrize(
    "ours",
    [
        "That is all. We have never once missed a delivery.",
        "That is all. The 40 wells will be shut by May.",
        "The ministry had no comment. We have never once missed a delivery. Cheese is cheap.",
    ],
)
def test_nobody_is_made_to_say_half_of_what_was_pieced_together(ours: str) -> None:
    draft = f"“{ours}” he said."
    (near,) = check_quotations(draft, SOURCE)
    assert near.verdict == "near"
    assert true_wording(draft, near, SOURCE) is None
    assert "\n" not in why_none(near)
    assert "by themselves" in why_none(near) or "by hand" in why_none(near)


def test_dots_are_offered_where_one_person_says_both_parts() -> None:
    draft = "“We have never once missed a delivery. The 40 wells will be shut by May.” So Aho."
    (near,) = check_quotations(draft, SOURCE)
    assert near.verdict == "near"
    words = true_wording(draft, near, SOURCE)
    assert words == "We have never once missed a delivery. … The 40 wells will be shut by May."


def test_an_invented_sentence_goes_and_leaves_no_second_stop() -> None:
    source = "“We came to listen,” Mr. Bell said. “We did not come to sign.”"
    draft = "“We came to listen. Nobody paid us. We did not come to sign.”"
    (near,) = check_quotations(draft, source)
    assert true_wording(draft, near, source) == "We came to listen. We did not come to sign."


def test_a_block_quotation_keeps_its_lines() -> None:
    draft = "> We have once missed\n> a delivery, even in the worst winter\n\nSo he said."
    (near,) = check_quotations(draft, SOURCE)
    words = true_wording(draft, near, SOURCE)
    assert words == "We have never once missed\n> a delivery, even in the worst winter"
