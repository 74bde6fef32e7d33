"""A briefing pasted together with its article is no source; what was taken from one is in it."""

from __future__ import annotations

import pytest

from reewriter.text import check_figures, check_quotations
from reewriter.text.facts.copying import find_copied

BRIEFING = """\
The Ferry to Saare Will Not Sail

Overview

The shipping line has taken its only ferry to Saare out of service for the winter, and the \
island's 940 people do not know who will carry them, their letters or their milk.

What was decided

- The ferry is laid up from 14 November, five weeks earlier than in any year before.
- A smaller boat that carries 12 people sails on Tuesdays and Fridays, in fair weather only.
- The county offers 310,000 euros for a replacement; the line had asked for 480,000.

Expert views

- Helve Tamm, harbour master: “We have never been cut off for a whole winter in my time.”
- Rein Kask, a dairy farmer: “The milk will not wait for anybody until the spring.”

Bottom line

An island without a ferry is an island without a school, a shop and a doctor, whatever the \
county says about its boat. As one islander put it, “Nobody at all came over here to ask us \
first.”
"""
ARTICLE = """\
When the horn of the Saare ferry sounded on Monday evening, some thirty people stood at the \
pier and did not wave. It was the last crossing of the year. On 14 November the ship will be \
laid up in the yard at Parn, where its engines are to be taken apart.

“We have never been cut off for a whole winter in my time,” said Helve Tamm, the harbour \
master, who has kept the log of the port since she was nineteen. “People ask me when it comes \
back. I have no answer.”

The county has put 310,000 euros aside for another vessel. The shipping line, which had asked \
for 480,000, says that no ship can be had for such a sum before May. Until then a boat for 12 \
passengers will cross twice a week, if the wind allows it.

That is of little use to Rein Kask. His forty cows give more milk in a day than the boat can \
carry. “The milk will not wait for anybody until the spring,” he said in his kitchen, where \
the radio gave the heights of the waves. He has begun to sell his animals to a farm on the \
mainland, one after the other.

Of the 940 people who live on Saare, a third are over seventy. The doctor came with the ferry \
every second Wednesday; so did the books for the school, the gas, and the parts for the pump \
that keeps the cellars dry. The county's councillor for transport called the boat a sound \
solution and would not be drawn on the costs of a helicopter, which has been sent for four \
times since the summer.

Urve Saar, who runs the shop, has ordered flour for five months. “Nobody at all came over here \
to ask us first,” she said. “They looked at a map, and on the map it is a short way.”
"""
BOTH = f"{BRIEFING}\n{ARTICLE}"
WRONG = BRIEFING.replace("have never been cut", "have often been cut").replace("480,000", "590,000")


def verdicts(draft: str, source: str) -> list[str]:
    return [found.verdict for found in check_quotations(draft, source)]


def unsupported(draft: str, source: str) -> list[str]:
    return [found.text for found in check_figures(draft, source) if not found.supported]


def test_a_briefing_with_its_article_is_no_source_of_itself() -> None:
    assert verdicts(BRIEFING, BOTH) == ["exact", "exact", "exact"]
    assert verdicts(WRONG, f"{WRONG}\n{ARTICLE}") == ["near", "exact", "exact"]
    assert verdicts(WRONG, f"{ARTICLE}\n{WRONG}") == ["near", "exact", "exact"]
    assert any("590" in figure for figure in unsupported(WRONG, f"{WRONG}\n{ARTICLE}"))
    assert not find_copied(BRIEFING, BOTH)


@pytest.mark.parametrize(
    ("old", "new"),
    [("shipping line", "owner"), ("fair weather only", "fair weather"), ("The Ferry", "A Ferry")],
)
def test_nor_is_it_when_words_of_it_were_changed_since(old: str, new: str) -> None:
    changed = WRONG.replace(old, new)
    assert changed != WRONG
    assert verdicts(changed, f"{WRONG}\n{ARTICLE}") == ["near", "exact", "exact"]


PARAGRAPHS = ARTICLE.strip().split("\n\n")
PASSAGES = [
    *PARAGRAPHS,
    "\n\n".join(PARAGRAPHS[:2]),
    "\n\n".join(PARAGRAPHS[1:4]),
    "\n\n".join(PARAGRAPHS[4:]),
    ARTICLE,
]


