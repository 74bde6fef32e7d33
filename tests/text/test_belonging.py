"""Figures that a source has of something else, days of the week, and what stands near by."""

from __future__ import annotations

from datetime import date

import pytest

from reewriter.text import SourceText, check_figures


def unsupported(draft: str, source: str) -> list[str]:
    figures = check_figures(draft, source, on=date(2025, 11, 20))
    return [figure.text for figure in figures if not figure.supported]


MINE = (
    "The Corvo mine in Portugal sold 1,900 tonnes of concentrate in the quarter, its best since"
    " 2011. Revenue came to $143 million.\n\n"
    "A separation plant is being built beside the railway for $410 million. It was approved at a"
    " cost of $295 million in 2022, and is to start in 2026.\n\n"
    "Sorrel Magnetics, which lost $41 million in the third quarter on sales of $128 million, buys"
    " 70 percent of the dysprosium and 25 percent of the terbium.\n\n"
    "A submarine holds 9,200 pounds of magnets and a destroyer 5,200. The mill stood still for"
    " 11 days after a fire.\n\nTwo stand for election in Perth: Alan Truscott, 71, who has been"
    " chairman since 2014, and Robert Oyelowo, 55, who joins."
    " She sees a share of 85 percent in 2030 and 75 percent in 2035."
)


@pytest.mark.parametrize(
    ("draft", "absent"),
    [
        ("A separation plant for $410 million is being built beside the railway.", []),
        (
            "A separation plant for $143 million is being built beside the railway.",
            ["$143 million"],
        ),
        ("The Corvo mine sold 1,900 tonnes of concentrate, its best since 2011.", []),
        ("The Corvo mine sold 1,900 tonnes of concentrate, its best since 2022.", ["2022"]),
        # In one sentence, where the clause of the figure tells what it is of.
        ("Sorrel lost $41 million in the third quarter.", []),
        ("Sorrel lost $128 million in the third quarter.", ["$128 million"]),
        ("Sorrel had sales of $128 million in the third quarter.", []),
        ("Alan Truscott, 71, has been chairman since 2014.", []),
        ("Alan Truscott, 55, has been chairman since 2014.", ["55"]),
        # Of another year.
        ("She sees 85 percent in 2030, 75 percent in 2035.", []),
        ("She sees 75 percent in 2030.", ["75 percent"]),
        ("She sees a fall to 75 percent between 2030 and 2035.", []),
        # Each other's things.
        ("It buys 70 percent of the dysprosium, and 25 percent of the terbium.", []),
        ("It buys 25 percent of the dysprosium, 70% of the terbium.", ["25 percent", "70%"]),
        (
            "A submarine holds 5,200 pounds, a destroyer 9,200 pounds.",
            ["5,200 pounds", "9,200 pounds"],
        ),
        ("A submarine holds 9,200 pounds, a destroyer 5,200 pounds.", []),
        ("The mill stood still for 11 days.", []),
        ("It was 1,900 to 2,011 tonnes.", ["2,011 tonnes"]),
        # What is only compared with another figure is told with it.
        ("The plant was approved at $295 million and will cost $410 million.", []),
        # Words that the source has nowhere prove nothing.
        ("Some $143 million rang in the tills.", []),
    ],
)
def test_a_figure_that_is_of_something_else_is_told(draft: str, absent: list[str]) -> None:
    assert unsupported(draft, MINE) == absent


def test_what_the_source_has_instead_is_shown() -> None:
    (figure,) = (
        one
        for one in check_figures("Sorrel lost $128 million in the third quarter.", MINE)
        if not one.supported
    )
    assert figure.contrary.endswith("lost $41 million")
    assert figure.source_sentence == ""


def test_another_source_may_have_it_of_the_matter() -> None:
    draft = "A separation plant for $143 million is being built beside the railway."
    other = "The separation plant that is being built there costs $143 million."
    assert [one.supported for one in check_figures(draft, [MINE, other])] == [True]


