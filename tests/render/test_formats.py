"""Stories of every format, in each of the three outputs."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from itertools import pairwise

import pytest

from reewriter.formats import FORMATS, PARTS
from reewriter.model import Composition, Rendered, Story
from reewriter.render import render
from reewriter.render.parts import part_markdown
from reewriter.rows import heads, rows
from reewriter.text.labels import labels_of
from tests.golden import check_golden
from tests.render.page import read
from tests.sample_issue import NOW, sample_brand, sample_composition

EXTRA = {
    "analysis": {
        "options": (
            "Lend against offtake | Money at once, and a buyer | A debt, if prices fall\n"
            "Sell a share | No debt | A partner who wants the ore"
        ),
        "conclusion": "A loan buys time. *Metal* it does not buy.",
    },
    "briefing": {
        "overview": "A port counts what passes.\n\nNobody else does.",
        "experts": (
            "Ana Ruiz | Port Institute | “We count crates, not kilograms.”\n"
            "Ben Okafor | | says the count is late"
        ),
        "outlook": (
            "| What | Now | |\n|---|---|---|\n"
            "| Heavy oxides | One plant | Two plants by 2029 |\n"
            "| Licences | 57 days \\| median | Shorter |"
        ),
        "bottom_line": "Count first. Then complain.",
    },
    "roundup": {
        "items": (
            "Africa | A Port for [Ngualla] | https://news.example/port | Signed, not yet paid.\n"
            "Europe | A Kiln in Narva | https://news.example/kiln |\n"
            "Africa | Rails to Lobito | javascript:alert(1) | On time, says the builder."
        )
    },
    "sponsor": {"sponsor": "Lode & Sons"},
}
BODY = {
    "analysis": "### Who pays\n\nThe buyer [pays](https://body.example/).",
    "briefing": "### What is new\n\n- One\n    - Two\n\n### What is not\n\nThree.",
    "brief": "The plant opened. It has one buyer.",
    "roundup": "Four deals this week.",
    "sponsor": "Our drums [are round](https://paid.example/drums).",
}


def story(name: str) -> Story:
    first = sample_composition().placed[0].story
    return replace(
        first,
        format=name,
        critique=BODY.get(name, first.critique),
        extra=EXTRA.get(name, {}),
        tldr="All of it in one breath." if name == "tldr" else "",
        highlights=first.highlights if name == "critique" else (),
        authors=(),
        own_url="https://reex.example/own",
    )


def rendered(name: str) -> Rendered:
    whole = sample_composition()
    alone: Composition = replace(
        whole, placed=(replace(whole.placed[0], story=story(name)),), recent=()
    )
    return render(alone, sample_brand(), templates=None, now=NOW)


def without_story() -> Rendered:
    empty = replace(sample_composition(), placed=(), recent=())
    return render(empty, sample_brand(), templates=None, now=NOW)


def part_of_story(whole: str, frame: str) -> str:
    """Return the lines that stand in `whole` only; the frame has a golden file of its own."""
    lines, around = whole.splitlines(), frame.splitlines()
    start = next(n for n, pair in enumerate(zip(lines, around, strict=False)) if len(set(pair)) > 1)
    end = next(
        n
        for n, pair in enumerate(zip(reversed(lines), reversed(around), strict=False))
        if len(set(pair)) > 1
    )
    return "\n".join(lines[start : len(lines) - end]).strip() + "\n"


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("fmt", ["html", "markdown", "text"])
def test_every_format_is_rendered_byte_for_byte(name: str, fmt: str) -> None:
    ending = {"html": "html", "markdown": "md", "text": "txt"}[fmt]
    part = part_of_story(getattr(rendered(name), fmt), getattr(without_story(), fmt))
    check_golden(f"render/formats/{name}.{ending}", part)


@pytest.mark.parametrize("name", FORMATS)
def test_no_word_of_a_part_is_lost_in_any_output(name: str) -> None:
    result = rendered(name)
    html = re.sub("<[^>]*>", "", result.html)
    for text in (html, result.markdown, result.text):
        shown = " ".join(unescape(text).replace("\\", "").split())
        for part in FORMATS[name].parts:
            if part.kind != "rows":
                continue
            for row in rows(story(name).extra[part.name], part.columns):
                for cell in row:
                    assert cell.startswith(("http", "javascript")) or cell in shown


def test_outlook_folds_on_phones_as_every_wide_table() -> None:
    assert 'class="tf"' in rendered("briefing").html


def test_an_item_of_a_roundup_leads_to_its_page_and_a_bad_address_nowhere() -> None:
    result = rendered("roundup")
    assert "https://news.example/port" in read(result.html).links
    assert "[3] https://news.example/port" in result.text
    for text in (result.html, result.markdown, result.text):
        assert "javascript" not in text


def test_nobody_of_ours_signs_what_is_paid_for() -> None:
    assert "Mara Ellison" not in rendered("sponsor").text
    assert "Mara Ellison" in rendered("critique").text


def test_themes_of_a_roundup_come_once() -> None:
    assert rendered("roundup").text.count("Africa") == 1


def test_links_of_a_sponsor_are_marked_and_those_of_others_are_not() -> None:
    paid = rendered("sponsor").html
    assert '<a href="https://paid.example/drums" rel="sponsored noopener nofollow"' in paid
    assert "sponsored" not in rendered("analysis").html


def test_the_source_of_a_briefing_is_never_published() -> None:
    secret = "The whole article, word for word."
    first = story("briefing")
    (source,) = first.sources
    whole = sample_composition()
    placed = replace(whole.placed[0], story=replace(first, sources=(replace(source, text=secret),)))
    result = render(replace(whole, placed=(placed,)), sample_brand(), templates=None, now=NOW)
    for text in (result.html, result.markdown, result.text):
        assert secret not in text


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("a | b | c", ("a", "b", "c")),
        ("| a | b | c |", ("a", "b", "c")),
        ("- a | b", ("a", "b", "")),
        ("a", ("a", "", "")),
        ("a | b | c | d", ("a", "b", "c | d")),
        (r"a \| b | c", ("a | b", "c", "")),
        ("a | | c", ("a", "", "c")),
        ("a | b | ", ("a", "b", "")),
    ],
)
def test_rows_are_read_as_people_write_them(line: str, row: tuple[str, ...]) -> None:
    assert rows(f"\n{line}\n|---|:--|\n", ("1", "2", "3")) == [row]


def test_a_table_may_name_its_columns_itself() -> None:
    table = "| What | Now | |\n|---|---|---|\n| a | b | c |"
    columns = ("issue", "current status", "outlook")
    assert heads(table, columns) == ("What", "Now", "Outlook")
    assert heads("a | b | c", columns) == ("Issue", "Current status", "Outlook")
    assert rows(table, columns) == [("a", "b", "c")]


def test_a_bare_quotation_is_printed_with_marks_and_none_is_doubled() -> None:
    typed = (
        "Ana Ruiz | Port Institute | We count crates, not kilograms.\n"
        "Ben Okafor | | “The count is late.”\n"
        "Cora Lind | Rail Board | 'Nobody counts.'\n"
        "| Dev Rao | | calls it “late” and costly |"
    )
    whole = sample_composition()
    one = replace(story("briefing"), extra={**EXTRA["briefing"], "experts": typed})
    placed = replace(whole.placed[0], story=one)
    result = render(
        replace(whole, placed=(placed,), recent=()), sample_brand(), templates=None, now=NOW
    )
    html = unescape(re.sub("<[^>]*>", "", result.html))
    for text in (html, result.markdown.replace("**", ""), result.text):
        assert "Ana Ruiz, Port Institute: “We count crates, not kilograms.”" in text
        assert "Ben Okafor: “The count is late.”" in text
        assert "Rail Board: “" not in text
        assert "Dev Rao: calls it “late” and costly" in text


def test_an_option_that_has_its_number_gets_no_second_one() -> None:
    typed = (
        "Option 1: Build at home | Jobs | Cost\nBuy | Speed | Price\n**Option C** – Wait | - | -"
    )
    text = part_markdown(PARTS["options"], typed, labels_of("en", {}))
    titles = [line for line in text.splitlines() if line.startswith("###")]
    assert titles == ["### Option 1: Build at home", "### Option 2: Buy", "### **Option C** – Wait"]


def test_headings_of_plain_text_are_lighter_the_deeper_they_are() -> None:
    parts = {"overview": "### Deeper\n\nText.\n\n#### Deepest\n\nText.", "bottom_line": "Text."}
    whole = sample_composition()
    story = replace(
        whole.placed[0].story, format="briefing", critique="### Beside\n\nText.", extra=parts
    )
    placed = (replace(whole.placed[0], story=story),)
    text = render(replace(whole, placed=placed), sample_brand(), templates=None, now=NOW).text
    lines = dict(pairwise(text.splitlines()))
    headline = next(line for line in lines if line.startswith(story.headline[:20]))
    below = {
        headline: "=",
        "Highlights": "-",
        "Overview": "-",
        "Beside": "-",
        "Deeper": "~",
        "Deepest": ".",
    }
    assert {line: lines[line] for line in below} == {
        line: mark * len(line) for line, mark in below.items()
    }


def test_a_head_without_its_line_is_the_head_all_the_same() -> None:
    columns = PARTS["outlook"].columns
    text = "Issue | Current Status | **Outlook**\nOxides | One | Two"
    assert rows(text, columns) == [("Oxides", "One", "Two")]
    assert heads(text, columns) == ("Issue", "Current Status", "**Outlook**")
    alone = "Issue | Current Status | Outlook"
    assert rows(alone, columns) == [("Issue", "Current Status", "Outlook")]


def test_a_tldr_may_have_emphasis_and_links_on_the_line_of_its_label() -> None:
    whole = sample_composition()
    said = "A *loan* and\n\n[its page](https://loan.example/?a=1&b=2) for {{ name }} <b>."
    placed = replace(whole.placed[0], story=replace(story("tldr"), tldr=said))
    result = render(replace(whole, placed=(placed,)), sample_brand(), templates=None, now=NOW)
    (shown,) = [p for p in read(result.html).all("p") if p.text.startswith("TL;DR:")]
    assert shown.text == "TL;DR: A loan and its page for {{ name }} <b>."
    assert "https://loan.example/?a=1&b=2" in read(result.html).links
    assert "{{" not in result.html
    page = "[its page](https://loan.example/?a=1&b=2)"
    assert f"**TL;DR:** A *loan* and {page} for {{\u2060{{ name }}}} \\<b>." in result.markdown
    assert "TL;DR: A loan and its page [3] for {\u2060{ name }} <b>." in result.text
    assert "[3] https://loan.example/?a=1&b=2" in result.text


@pytest.mark.parametrize("said", ["- not a list", "# not a heading", "1. not a number", "> no"])
def test_a_tldr_is_one_paragraph_whatever_it_begins_with(said: str) -> None:
    whole = sample_composition()
    placed = replace(whole.placed[0], story=replace(story("tldr"), tldr=said))
    result = render(replace(whole, placed=(placed,)), sample_brand(), templates=None, now=NOW)
    (shown,) = [p for p in read(result.html).all("p") if p.text.startswith("TL;DR:")]
    assert shown.text == f"TL;DR: {said}"
    assert f"TL;DR: {said}" in result.text
