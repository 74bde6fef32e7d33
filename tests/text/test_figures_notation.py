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


FIELDS = (
    "Piacenza, 18 August 2025\n\n"
    "The heat reached 40.6 degrees Celsius on 11 August. On nine nights it did not fall below 24 "
    "degrees. Forecasters expect 30 millimetres of rain by Thursday. A seat costs 3.86 euro cents "
    "to fly.\n\n"
    "The minister promised €120 million in aid, €75 million of it from the European Union and the "
    "rest from the national budget. Of the growers 44 percent were women, and 38 percent of farms "
    "are insured.\n\n"
    "Members at Wakefield, Doncaster, Corby and Warrington walked out. From 1 April the wage will "
    "be £12. Random checks began in April 2023. Sales rose to €455 million from €402 million. The "
    "Conservatives took 24 seats, nine more than four years ago. Herds were 8,000 and farms 200."
)


@pytest.mark.parametrize(
    ("draft", "absent"),
    [
        # Measures that are written short, or in other units.
        ("It did not drop below 24°C on nine nights.", []),
        ("It did not drop below 26°C on nine nights.", ["26°C"]),
        ("Rain of about 1.2 inches is expected.", []),
        ("Rain of about 2.1 inches is expected.", ["2.1 inches"]),
        ("A seat costs 3.86 cents.", []),
        ("A seat costs 3.68 cents.", ["3.68 cents"]),
        # The rest, and the counterpart.
        ("He promised €120m, with €45 million from the national budget.", []),
        ("He promised €120m, with €54 million from the national budget.", ["€54 million"]),
        ("Of the growers 56 percent were men.", []),
        ("Of the growers 65 percent were men.", ["65 percent"]),
        ("Of the growers 56 percent were women.", ["56 percent"]),
        ("As many as 62 percent of farms are uninsured.", []),
        # Who is listed, and what changed to what.
        ("They walked out at four sites.", []),
        ("They walked out at five sites.", ["five"]),
        ("The Conservatives gain nine seats, to 24.", []),
        # A day without a year is of the year of its article, or next to it.
        ("Random checks began in April 2023.", []),
        ("Random checks began in April 2022.", ["April 2022"]),
        # What a clause away rose makes no change of a percentage.
        ("Sales are up, but only 13 percent are online.", ["13 percent"]),
        ("Sales are up by 13 percent, to €455 million.", []),
        ("They turned it down by 87 to 17 percent; sales are €455m.", ["87", "17 percent"]),
    ],
)
def test_what_is_left_unsaid_of_a_figure_is_read(draft: str, absent: list[str]) -> None:
    assert unsupported(draft, FIELDS) == absent
