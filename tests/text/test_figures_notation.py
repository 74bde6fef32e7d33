"""How trades and wires write figures, how slips alter them, and of what whole they are."""

from __future__ import annotations

from datetime import date

import pytest

from reewriter.text import check_figures

TODAY = date(2025, 11, 20)


def unsupported(draft: str, source: str) -> list[str]:
    return [one.text for one in check_figures(draft, source, on=TODAY) if not one.supported]


@pytest.mark.parametrize(
    ("draft", "source", "absent"),
    [
        ("It rose 31 percent.", "It rose by 31pc.", []),
        ("It rose 13 percent.", "It rose by 31pc.", ["13 percent"]),
        ("Mills run at 70% to 75%.", "Mills run at 70-75pc of capacity.", []),
        ("It stayed at 443,000 to 447,000 yuan.", "It was flat at Yn443,000-447,000/t.", []),
        ("It stayed at 434,000 yuan.", "It was flat at Yn443,000-447,000/t.", ["434,000 yuan"]),
        ("It lists 1.72 million yuan.", "It lists Yn1.72mn/t.", []),
        ("It fetched ¥8,000.", "It fetched Rmb8,000.", []),
        ("No plant gets more than €300 million.", "At most €300m for a plant.", []),
        ("No plant gets more than €300 million.", "A plant gets over €300m.", ["€300 million"]),
        ("None of them got over $5 million.", "At least $5 million went to each.", ["$5 million"]),
        ("It is due by the end of May.", "It is due by the end of May.", []),
        ("It is due by the end of May.", "It is due by the end of March.", ["May"]),
        ("At the start of June it shut.", "At the start of August it shut.", ["June"]),
    ],
)
def test_trades_and_wires_shorten_what_they_count_in(
    draft: str, source: str, absent: list[str]
) -> None:
    assert unsupported(draft, source) == absent


DRAFT_LAW = (
    "The draft offers no plant more than €300 million. Members would pay €310 million a year. The "
    "cabinet wants a loan of $72 million for the port.\n\n"
    "France, Italy and nine others are for the plan; Germany, Sweden and the Netherlands are "
    "against. A majority takes 15 of the 27 countries, with 65 per cent of the population.\n\n"
    "The premium widened to 19pc for copper and 24pc for nickel, from 11pc in January. It plans to "
    "shut one of its three furnaces. Copper was 38 percent of exports and a tenth of the taxes."
)


@pytest.mark.parametrize(
    ("draft", "absent"),
    [
        # Ten or a thousand times as much.
        ("The draft offers no plant more than €30 million.", ["€30 million"]),
        ("Members would pay €310bn a year.", ["€310bn"]),
        ("The cabinet wants a loan of $72bn for the port.", ["$72bn"]),
        ("The cabinet wants a loan of $27 million for the port.", ["$27 million"]),
        # Who is listed.
        ("Eleven governments are for the plan and three against.", []),
        ("Twelve governments are for the plan and four against.", ["Twelve", "four"]),
        ("Only three countries are against.", []),
        # Of what whole.
        ("A majority stands for 65 percent of the countries.", ["65 percent"]),
        ("A majority stands for 65 percent of the population.", []),
        ("Copper was 38 percent of the taxes.", ["38 percent"]),
        ("Copper was 38 percent of all exports.", []),
        # What stands behind each.
        (
            "The premium is 19 percent for nickel and 24 percent for copper.",
            ["19 percent", "24 percent"],
        ),
        ("The premium is 24 percent for nickel and 19 percent for copper.", []),
        # What is left.
        ("It will shut a furnace, with two still running.", []),
        ("It leaves two furnaces on.", []),
    ],
)
def test_slips_lists_and_wholes_are_read(draft: str, absent: list[str]) -> None:
    assert unsupported(draft, DRAFT_LAW) == absent
