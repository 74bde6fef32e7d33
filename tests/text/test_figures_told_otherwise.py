"""Figures that a draft tells in another way than its source, and like ones that are wrong."""

from __future__ import annotations

from datetime import date

import pytest

from reewriter.text import check_figures


def unsupported(draft: str, source: str) -> list[str]:
    figures = check_figures(draft, source, on=date(2025, 11, 20))
    return [figure.text for figure in figures if not figure.supported]


LUSAKA = (
    "LUSAKA, March 12, 2026 - The talks come eight days before a summit. The permit lapses at the"
    " end of the year, a part of it at the end of June. Work stops in two weeks; the ferry"
    " went down 10 days ago, and on March 1 the port was shut, four days later than planned."
)


@pytest.mark.parametrize(
    ("draft", "absent"),
    [
        ("The summit is on March 20.", []),
        ("The summit is on March 21.", ["March 21"]),
        ("The permit lapses on December 31.", []),
        ("The permit lapses on 31 December 2026.", []),
        ("The permit lapses on 31 December 2027.", ["31 December 2027"]),
        ("The permit lapses on December 30.", ["December 30"]),
        ("A part of it lapses on June 30.", []),
        ("A part of it lapses on July 31.", ["July 31"]),
        ("Work stops on March 26.", []),
        ("Work stops on February 26.", ["February 26"]),
        ("The ferry went down on March 2.", []),
        ("The ferry went down on March 3.", ["March 3"]),
        ("The port shut on March 5.", []),
    ],
)
def test_a_day_may_be_told_by_what_it_ends_or_how_far_off_it_is(
    draft: str, absent: list[str]
) -> None:
    assert unsupported(draft, LUSAKA) == absent


@pytest.mark.parametrize(
    ("draft", "source", "absent"),
    [
        ("It cost 0.2 cents a kilowatt-hour.", "It cost a fifth of a cent.", []),
        ("It cost 0.3 cents a kilowatt-hour.", "It cost a fifth of a cent.", ["0.3 cents"]),
        ("A quarter of a mile away.", "It lies 400 metres away.", []),
        ("A third of a mile away.", "It lies 400 metres away.", ["A third of a mile"]),
        ("Each needs a tenth of a tonne.", "Each needs 100 kg.", []),
        ("It takes a fifth of a point.", "It takes 0.2 points.", []),
        ("It takes a fifth of the ore.", "It takes 20% of the ore.", []),
        ("The best hole had 18 metres of it.", "Best intercepts: 18 m at 3,140 ppm.", []),
        (
            "The best hole had 81 metres of it.",
            "Best intercepts: 18 m at 3,140 ppm.",
            ["81 metres"],
        ),
        ("It starts about 20 feet down.", "18 m at 3,140 ppm from 6 m.", []),
        ("It starts about 30 feet down.", "18 m at 3,140 ppm from 6 m.", ["30 feet"]),
        ("It raised $18 million.", "It raised $18 m in March.", []),
        ("About three kilometers below it.", "Two miles below it.", []),
        ("About four kilometers below it.", "Two miles below it.", ["four kilometers"]),
        ("The way is 11,850 km.", "The way is 6,400 nautical miles.", []),
        ("The way is 10,300 km.", "The way is 6,400 nautical miles.", ["10,300 km"]),
        ("It put on 90 yuan, to 7,080.", "It put on 90 yuan, ex works 7,080 yuan/kg.", []),
        ("It put on 90 yuan, to 7,180.", "It put on 90 yuan, ex works 7,080 yuan/kg.", ["7,180"]),
        ("Their pain was cut by half.", "It was cut at least in half.", []),
        ("In 344 B.C. nothing grew.", "In one summer, that of 344 B.C., nothing grew.", []),
        ("In 344 B.C. nothing grew.", "It had 344 trees.", ["344 B.C."]),
    ],
)
def test_units_and_notations_that_one_text_has_for_anothers(
    draft: str, source: str, absent: list[str]
) -> None:
    assert unsupported(draft, source) == absent


def test_what_stands_with_the_wrong_thing_is_reckoned_with_all_the_same() -> None:
    source = (
        "Zambia Resource Watch, a group of campaigners, said that a tax holiday would cost the"
        " treasury $38 million a year.\n\nThe finance ministry put the cost at $21 million."
    )
    swapped = (
        "Campaigners say the holiday costs $21m, the finance ministry says $38m, and the gap of {}"
        " is left unexplained."
    )
    assert "$17 million" not in unsupported(swapped.format("$17 million"), source)
    assert "$27 million" in unsupported(swapped.format("$27 million"), source)


SHOPS = (
    "The chain has 19 shops in the north, 34 in the south and 12 kiosks. Of 640 people it asked"
    " whether they knew the brand every third one said yes."
)


def test_what_two_figures_of_another_matter_make_by_chance_is_no_support() -> None:
    # 19 of 34 are 55.9 percent, but nobody speaks of shops.
    assert unsupported("It has 34 shops. No supplier may have 56 percent.", SHOPS) == ["56 percent"]
    assert unsupported("It has 19 in the north, 56 percent of the 34 in the south.", SHOPS) == []


@pytest.mark.parametrize("when", ["against 1,106 in 1990", "compared with 1,106 in 1990"])
def test_what_was_once_and_what_is_are_not_held_to_be_exchanged(when: str) -> None:
    source = "The school district, which had 1,106 pupils in 1990, has 388 and a week of four days."
    assert unsupported(f"The schools have 388 pupils, {when}.", source) == []
