"""What a draft reckons of figures that stand apart in a source, and whose figures they are."""

from __future__ import annotations

from datetime import date

import pytest

from reewriter.text import check_figures

TODAY = date(2025, 11, 20)


def unsupported(draft: str, source: str) -> list[str]:
    return [one.text for one in check_figures(draft, source, on=TODAY) if not one.supported]


HARBOUR = (
    "Ostrava, 4 November 2025\n\nThe port of Narwa will close its old grain terminal in April"
    " 2028. The terminal employs 310 dockers and a further 140 clerks. A battery of 250MW,"
    " which can run for six hours, is to stand there.\n\nThe terminal was opened on 3 May"
    " 1957 by a minister. It handled 4.2 million tonnes last year and 3.1 million tonnes the"
    " year before. Its rent was raised in 2019.\n\nThe share of grain in the port's trade"
    " shrank to 22 percent from 37 percent. Dues fell from $14.80 to $11.30 a tonne. The"
    " harbour master, Ilse Brandt, 61, earns $180,000 a year, half of what the director is"
    " paid.\n\nThe alarm was raised at 02:20; the fire brigade arrived at 02:48. It had begun"
    " at ten minutes past midnight. On 17 October a crane fell. Repairs end on 12"
    " December.\n\nSome 1,200 people signed a petition against the closure. Their club spent"
    " $54,000 on leaflets and lawyers, in addition to the $31,000 that a trawler owner gave."
)


@pytest.mark.parametrize(
    ("draft", "absent"),
    [
        # What a source adds itself.
        ("The 450 people who work at the terminal will go.", []),
        ("The 540 people who work at the terminal will go.", ["540"]),
        ("Dockers and clerks at the terminal: 450 jobs.", []),
        ("The club and the trawler owner spent $85,000 on leaflets.", []),
        ("The club and the trawler owner spent $95,000 on leaflets.", ["$95,000"]),
        # What changed, by the name of what did.
        ("Grain's share of the trade is down 15 points.", []),
        ("Grain's share of the trade is down 25 points.", ["25"]),
        ("Dues on grain are $3.50 a tonne lower.", []),
        ("Dues on grain are $4.50 a tonne lower.", ["$4.50"]),
        ("It handled 1.1 million tonnes more than the year before.", []),
        ("It handled 1.6 million tonnes more than the year before.", ["1.6 million tonnes"]),
        # So much power for so long, half of it, and what each gives.
        ("The battery of 250MW is good for 1,500 megawatt hours.", []),
        ("The battery of 250MW is good for 1,900 megawatt hours.", ["1,900 megawatt hours"]),
        ("Ms Brandt earns $180,000, and the director $360,000.", []),
        ("Ms Brandt earns $180,000, and the director $390,000.", ["$390,000"]),
        ("With 1,200 people behind it, its $54,000 is $45 for each.", []),
        ("With 1,200 people behind it, its $54,000 is $65 for each.", ["$65"]),
    ],
)
def test_of_figures_that_our_words_name_ours_is_made_wherever_they_stand(
    draft: str, absent: list[str]
) -> None:
    assert unsupported(draft, HARBOUR) == absent


@pytest.mark.parametrize(
    ("draft", "absent"),
    [
        ("The dockers have 29 months to find work.", []),
        ("The dockers have 39 months to find work.", ["39"]),
        ("The terminal was opened on 3 May 1957, 68 years ago.", []),
        ("The terminal was opened on 3 May 1957, 58 years ago.", ["58"]),
        ("The 68-year-old terminal will close.", []),
        ("Its rent was raised in 2019, 62 years after the opening.", []),
        ("Its rent was raised in 2019, 52 years after the opening.", ["52"]),
        ("The brigade took 28 minutes from the alarm.", []),
        ("The brigade took 38 minutes from the alarm.", ["38"]),
        ("Repairs go on until 12 December, 56 days after the crane fell.", []),
        ("Repairs go on until 12 December, 46 days after the crane fell.", ["46"]),
        ("Repairs take eight weeks, from 17 October to 12 December.", []),
    ],
)
def test_how_far_days_years_and_times_lie_apart_is_reckoned(draft: str, absent: list[str]) -> None:
    assert unsupported(draft, HARBOUR) == absent