WEEK = (
    "LYNCHBURG, Monday, Sept. 29, 2025\n\nWorkers voted 387 to 112 on Sunday to end a strike that"
    " began on Sept. 10. The first shift goes back on Wednesday. An arbiter was to rule on Dec. 12."
)


@pytest.mark.parametrize(
    ("draft", "absent"),
    [
        ("They voted on Sunday, and go back on Wednesday.", []),
        ("They voted on Saturday.", ["Saturday"]),
        ("They voted on Sunday, September 28.", []),
        ("They voted on September 28, and go back on October 1.", []),
        ("They voted on September 27.", ["September 27"]),
        ("They voted on Saturday, September 28.", ["Saturday"]),
        ("The story ran on Monday.", []),
        # That is of December: nobody writes so of a day that far.
        ("The story ran on Friday.", ["Friday"]),
        ("The Sunday Times has it. Black Friday is near.", []),
    ],
)
def test_days_of_the_week_are_looked_up_by_the_date_of_the_article(
    draft: str, absent: list[str]
) -> None:
    assert unsupported(draft, WEEK) == absent


def test_a_weekday_is_looked_up_by_the_day_a_source_came_out() -> None:
    source = SourceText("The plant closed.", published=date(2025, 9, 29))
    draft = "It closed, the paper wrote on Monday; on Tuesday it was for sale."
    figures = check_figures(draft, source)
    assert [(one.text, one.supported) for one in figures] == [("Tuesday", False)]


def test_of_weekdays_nobody_is_told_where_no_source_has_a_day() -> None:
    assert check_figures("It closed on Monday.", "The plant closed.") == []


RAISE = "Dockers ask for 9 percent over two years. The port has offered 3.5 percent over four."
TURNOUT = "The first shift had 57 percent in the first quarter, the second 64 percent in the third."


