"""What a rendered issue holds, in each of its three formats."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest

from reewriter.model import Composition, Placed, Rendered, Source, Story
from reewriter.render import render
from reewriter.render.share import share_links
from tests.golden import check_golden
from tests.render.page import read
from tests.sample_issue import (
    BENCH_MARK,
    NOTE_MARK,
    NOW,
    long_composition,
    sample_brand,
    sample_composition,
    with_story,
)


def rendered(composition: Composition | None = None) -> Rendered:
    return render(composition or sample_composition(), sample_brand(), templates=None, now=NOW)


@pytest.fixture(scope="module")
def sample() -> Rendered:
    return rendered()


@pytest.mark.parametrize("fmt", ["html", "markdown", "text"])
def test_sample_issue_is_rendered_byte_for_byte(sample: Rendered, fmt: str) -> None:
    ending = {"html": "html", "markdown": "md", "text": "txt"}[fmt]
    check_golden(f"render/daily.{ending}", getattr(sample, fmt))


def test_every_story_above_the_line_is_in_every_format(sample: Rendered) -> None:
    texts = (unescape(sample.html), sample.markdown, " ".join(sample.text.split()))
    for placed in sample_composition().above:
        for text in texts:
            assert placed.story.headline in text


def test_bench_and_internal_notes_are_in_no_format(sample: Rendered) -> None:
    for text in (sample.html, sample.markdown, sample.text):
        assert BENCH_MARK not in text
        assert NOTE_MARK not in text


def test_an_empty_section_is_left_out_and_sections_keep_the_brands_order(sample: Rendered) -> None:
    composition = sample_composition()
    titles = [text for level, text in read(sample.html).headings if level == 2]
    assert titles[:4] == ["Policy", "Mining & Processing", "Magnets", "Markets"]
    waiting = replace(composition.placed[-1], section="Company News")
    result = rendered(replace(composition, placed=(*composition.above, waiting)))
    assert "Company News" not in result.html + result.markdown + result.text
    assert "Company News" not in sample.html + sample.markdown + sample.text


def test_headings_never_skip_a_level_and_there_is_one_first(sample: Rendered) -> None:
    levels = [level for level, _ in read(sample.html).headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_headings_do_not_skip_where_a_story_has_no_section() -> None:
    composition = sample_composition()
    loose = replace(composition.placed[0], section="")
    html = rendered(replace(composition, placed=(loose,))).html
    assert [level for level, _ in read(html).headings][:3] == [1, 2, 3]


def test_text_has_every_link_of_the_html(sample: Rendered) -> None:
    listed = {word for line in sample.text.splitlines() for word in line.split()}
    missing = set(read(sample.html).links) - listed
    assert all(url.startswith("mailto:?") for url in missing)  # text is forwarded as it is
    assert missing
    assert "mailto:?" not in sample.text


def test_text_lines_fit_78_columns_but_for_addresses(sample: Rendered) -> None:
    long = [line for line in sample.text.splitlines() if len(line) > 78]
    assert long
    assert all(re.fullmatch(r"(?:\[\d+\] )?\S+", line.strip()) for line in long)


def test_link_numbers_in_the_text_are_those_listed_below_the_story(sample: Rendered) -> None:
    story = sample.text.split("Night Shift in Narva", 1)[1].split("Markets\n====", 1)[0]
    address = re.compile(r"^\[(\d+)\] \S+$", re.MULTILINE)
    listed = [int(number) for number in address.findall(story)]
    used = [int(number) for number in re.findall(r"\[(\d+)\]", address.sub("", story))]
    assert listed == used == [1, 2, 3, 4]


def test_placeholders_are_left_for_the_target_in_every_format(sample: Rendered) -> None:
    for text in (sample.html, sample.markdown, sample.text):
        assert "⟦unsubscribe_url⟧" in text
        assert "⟦archive_url⟧" in text


def test_headline_leads_to_our_page_if_there_is_one_and_the_outlet_to_the_source(
    sample: Rendered,
) -> None:
    page = read(sample.html)
    leads = {element.text: element.attrs["href"] for element in page.all("a")}
    assert (
        leads["Iron & Nitrogen Take the Easy Jobs"] == "https://reex.example/iron-nitride-easy-jobs"
    )
    assert leads["North Shore Engineer"] == "https://northshore.example/iron-nitride"
    assert "The Harbor Ledger" not in leads


def test_source_line_has_outlet_reporter_and_day_in_the_publications_time_zone() -> None:
    # Twenty minutes to midnight UTC is still the same evening in New York, but not in Tokyo.
    assert "Straits Metals Review · Tan Wei Ling · Mar 11, 2026" in rendered().text
    brand = sample_brand()
    tokyo = replace(brand, publication=replace(brand.publication, timezone="Asia/Tokyo"))
    text = render(sample_composition(), tokyo, templates=None, now=NOW).text
    assert "Straits Metals Review · Tan Wei Ling · Mar 12, 2026" in text


@pytest.mark.parametrize(
    ("locale", "date"),
    [
        ("en-US", "Friday, March 13, 2026"),
        ("en-GB", "Friday 13 March 2026"),
        ("de-DE", "Freitag, 13. März 2026"),
        ("fr-FR", "vendredi 13 mars 2026"),
        ("es-ES", "viernes, 13 de marzo de 2026"),
        ("et-EE", "reede, 13. märts 2026"),
        ("ar-EG", "الجمعة، 13 مارس 2026"),
        ("zh-TW", "2026年3月13日 星期五"),
        ("de-XX", "Freitag, 13. März 2026"),
        ("xx-XX", "2026-03-13"),
    ],
)
def test_date_is_written_as_the_locale_writes_it(locale: str, date: str) -> None:
    brand = sample_brand()
    brand = replace(brand, publication=replace(brand.publication, locale=locale))
    result = render(sample_composition(), brand, templates=None, now=NOW)
    assert date in result.text
    assert date in result.html
    assert f'lang="{locale}"' in result.html


def test_right_to_left_locale_turns_the_page() -> None:
    brand = sample_brand()
    brand = replace(brand, publication=replace(brand.publication, locale="ar-EG"))
    html = render(sample_composition(), brand, templates=None, now=NOW).html
    assert 'dir="rtl"' in html
    assert "border-right:3px solid" in html


def test_copyright_year_is_computed_and_is_all_that_depends_on_now(sample: Rendered) -> None:
    later = datetime(2031, 6, 1, tzinfo=UTC)
    again = render(sample_composition(), sample_brand(), templates=None, now=later)
    assert "© 2026 Rare Earth Exchanges™ – " in sample.text
    for before, after in zip(
        (sample.html, sample.markdown, sample.text),
        (again.html, again.markdown, again.text),
        strict=True,
    ):
        assert before.replace("© 2026", "© 2031") == after


def test_authors_sign_once_at_the_end_and_each_story_where_there_are_several() -> None:
    both = rendered().text
    assert both.count("Edits the daily desk") == 1
    assert both.count("By Tomás Įgnat") == 2
    composition = sample_composition()
    alone = rendered(replace(composition, placed=composition.placed[:2])).text
    assert alone.count("By Mara Ellison") == 1
    assert "Tomás" not in alone


def test_sign_up_block_has_the_configured_words_exactly(sample: Rendered) -> None:
    publication = sample_brand().publication
    for text in (sample.html, sample.markdown, " ".join(sample.text.split())):
        assert publication.signup_title in text
        assert publication.signup_sentence in text


def test_recent_news_has_at_most_five_linked_headlines(sample: Rendered) -> None:
    composition = sample_composition()
    more = (*composition.recent, replace(composition.recent[0], headline="A Sixth"))
    result = rendered(replace(composition, recent=more))
    assert "A Sixth" not in result.html + result.markdown + result.text
    assert "https://reex.example/samarium" in read(result.html).links


def test_a_bare_story_leaves_nothing_empty_behind() -> None:
    bare = Placed(Story(id=1, headline="Bare"), section="Policy", position=0, bench=False)
    composition = replace(sample_composition(), placed=(bare,), recent=())
    result = rendered(composition)
    for text in (result.html, result.markdown, result.text):
        for label in ("Highlights", "Tags:", "TL;DR", "Spread the word", "Recent news"):
            assert label not in text
    assert all(element.text.strip() for element in read(result.html).all("p"))


def test_the_line_of_tags_is_left_out_where_there_are_none(sample: Rendered) -> None:
    for text in (sample.html, sample.markdown, sample.text):
        assert text.count("Tags: ") == 4


def test_every_further_source_is_named_and_linked() -> None:
    composition = sample_composition()
    main = composition.placed[0].story.sources[0]
    other = replace(main, id=99, primary=False, outlet="Other Post", url="https://other.example/")
    result = rendered(with_story(composition, sources=(main, other)))
    assert "Other Post" in result.text
    assert "https://other.example/" in read(result.html).links


def test_share_links_are_encoded_and_need_no_script(sample: Rendered) -> None:
    share = [url for url in read(sample.html).links if url.startswith("https://www.linkedin.com/")]
    assert len(share) == 4, "a brief is not worth sharing"
    assert share[3].endswith("/?url=https://reex.example/iron-nitride-easy-jobs")
    assert all(re.fullmatch(r"[!-~]+", url) for url in share)


def test_what_is_shared_is_the_whole_address_and_the_headline() -> None:
    page = "https://a.example/über?x=1&y=%20#part+two;'\")("
    mail, *others = [url for _, url in share_links("50 % & more? “Yes”: a/b", page)]
    assert mail.startswith("mailto:?")
    said = parse_qs(urlsplit(mail).query)
    assert said == {"subject": ["50 % & more? “Yes”: a/b"], "body": [page]}
    assert [parse_qs(urlsplit(url).query) for url in others] == [{"url": [page]}] * 2
    assert share_links("Headline", "") == ()


def test_a_story_of_an_unknown_format_is_laid_out_like_a_critique() -> None:
    for odd in ("no-such-format", "../../daily", "Ünfug"):
        assert "A Price Floor" in rendered(with_story(sample_composition(), format=odd)).html


def test_preheader_comes_first_hidden_and_padded(sample: Rendered) -> None:
    body = sample.html.split("<body", 1)[1]
    page = read("<body" + body)
    first = next(e for e in page.all("div") if "preheader" in e.attrs.get("class", ""))
    assert "display:none" in first.attrs["style"]
    assert first.text.startswith("Plus: the first heavies")
    assert len(first.text) > 140
    assert body.index("preheader") < body.index("Straight Into Your Inbox")


def test_html_has_what_mail_programs_need(sample: Rendered) -> None:
    html = sample.html
    assert html.startswith("<!DOCTYPE html>")
    page = read(html)
    assert page.all("html")[0].attrs["lang"] == "en-US"
    assert page.all("title")[0].text == "A price floor, and what it leaves out"
    names = {meta.attrs.get("name") for meta in page.all("meta")}
    assert {"viewport", "color-scheme", "supported-color-schemes"} <= names
    for table in page.all("table"):
        assert table.attrs.get("role") == "presentation" or table.attrs["class"] == "tf"
    assert all(cell.attrs["scope"] == "col" for cell in page.all("th"))
    assert html.count("<!--[if mso]>") == html.count("<![endif]-->") == 4


def test_html_needs_no_style_block(sample: Rendered) -> None:
    naked = re.sub(r"<style.*?</style>", "", sample.html, flags=re.DOTALL)
    page = read(naked)
    for tag in ("h1", "h2", "h3", "blockquote", "th", "td"):
        for element in page.all(tag):
            assert element.attrs.get("style") or element.text.strip().startswith("Friday"), element
    assert "!important" not in naked


def test_html_of_ten_stories_stays_under_sixty_kilobytes() -> None:
    html = rendered(long_composition(10)).html
    body = re.sub(r"<!--.*?-->|<(style|head).*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL)
    assert len(unescape(body).split()) >= 2400
    assert len(html.encode()) <= 60_000
    assert all(len(block) <= 8192 for block in re.findall(r"<style.*?</style>", html, re.DOTALL))


def test_front_matter_is_valid_whatever_the_subject_says() -> None:
    composition = sample_composition()
    subject = 'He said: "no" # not a comment: \\ {{ x }} - [a]'
    issue = replace(composition.issue, subject=subject)
    result = rendered(replace(composition, issue=issue))
    line = next(line for line in result.markdown.splitlines() if line.startswith("subject:"))
    assert line == 'subject: "He said: \\"no\\" # not a comment: \\\\ {\u2060{ x }} - [a]"'
    assert result.subject == subject.replace("{{", "{\u2060{")


def test_another_process_renders_the_same_bytes(sample: Rendered) -> None:
    code = (
        "import sys\nfrom tests.sample_issue import *\nfrom reewriter.render import render\n"
        "r = render(sample_composition(), sample_brand(), templates=None, now=NOW)\n"
        "sys.stdout.buffer.write((r.html + r.markdown + r.text).encode())"
    )
    root = __file__.rsplit("/tests/", 1)[0]
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, cwd=root, timeout=60
    )
    assert run.stdout.decode() == sample.html + sample.markdown + sample.text


def test_a_source_without_a_link_leaves_the_headline_plain() -> None:
    story = sample_composition().placed[0].story
    source: Source = replace(story.sources[0], url="javascript:alert(1)")
    result = rendered(with_story(sample_composition(), sources=(source,)))
    assert "### A Price Floor" in result.markdown
    assert "javascript" not in result.html + result.markdown + result.text
