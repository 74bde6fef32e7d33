"""Who is named as the speaker of a quotation, in lists and under quotations set apart."""

from __future__ import annotations

import time

import pytest

from reewriter.text import check_quotations
from tests.marked_speakers import measured

SOURCE = """\
“I do not think the owners will fold,” said Kaarel Aho. “There is little money left,” said Maria
Berg.
"""


def named(draft: str) -> list[str]:
    return [found.attributed for found in check_quotations(draft, SOURCE)]


@pytest.mark.parametrize("sign", ["-", "–", "—", "--", "*"])
def test_an_item_of_a_list_does_not_sign_the_one_above(sign: str) -> None:
    above = f"{sign} Kaarel Aho: “I do not think the owners will fold.”\n"
    labelled = f"{above}{sign} Maria Berg: “There is little money left.”"
    assert named(labelled) == ["Kaarel Aho", "Maria Berg"]
    told = (
        f"{sign} Kaarel Aho said, “I do not think the owners will fold.”\n"
        f"{sign} Maria Berg said, “There is little money left.”"
    )
    assert named(told) == ["Kaarel Aho", "Maria Berg"]
    assert named(f"{above}\n{sign} Maria Berg, a councillor") == ["Kaarel Aho"]


def test_nor_does_an_item_below_a_paragraph() -> None:
    above = "Kaarel Aho said, “I do not think the owners will fold.”\n"
    assert named(f"{above}- Maria Berg, a councillor") == ["Kaarel Aho"]
    assert named(f"{above}— Maria Berg: no money") == ["Kaarel Aho"]
    below = "“I do not think the owners will fold.”\n- Maria Berg disagrees."
    assert named(below) == [""]


@pytest.mark.parametrize("sign", ["-", "–", "—", "--"])
@pytest.mark.parametrize("before", ["> ", "> “", "“"])
def test_a_name_alone_below_signs_a_quotation_set_apart(sign: str, before: str) -> None:
    behind = "”" if "“" in before else ""
    draft = f"{before}I do not think the owners will fold.{behind}\n{sign} Kaarel Aho, Narva Works"
    assert named(draft) == ["Kaarel Aho"]


HEARING = """\
Treasury Secretary Scott Bessent was blunt. “We will not sell the mine,” Mr. Bessent said.

“There is nothing to announce,” said Karoline Leavitt, the White House press secretary.

“It is a bad bargain for the town,” Maria Berg, a councillor, said. “Nobody asked us.”
"""


@pytest.mark.parametrize(
    ("draft", "attribution"),
    [
        ("The Treasury secretary said: “We will not sell the mine.”", "agrees"),
        ("The press secretary said: “We will not sell the mine.”", "wrong"),
        ("The White House said: “There is nothing to announce.”", "agrees"),
        ("The White House said: “Nobody asked us.”", "wrong"),
        ("The Treasury said: “We will not sell the mine.”", "vaguer"),
        ("The councillor said: “Nobody asked us.”", "agrees"),
        ("Maria Berg said: “Nobody asked us.”", "agrees"),
        ("One councillor said: “Nobody asked us.”", "vaguer"),
        ("Berg believes “it is a bad bargain.”", "agrees"),
        ("“Nobody asked us.” — Scott Bessent", "wrong"),
        ("“Nobody asked us” (Scott Bessent)", "wrong"),
        ("“Nobody asked us” (Reuters)", ""),
        ("“Nobody asked us” (Gazette, 3 May)", ""),
        ("In Bessent’s words, “nobody asked us.”", "wrong"),
        ("Bessent’s “nobody asked us” is a slogan.", "wrong"),
        ("Norway’s “nobody asked us” is a slogan.", ""),
        ("Berg points out that “nobody asked us,” but Scott Bessent sees it otherwise.", "agrees"),
        ("“Nobody asked us,” and Scott Bessent knows it.", ""),
        ("It is a place where “nobody asked us”, and Scott Bessent calls it home.", ""),
        ("“Nobody asked us” (Ingrid Berg)", "wrong"),
        ("Conclusion: The town where “nobody asked us” is lost.", ""),
        ("Juho Aho\n\nBerg believes “nobody asked us.”", "agrees"),
    ],
)
def test_an_office_is_a_name_where_the_source_gives_it(draft: str, attribution: str) -> None:
    (found,) = check_quotations(draft, HEARING)
    assert (found.verdict, found.attribution) == ("exact", attribution)