@pytest.mark.parametrize("source", [ARTICLE, BOTH], ids=["alone", "below its briefing"])
@pytest.mark.parametrize("passage", PASSAGES, ids=range(len(PASSAGES)))
def test_what_was_taken_from_a_source_is_in_it(passage: str, source: str) -> None:
    assert set(verdicts(passage, source)) <= {"exact"}
    assert unsupported(passage, source) == []
    if "“" not in passage:
        assert find_copied(passage, source)
    else:
        assert verdicts(passage, source)


def test_a_text_that_is_its_source_whole_is_copied_from_it() -> None:
    assert verdicts(BRIEFING, BRIEFING) == ["exact", "exact", "exact"]
    assert find_copied(BRIEFING, BRIEFING)


SHORT = """\
The Ferry to Saare Will Not Sail

- The county offers 310,000 euros for a boat that carries 13 people.
- “The milk will not wait for anybody until summer,” says a farmer.
- The island has 940 people and one ferry.
"""
HIGHLIGHTS = SHORT.replace("until summer", "until the spring")
"""The same without the words that the farmer did not say."""


@pytest.mark.parametrize(
    "begins",
    [
        "The Last Ferry\n\nBy Urve Saar\n\n",
        "# The Last Ferry\n\n*November 12, 2025*\n\n",
        "https://paper.example/the-last-ferry\n\n",
        "Source: The Saare Paper\n\n",
        "---\n\n",
    ],
)
def test_a_short_briefing_above_its_article_is_no_source_either(begins: str) -> None:
    source = f"{SHORT}\n{begins}{ARTICLE}"
    figures = {one.text: one.supported for one in check_figures(SHORT, source)}
    assert figures == {"310,000 euros": True, "13": False, "940": True}
    assert [one.verdict for one in check_quotations(SHORT, source)] == ["near"]


def test_two_things_told_again_are_enough_of_a_short_briefing() -> None:
    short = SHORT.replace(" and one ferry", "").replace("310,000 euros", "some money")
    figures = {one.text: one.supported for one in check_figures(short, f"{short}\n---\n{ARTICLE}")}
    assert figures == {"13": False, "940": True}


@pytest.mark.parametrize(
    "source",
    [
        f"{HIGHLIGHTS}\n{ARTICLE}",  # an article may begin with its highlights
        f"The Last Ferry\n\nBy Urve Saar\n\n{SHORT}\n{ARTICLE}",
        f"{HIGHLIGHTS}\nThe Winter on the Island\n\n{ARTICLE}",
        f"What the day brought in four parts\n\n{SHORT}\nBy Urve Saar\n\n{ARTICLE}",
        f"{SHORT}\nBy Urve Saar\n\nIt snowed all day, and all that could be seen was white. " * 9,
    ],
    ids=["its head", "below its author", "no sign", "words above", "told nowhere"],
)
def test_highlights_of_an_article_are_in_it(source: str) -> None:
    draft = SHORT if SHORT in source else HIGHLIGHTS
    assert all(one.supported for one in check_figures(draft, source))


BELOW = """\
The council of Narva voted on Tuesday to close the quarry, which has been open since 1962.

“We will not sell the mine,” said Maria Berg, who chairs it. “There is little money left, and \
there is no hurry.”

The quarry employs 340 people and lost 12 million euros last year. It would cost 45 million to \
make it safe.

Kaarel Aho, who owns the works beside it, said he would go to court. “They have read none \
of the papers,” he said.
"""


QUOTED = "“We will sell the mine.” “There is little money left, and there is no hurry.”"


@pytest.mark.parametrize(
    "draft",
    [
        "- The quarry, with 350 people, will be closed.\n- It lost 12 million euros last year.\n"
        f"- Maria Berg: {QUOTED}",
        "The quarry of Narva has 350 people and lost 12 million euros last year; 45 million would"
        f" make it safe. Its owner says: {QUOTED}",
    ],
)
@pytest.mark.parametrize("between", ["\n\n", "\n"])
def test_a_short_briefing_right_above_its_article_is_no_source_of_itself(
    draft: str, between: str
) -> None:
    source = f"{draft}{between}{BELOW}"
    assert [one.text for one in check_figures(draft, source) if not one.supported] == ["350"]
    assert [one.verdict for one in check_quotations(draft, source)] == ["near", "exact"]


def test_the_beginning_of_an_article_stays_its_own() -> None:
    lead = BELOW.split("\n\n")[0]
    (figure,) = check_figures(lead, BELOW)
    assert figure.supported
