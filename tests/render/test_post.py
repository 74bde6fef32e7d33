"""A story as a page of its own: whole, plain, and with nothing in it that a site would run."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from reewriter.model import Highlight, Image
from reewriter.render import post
from tests.sample_issue import sample_brand, sample_composition

PUBLICATION = sample_brand().publication
STORY = sample_composition().above[0].story
HOSTILE = "<script>x()</script> [a](javascript:x) ![b](https://t.example/p.png) {{ x }} *|Y|*"


def test_a_post_holds_all_that_is_written_and_where_it_is_from() -> None:
    story = replace(
        STORY,
        tldr="In short",
        critique="The beginning.\n\n<!-- more -->\n\n## A turn\n\nThe rest.",
        extra={"runs": "teaser"},
        images=(Image("media/a.png", "A mine", 1200, 600, "Ida", "CC"), Image("/etc/passwd", "")),
        note="Never to be seen",
        own_url="https://site.example/?p=7",
    )
    made = post(story, PUBLICATION)
    assert made.subject == story.headline
    assert made.preheader == "In short"
    assert "<strong>TL;DR:</strong> In short" in made.html
    assert "The beginning." in made.html
    assert "<h2>A turn</h2>" in made.html
    assert "The rest." in made.html
    assert '<img src="media/a.png" alt="A mine" width="1200" height="600">' in made.html
    assert "<figcaption>Ida · CC</figcaption>" in made.html
    assert [path.name for path in made.images] == ["a.png"]
    source = story.source
    assert source is not None
    assert source.url in made.html
    for hidden in ("more -->", "Never to be seen", "passwd", "?p=7", "⟦"):
        assert hidden not in made.html


def test_what_only_a_mails_styles_hide_is_left_out() -> None:
    table = "| Step | Today | Missing |\n|---|---|---|\n| Metal | Some | Crews |"
    html = post(replace(STORY, critique=table), PUBLICATION).html
    assert "<td>Some</td>" in html
    assert 'class="tf"' not in html


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60).map(lambda text: HOSTILE + text))
def test_no_text_becomes_code(text: str) -> None:
    story = replace(
        STORY, headline=text, deck=text, tldr=text, critique=text,
        highlights=(Highlight(text),), images=(Image("media/a.png", f'"{text}', 8, 8, text),),
    )  # fmt: skip
    made = post(story, PUBLICATION)
    for code in ("<script", 'javascript:x"', "{{", "*|", 't.example/p.png">'):
        assert code not in made.html.replace('href="https://t.example/p.png"', "")
    assert made.html.count("<img") == 1
