"""A story that several outlets told names all of them, on one quiet line."""

from __future__ import annotations

from dataclasses import replace

from reewriter.render import render
from tests.sample_issue import NOW, sample_brand, sample_composition, with_story


def test_other_outlets_stand_on_one_line_with_their_links() -> None:
    composition = sample_composition()
    story = composition.above[0].story
    (main, *_) = story.sources
    others = tuple(
        replace(main, id=90 + at, outlet=outlet, url=url, primary=False)
        for at, (outlet, url) in enumerate(
            [("Harbour Wire", "https://harbour.example/a"), ("Basin & Co", "")]
        )
    )
    several = with_story(composition, sources=(main, *others))
    rendered = render(several, sample_brand(), templates=None, now=NOW)
    assert 'Also in <a href="https://harbour.example/a"' in rendered.html
    assert "Basin &amp; Co" in rendered.html
    assert "Also in [Harbour Wire](https://harbour.example/a) · Basin" in rendered.markdown
    assert "Also in Harbour Wire [2] · Basin & Co" in rendered.text


def test_a_feed_that_only_passes_the_page_on_is_not_another_outlet() -> None:
    composition = sample_composition()
    (main, *_) = composition.above[0].story.sources
    passed_on = replace(
        main, id=91, outlet="Harbour Wire", url=f"{main.url}?utm_source=passed-on", primary=False
    )
    several = with_story(composition, sources=(main, passed_on))
    rendered = render(several, sample_brand(), templates=None, now=NOW)
    assert "Also in" not in rendered.html + rendered.markdown + rendered.text
    assert "utm_source=passed-on" not in rendered.html + rendered.markdown + rendered.text
