"""For every check an issue that trips it, and no other error."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from reewriter.checks import ALL, CheckSpec, errors
from reewriter.model import Image, LinkFact, LinkState, Look, Severity
from reewriter.render import render
from reewriter.text.facts import SourceText
from reewriter.text.glossary import shipped_glossary
from tests.checks.conftest import Table, highlights, sample
from tests.sample_issue import NOW

Spoil = Callable[[Table], Table]

FLOOR = "https://harborledger.example/2026/03/12/price-floor"
PICTURE = Image(
    "media/kiln-1a2b3c4d.jpg", "A kiln at night, its door open", 1200, 800, "Ana Ruiz", "CC BY 4.0"
)
SENTENCE = "A pound of oxide costs many times as much in Rotterdam as in the province it was dug in"

CASES: dict[str, tuple[str, Spoil]] = {
    "legal.unsubscribe": (
        "html",
        lambda t: t.printed(html="⟦unsubscribe_url⟧→https://reex.example/"),
    ),
    "legal.postal_address": ("config.postal_address", lambda t: t.publication(postal_address="")),
    "legal.unsubscribe_url": (
        "config.unsubscribe_url",
        lambda t: t.publication(unsubscribe_url=""),
    ),
    "legal.unsubscribe_example": (
        "config.unsubscribe_url",
        lambda t: t.knowing(unsubscribe_is_example=True),
    ),
    "legal.postal_example": (
        "config.postal_address",
        lambda t: t.knowing(postal_address_is_example=True),
    ),
    "legal.browser_link": ("html", lambda t: t.printed(html="⟦archive_url⟧→https://x.example/")),
    "schedule.embargo": (
        "story/1/embargo_until",
        lambda t: t.story(embargo_until=NOW + timedelta(hours=1)),
    ),
    "schedule.weekday": ("issue.date", lambda t: t.issue(date=date(2026, 3, 14))),
    "subject.missing": ("issue.subject", lambda t: t.issue(subject=" ")),
    "subject.length": ("issue.subject", lambda t: t.issue(subject="Too short")),
    "subject.markup": ("issue.subject", lambda t: t.issue(subject="A floor for {{ price }}")),
    "preheader.missing": ("issue.preheader", lambda t: t.issue(preheader="")),
    "preheader.length": ("issue.preheader", lambda t: t.issue(preheader="word " * 30)),
    "preheader.same": (
        "issue.preheader",
        lambda t: t.issue(preheader=t.composition.issue.subject.upper()),
    ),
    "preheader.markup": ("issue.preheader", lambda t: t.issue(preheader="Plus: <b>heavies</b>")),
    "content.no_story": (
        "issue.stories",
        lambda t: replace(t, composition=replace(t.composition, placed=t.composition.bench)),
    ),
    "content.headline_missing": ("story/1/headline", lambda t: t.story(headline=" ")),
    "content.headline_length": ("story/1/headline", lambda t: t.story(headline="Oxide " * 34)),
    "labels.english": ("config.labels", lambda t: t.publication(locale="fi-FI")),
    "content.format": ("story/1/format", lambda t: t.story(format="verdict")),
    "content.critique_missing": ("story/1/critique", lambda t: t.story(critique="\n")),
    "legal.sponsor": ("story/1/sponsor", lambda t: t.story(format="sponsor")),
    "content.part_missing": (
        "story/1/conclusion",
        lambda t: t.story(
            format="analysis", extra={"options": "Wait | It is free | Others do not"}
        ),
    ),
    "content.part_usual": (
        "story/1/options",
        lambda t: t.story(format="analysis", extra={"conclusion": "Do not wait."}),
    ),
    "content.row_incomplete": (
        "story/1/options",
        lambda t: t.story(
            format="analysis", extra={"options": "Wait | It is free", "conclusion": "Do not."}
        ),
    ),
    "content.brief_length": (
        "story/1/critique",
        lambda t: t.story(format="brief", critique="One thing. Another. And a third."),
    ),
    "content.highlights_missing": ("story/1/highlights", lambda t: t.story(highlights=())),
    "content.highlight_count": (
        "story/1/highlights",
        lambda t: t.story(highlights=highlights(SENTENCE)),
    ),
    "content.highlight_length": (
        "story/1/highlight/4",
        lambda t: t.story(highlights=highlights(*[SENTENCE] * 3, "Too short to say much")),
    ),
    "content.teaser": ("story/1/own_url", lambda t: t.story(own_url="", extra={"runs": "teaser"})),
    "content.placeholder": (
        "story/1/critique",
        lambda t: t.story(critique="The mine opened in TK and has not closed."),
    ),
    "content.same_source": (
        "story/2/source/url",
        lambda t: t.source(2, url=f"{FLOOR}?utm_source=wire"),
    ),
    "content.section": (
        f"story/{sample().composition.above[0].story.id}/section",
        lambda t: replace(t, brand=replace(t.brand, sections=("New name", *t.brand.sections[1:]))),
    ),
    "content.ran_before": (
        "story/1/source/url",
        lambda t: t.knowing(ran_before={FLOOR: "2026-03-10"}),
    ),
    "attribution.outlet": ("story/1/source/outlet", lambda t: t.source(outlet="")),
    "attribution.reporter": ("story/1/source/reporter", lambda t: t.source(reporter="")),
    "quotation.near": (
        "story/1/critique",
        lambda t: t.story(critique="Adeyemi: “A floor is a bridge, and you can cross a bridge.”"),
    ),
    "quotation.missing": (
        "story/1/deck",
        lambda t: t.story(deck="“The miners will dance in the streets of Denver,” said Adeyemi."),
    ),
    "quotation.coined": ("story/1/tldr", lambda t: t.story(tldr="It is no “magnet winter” yet.")),
    "quotation.unverifiable": (
        "story/1/deck",
        lambda t: t.source(complete=False).story(deck="It is no “magnet winter” yet."),
    ),
    "quotation.speaker": (
        "story/1/critique",
        lambda t: t.story(critique="One official said that “a floor is a bridge.”"),
    ),
    "quotation.written": (
        "story/1/deck",
        lambda t: t.source(
            text=f"{t.at(1).sources[0].text}\n\nAho said the kiln would be lit in May, at last."
        ).story(deck="“The kiln would be lit in May,” Aho said."),
    ),
    "figure.unsupported": (
        "story/1/critique",
        lambda t: t.story(critique="The loan of $12.5 million has not been paid."),
    ),
    "copying.words": (
        "story/1/critique",
        lambda t: t.story(critique="Below the floor, the department makes up the difference."),
    ),
    "copying.quoted": (
        "story/1/critique",
        lambda t: t.story(critique="“A floor is a bridge,” said Adeyemi.").knowing(quoted_words=4),
    ),
    "figure.house_facts": (
        "config.facts",
        lambda t: t.knowing(house_problem="facts.toml:3: figure is missing in [[facts]]"),
    ),
    "figure.before": (
        "story/1/critique",
        lambda t: (
            t.source(text=f"{t.at(1).sources[0].text}\n\nA loan of $12.5 million was paid out.")
            .story(critique="MP Materials got a loan of $12.5 million.")
            .knowing(
                glossary=shipped_glossary(),
                earlier={1: (SourceText("MP Materials got a loan of $9 million.", "No. 203"),)},
            )
        ),
    ),
    "figure.sources": (
        "story/1/source",
        lambda t: t.knowing(glossary=shipped_glossary()).story(
            sources=(
                *t.at(1).sources,
                replace(
                    t.at(1).sources[0],
                    id=77,
                    primary=False,
                    outlet="Another Paper",
                    text="The contract sets a floor of $95 per kilogram of oxide for ten years.",
                ),
            )
        ),
    ),
    "links.local": (
        "story/1/critique",
        lambda t: t.story(critique="Read [the draft](http://localhost:8000/draft)."),
    ),
    "links.missing": ("story/1/source/url", lambda t: t.source(url="")),
    "links.unsafe": (
        "story/1/critique",
        lambda t: t.story(critique="Read [the rest](/rest.html) of it."),
    ),
    "links.shortener": ("story/1/source/url", lambda t: t.source(url="https://bit.ly/3xyz")),
    "links.http": ("story/1/source/url", lambda t: t.source(url="http://ledger.example/floor")),
    "images.missing": (
        "story/1/image/1",
        lambda t: t.story(images=(PICTURE,)).knowing(pictures={PICTURE.path: None}),
    ),
    "critique.moves": (
        "story/1/critique",
        lambda t: t.story(critique=t.at(1).critique.replace("better than most", "at length")),
    ),
    "images.kind": (
        "story/1/image/1",
        lambda t: t.story(images=(replace(PICTURE, path="media/kiln.svg"),)),
    ),
    "images.credit": (
        "story/1/image/1",
        lambda t: t.story(images=(replace(PICTURE, credit=" "),)),
    ),
    "images.rights": ("story/1/image/1", lambda t: t.story(images=(replace(PICTURE, rights=""),))),
    "images.alt": ("story/1/image/1", lambda t: t.story(images=(replace(PICTURE, alt=""),))),
    "images.alt_poor": (
        "story/1/image/1",
        lambda t: t.story(images=(replace(PICTURE, alt="IMG_2041"),)),
    ),
    "images.large": (
        "story/1/image/1",
        lambda t: t.story(images=(PICTURE,)).knowing(pictures={PICTURE.path: 1_000_001}),
    ),
    "images.address": (
        "html",
        lambda t: t.printed(
            html='</body>→<img src="data:image/png;base64,AA" width="1" height="1"></body>'
        ),
    ),
    "images.logo": (
        "config.logo",
        lambda t: replace(
            t,
            brand=replace(
                t.brand,
                look=replace(t.brand.look, logo="media/logo.png", logo_width=9, logo_height=9),
            ),
        ).knowing(pictures={"media/logo.png": None}),
    ),
    "images.size": (
        "html",
        lambda t: t.printed(html='</body>→<img src="https://reex.example/a.png"></body>'),
    ),
    "contrast.colours": (
        "config.dark_muted",
        lambda t: replace(
            t, brand=replace(t.brand, look=Look(night=replace(Look().night, muted="#666666")))
        ),
    ),
    "days.weekday": (
        "story/1/critique",
        lambda t: t.story(critique="It was signed on Monday, March 12, 2026, in Denver."),
    ),
    "days.stale_year": (
        "issue.intro",
        lambda t: t.issue(intro="Pictures: © 2024 by their makers."),
    ),
    "access.link_text": (
        "story/1/critique",
        lambda t: t.story(critique="The plan is [here](https://plan.example/)."),
    ),
    "access.headings": ("html", lambda t: t.printed(html="</body>→<h6>Small print</h6></body>")),
    "access.language": ("html", lambda t: t.printed(html='lang="en-US"→')),
    "active.content": (
        "html",
        lambda t: t.printed(
            html='</body>→<a href="https://x.example/" onclick="go()">x</a></body>'
        ),
    ),
    "content.empty_section": (
        "story/1/critique",
        lambda t: t.story(critique="### Why\n\n### And how\n\nBy rail."),
    ),
    "content.length": (
        "issue.stories",
        lambda t: t.story(critique=" ".join(f"w{n}" for n in range(5000))),
    ),
    "content.attachment": (
        "issue.intro",
        lambda t: t.issue(intro="The whole table is attached."),
    ),
    "subject.reply": ("issue.subject", lambda t: t.issue(subject="Re: the floor and its price")),
    "leftovers.entity": ("html", lambda t: t.printed(html="</body>→Q&amp;amp;A</body>")),
    "leftovers.tag": ("story/1/critique", lambda t: t.story(critique="A <b>bold</b> word.")),
    "parity.left_out": ("story/1/highlights", lambda t: t.story(format="brief")),
    "parity.link": ("text", lambda t: t.printed(text="https://northshore.example→http://x")),
    "parity.words": (
        "text",
        lambda t: t.printed(html="</body>→" + " ".join(f"w{n}q" for n in range(60)) + "</body>"),
    ),
    "parity.stale": (
        "text",
        lambda t: t.issue(
            own_text=f"{render(t.composition, t.brand, templates=None, now=NOW).text}And more.",
            own_text_of="what it was",
        ),
    ),
    "parity.width": ("text", lambda t: t.printed(text="Policy→Policy " + "of words " * 9)),
    "links.dead": (
        "story/1/source/url",
        lambda t: t.knowing(links={FLOOR: LinkFact(FLOOR, LinkState.BROKEN, "it is gone", NOW)}),
    ),
    "links.unsure": (
        "story/1/source/url",
        lambda t: t.knowing(links={FLOOR: LinkFact(FLOOR, LinkState.UNSURE, "it is shy", NOW)}),
    ),
    "links.tracker": ("story/1/own_url", lambda t: t.story(own_url="https://x.example/?fbclid=1")),
    "links.twice": (
        "story/2/critique",
        lambda t: t.story(critique="See [it](https://same.example/a).").story(
            2, critique="See [that](https://same.example/a?utm_source=x)."
        ),
    ),
    "schedule.past": ("issue.date", lambda t: t.knowing(now=NOW + timedelta(days=1))),
    "spelling.word": (
        "issue.intro",
        lambda t: t.issue(intro="A mine is seldom a good neighbor, and an independant one never."),
    ),
    "wording.mixed": (
        "story/1/critique",
        lambda t: t.story(critique="The US mine is closed.").story(
            2, critique="The U.S. mine is open."
        ),
    ),
    "parity.headline": (
        "text",
        lambda t: t.printed(text="One Powder, Two Prices→"),
    ),
    "leftovers.merge": ("story/1/critique", lambda t: t.story(critique="Dear *|FNAME|*, hello.")),
    "leftovers.placeholder": ("text", lambda t: t.printed(text="⟦archive_url⟧→⟦archive⟧")),
    "leftovers.template": ("html", lambda t: t.printed(html="</body>→{{ footer }}</body>")),
    "leftovers.markdown": ("html", lambda t: t.printed(html="</body>→a **strong word</body>")),
    "size.clipped": (
        "story/5/critique",
        lambda t: t.printed(html=f"</body>→<!--{'x' * 90_000}--></body>"),
    ),
    "size.large": ("html", lambda t: t.printed(html=f"</body>→<!--{'x' * 62_000}--></body>")),
    "wording.doubled_word": (
        "story/1/critique",
        lambda t: t.story(critique="It is the\nthe oldest of mines."),
    ),
    "wording.doubled_mark": (
        "story/1/deck",
        lambda t: t.story(deck="A careful account,, and an honest one."),
    ),
    "wording.comma": (
        "issue.intro",
        lambda t: t.issue(intro="The gap is palpable,e and widening."),
    ),
    "wording.blank": (
        "issue.intro",
        lambda t: t.issue(intro="The gap is wide.Nobody measures it ."),
    ),
    "wording.dash": (
        "story/1/critique",
        lambda t: t.story(critique="The gap is wide– and nobody measures it."),
    ),
    "wording.broken": (
        "story/1/critique",
        lambda t: t.story(critique="The gap is wid\ufffd, and nobody measures it."),
    ),
    "wording.pair": (
        "story/1/deck",
        lambda t: t.story(deck="The gap (which is wide is not measured.”"),
    ),
}


def test_every_check_has_its_case() -> None:
    assert sorted(CASES) == sorted(spec.id for spec in ALL)


@pytest.mark.parametrize("spec", ALL, ids=lambda spec: spec.id)
def test_check_is_tripped_where_it_should_and_alone(spec: CheckSpec) -> None:
    where, spoil = CASES[spec.id]
    before = {(finding.id, finding.where) for finding in sample().check()}
    found = spoil(sample()).check()
    assert (spec.id, where) not in before
    assert (spec.id, where) in {(finding.id, finding.where) for finding in found}
    expected = {spec.id} if spec.severity is Severity.ERROR else set()
    assert {finding.id for finding in errors(found)} == expected
    for finding in found:
        assert finding.message
        assert finding.hint


def test_the_sample_has_no_errors_and_no_warnings() -> None:
    assert [f for f in sample().check() if f.severity is not Severity.INFO] == []
