"""Pasted text becomes the Markdown that a person would have made of it, and nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reewriter.text import import_paste
from reewriter.text.clean import clean
from reewriter.text.paste import Meta

CASES = Path(__file__).parent.parent / "data" / "paste"
SIGNS = {
    "{tab}": "\t",
    "{nbsp}": "\xa0",
    "{F0B7}": "\uf0b7",
    "{F06F}": "\uf06f",
    "{F0A7}": "\uf0a7",
}


@dataclass(frozen=True, slots=True)
class Case:
    """What was pasted, and what of it should be seen in the end."""

    name: str
    pasted: str
    markdown: str
    meta: dict[str, str] | None
    cut: list[str] | None


def cases() -> Iterator[Case]:
    for file in sorted(CASES.glob("*.txt")):
        for part in file.read_text(encoding="utf-8").split("=== ")[1:]:
            name, _, rest = part.partition("\n")
            pasted, *sections = re.split(r"^--- (\w+)\n", rest, flags=re.MULTILINE)
            said = dict(zip(sections[::2], sections[1::2], strict=True))
            for sign, meant in SIGNS.items():
                pasted = pasted.replace(sign, meant)
            yield Case(
                f"{file.stem}: {name}",
                pasted.rstrip("\n"),
                said["markdown"].rstrip("\n"),
                _pairs(said["meta"]) if "meta" in said else None,
                said["cut"].splitlines() if "cut" in said else None,
            )


def _pairs(text: str) -> dict[str, str]:
    lines = (line.partition(":") for line in text.splitlines())
    return {name: value.strip() for name, _, value in lines}


def _said(meta: Meta, name: str) -> str:
    value = getattr(meta, name)
    if name == "date":
        return value.isoformat() if value else ""
    if name == "signup":
        return f"{value.title} / {value.sentence}" if value else ""
    return " / ".join(value) if isinstance(value, tuple) else str(value)


ALL = list(cases())


def test_the_set_is_large() -> None:
    assert len(ALL) >= 60


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_a_paste_is_read_as_a_person_would(case: Case) -> None:
    found = import_paste(case.pasted)

    assert found.markdown == case.markdown
    if case.meta is not None:
        assert {name: _said(found.meta, name) for name in case.meta} == case.meta
    if case.cut is not None:
        assert list(found.cut) == case.cut


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_what_came_out_comes_out_again(case: Case) -> None:
    once = import_paste(case.pasted).markdown

    assert import_paste(once).markdown == once


def test_what_was_cut_can_be_taken_back() -> None:
    pasted = (
        "The kilns run, and nobody in the town complains (opens in a new tab) about them.\n"
        "Spread the word:\nBy Anna Kask\nLeave a Reply"
    )

    back = import_paste(pasted, keep=("Spread the word:", "(opens in a new tab)"))

    assert back.markdown.endswith("complains (opens in a new tab) about them.\n\nSpread the word:")
    assert back.cut == ("By Anna Kask", "Leave a Reply")
    assert back.meta.byline == "Anna Kask"


BRIEFING = """\
Kilns at the Edge
Overview
The kilns at Narva cost $40 million and make 7% of what is needed, and
nobody knows who will pay for the next.
What Was Said
·
Anna Kask: “It was built in a hurry and it shows every day.”
·
Two ministers came, and 12 buyers with them.
Bottom Line
The kilns run at a loss of $3 million a year, and they will go on
running.
"""
SOURCE = """\
The
state has built kilns at Narva for $40 million, and it has done so in
less than two years, which is a record in that part of the country.
They
make 7% of what the makers of magnets need, and lose $3 million each
year, said people who have seen the books and asked not to be named.
On
Monday two ministers came to see the second kiln lit, and with them 12
buyers from as many firms, who left before the fire was burning.
Anna
Kask, who built the first, was among the guests. “It was built in a
hurry and it shows every day,” she said when she was asked about it.
Nobody
has asked the people who live beside the yard, and they have not asked
to be asked, for the lorries bring them more custom than dust.
"""


def test_a_source_under_its_briefing_is_proposed_and_not_split() -> None:
    found = import_paste(BRIEFING + SOURCE)

    split = found.proposed_split
    assert split is not None
    assert split.source.startswith("The state has built kilns at Narva")
    assert split.briefing.endswith("they will go on running.")
    assert found.markdown[split.at :] == split.source
    assert found.markdown.startswith(split.briefing)
    assert len(split.reasons) >= 2


def test_a_source_with_its_own_title_and_author_is_proposed() -> None:
    plain = " ".join(SOURCE.split())
    source = f"State Kilns Burn Money\nBy Jaan Tamm\n{plain}\n{plain}"

    split = import_paste(f"{BRIEFING}{source}").proposed_split

    assert split is not None
    assert split.source.startswith("## State Kilns Burn Money\n\n")


@pytest.mark.parametrize(
    "text",
    [
        BRIEFING,
        SOURCE,
        BRIEFING + SOURCE[:240],
        SOURCE + BRIEFING,
        "Kilns\n"
        + "Bottom Line\nThe kilns run at a loss.\n" * 2
        + "\nAnd so it goes on for ever.\n" * 30,
    ],
)
def test_a_text_that_is_one_is_left_one(text: str) -> None:
    assert import_paste(text).proposed_split is None


PIECES = st.sampled_from(
    [
        *(
            "Highlights",
            "TL/DR –",
            "TL;DR: so",
            "· ",
            "·",
            "o",
            "|",
            "§",
            "• point",
            "- point",
            "1. one",
        ),
        *(
            "2. two",
            "cell |",
            "a|b |",
            "| a | b |",
            "|---|---|",
            "x\ty",
            "The",
            "Mr.",
            "Overview",
            "---",
        ),
        *(
            "A Heading of Some Kind",
            "Will it hold?",
            "By Anna Kask",
            "Mar 2, 2026",
            "Search",
            "Share this:",
        ),
        *("Menu", "Home > News", "Share", "12", "a) first", "b) next", "i. one", "▪", "About us"),
        *("From: me", "To: you", "Subject: it", "Read Next", "About the Author", "Tags: a, b"),
        *(
            "Leave a Reply",
            "3 Comments",
            "© 2026 Kilns",
            "CATEGORIES: a, b",
            "CATEGORIES: ,",
            "Bottom Line",
        ),
        *(
            "Recent Kiln News",
            "Kiln Letter",
            "# hash",
            "## more",
            "> quoted",
            "```",
            "two options:",
            "",
        ),
        "the line goes on (opens in a new tab) and on, and it is long enough to tell a width,",
        "It ends here, and begins again. And this one has a good many words that nobody will miss.",
        "it’s “quoted” and — dashed… (opens in a new",
        "Option 2: Something Else",
    ]
)


def _words(text: str) -> list[str]:
    # A lone o, or one before a capital, is Word's bullet and becomes a sign of Markdown.
    lines = (re.sub(r"^\s*o(\s*$|\s+(?=[A-Z0-9\"“‘$€£]))", "", line) for line in text.split("\n"))
    return sorted(re.findall(r"\w+", "\n".join(lines)))


@given(
    st.lists(PIECES | st.text(st.characters(exclude_categories=["Cs"]), max_size=30), max_size=14)
)
@settings(max_examples=100)
def test_no_word_is_lost(pieces: list[str]) -> None:
    pasted = "\n".join(pieces)

    found = import_paste(pasted)

    left = _words("\n".join([found.markdown, *found.cut]))
    assert left == _words(clean(pasted))


@pytest.mark.parametrize(
    "text", ["", " \n\t\n", "|", "o", "·\n·", "|\n|\n|", "1.", "- ", "```", "#"]
)
def test_next_to_nothing_is_read_as_well(text: str) -> None:
    assert import_paste(text).proposed_split is None


def test_the_import_is_quick() -> None:
    import time

    long = "and so it goes on and on without an end, for ever and for ever and\n" * 20_000
    for text in ((BRIEFING + SOURCE) * 40, long, "Share this:\n\nKilns run.\n\n" * 2_000):
        started = time.process_time()
        import_paste(text)
        assert time.process_time() - started < 5


def test_the_site_behind_a_title_is_cut_where_it_signs_the_page() -> None:
    lit = "The kiln was lit on Monday, after three long years of waiting for it."
    text = f"Kiln Lit in Narva | Baltic Daily\n\n{lit}\n\n{{}}"
    signed = text.format("© 2026 Baltic Daily. All rights reserved.")
    pasted = import_paste(signed)
    assert pasted.meta.title == "Kiln Lit in Narva"
    assert pasted.markdown.startswith("# Kiln Lit in Narva\n")
    assert "| Baltic Daily" in pasted.cut
    assert import_paste(signed, keep=pasted.cut).meta.title == "Kiln Lit in Narva | Baltic Daily"
    other = import_paste(text.format("© 2026 Another Paper"))
    assert other.meta.title == "Kiln Lit in Narva | Baltic Daily"


def test_a_long_paste_takes_as_much_longer_as_it_has_more_lines() -> None:
    def seconds(lines: int) -> float:
        start = process_time()
        import_paste("The kiln was lit at $5 million.\n" * lines)
        return process_time() - start

    # Eight times as many lines; what went through all of them for each took fourteen times as long.
    assert any(seconds(16_000) < 11 * seconds(2_000) for _ in range(3))


QUOTED = """\
Some words stand here, and they go on for a while.

> We have asked for data. We have received poetry.
>
> — Kaja Ojala

They have asked:
> Who pays for all of it?

> 50 percent of it is gone.

> is what the old letters had.

> Everybody else has two of them

> “Nobody has three,” said the mayor.
"""


def test_a_quotation_of_markdown_stays_one() -> None:
    markdown = import_paste(QUOTED).markdown
    assert "\n\n> We have asked for data. We have received poetry.\n>\n> — Kaja Ojala" in markdown
    assert "They have asked:\n\n> Who pays for all of it?" in markdown
    assert "\n\n\\> 50 percent of it is gone." in markdown
    assert "\n\n\\> is what the old letters had." in markdown
    assert "\n\n\\> Everybody else has two of them" in markdown
    assert "\n\n> “Nobody has three,” said the mayor." in markdown
    assert import_paste(markdown).markdown == markdown
