"""A passage becomes a quotation with who said it, and is found again from either side."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from reewriter.desk.citing import (
    Use,
    cite,
    cited_already,
    origin,
    passage_in,
    place_of,
    quote,
    used,
    uses,
)
from reewriter.desk.evidence import attach
from reewriter.desk.writing import text_hash
from reewriter.errors import NotFoundError, UsageError
from reewriter.model import Citation, Edit, Highlight, Source, Story
from reewriter.text.facts import check_quotations

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TEXT = """\
# A port that waits

The ministry said on Monday that nine plants had applied for a [licence](https://e.example/l) to
ship magnets, and that none of them had been told how long they would have to wait for an answer.

“We are not closing the door,” said Mara Voss, who heads the export office. “We are counting what
goes through it. Nobody has counted it for eleven years, and whoever tells you what leaves this
port is guessing.”

> Nobody at the port
> could *say* more.

- One shipment left.
- Two are waiting.

| Mine | Tonnes |
|---|---:|
| Altenburg | 1,200 |

The rule, which one trader called “a mess”, began on Monday in all of the ports along the coast.
"""
SOURCE = Source(7, 3, 1, "Basin Ledger", "", "", None, TEXT, text_hash(TEXT), NOON, True, True)


def span(first: str, last: str = "") -> tuple[int, int]:
    start = TEXT.index(first)
    end = TEXT.index(last, start) + len(last) if last else start + len(first)
    return start, end


def story(critique: str = "", *citations: Citation) -> Story:
    return Story(3, critique=critique, citations=citations, sources=(SOURCE,))


@pytest.mark.parametrize(
    ("passage", "quoted"),
    [
        (span("“We are not", "export office."), "Mara Voss: “We are not closing the door.”"),
        (span("We are counting", "it."), "Mara Voss: “We are counting what goes through it.”"),
        (
            span("Nobody has counted", "guessing."),
            "> Nobody has counted it for eleven years, and whoever tells you what leaves this port"
            " is guessing.\n>\n> — Mara Voss, Basin Ledger",
        ),
        (
            span("“We are not", "guessing.”"),
            "> “We are not closing the door,” said Mara Voss, who heads the export office. “We are"
            " counting what goes through it. Nobody has counted it for eleven years, and whoever"
            " tells you what leaves this port is guessing.”\n>\n> — Mara Voss, Basin Ledger",
        ),
        (
            span("The ministry", "answer."),
            "> The ministry said on Monday that nine plants had applied for a licence to ship"
            " magnets, and that none of them had been told how long they would have to wait for an"
            " answer.\n>\n> — Basin Ledger",
        ),
        (
            span("The rule", "coast."),
            "> The rule, which one trader called “a mess”, began on Monday in all of the ports"
            " along the coast.\n>\n> — Basin Ledger",
        ),
        (span("Nobody at", "more."), "Basin Ledger: “Nobody at the port could *say* more.”"),
        (
            span("- One", "waiting."),
            "> One shipment left.\n>\n> Two are waiting.\n>\n> — Basin Ledger",
        ),
        (span("| Altenburg | 1,200 |"), "Basin Ledger: “Altenburg · 1,200”"),
        (span("Altenburg | 1,200 |"), "Basin Ledger: “Altenburg · 1,200”"),
        (span("A port that waits"), "Basin Ledger: “A port that waits”"),
        (
            span("which one trader called “a mess”, began on Monday"),
            "Basin Ledger: “which one trader called ‘a mess’, began on Monday”",
        ),
        (span("one trader called “a mess”"), "One trader: “a mess”"),
    ],
)
def test_a_passage_is_quoted_with_who_said_it(passage: tuple[int, int], quoted: str) -> None:
    assert quote(SOURCE, passage).text == quoted


def test_the_fact_desk_finds_every_quotation_as_it_stands() -> None:
    for first, last in (
        ("“We are not", "office."),
        ("Nobody has", "guessing."),
        ("- One", "left."),
    ):
        found = check_quotations(quote(SOURCE, span(first, last)).text, TEXT)
        assert [one.verdict for one in found] == ["exact"]


def test_without_outlet_and_speaker_nobody_is_named() -> None:
    bare = replace(SOURCE, outlet="")
    assert quote(bare, span("- One", "left.")).text == "“One shipment left.”"
    with pytest.raises(UsageError, match="no words"):
        quote(bare, (0, 1))


@pytest.mark.parametrize(
    ("critique", "at", "after"),
    [
        ("", None, "> Q\n\n"),
        ("One.", None, "One.\n\n> Q\n\n"),
        ("One two.\n\nThree.", 4, "One two.\n\n> Q\n\nThree."),
        ("One.\n\nTwo.", 6, "One.\n\n> Q\n\nTwo."),
        ("One.\n\n\n\nTwo.", 6, "One.\n\n> Q\n\nTwo."),
    ],
)
def test_a_long_quotation_never_parts_a_paragraph(
    critique: str, at: int | None, after: str
) -> None:
    passage = span("The ministry", "answer.")
    fields, end = cite(story(critique), SOURCE, passage, at)
    text = str(fields["critique"])
    assert text.replace(quote(SOURCE, passage).text, "> Q") == after
    assert text[:end].endswith("Basin Ledger\n\n")


@pytest.mark.parametrize(
    ("critique", "at", "after"),
    [
        ("She says", 8, "She says Basin Ledger: “One shipment left.” "),
        ("She says.", 8, "She says Basin Ledger: “One shipment left.”."),
        ("One two", 4, "One Basin Ledger: “One shipment left.” two"),
        ("One two. Three four.", 6, "One two. Basin Ledger: “One shipment left.” Three four."),
        ("- One two\n- Three", 7, "- One two Basin Ledger: “One shipment left.”\n- Three"),
        ("One", None, "One\n\nBasin Ledger: “One shipment left.”\n\n"),
    ],
)
def test_a_short_quotation_goes_where_the_cursor_is(
    critique: str, at: int | None, after: str
) -> None:
    assert cite(story(critique), SOURCE, span("One shipment left."), at)[0]["critique"] == after


def test_the_same_passage_is_remembered_once() -> None:
    passage = span("One shipment left.")
    fields, _ = cite(story("", Citation(7, passage)), SOURCE, passage, None)
    assert fields["citations"] == (Citation(7, passage),)


def test_what_is_used_is_known_as_long_as_it_is() -> None:
    passage = span("One shipment left.")
    quoting = story("We read: “One shipment left.”", Citation(7, passage))
    voss = span("We are counting", "it.")
    both = replace(quoting, highlights=(Highlight("a"), Highlight("b", 7, voss)))
    assert used(both, 7) == [voss, passage]
    assert used(both, 8) == []
    assert used(replace(both, critique="Nothing."), 7) == [voss]
    assert uses(both, 7, (voss[0] + 3, voss[0] + 4)) == [Use(highlight=1)]
    [use] = uses(both, 7, passage)
    assert use.span is not None
    assert both.critique[slice(*use.span)] == "One shipment left."
    assert uses(both, 7, span("Two are waiting.")) == []


def test_only_a_passage_that_is_quoted_whole_is_there_already() -> None:
    passage = span("One shipment left.")
    quoting = story("We read: “One shipment left.”", Citation(7, passage))
    assert cited_already(quoting, SOURCE, passage) == (10, 28)
    assert cited_already(quoting, SOURCE, span("One shipment", "waiting.")) is None
    assert cited_already(replace(quoting, critique="No."), SOURCE, passage) is None


def test_a_quotation_leads_back_to_its_source() -> None:
    passage = span("One shipment left.")
    quoting = story(
        "Ours.\n\nLedger: “One shipment left.”\n\nAnd: “Nobody has counted it.”",
        Citation(7, passage),
    )
    assert origin(quoting, quoting.critique.index("shipment")) == Citation(7, passage)
    assert origin(quoting, quoting.critique.index("Ledger")) == Citation(7, passage)
    assert origin(quoting, 2) is None
    assert origin(quoting, quoting.critique.index("And")) is None
    typed = origin(quoting, quoting.critique.index("counted"))
    assert typed is not None
    assert TEXT[slice(*typed.span)] == "Nobody has counted it"


def test_words_are_looked_for_in_the_main_source_first() -> None:
    other = replace(SOURCE, id=6, primary=False)
    two = replace(story(), sources=(other, SOURCE))
    assert passage_in(two, "two are  WAITING")[0].id == 7
    assert passage_in(two, "Two are waiting.", 6) == (other, span("Two are waiting."))
    with pytest.raises(UsageError, match="no source of story 3 has the words “Three"):
        passage_in(two, "Three are waiting")
    with pytest.raises(NotFoundError, match="has no source 9"):
        passage_in(two, "Two", 9)
    with pytest.raises(UsageError, match="no words"):
        passage_in(two, " ")


def after_of(edits: list[Edit], table: str) -> list[dict[str, object]]:
    return [dict(edit.after or {}) for edit in edits if edit.table == table]


def test_quotations_are_found_again_in_a_fuller_text() -> None:
    quoting = story("x", Citation(7, span("Nobody at", "more.")))
    new = "Much before it.\n\nNobody at the port could say more. And much behind it."
    edits = attach(quoting, SOURCE, new, complete=True, spare_id=8)
    [fields] = after_of(edits, "story")
    at = new.index("Nobody")
    where = {"source_id": 7, "span_start": at, "span_end": new.index(" And")}
    assert fields["citations"] == (where,)


def test_a_text_that_is_quoted_stays_beside_one_that_lost_the_words() -> None:
    passage = span("One shipment left.")
    edits = attach(story("x", Citation(7, passage)), SOURCE, "Other.", complete=True, spare_id=8)
    assert [edit.key for edit in edits if edit.table == "source"] == [(8,), (7,)]
    [fields] = after_of(edits, "story")
    assert fields["citations"] == (
        {"source_id": 8, "span_start": passage[0], "span_end": passage[1]},
    )


def test_a_place_is_known_by_words() -> None:
    passage = span("The ministry", "answer.")
    whole = str(cite(story(), SOURCE, passage, None)[0]["critique"])
    place = place_of(story(f"Before.\n\n{whole}", Citation(7, passage)), Citation(7, passage))
    assert place is not None
    assert place_of(story(whole), Citation(99, passage)) is None
