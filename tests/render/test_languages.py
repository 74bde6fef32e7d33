"""An issue in another language than English: no word around the stories is left in English."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import date
from functools import lru_cache
from string import Formatter
from unicodedata import bidirectional

import pytest

from reewriter.checks import Facts, check
from reewriter.formats import FORMATS
from reewriter.model import Author, Brand, Composition, Image, RecentStory, Rendered, Source
from reewriter.render import ArchivedIssue, archive, post, render
from reewriter.render.columns import cells
from reewriter.render.dates import direction, long_date, short_date
from reewriter.text.labels import LABELS, in_english, labels_of, languages
from tests.render.page import read
from tests.sample_issue import NOW, sample_brand, sample_composition

# Words that stand in no label of any language, so that what is left is ours.
W = "Xqx"
OTHERS = [language for language in languages() if language != "en"]
PARTS = {
    "runs": "teaser",
    "overview": W,
    "experts": f"{W} | {W} | {W}",
    "outlook": f"{W} | {W} | {W}",
    "bottom_line": W,
    "options": f"{W} | {W} | {W}",
    "conclusion": W,
    "items": f"{W} | {W} | https://a.example/ | {W}",
    "sponsor": W,
}


def _brand(locale: str, **labels: str) -> Brand:
    publication = replace(
        sample_brand().publication,
        name=W,
        title=W,
        tagline=W,
        copyright=W,
        postal_address=W,
        signup_title=W,
        signup_sentence=W,
        locale=locale,
        share_line="",
        labels=labels,
        authors=(Author(W, W), Author(f"{W}{W}", W)),
    )
    return replace(sample_brand(), publication=publication, sections=(W,))


def _composition() -> Composition:
    """Make an issue in which every label is needed, and every text is the same word."""
    whole = sample_composition()
    placed = []
    for number, name in enumerate(FORMATS):
        story = whole.placed[0].story
        (source,) = story.sources
        source = replace(source, outlet=W, reporter=W)
        other: Source = replace(source, id=9, primary=False, url="https://b.example/")
        story = replace(
            story,
            id=number,
            format=name,
            headline=W,
            deck=W,
            tldr=W,
            critique=f"{W} ~~{W}~~\n\n{W}",
            tags=(W,),
            authors=(W, f"{W}{W}"),
            highlights=tuple(replace(one, text=W) for one in story.highlights),
            extra={k: v for k, v in PARTS.items() if k != "runs" or name == "critique"},
            images=(Image("media/a.jpg", W, 9, 9, W, W),),
            sources=(source, other),
        )
        placed.append(replace(whole.placed[0], story=story, section=W))
    issue = replace(whole.issue, subject=W, preheader=W, intro=W)
    recent = (RecentStory(W, "https://a.example/r", whole.issue.date),)
    return replace(whole, issue=issue, placed=tuple(placed), recent=recent)


@lru_cache
def _rendered(locale: str) -> Rendered:
    return render(_composition(), _brand(locale), templates=None, now=NOW)


def _visible(page: str) -> str:
    return html.unescape(re.sub(r"<style.*?</style>|<!--.*?-->|<[^>]+>", " ", page, flags=re.S))


def _words(text: str) -> set[str]:
    text = re.sub(r"\S*(?://|@|mailto:|⟦)\S*", " ", text)
    return {word for word in re.findall(r"[^\W\d_]{3,}", text) if set(word) - set(W)}


ENGLISH = {word for label, _ in LABELS.values() for word in re.findall(r"[^\W\d_]{3,}", label)}
SHARED = {"Option", "Conclusion", "Image", "mail", "browser", "Recent", "Risk"}
"""Words that other languages write as English does."""


@pytest.mark.parametrize("language", OTHERS)
def test_no_word_around_the_stories_is_english(language: str) -> None:
    result = _rendered(language)
    for text in (_visible(result.html), result.markdown, result.text):
        body = text.partition("\n---\n")[2] if text.startswith("---") else text
        assert not (_words(body) & ENGLISH) - SHARED
    read_aloud = re.findall(r'(?:aria-\w+|alt|title)="([^"]*)"', result.html)
    assert {"email", "E-mail"} & set(read_aloud) <= {labels_of(language, {})["email"]}


@pytest.mark.parametrize("language", languages())
def test_every_language_has_every_label_and_each_is_used(language: str) -> None:
    labels = labels_of(language, {})
    assert list(labels) == list(LABELS)
    assert all(label == label.strip() and len(label) < 40 for label in labels.values())
    assert in_english(language, {}) == ()
    assert {name for _, name, _, _ in Formatter().parse("".join(labels.values()))} == {None}
    seen = html.unescape(_rendered(language).html) + _rendered(language).text
    elsewhere = {"all_issues", "sponsored"}
    assert [n for n, label in labels.items() if label not in seen and n not in elsewhere] == []


@pytest.mark.parametrize("language", ["ar", "fa", "he"])
def test_labels_of_languages_from_right_to_left_read_so(language: str) -> None:
    for name, label in labels_of(language, {}).items():
        assert bidirectional(label[0]) in ("R", "AL"), name
    page = read(_rendered(language).html)
    (root,) = page.all("html")
    assert root.attrs["dir"] == "rtl"


CODE = "```\nif (a < b) { return 1; }\n```"


@pytest.mark.parametrize("look", ["daily", "plain"])
@pytest.mark.parametrize(("language", "turned"), [("ar", True), ("he", True), ("en", False)])
def test_code_runs_from_left_to_right_in_every_language(
    language: str, turned: bool, look: str
) -> None:
    brand = _brand(language)
    brand = replace(brand, look=replace(brand.look, name=look))
    whole = _composition()
    story = replace(whole.placed[0].story, critique=CODE)
    first = replace(whole, placed=(replace(whole.placed[0], story=story),), recent=())
    page = read(render(first, brand, templates=None, now=NOW).html)
    (code,) = page.all("pre")
    assert ("direction:ltr;text-align:left" in code.attrs["style"].replace(": ", ":")) is turned


def test_the_editors_words_come_first_in_every_place() -> None:
    mine = {name: f"Zz{number}" for number, name in enumerate(LABELS)}
    brand = _brand("fi-FI", **mine)
    result = render(_composition(), brand, templates=None, now=NOW)
    seen = result.html + result.text
    for name, word in mine.items():
        assert word in seen or name in ("sponsored", "all_issues"), name
    assert in_english("fi-FI", mine) == ()
    assert in_english("fi-FI", {**mine, "by": ""}) == ("by",)
    page = post(_composition().placed[3].story, brand.publication)
    for name in ("overview", "experts", "outlook", "bottom_line", "tldr", "column_status"):
        assert mine[name] in page.html
    gone = ArchivedIssue("2026-03-13", 1, _composition().issue.date, NOW, result)
    site = archive((gone,), brand, templates=None)
    assert mine["all_issues"] in site["2026-03-13.html"] + site["index.html"]
    assert mine["number"] in site["index.html"]


def test_the_line_before_share_links_is_the_publications_where_it_has_one() -> None:
    brand = _brand("de")
    said = replace(brand, publication=replace(brand.publication, share_line="Sag’s weiter"))
    text = render(_composition(), said, templates=None, now=NOW).text
    assert "Sag’s weiter: X [" in text
    assert "Weitersagen: X [" in _rendered("de").text


def test_a_label_is_text_and_no_markup() -> None:
    odd = dict.fromkeys(LABELS, "<b>*x*</b> {{ y }}")
    result = render(_composition(), _brand("en", **odd), templates=None, now=NOW)
    assert not read(result.html).all("b")
    assert "{{" not in result.html + result.markdown + result.text
    assert "*x*</b>" not in result.markdown.replace("\\*", "")


def test_the_day_is_written_as_the_publication_wants_it() -> None:
    brand = _brand("en-US")
    for pattern, day in (("MMM d, y", "Mar 13, 2026"), ("full", "Friday, March 13, 2026")):
        own = replace(brand, publication=replace(brand.publication, date_format=pattern))
        result = render(_composition(), own, templates=None, now=NOW)
        assert day in result.text
        assert day in result.html


@pytest.mark.parametrize("locale", ["de", "ar"])
def test_a_paid_text_is_labelled_in_its_language(locale: str) -> None:
    def told(brand: Brand) -> list[str]:
        found = check(_composition(), _rendered(locale), brand=brand, facts=Facts(now=NOW))
        return [one.id for one in found if one.id in ("legal.sponsor", "labels.english")]

    assert told(_brand(locale)) == []
    assert told(_brand("fi")) == ["legal.sponsor", "legal.sponsor", "labels.english"]


@pytest.mark.parametrize("locale", ["ar", "de"])
def test_a_row_of_names_and_a_date_is_drawn_in_its_order(locale: str) -> None:
    """A day's number would be drawn to the Latin name before it; a mark keeps them apart."""
    result = _rendered(locale)
    for text in (_visible(result.html), result.text, result.markdown):
        rows = [
            line.strip()
            for line in text.splitlines()
            if W in line and " 2026" in line and "©" not in line
        ]
        assert rows
        assert all(("\u200f·\u200f" in row) is (locale == "ar") for row in rows)


