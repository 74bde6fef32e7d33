"""Teasers: what of a story runs, where its headline leads, and the way to the rest."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reewriter.model import Rendered, Story
from reewriter.render import render
from reewriter.text.teaser import texts
from tests.render.page import read
from tests.sample_issue import NOW, sample_brand, sample_composition

OWN = "https://reex.example/own"
BODY = "### Why\n\nThe first\nparagraph.\n\nThe second.\n\n<!-- more -->\n\nThe rest."


def story(**changes: object) -> Story:
    first = sample_composition().placed[0].story
    changes = {"critique": BODY, "own_url": OWN, "extra": {"runs": "teaser"}, **changes}
    return replace(first, **changes)  # type: ignore[arg-type]  # fields of a story


def rendered(one: Story) -> Rendered:
    whole = sample_composition()
    alone = replace(whole, placed=(replace(whole.placed[0], story=one),), recent=())
    return render(alone, sample_brand(), templates=None, now=NOW)


def shown(one: Story) -> dict[str, str]:
    return {part.name: text.strip() for part, text in texts(one) if text.strip()}


def test_a_teaser_ends_at_the_mark_and_leads_to_the_rest() -> None:
    result = rendered(story())
    for text in (result.html, result.markdown, result.text):
        assert "The second." in text
        assert "The rest." not in text
        assert "Read the full story" in text
        assert "more --" not in text
    (more,) = [a for a in read(result.html).all("a") if a.text == "Read the full story"]
    assert more.attrs["href"] == OWN
    assert "Read the full story [1]" in result.text
    assert f"[Read the full story]({OWN})" in result.markdown


def test_a_full_story_has_no_mark_and_no_way_to_the_rest() -> None:
    result = rendered(story(extra={}))
    for text in (result.html, result.markdown, result.text):
        assert "The rest." in text
        assert "Read the full story" not in text
        assert "more --" not in text


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("### Why\n\nOne.\n\nTwo.", "### Why\n\nOne."),
        ("- one\n- two\n\nThree.", "- one\n- two"),
        ("```\na\n\nb\n```\n\nTwo.", "```\na\n\nb\n```"),
        ("Only one.", "Only one."),
        ("", ""),
    ],
)
def test_without_a_mark_the_first_paragraph_runs(body: str, kept: str) -> None:
    assert shown(story(critique=body)).get("critique", "") == kept


def test_what_comes_after_the_cut_text_is_left_out_and_what_comes_before_stays() -> None:
    parts = {"runs": "teaser", "overview": "First.\n\nSecond.", "bottom_line": "Last."}
    briefing = story(format="briefing", tldr="All.", critique="Body.\n\nMore.", extra=parts)
    assert shown(briefing) == {"tldr": "All.", "overview": "First."}
    marked = replace(briefing, critique="Body.\n\n<!-- MORE -->\n\nMore.")
    assert shown(marked) == {"tldr": "All.", "overview": "First.\n\nSecond.", "critique": "Body."}


def test_the_headline_leads_where_the_editor_says() -> None:
    source = sample_composition().placed[0].story.sources[0].url
    for choice, page in (("own", OWN), ("source", source)):
        html = rendered(story(extra={"headline_link": choice})).html
        (link,) = [a for a in read(html).all("a") if "Price Floor" in a.text]
        assert link.attrs["href"] == page
    only_ours = rendered(story(extra={"headline_link": "source"}, sources=())).html
    assert OWN in read(only_ours).links


def test_where_nothing_is_cut_nothing_leads_to_the_rest() -> None:
    items = {"runs": "teaser", "items": "Africa | A Port | https://news.example/port | Signed."}
    roundup = rendered(story(format="roundup", critique="", extra=items))
    for result in (roundup, rendered(story(critique="Only one."))):
        for text in (result.html, result.markdown, result.text):
            assert "Read the full story" not in text


def test_the_way_to_the_rest_of_a_paid_text_is_marked_as_paid() -> None:
    for format_, marked in (("sponsor", True), ("critique", False)):
        result = rendered(story(format=format_, extra={"runs": "teaser", "sponsor": "Lode"}))
        (more,) = [a for a in read(result.html).all("a") if a.text == "Read the full story"]
        assert ("sponsored" in (more.attrs.get("rel") or "")) is marked