@pytest.mark.parametrize(
    ("draft", "source", "absent"),
    [
        ("It began at 12:20.", "It began at 20 minutes past noon.", []),
        ("It began at 12:30.", "It began at 20 minutes past noon.", ["12:30"]),
        ("It began at 11:45 p.m.", "It began at a quarter to midnight.", []),
        ("It ended at about 25 to two.", "It ended at 13:35.", []),
        ("It ended at about 25 to two.", "It ended at 13:55.", ["25 to two"]),
        ("He came at ten to four.", "He came at 15:50.", []),
        ("They met at noon.", "They met at 12:00.", []),
        ("Five to ten people came.", "From five to ten people came.", []),
        ("A tax rise of 2p.", "It raised income tax by 2 pence in the pound.", []),
        ("A tax rise of 3p.", "It raised income tax by 2 pence in the pound.", ["3p"]),
        ("It made 9,400 GWh.", "It made 9.4 terawatt hours.", []),
        ("It made 9,400 GWh.", "It made 9.4 gigawatt hours.", ["9,400 GWh"]),
        ("Sales rose in Q3.", "Costs rose in the fourth quarter; sales in the third.", []),
        ("Sales rose in Q1.", "Costs rose in the fourth quarter; sales in the third.", ["Q1"]),
        (
            "It had 99.7 percent, where 99.9 was promised.",
            "It had 99.7%, not the 99.9% of law.",
            [],
        ),
        (
            "A coach took nine hours, a train two and a half.",
            "Once nine hours; now two and a half hours.",
            [],
        ),
        ("It gave up 87 points.", "It lost 87.42 points.", []),
        ("It shed 87 points.", "It gained 87.42 points.", ["87"]),
        ("It is the ninth to do so.", "It is the seventh to do so.", ["ninth"]),
        ("The third quarter of 2026.", "The second quarter of 2026.", ["third quarter"]),
        ("The act of 1846 was repealed in 1880.", "It was passed in 1846, gone by 1880.", []),
        ("The act of 1846 was repealed in 1890.", "It was passed in 1846, gone by 1880.", ["1890"]),
    ],
)
def test_other_ways_to_write_a_figure_are_read(draft: str, source: str, absent: list[str]) -> None:
    assert unsupported(draft, source) == absent


MARKET = (
    "For the week, the Corvo 50 was down 2.7% and the Tindal index 3.8%. Miners lost 4.4"
    " percent.\n\nAnalysts at Brandt cut their price target to $52 from $60. The dividend"
    " rises from 20 cents to 22 cents.\n\nIn Oslo the exchange fell 1.1% after the vote. In"
    " Lisbon shares closed 1.8% lower.\n\nOf 73 men 31 were killed by falls of rock and 19 by"
    " cholera. The council wanted a fund of $70 million. The owners had held out for one of"
    " $25 million.\n\nTwo of the firms said that they were ready. Five had never heard of the"
    " rule. The ministry put the cost at $38 million. Inspectors reckoned with $11"
    " million.\n\nRevenue rose to $912 million. A kilo sold for $75.05, and mining it cost"
    " $48.30."
)


@pytest.mark.parametrize(
    ("draft", "absent"),
    [
        ("The Corvo 50 is down 3.8 percent for the week.", ["3.8 percent"]),
        ("The Corvo 50 is down 2.7 percent for the week.", []),
        ("The Tindal index is down 3.8 percent for the week.", []),
        ("Brandt sees $60 where it saw $52.", ["$60", "$52"]),
        ("Brandt sees $52 where it saw $60.", []),
        ("Brandt sees $52, not $60.", []),
        ("Brandt has a target of $60.", ["$60"]),
        ("Brandt had a target of $60.", []),
        ("In Oslo the exchange lost 1.8% and in Lisbon 1.1%.", ["1.8%", "1.1%"]),
        ("In Oslo the exchange lost 1.1% and in Lisbon 1.8%.", []),
        ("Of them 19 were killed by falling rock, 31 by cholera.", ["19", "31"]),
        ("Of them 31 were killed by falling rock, 19 by cholera.", []),
        ("The council wanted $25 million, the owners $70 million.", ["$25 million", "$70 million"]),
        ("The council wanted $70 million, the owners $25 million.", []),
        ("Five firms are ready; two have never heard of it.", ["Five", "two"]),
        ("Two firms are ready; five have never heard of it.", []),
        ("The ministry says $11 million, inspectors $38 million.", ["$11 million", "$38 million"]),
        ("The ministry says $38 million, inspectors $11 million.", []),
        ("A kilo sold for $48.30 and cost $75.05.", ["$48.30", "$75.05"]),
        ("A kilo sold for $75.05 and cost $48.30.", []),
    ],
)
def test_whose_and_of_when_a_figure_is_may_be_told_by_its_clause(
    draft: str, absent: list[str]
) -> None:
    assert unsupported(draft, MARKET) == absent


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        ("Revenue rose to $921 million.", "Revenue rose to $912 million"),
        ("Revenue rose to $192 million.", "Revenue rose to $912 million"),
        ("A kilo sold for $75.50.", ""),
        ("Revenue rose to $812 million.", ""),
    ],
)
def test_two_digits_exchanged_are_shown_beside_what_the_source_has(draft: str, said: str) -> None:
    (figure,) = check_figures(draft, MARKET, on=TODAY)
    assert (figure.supported, figure.contrary) == (False, said)
