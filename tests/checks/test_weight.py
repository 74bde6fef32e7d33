"""What stories weigh in the mail, and in which of them Gmail cuts."""

from __future__ import annotations

from dataclasses import replace

from reewriter.checks.weight import weigh
from reewriter.render import render
from tests.sample_issue import NOW, sample_brand, sample_composition


def test_each_story_weighs_what_stands_between_its_headline_and_the_next() -> None:
    composed, brand = sample_composition(), sample_brand()
    markup = render(composed, brand, templates=None, now=NOW).html
    weight = weigh(composed, markup)
    assert weight.total == len(markup.encode())
    assert set(weight.stories) == {p.story.id for p in composed.above if p.story.headline}
    assert 0 < sum(weight.stories.values()) < weight.total
    assert not weight.is_cut
    assert weight.cut is None
    longest = max(weight.stories, key=lambda one: weight.stories[one])
    taken = tuple(
        replace(p, story=replace(p.story, critique="Short.")) if p.story.id == longest else p
        for p in composed.placed
    )
    lighter = replace(composed, placed=taken)
    after = weigh(lighter, render(lighter, brand, templates=None, now=NOW).html)
    saved = weight.stories[longest] - after.stories[longest]
    assert saved == weight.total - after.total > 0, "all that went, went from this story"


def test_what_stands_after_the_last_story_is_weighed_with_none() -> None:
    composed, brand = sample_composition(), sample_brand()
    bare = replace(brand.publication, signup_title="", signup_sentence="")
    composed = replace(composed, recent=())
    for publication in (brand.publication, bare):
        looked = replace(brand, publication=publication)
        markup = render(composed, looked, templates=None, now=NOW).html
        last = composed.above[-1].story
        begins = markup.rindex("<h3")
        ends = markup.index("LinkedIn</a>", begins) + len("LinkedIn</a>")
        text = len(markup[begins:ends].encode())
        assert 0 < weigh(composed, markup).stories[last.id] - text < 20
    elsewhere = markup.replace("</h3>", "</h3></td></tr><tr><td>")
    assert weigh(composed, elsewhere).stories[last.id] > len(last.critique)


def test_the_cut_falls_into_the_story_that_has_begun() -> None:
    composed, brand = sample_composition(), sample_brand()
    markup = render(composed, brand, templates=None, now=NOW).html
    told = [p for p in composed.above if p.story.headline]
    first, second = told[0].story, told[1].story
    whole = weigh(composed, markup)
    begins = markup.encode().index(f">{second.headline}<".encode())
    assert weigh(composed, markup, limit=begins - 300).cut == first.id
    late = weigh(composed, markup, limit=begins + 300)
    assert late.cut == second.id
    assert 0 < late.hidden < whole.stories[second.id]
    footer = weigh(composed, markup, limit=whole.total - 1)
    assert (footer.cut, footer.hidden) == (told[-1].story.id, 0), "the stories are whole"
    assert weigh(composed, markup, limit=10).cut is None
