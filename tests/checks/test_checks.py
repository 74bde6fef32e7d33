"""What the checks let pass, what waivers do, in which order findings come, and how fast."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from html import escape

import pytest

from reewriter.checks import ALL, Facts, errors, headline_key
from reewriter.checks.size import clipped_at
from reewriter.model import Finding, Image, Severity, Waiver
from reewriter.render import mergetags
from reewriter.text.glossary import Entry, Glossary
from reewriter.text.house import House, HouseFact
from scripts import gen_checks_docs
from tests.checks.conftest import Table, highlights, sample
from tests.sample_issue import NOW, long_composition


def _ids(findings: list[Finding], family: str = "") -> list[str]:
    return [finding.id for finding in findings if finding.id.startswith(family)]


def _waived(table: Table, check_id: str, where: str) -> Table:
    waiver = Waiver(1, check_id, where, "it is meant")
    return replace(table, composition=replace(table.composition, waivers=(waiver,)))


def test_errors_come_first_then_warnings_then_infos() -> None:
    table = sample().issue(subject="").publication(unsubscribe_url="", postal_address="")
    severities = [finding.severity for finding in table.source(reporter="").check()]
    assert set(severities) == set(Severity)
    assert severities == sorted(severities, key=list(Severity).index)


def test_a_waived_error_no_longer_counts() -> None:
    table = sample().issue(subject="")
    assert _ids(errors(table.check())) == ["subject.missing"]
    findings = _waived(table, "subject.missing", "issue.subject").check()
    assert errors(findings) == []
    assert [finding.waived for finding in findings if finding.id == "subject.missing"] == [True]


@pytest.mark.parametrize(
    ("check_id", "where"),
    [("subject.missing", "issue.intro"), ("subject.length", "issue.subject"), ("subject", "")],
)
def test_a_waiver_covers_its_check_and_place_only(check_id: str, where: str) -> None:
    table = _waived(sample().issue(subject=""), check_id, where)
    assert _ids(errors(table.check())) == ["subject.missing"]


def test_law_and_embargo_cannot_be_waived() -> None:
    assert {spec.id for spec in ALL if not spec.waivable} == {
        "legal.unsubscribe",
        "legal.postal_address",
        "legal.sponsor",
        "schedule.embargo",
    }
    table = sample().publication(postal_address="")
    findings = _waived(table, "legal.postal_address", "config.postal_address").check()
    assert _ids(errors(findings)) == ["legal.postal_address"]
    assert not any(finding.waived for finding in findings)


def test_stories_on_the_bench_are_not_checked() -> None:
    table = sample().story(6, critique="TODO,, the the", embargo_until=NOW + timedelta(days=9))
    assert table.check() == sample().check()


def test_unsubscribe_must_be_a_link_in_html_and_there_in_text() -> None:
    plain = sample().printed(html='href="⟦unsubscribe_url⟧"→title="⟦unsubscribe_url⟧"')
    assert [(f.id, f.where) for f in errors(plain.check())] == [("legal.unsubscribe", "html")]
    text = sample().printed(text="⟦unsubscribe_url⟧→")
    assert [(f.id, f.where) for f in errors(text.check())] == [("legal.unsubscribe", "text")]


def test_postal_address_must_show_in_html_and_text() -> None:
    for format_ in ("html", "text"):
        table = sample().printed(**{format_: "12 Monazite Way→"})
        assert [(f.id, f.where) for f in errors(table.check())] == [
            ("legal.postal_address", format_)
        ]


def test_an_address_of_several_lines_is_found() -> None:
    table = sample().publication(postal_address="Rare Earth Exchanges\n12 O’Neil’s Way\nUtah & Co")
    assert errors(table.check()) == []


def test_an_embargo_that_ends_now_is_over() -> None:
    assert errors(sample().story(embargo_until=NOW).check()) == []


@pytest.mark.parametrize(
    ("length", "found"), [(9, True), (10, False), (78, False), (79, True), (2000, True)]
)
def test_subject_may_have_10_to_78_characters(length: int, found: bool) -> None:
    ids = _ids(sample().issue(subject="ö" * length).check(), "subject.")
    assert (ids == ["subject.length"]) is found


@pytest.mark.parametrize(
    "subject", ["Price < cost > value again", "100 % of R&D; and more", "5 * 3 | a {brace}"]
)
def test_honest_signs_are_no_marks(subject: str) -> None:
    assert _ids(sample().issue(subject=subject).check(), "subject.") == []


@pytest.mark.parametrize(
    "subject", ["Hi *|FNAME|*, read this", "Q&amp;A with the mine", "⟦archive_url⟧ is here now"]
)
def test_tags_and_entities_are_marks(subject: str) -> None:
    assert "subject.markup" in _ids(sample().issue(subject=subject).check())


@pytest.mark.parametrize(
    "text", ["ThyssenKrupp (TKA) sells", "She stood at to-do lists", "TK-class ships", "ATKO"]
)
def test_words_that_resemble_placeholders_pass(text: str) -> None:
    assert _ids(sample().issue(intro=text).check(), "content.placeholder") == []


@pytest.mark.parametrize("text", ["TKTK", "opened in TK.", "TODO: ask", "Lorem ipsum dolor", "TBD"])
def test_placeholders_are_found_in_every_text(text: str) -> None:
    for where, table in (
        ("issue.intro", sample().issue(intro=text)),
        ("story/1/deck", sample().story(deck=text)),
        ("story/1/tldr", sample().story(tldr=text)),
        ("story/1/highlight/1", sample().story(highlights=highlights(text, text))),
    ):
        found = [f for f in table.check() if f.id == "content.placeholder"]
        assert where in [finding.where for finding in found]


def test_internal_notes_are_not_read() -> None:
    assert errors(sample().story(note="TODO: call").check()) == []


def test_a_brief_needs_no_highlights() -> None:
    brief = sample().story(format="brief", deck="", critique="One plant. One buyer.", highlights=())
    assert [f for f in brief.check() if f.where.startswith("story/1/")] == []


def test_only_what_judges_must_name_whom_it_judges() -> None:
    def named(story_format: str) -> bool:
        table = sample().source(outlet="").story(format=story_format, extra={"sponsor": "Us"})
        return "attribution.outlet" not in [finding.id for finding in table.check()]

    assert not named("critique")
    assert all(named(each) for each in ("note", "sponsor", "analysis"))


def test_what_a_label_in_a_format_of_ones_own_leaves_out_is_an_error() -> None:
    table = sample().story(format="sponsor", extra={"sponsor": "Lode & Sons"})
    assert errors(table.check()) == []
    (finding,) = errors(table.printed(text="Sponsored by→Presented with").check())
    assert finding.id == "legal.sponsor"
    assert not finding.waivable


@pytest.mark.parametrize("words", [14, 15, 20, 21])
def test_highlights_have_15_to_20_words(words: int) -> None:
    text = " ".join("abcdefghijklmnopqrstuvwxyz"[:words])
    found = sample().story(highlights=highlights(text)).check()
    lengths = [f for f in found if f.where == "story/1/highlight/1"]
    assert bool(lengths) is (words in (14, 21))


def test_a_story_that_ran_is_known_by_its_headline_too() -> None:
    headline = sample().at(1).headline
    table = sample().knowing(ran_before={headline_key(headline.upper()): "2026-03-10"})
    (finding,) = [f for f in table.check() if f.id == "content.ran_before"]
    assert finding.where == "story/1/headline"
    assert "2026-03-10" in finding.message


@pytest.mark.parametrize(
    ("url", "check_id"),
    [
        ("http://127.0.0.1/x", "links.local"),
        ("https://10.0.0.8/x", "links.local"),
        ("https://intranet/x", "links.local"),
        ("https://mac.local/x", "links.local"),
        ("https://staging.reex.example/x", "links.local"),
        ("https://www.bit.ly/x", "links.shortener"),
        ("javascript:alert(1)", "links.unsafe"),
        ("file:///etc/passwd", "links.unsafe"),
        ("https://reex.example/a", None),
        ("https://8.8.8.8/a", None),
        ("mailto:desk@reex.example", None),
    ],
)
def test_links_are_judged_wherever_they_stand(url: str, check_id: str | None) -> None:
    for table, where in (
        (sample().source(url=url), "story/1/source/url"),
        (sample().story(own_url=url), "story/1/own_url"),
        (sample().story(critique=f"See [this]({url}) now."), "story/1/critique"),
        (sample().story(critique=f"See <{url}> now."), "story/1/critique"),
        (sample().story(critique=f"See [this][1].\n\n[1]: {url}"), "story/1/critique"),
        (sample().issue(intro=f"See [this]({url}) now."), "issue.intro"),
    ):
        before = sample().check()
        found = [f for f in table.check() if f.id.startswith("links.") and f not in before]
        assert [(f.id, f.where) for f in found] == ([(check_id, where)] if check_id else [])


def test_template_syntax_in_content_is_made_harmless_by_the_renderer() -> None:
    table = sample().story(
        headline="What {{ user }} and ⟦user⟧ {% if %} mean", critique="A {{ b }} `{{ c }}`"
    )
    assert errors(table.check()) == []


def test_another_service_may_have_another_syntax() -> None:
    table = sample().printed(text="⟦unsubscribe_url⟧→⟦unsubscribe_url⟧ *|FNAME|*")
    assert errors(table.check()) == []
    assert _ids(errors(table.knowing(template_syntax=("*|",)).check())) == ["leftovers.template"]


def test_known_merge_tags_are_the_renderers() -> None:
    assert Facts(now=NOW).merge_tags == frozenset(mergetags.PLACEHOLDERS)


@pytest.mark.parametrize(
    "critique",
    ["**Bold** and __strong__ and [a](https://x.example/)", "Code: `**kwargs`", "2 ** 3? No."],
)
def test_rendered_markdown_leaves_no_marks(critique: str) -> None:
    found = _ids(sample().story(critique=critique).check(), "leftovers.markdown")
    assert bool(found) is ("2 **" in critique)


def test_headlines_are_recognised_however_a_format_writes_them() -> None:
    table = sample().story(headline="R&D <costs> “more”—or *less* | it’s $1,000_000: straße {{x}}")
    assert _ids(table.check(), "parity.") == []


def test_clipped_story_is_the_last_that_begins_in_time() -> None:
    composition = long_composition(3)
    headlines = [escape(placed.story.headline) for placed in composition.above]
    headings = "".join(f"<h2><a>{headline}</a></h2>{'x' * 50_000}" for headline in headlines)
    placed = clipped_at(composition, headings)
    assert placed is not None
    assert placed.story.id == 3
    assert clipped_at(composition, "x" * 110_000 + headings) is None


@pytest.mark.parametrize(
    "text",
    [
        "He had had enough, and that that was so.",
        "Walla Walla is a town.",
        "(Nd,Pr)₂Fe₁₄B magnets, 1,500 tonnes",
        "Wait... and see… i.e., the U.S., too",
        "`the the` and https://x.example/a,,b..c and [a](../b)",
        "day-to-day day trips",
        "End of one.\n\nOne more paragraph",
        "so-called called-out",
        "# Lynas\n\nLynas opened",
        "Rock ‘n’ roll; it’s it’sy",
    ],
)
def test_sound_wording_passes(text: str) -> None:
    assert _ids(sample().story(critique=text).check(), "wording.") == []


@pytest.mark.parametrize(
    ("text", "check_id"),
    [
        ("The mine and the the mill", "wording.doubled_word"),
        ("The the mill", "wording.doubled_word"),
        ("tonnes tonnes of it", "wording.doubled_word"),
        ("ore, , mill", "wording.doubled_mark"),
        ("It ends here.. Or not", "wording.doubled_mark"),
        ("It ends here,.", "wording.doubled_mark"),
        ("China,the buyer", "wording.comma"),
        ("It ends here.Then it begins", "wording.blank"),
        ("It ends here .", "wording.blank"),
        ("The mine —the only one", "wording.dash"),
        ("The mine (the only one", "wording.pair"),
        ("The mine,” he said", "wording.pair"),
        ("It’s said by Ã�lvaro", "wording.broken"),
        ("Itâ€™s the minerâ€™s own", "wording.broken"),
    ],
)
def test_slips_are_found(text: str, check_id: str) -> None:
    assert _ids(sample().story(critique=text).check(), "wording.") == [check_id]


def test_a_text_full_of_slips_is_told_a_few_times() -> None:
    found = _ids(sample().story(critique="here,we " * 5000).check(), "wording.")
    assert found == ["wording.comma"] * 5


def test_each_misspelt_word_is_told_once_with_what_may_be_meant() -> None:
    found = sample().story(critique="He recieved it. She recieved an occurence.").check()
    told = [f for f in found if f.id == "spelling.word"]
    assert [f.message.split("”")[0] for f in told] == ["“recieved", "“occurence"]
    assert told[0].hint.startswith("Write “received” or “relieved”, or put “recieved”")
    assert told[0].span == (3, 11)


def test_names_words_of_the_house_and_other_languages_are_not_misspelt() -> None:
    ore = sample().story(critique="The eudialytic kvanefite of Kvanefjeld.")
    assert len(_ids(ore.check(), "spelling.")) == 2
    known = ore.knowing(
        house=House(words=("eudialytic",)), glossary=Glossary((Entry("kvanefite"),))
    )
    assert _ids(known.check(), "spelling.") == []
    german = "Die Mine liegt am Fluss, und niemand zählt dort, was im Winter gefördert wird. " * 3
    assert _ids(sample().story(critique=german).check(), "spelling.") == []
    assert _ids(ore.publication(locale="de-DE").check(), "spelling.") == []
    colour = sample().story(critique="The colour of sulphur in the harbour.")
    assert _ids(colour.check(), "spelling.") != []
    assert _ids(colour.publication(locale="en-GB").check(), "spelling.") == []


def test_a_text_of_nothing_but_slips_is_told_a_few_times_and_soon() -> None:
    endings = [f"{a}{b}x" for a in "abcdefghij" for b in "klmnopqrst"]
    slips = " ".join(f"by the sea the old mine of wrd{ending}" for ending in endings)
    found = _ids(sample().story(critique=slips).check(), "spelling.")
    assert len(found) == 20


def test_ids_are_unique_and_named_by_family() -> None:
    ids = [spec.id for spec in ALL]
    assert len(set(ids)) == len(ids)
    assert {id_.partition(".")[0] for id_ in ids} == {
        "access",
        "active",
        "attribution",
        "content",
        "contrast",
        "critique",
        "copying",
        "days",
        "figure",
        "images",
        "labels",
        "leftovers",
        "legal",
        "links",
        "parity",
        "preheader",
        "quotation",
        "schedule",
        "size",
        "spelling",
        "subject",
        "wording",
    }


def test_the_document_lists_every_check() -> None:
    assert gen_checks_docs.PAGE.read_text(encoding="utf-8") == gen_checks_docs.page()
    for spec in ALL:
        assert f"`{spec.id}`" in gen_checks_docs.page()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Signed on Thursday, March 12.", []),
        ("Signed on Thursday, 12 March 2026.", []),
        ("Signed on Thursday, the 12th of March 2026.", []),
        ("Signed on Friday, March 12.", []),  # of last year
        ("Signed on Sunday, March 12.", ["days.weekday"]),
        ("Signed on Sunday, Feb. 30, 2026.", ["days.weekday"]),
        ("On Monday the 12 March deals closed.", ["days.weekday"]),
        ("Copyright 2026 by the makers, since 2019.", []),
        ("© 2019-2026 by the makers.", []),
        ("(c) 2019 by the makers.", ["days.stale_year"]),
    ],
)
def test_days_are_compared_with_the_calendar(text: str, found: list[str]) -> None:
    assert _ids(sample().issue(intro=text).check(), "days.") == found


@pytest.mark.parametrize(
    ("text", "check_id"),
    [
        ("[Read more](https://x.example/) of it", "access.link_text"),
        ("[click here to subscribe](https://x.example/)", "access.link_text"),
        ("[here are the figures](https://x.example/)", ""),
        ("The [plan](https://x.example/) is here", ""),
        ("# One\n\n## Two\n\nText", ""),
        ("# One\n\n# Two\n\nText", "content.empty_section"),
        ("Text\n\n### Last", "content.empty_section"),
        ("```\n# a comment\n```", ""),
        ("The report is attached.", "content.attachment"),
        ("They are attached to it", "content.attachment"),
        ("She detached the attachment", ""),
    ],
)
def test_texts_hold_what_they_promise(text: str, check_id: str) -> None:
    before = sample().check()
    found = [f.id for f in sample().story(critique=text).check() if f not in before]
    assert [one for one in found if one.startswith(("access.", "content."))] == (
        [check_id] if check_id else []
    )


def test_us_is_written_one_way_in_the_whole_issue() -> None:
    mixed = sample().issue(intro="The U.S. buys. The U.S. sells.").story(critique="The US waits.")
    assert [(f.id, f.where) for f in mixed.check() if f.id == "wording.mixed"] == [
        ("wording.mixed", "story/1/critique")
    ]
    assert "wording.mixed" not in _ids(sample().story(critique="“The US waits,” he said.").check())


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("[a](https://same.example/a) and [b](https://same.example/a)", "", ["story/1/critique"]),
        ("[a](https://same.example/a)", "[b](https://same.example/b)", []),
        ("Nothing.", "[it](https://www.northshore.example/)", []),
    ],
)
def test_a_page_is_linked_once(first: str, second: str, found: list[str]) -> None:
    table = sample().story(critique=first).story(2, critique=second or "Nothing.")
    assert [one.where for one in table.check() if one.id == "links.twice"] == found


def test_a_link_to_what_another_story_is_about_is_told() -> None:
    table = sample()
    (other,) = [one.story for one in table.composition.above if one.story.id == 2]
    assert other.source is not None
    linked = table.story(critique=f"See [that]({other.source.url}).")
    own = table.story(2, critique=f"See [that]({other.source.url}).")
    found = [[one.where for one in t.check() if one.id == "links.twice"] for t in (linked, own)]
    assert found == [["story/1/critique"], []]


def test_a_sponsor_that_links_in_its_text_links_to_something() -> None:
    for text, told in (("Our [drums](https://paid.example/).", False), ("Our drums.", True)):
        paid = sample().source(url="").story(format="sponsor", critique=text, own_url="")
        assert ("links.missing" in {finding.id for finding in paid.check()}) is told


def test_a_waiver_holds_for_one_word_one_link_one_figure() -> None:
    text = (
        "The mine recieved ore, and again ocurred what http://a.example and http://b.example say."
    )
    table = sample().story(critique=text)
    slips = [f for f in table.check() if f.id == "spelling.word"]
    assert [slip.about for slip in slips] == ["recieved", "ocurred"]
    links = [f for f in table.check() if f.id == "links.http"]
    assert [link.about for link in links] == ["http://a.example", "http://b.example"]
    for found in (slips[0], links[1]):
        others = [f for f in _waived(table, found.id, found.place).check() if f.id == found.id]
        assert {one.about: one.waived for one in others} == {
            one.about: one.about == found.about for one in others
        }
    # One that names no more than the place holds for all that is there, as waivers used to.
    whole = _waived(table, "spelling.word", "story/1/critique").check()
    assert [f.waived for f in whole if f.id == "spelling.word"] == [True, True]


def test_a_waived_figure_stays_waived_where_words_around_it_change() -> None:
    before = sample().story(critique="They paid $907 million for 903 tonnes.")
    (figure, other) = [f for f in before.check() if f.id == "figure.unsupported"]
    after = before.story(critique="It is said that they paid $907 million, for 903 tonnes of it.")
    found = [f for f in _waived(after, figure.id, figure.place).check() if f.id == figure.id]
    assert [(f.about, f.waived) for f in found] == [(other.about, False), (figure.about, True)]


def test_a_figure_above_the_stories_must_stand_in_one_of_them_or_in_its_source() -> None:
    def told(**changes: str) -> list[tuple[str, str, Severity]]:
        found = sample().issue(**changes).check()
        return [(f.where, f.about, f.severity) for f in found if f.id == "figure.unsupported"]

    assert told(subject="A loan of $907 million") == [
        ("issue.subject", "$907 million", Severity.ERROR)
    ]
    assert told(preheader="It lost 83 percent")[0][:2] == ("issue.preheader", "83 percent")
    assert told(intro="They paid **$907 million**.")[0][:2] == ("issue.intro", "$907 million")
    own = sample().story(critique="They paid $907 million.").issue(subject="For $907 million")
    where = [f.where for f in own.check() if f.id == "figure.unsupported"]
    assert where == ["story/1/critique"]
    issue = sample().composition.issue
    count = len(sample().composition.above)
    assert told(subject=f"No. {issue.number}: {count} stories, {issue.date:%B %d, %Y}") == []


def test_a_reckoning_that_does_not_hold_says_what_it_comes_to() -> None:
    source = "A loan of $90 million. There was a grant of $60 million."
    table = sample().story(critique="Add $90 million and $60 million: that makes $160 million.")
    (first, *_) = table.composition.above[0].story.sources
    table = table.story(sources=(replace(first, text=source),))
    (found,) = [f for f in table.check() if f.where == "story/1/critique" and "figure" in f.id]
    assert "in no source ($90 million and $60 million make $150 million)" in found.message


def test_what_the_house_no_longer_answers_for_is_an_error_until_it_is_waived() -> None:
    fact = HouseFact("$907 million", url="https://example.org/", expires=NOW.date())
    table = sample().story(critique="They paid $907 million.").knowing(house=House((fact,)))
    (found,) = [f for f in table.check() if f.id == "figure.unsupported"]
    assert found.severity is Severity.ERROR
    assert "was vouched for until" in found.message
    assert [
        f.waived for f in _waived(table, found.id, found.place).check() if f.id == found.id
    ] == [True]


@pytest.mark.parametrize("name", ["verdict", "Verdict_2", "X"])
def test_a_format_without_a_template_is_told_and_one_with_it_is_not(name: str) -> None:
    table = sample().story(format=name)
    (found,) = [f for f in table.check() if f.id == "content.format"]
    assert name in found.message
    known = table.knowing(own_formats=frozenset({name}))
    assert not [f for f in known.check() if f.id == "content.format"]


def test_a_teaser_of_which_nothing_stays_behind_needs_no_page() -> None:
    def told(critique: str) -> bool:
        table = sample().story(own_url="", extra={"runs": "teaser"}, critique=critique)
        return "content.teaser" in {f.id for f in table.check()}

    assert told("First.\n\nSecond.")
    assert not told("First.")


@pytest.mark.parametrize(
    ("story_format", "critique", "linked"),
    [
        ("critique", "As [the *Ledger*](https://ledger.example/a) says.", True),
        ("analysis", "See <https://ledger.example/a>.", True),
        ("verdict", "https://ledger.example/a", True),
        ("critique", "[The ledger](/a) says.", False),
        ("critique", "Nothing.", False),
    ],
)
def test_a_story_that_links_in_its_text_links_to_something(
    story_format: str, critique: str, linked: bool
) -> None:
    table = sample().story(own_url="", sources=(), format=story_format, critique=critique)
    assert ("links.missing" not in {f.id for f in table.check()}) is linked


def test_a_link_in_a_tldr_is_a_link() -> None:
    table = sample().story(
        own_url="", sources=(), tldr="As [the *Ledger*](https://l.example/) says"
    )
    found = {f.id for f in table.check()}
    assert not found & {"links.missing", "parity.left_out", "parity.link", "leftovers.markdown"}


def test_lines_that_show_no_link_lead_nowhere() -> None:
    table = sample().story(own_url="", sources=(), deck="As https://ledger.example/a says")
    assert "links.missing" in {f.id for f in table.check()}


def test_a_paid_text_that_names_no_payer_is_told_once() -> None:
    found = [f for f in sample().story(format="sponsor").check() if f.where == "story/1/sponsor"]
    assert [f.id for f in found] == ["legal.sponsor"]


def test_what_an_expert_says_is_not_our_spelling() -> None:
    rows = "Ana Ruiz | Port | We dont recieve it.\nMax Ott | Teh Yard | “Ocurred.”"
    table = sample().story(format="briefing", extra={"experts": rows, "overview": "It ocurred."})
    found = [f for f in table.check() if f.id == "spelling.word"]
    assert [(f.where, f.about) for f in found] == [("story/1/overview", "ocurred")]
    rows = "Ana Ruiz | Port | We dont recieve it.\nMax Ott | the recieving yard | “Ocurred.”"
    told = sample().story(format="briefing", extra={"experts": rows}).check()
    (slip,) = [f for f in told if f.id == "spelling.word"]
    assert slip.span is not None
    assert rows[slice(*slip.span)] == "recieving", "where it is typed, not where it is printed"


def test_a_preheader_that_plain_text_has_not_is_no_lack() -> None:
    table = sample().issue(preheader=" ".join(f"Preview{n}" for n in range(40)))
    assert "parity.words" not in {f.id for f in table.check()}


def _told(table: Table, check_id: str) -> list[str]:
    return [finding.where for finding in table.check() if finding.id == check_id]


def test_what_a_format_does_not_print_is_told_and_what_it_prints_is_not() -> None:
    table = sample().story(
        format="note",
        deck="A deck that *nobody* sees.",
        tldr="All in one.",
        extra={"overview": "What it is about.", "runs": "full"},
    )
    places = ["deck", "tldr", "highlights", "overview"]
    assert _told(table, "parity.left_out") == [f"story/1/{name}" for name in places]
    shown = table.story(format="briefing", extra={"overview": "What it is about."})
    assert _told(shown, "parity.left_out") == []


def test_a_link_of_a_roundup_that_is_dropped_is_told() -> None:
    items = "Asia | A | javascript:alert(1) | x\nAsia | B | deal.example/1 | y"
    fine = "\nAsia | C | https://deal.example/2 | z\nAsia | D | www.deal.example/3 | z"
    found = sample().story(format="roundup", extra={"items": items + fine}).check()
    unsafe = [one.about for one in found if one.id == "links.unsafe"]
    assert unsafe == ["javascript:alert(1)", "deal.example/1"]
    assert "links.twice" not in {one.id for one in found}


def test_marks_in_what_a_picture_shows_take_nothing_from_its_tag() -> None:
    picture = Image("media/kiln-1a2b3c4d.jpg", 'A "<b>kiln</b>" > 9', 1200, 800, "Ana", "own")
    found = {one.id for one in sample().story(images=(picture,)).check()}
    assert not found & {"images.size", "leftovers.tag", "images.address"}


def test_marks_in_a_line_are_told_where_they_are_written() -> None:
    table = sample().story(
        deck="A **bold** deck &amp; a tag<br>here", highlights=highlights("See **this**.")
    )
    assert _told(table, "leftovers.markdown") == ["story/1/deck", "story/1/highlight/1"]
    assert _told(table, "leftovers.entity") == ["story/1/deck"]
    found = next(one for one in table.check() if one.id == "leftovers.tag")
    assert (found.where, found.hint) == (
        "story/1/deck",
        "Take it out: this is a line of plain text.",
    )


def test_a_longer_link_that_begins_alike_is_no_such_link() -> None:
    links = "See [a](https://same.example/a) and [b](https://same.example/a/b)."
    table = sample().story(critique=links)
    assert "parity.link" not in {one.id for one in table.check()}
    table = table.printed(text="https://same.example/a\n→https://same.example/a.b\n")
    assert "parity.link" in {one.id for one in table.check()}


def test_a_line_has_no_links_but_bare_addresses() -> None:
    written = "A [bracketed](x) <b:c> deck"
    table = sample().story(deck=written, headline=f"{written} too").issue(subject=written)
    assert not _ids(table.check(), "links.unsafe")
    bare = sample().story(deck="See http://plain.example/a")
    assert _told(bare, "links.http") == ["story/1/deck"]


def test_a_cut_mark_that_cuts_nothing_is_told_where_it_stands() -> None:
    fine = sample().story(critique="One.\n\n<!-- more -->\n\nTwo.")
    assert _told(fine, "leftovers.tag") == []
    table = fine.story(2, critique="One. <!-- more --> Two.")
    assert _told(table, "leftovers.tag") == ["story/2/critique"]
