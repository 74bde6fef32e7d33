"""What stories quote, count and copy is compared with their own sources, and quickly."""

from __future__ import annotations

import time
from dataclasses import replace

from reewriter.checks import Facts
from reewriter.checks import facts as fact_desk
from reewriter.checks.facts import findings_in
from reewriter.checks.spec import Examined, examine, story_passages
from reewriter.model import Composition, Finding, Severity
from reewriter.render import render
from reewriter.text.house import House
from tests.checks.conftest import Table, highlights, sample
from tests.sample_issue import NOW, long_composition, sample_brand


def found(table: Table) -> list[Finding]:
    """Return what the fact desk says of the first story."""
    ids = {spec.id for spec in fact_desk.CHECKS}
    return [f for f in table.check() if f.id in ids and f.where.startswith("story/1/")]


def examined(composition: Composition) -> Examined:
    rendered = render(composition, sample_brand(), templates=None, now=NOW)
    return examine(composition, rendered, brand=sample_brand(), facts=Facts(now=NOW))


def test_a_finding_says_what_the_source_has() -> None:
    story = sample().story(deck="“A floor is a bridge, and you can cross a bridge,” said Adeyemi.")
    (finding,) = found(story)
    assert (finding.id, finding.severity) == ("quotation.near", Severity.ERROR)
    assert "it has “finance”, not “cross”" in finding.message


def test_every_text_of_a_story_is_read() -> None:
    story = sample().story(
        headline="77 Floors", tldr="78 floors.", highlights=highlights("79 floors.", "80 floors.")
    )
    assert [finding.where for finding in found(story)] == [
        "story/1/headline",
        "story/1/tldr",
        "story/1/highlight/1",
        "story/1/highlight/2",
    ]


def test_a_story_without_the_text_of_a_source_is_left_alone() -> None:
    story = sample().story(
        deck="“Nobody has ever said these words to us,” said 77 people.", critique="It is sound."
    )
    assert len(found(story)) == 2
    for unread in (story.source(text=" "), story.story(sources=())):
        (finding,) = found(unread)  # of figures nothing is said
        assert (finding.id, finding.where) == ("quotation.unverifiable", "story/1/deck")
        assert finding.severity is Severity.INFO


def test_a_phrase_no_source_has_goes_out_with_a_warning_or_not_at_all() -> None:
    invented = sample().story(deck="Ana Ruiz spoke of a “winter of magnets”.")
    (finding,) = found(invented)
    assert (finding.id, finding.severity) == ("quotation.missing", Severity.ERROR)
    (finding,) = found(sample().story(deck="The “winter of magnets” is here."))
    assert (finding.id, finding.severity) == ("quotation.coined", Severity.WARNING)


def test_what_was_pieced_together_is_told_in_one_short_line() -> None:
    deck = "“After this, dependence is a choice. A floor is a bridge,” said Ruth Adeyemi."
    (told,) = [one for one in found(sample().story(deck=deck)) if one.id == "quotation.near"]
    assert "is pieced together: its parts are not one speaker’s in the deck" in told.message
    assert len(told.message) < 240
    assert told.hint.startswith("Quote its parts by themselves")


def test_the_day_of_the_source_is_a_date_it_has() -> None:
    source = sample().at(1).source
    assert source is not None
    assert source.published is not None
    day = f"{source.published:%B} {source.published.day}"
    assert found(sample().story(deck=f"It was signed on {day}.")) == []


def test_one_changed_story_costs_little() -> None:
    composition = long_composition(12)
    took = []
    for number in range(5):
        first = composition.placed[0]
        story = replace(first.story, critique=f"{first.story.critique} And {number} more words.")
        changed = replace(
            composition, placed=(replace(first, story=story), *composition.placed[1:])
        )
        table = examined(changed)
        begun = time.process_time()
        assert list(fact_desk.find(table))
        took.append(time.process_time() - begun)
    assert min(took) < 0.050


EXPERTS = "Ana Ruiz | Port Institute | {}\n- Bode Adeyemi | Sahel Bank | {}"
TRUE = "A floor is a bridge, and you can finance a bridge."


def test_a_quotation_of_an_expert_is_compared_without_its_marks_too() -> None:
    false, nowhere = (
        TRUE.replace("finance", "cross"),
        "Nobody has ever seen the seven sealed drums.",
    )
    said = {}
    for form in ("{}", "“{}”"):
        typed = EXPERTS.format(form.format(nowhere), form.format(false))
        table = sample().story(format="briefing", extra={"experts": typed})
        seen = [one for one in found(table) if one.id in ("quotation.near", "quotation.missing")]
        assert [(one.id, typed[slice(*one.span)]) for one in seen if one.span] == [
            ("quotation.missing", nowhere),
            ("quotation.near", false),
        ]
        said[form] = [(one.id, one.message) for one in found(table) if "/experts" in one.where]
    assert said["{}"] == said["“{}”"]


def test_a_true_bare_quotation_is_no_copied_row() -> None:
    table = sample().story(format="briefing", extra={"experts": f"Adeyemi | | {TRUE}"})
    assert [one.id for one in found(table) if one.where == "story/1/experts"] == []
    (passage,) = [one for one in story_passages(table.at(1)) if one.where == "story/1/experts"]
    marks = findings_in(passage, table.at(1).sources, House(), NOW.date())
    assert [(mark.sign, passage.text[slice(*mark.span)]) for mark, _ in marks] == [("exact", TRUE)]