@pytest.mark.parametrize(
    ("draft", "source", "absent"),
    [
        # A unit that is left out is that of the figure before.
        ("offered 11 percent", "It asked for 24 percent. The offer was 11.", []),
        ("offered 11 percent", "It asked for 24 percent. Then 11 men left.", ["11 percent"]),
        # A number that no thing is named behind is one beside a percentage of its sentence.
        ("The union wants 9 percent over two years; the port offers 3.5 over four.", RAISE, []),
        ("Raises of 9 percent were asked for; the port offered 3.5 over four.", RAISE, []),
        ("The port offered 3.5 percent against 9 in the spring.", RAISE, []),
        ("Attendance was 64 percent in the third quarter, up from 57 in Q1.", TURNOUT, []),
        ("It ran from 57 percent for the first shift to 64 for the second.", TURNOUT, []),
        ("It ran from 57 percent for the first shift to 66 for the second.", TURNOUT, ["66"]),
        ("Of 57 percent of the first shift came 64 men.", TURNOUT, ["64"]),
        ("wait two months", "They waited 180 days; they will wait 60.", []),
        # Years and months by the day of the article.
        ("in March 2024", "It signed in November 2022, and Bonn 16 months later.", []),
        ("in April 2024", "It signed in November 2022, and Bonn 16 months later.", ["April 2024"]),
        ("in 2016", "It opened in 2012 and was sold four years later.", []),
        ("in 2017", "It opened in 2012 and was sold four years later.", ["2017"]),
        ("the year 2024", "Nov 12, 2025\n\nIt lost more a year earlier.", []),
        ("the third quarter", "in the three months to Sept. 30, it", []),
        # Votes, and what is left.
        ("carried by 78 percent", "They voted 387 to 112 for it.", []),
        ("carried by 72 percent", "They voted 387 to 112 for it.", ["72 percent"]),
        ("499 of them", "They voted 387 to 112 for it.", []),
        ("499 of them", "It fell from 387 to 112 tonnes.", ["499"]),
        ("the state keeps 40%", "It gets 60% and the state holds the rest.", []),
        ("the state keeps 45%", "It gets 60% and the state holds the rest.", ["45%"]),
        ("the mayor keeps 40%", "It gets 60% and the state holds the rest.", ["40%"]),
        # In a paragraph, and by a word for the whole.
        (
            "a surplus of 4,000 tonnes",
            "It can make 96,000 tonnes. Demand is 92,000 tonnes.",
            [],
        ),
        (
            "a surplus of 4,000 tonnes",
            "It can make 96,000 tonnes.\n\nDemand is 92,000 tonnes.",
            ["4,000 tonnes"],
        ),
        (
            "The bond is $4 million, or 2 percent of the budget.",
            "It put up a bond of $4 million.\n\nThe budget has $200 million.",
            [],
        ),
        (
            "The bond is $4 million, or 2 percent of the sales.",
            "It put up a bond of $4 million.\n\nThe budget has $200 million.",
            ["2 percent"],
        ),
        (
            "The bond is 2 percent of the budget of $200 million.",
            "It put up a bond of $4 million.\n\nThe budget has $200 million.",
            [],
        ),
        (
            "nine times $288,000, or $2.6 million",
            "For each of nine of them it is $288,000.",
            [],
        ),
        (
            "nine times $288,000 and $2.6 million",
            "For each of nine of them it is $288,000.",
            ["$2.6 million"],
        ),
        # The day between them has no unit; both ends of a range are so much a day.
        ("40 days, a third of 120", "Of 40 days he spoke on Thursday. The usual stock is 120.", []),
        (
            "At $2 million to $3 million a day the strike cost $22 million to $33 million.",
            "A strike of 11 days is over.\n\nIt cost $2 million to $3 million a day.",
            [],
        ),
        (
            "At $2 million to $3 million a day the mine cost $22 million to $33 million.",
            "A strike of 11 days is over.\n\nIt cost $2 million to $3 million a day.",
            ["$22 million", "$33 million"],
        ),
        ("seven in nine", "It was passed by seven votes to two.", []),
        ("six in nine", "It was passed by seven votes to two.", ["six in nine"]),
        ("It sat from 9:30 to 12:15, less than three hours.", "It sat from 9:30 to 12:15.", []),
        ("It sat from 9:30 to 12:15, less than two hours.", "It sat from 9:30 to 12:15.", ["two"]),
        # How old a thing is, by a year that is told of it.
        ("The ban is nine years old.", "The ban dates from 2016.", []),
        ("The ban is nine years old.", "A mine opened in 2016. The ban is new.", ["nine"]),
        ("The nine-year-old firm is for sale.", "It was founded in 2016.", []),
        # What is left of a sum; what stands behind "the rest" is so much of it.
        (
            "the last $7.5 million",
            "For $26.5 million: $10 million, $9 million, the rest later.",
            [],
        ),
        (
            "the last $8.5 million",
            "For $26.5 million: $10 million, $9 million, the rest later.",
            ["$8.5 million"],
        ),
        ("the world has 96%", "Bonn made most of the remainder, 4% of the world's.", ["96%"]),
        ("600 kilos for each of 14 megawatts, 8.4 tons in all", "14 megawatts have 8.4 tons", []),
        ("only a fifth as strong", "a third as strong", ["a fifth"]),
        ("one third as strong", "a third as strong", []),
        ("under 25 percent", "below a quarter by 2028", []),
        ("ore of 0.07 percent", "ore with 700 grams a tonne", []),
        ("At 5% it has seventy times the 0.07% of the other.", "It has 5%, the other 0.07%.", []),
        (
            "At 5% it has ninety times the 0.07% of the other.",
            "It has 5%, the other 0.07%.",
            ["ninety"],
        ),
    ],
)
def test_what_stands_near_by_is_reckoned_with(draft: str, source: str, absent: list[str]) -> None:
    assert unsupported(draft, source) == absent