def test_arabic_letters_are_not_set_apart() -> None:
    assert "letter-spacing" in _rendered("de").html
    assert "letter-spacing:" not in _rendered("ar").html.replace("letter-spacing:0", "")


@pytest.mark.parametrize("locale", ["en", "de", "ar", "ja"])
def test_every_link_of_the_html_is_in_the_text_and_its_lines_are_narrow(locale: str) -> None:
    result = _rendered(locale)
    links = {url for url in read(result.html).links if not url.startswith("⟦")}
    assert {url.partition(":")[0] for url in links} == {"https", "mailto"}
    # But for the one that begins a mail, as long as a headline and its page: text is forwarded.
    silent = {url for url in links if url not in result.text}
    assert silent == {url for url in links if url.startswith("mailto:?")}
    assert silent
    assert {url for url in links if url not in result.markdown} == set()
    lines = [line for line in result.text.splitlines() if "://" not in line]
    assert max(map(cells, lines)) <= 78


RIGHT_TO_LEFT = ("ku-Arab", "ckb", "az-Arab-IR", "he-IL", "iw")
LEFT_TO_RIGHT = ("ku-TR", "sd-Deva-IN", "zh-Hant-TW", "en-US")


@pytest.mark.parametrize("locale", [*RIGHT_TO_LEFT, *LEFT_TO_RIGHT])
def test_lines_run_as_the_script_of_the_locale_does(locale: str) -> None:
    assert (direction(locale) == "rtl") is (locale in RIGHT_TO_LEFT)


def test_a_locale_may_name_its_script() -> None:
    day = date(2026, 12, 2)
    assert long_date(day, "zh-Hant-TW") == "2026年12月2日 星期三"
    assert long_date(day, "sr-Latn") == "sreda, 2. decembar 2026."
    assert short_date(day, "en-Latn-US") == short_date(day, "en-US")