@pytest.mark.parametrize("pad", ["A. ", "Aa ", "Aho, ", "Aho’s ", "the minister of ", "said "])
def test_no_heap_of_names_takes_long(pad: str) -> None:
    heap, quotation = pad * (3000 // len(pad)), "“Nobody asked us,”"
    begun = time.process_time()
    for draft in (f"{quotation} {heap}", f"{heap} {quotation}", f"“{heap}”"):
        check_quotations(draft, HEARING)
    check_quotations(f"Berg said: {quotation}", f"{HEARING}{heap}")
    assert time.process_time() - begun < 2


PANEL = """\
“We paid for a factory and we got a fence,” said Rep. Dana Kowalski, who leads the panel. “Fences
are where factories start,” joked Rep. Hugh Abbott of Texas.

Assistant Defense Secretary Priya Raman said the line would start “in the spring, weather
permitting.” Pressed on which spring, Raman smiled. “The next one,” she said.

China's Ministry of Commerce called that “groundless” in a statement. Energy Minister Tor Vik said,
“We never comment on single companies.”

“I would not lend them a bicycle,” one London financier said. The Wall Street Journal called the
clause “a gift to lawyers.”
"""


@pytest.mark.parametrize(
    ("draft", "attribution"),
    [
        ("Congresswoman Kowalski said: “We got a fence.”", "agrees"),
        ("Congressman Abbott said: “We got a fence.”", "wrong"),
        ("Congresswoman Ingrid Kowalski said: “We got a fence.”", "wrong"),
        ("Beijing called it “groundless.”", "agrees"),
        ("China's commerce ministry called it “groundless.”", "agrees"),
        ("MOFCOM called it “groundless.”", "agrees"),
        ("The EPA called it “groundless.”", "wrong"),
        ("Tokyo called it “groundless.”", "wrong"),
        ("The WSJ called it “a gift to lawyers.”", "agrees"),
        ("The Pentagon says it starts “in the spring, weather permitting.”", "vaguer"),
        ("The Pentagon said: “We never comment on single companies.”", "wrong"),
        ("The energy chief said: “We never comment on single companies.”", "agrees"),
        ("The defense chief said: “We never comment on single companies.”", "wrong"),
        ("“I would not lend them a bicycle,” one banker said.", "agrees"),
        ("“The next one,” Kowalski was told.", ""),
        ("“The next one,” Kowalski told us.", "wrong"),
    ],
)
def test_a_title_a_seat_and_a_short_name_mean_who_bears_them(draft: str, attribution: str) -> None:
    (found,) = check_quotations(draft, PANEL)
    assert (found.verdict, found.attribution) == ("exact", attribution)


@pytest.mark.parametrize(
    ("draft", "attribution"),
    [
        ("Abbott answered Kowalski’s line that “we got a fence” with a joke.", "agrees"),
        ("Abbott mocked Ms. Kowalski's “we got a fence.”", "agrees"),
        ("Kowalski answered Abbott’s line that “we got a fence” with a joke.", "wrong"),
        ("Raman answered Abbott’s line that “we got a fence” with a joke.", "wrong"),
        ("Raman says the “fence” is a factory.", ""),
        ("Raman thinks the “gift to lawyers” clause will cost more.", ""),
        ("Raman calls it “a fence” on Tuesday.", "wrong"),
        ("Raman called it a “fence.”", "wrong"),
        ("Raman says “we paid for a factory” every day.", "wrong"),
    ],
)
def test_whose_words_they_are_is_told_right_before_them(draft: str, attribution: str) -> None:
    (found,) = check_quotations(draft, PANEL)
    assert (found.verdict, found.attribution) == ("exact", attribution)


def test_thousands_of_quotations_in_one_paragraph_take_no_minutes() -> None:
    begun = time.process_time()
    check_quotations("“x” " * 1000, HEARING)
    once = time.process_time() - begun
    check_quotations("“y” " * 4000, HEARING)
    assert time.process_time() - begun < max(9 * once, 2)


@pytest.mark.parametrize(
    ("name", "most"), [("speakers.txt", 0.1), ("fresh.txt", 0.1), ("third.txt", 0.125)]
)
def test_in_news_as_it_is_written_no_right_speaker_is_called_wrong(name: str, most: float) -> None:
    tally = measured(name)
    assert tally.sound >= 18
    assert tally.false >= 14
    assert tally.accused == []
    assert len(tally.overlooked) <= most * tally.false, tally.overlooked


def test_in_an_uneven_set_few_right_speakers_are() -> None:
    tally = measured("sixth.txt")
    assert tally.sound >= 150
    assert len(tally.accused) <= 4, tally.accused
    assert len(tally.overlooked) <= 3, tally.overlooked


OFFICES = (
    "Magnequest's founder, Dr. Anil Deshpande, sounded confident. “We'll win this,” he told a"
    " reporter. The carmaker's lawyer, David Oyelaran, rejected that. “You don't test what "
    "you don't mean to buy,” he said. A person close to its board was nervous. “Nobody likes "
    "this,” the person said.\n\nChong, who represents Ipoh, was not content. “He has found the "
    "obvious,” she said. Her brother Zaki shook his head. “So has the river,” he said. “There"
    " is nothing routine about thorium,” said Dr. Lena Ostrowski."
)


@pytest.mark.parametrize(
    ("draft", "verdict"),
    [
        ("“We'll win this,” said Anil Deshpande.", "agrees"),
        ("“We'll win this,” said David Oyelaran.", "wrong"),
        ("“You don't test what you don't mean to buy,” said Axle's lawyer.", "agrees"),
        ("“Nobody likes this,” said a person close to the board.", "agrees"),
        ("“Nobody likes this,” said David Oyelaran.", "wrong"),
        ("“He has found the obvious,” said Chong.", "agrees"),
        ("“He has found the obvious,” said Anil Deshpande.", "wrong"),
        ("“So has the river,” said Zaki.", "agrees"),
        ("“So has the river,” said Chong.", "wrong"),
        (
            "“There is nothing routine about thorium,” as Lena Ostrowski of the state's department"
            " puts it.",
            "agrees",
        ),
    ],
)
def test_who_is_brought_in_by_an_office_or_as_kin_is_the_one_that_speaks(
    draft: str, verdict: str
) -> None:
    (found,) = check_quotations(draft, OFFICES)
    assert found.attribution == verdict


JOINT = """\
In a joint statement, Senators Ruth Calder and Jim Oyster said the move “closes one door.”

“It is a map without a road,” said Stefan Brandl, who has led the union since 2017.

“The numbers,” said Cornelius Abara, who mines the stuff, “come from a window in Frankfurt.”

Celia Wade, whom Marr replaced, once described the target as “a mountain I'd rather look at.”

Klamm, the fund's founder, said it had taken months. “We drilled through the filings.”
"""


@pytest.mark.parametrize(
    ("draft", "attribution"),
    [
        ("Senator Calder says it “closes one door.”", "agrees"),
        ("Calder and Oyster say it “closes one door.”", "agrees"),
        ("Brandl says it “closes one door.”", "wrong"),
        ("The union's leader said: “It is a map without a road.”", "agrees"),
        ("Abara says they “come from a window in Frankfurt.”", "agrees"),
        ("Marr called it “a mountain I'd rather look at.”", "wrong"),
        ("For Wade, it was “a mountain I'd rather look at.”", "agrees"),
        ("Klamm: “We drilled through the filings.”", "agrees"),
        ("Abara: “We drilled through the filings.”", "wrong"),
    ],
)
def test_who_speaks_is_read_in_more_ways(draft: str, attribution: str) -> None:
    (found,) = check_quotations(draft, JOINT)
    assert found.attribution == attribution
