"""The article of a page, out of everything that surrounds it."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reewriter.errors import ParseError
from reewriter.feeds.article import read_article, read_as_item
from reewriter.feeds.onelink import marked
from reewriter.model import ParsedArticle

PAGES = Path(__file__).parent.parent / "data" / "pages"
URL = "https://wire.example/story"
FACTS = ("title", "author", "outlet", "published", "lang", "url", "missing")
NAMES = sorted(path.stem for path in PAGES.glob("*.html"))
WHOLE = [name for name in NAMES if not (PAGES / f"{name}.md").read_text().startswith("error:")]
REFUSED = sorted(set(NAMES) - set(WHOLE))

MOST_LOST = 0.08
"""Of a page's words. A standfirst outside the text may be lost; no paragraph may: the shortest of
our pages have six, and a sixth is twice this."""
MOST_FOREIGN = 0.05
"""A caption or a byline may come along; a related box, a share bar or a comment is more."""
MOST_LOST_OF_ALL = 0.01
MOST_FOREIGN_OF_ALL = 0.01
WORD = re.compile(r"\w+")
STRUCTURE = re.compile(r"^(?:#{1,6} |> | *- | *\d+\. |\|)")


def read(name: str) -> ParsedArticle:
    return read_article((PAGES / f"{name}.html").read_bytes(), url=URL)


def expected(name: str) -> tuple[dict[str, str], str]:
    head, _, body = (PAGES / f"{name}.md").read_text(encoding="utf-8").partition("\n\n")
    facts = dict(line.split(":", 1) for line in head.splitlines())
    return {key: value.strip() for key, value in facts.items()}, body.strip()


def words(markdown: str) -> Counter[str]:
    return Counter(WORD.findall(markdown.lower()))


def lost_and_foreign(name: str) -> tuple[int, int, int]:
    """Count the words that should be there, those that are lost, and those that are foreign."""
    want, got = words(expected(name)[1]), words(read(name).markdown)
    return want.total(), (want - got).total(), (got - want).total()


def test_there_are_pages_of_many_kinds() -> None:
    assert len(NAMES) >= 14
    assert len(REFUSED) == 2


@pytest.mark.parametrize("name", WHOLE)
def test_a_page_keeps_its_words_and_loses_what_surrounds_them(name: str) -> None:
    total, lost, foreign = lost_and_foreign(name)
    assert lost <= total * MOST_LOST
    assert foreign <= total * MOST_FOREIGN


def test_hardly_a_word_of_all_pages_is_lost() -> None:
    counted = [lost_and_foreign(name) for name in WHOLE]
    total, lost, foreign = (sum(column) for column in zip(*counted, strict=True))
    assert lost <= total * MOST_LOST_OF_ALL
    assert foreign <= total * MOST_FOREIGN_OF_ALL


@pytest.mark.parametrize("name", WHOLE)
def test_quotations_lists_tables_headings_and_links_survive(name: str) -> None:
    got, want = read(name).markdown, expected(name)[1]
    lines = [line for line in want.splitlines() if STRUCTURE.match(line)]
    assert [line for line in got.splitlines() if STRUCTURE.match(line)] == lines
    links = re.findall(r"\]\((.*?)\)", want)
    assert re.findall(r"\]\((.*?)\)", got) == links


@pytest.mark.parametrize("name", WHOLE)
def test_a_page_tells_where_it_is_from(name: str) -> None:
    facts, found = expected(name)[0], read(name)
    told = {fact: getattr(found, fact) for fact in FACTS}
    told["published"] = found.published.isoformat() if found.published else ""
    told["url"] = found.url
    assert told == {"url": URL} | facts


@pytest.mark.parametrize("name", REFUSED)
def test_a_page_without_an_article_is_refused_in_one_line(name: str) -> None:
    with pytest.raises(ParseError) as refused:
        read(name)
    assert refused.value.message == expected(name)[0]["error"]
    assert "paste" in refused.value.hint


def article(inner: str, *, head: str = "") -> bytes:
    text = "<p>" + "The kiln at Dunmore was lit again on Tuesday, nine weeks late. " * 12 + "</p>"
    return f"<html><head>{head}</head><body><article>{inner}{text}</article></body>".encode()


def test_trackers_stay_as_they_are_and_links_become_whole() -> None:
    links = (
        '<p>See <a href="../data?utm_source=a&amp;b=1">the data</a>, <a href="#note">the note</a>'
        " and <a href=javascript:alert(1)>a trap</a> for what was said on that day.</p>"
    )
    found = read_article(article(links), url="https://e.example/news/2026/kiln").markdown
    assert "[the data](https://e.example/news/data?utm_source=a&b=1)" in found
    assert "javascript" not in found
    assert "the note" in found


_SAID = "<p>The mill at Orvik will close for three months, the company said in a statement.</p>"


@pytest.mark.parametrize(
    "line",
    [
        '<p><a href="https://regulator.example/8k">Read the filing</a></p>',
        '<p><strong><a href="https://regulator.example/8k">The order in full</a>.</strong></p>',
        '<p><a href="https://wire.example/files/order.pdf">The order (PDF)</a></p>',
        '<p><a href="https://www.mines.gov.no/x">What the inspectors found at Orvik</a></p>',
        '<div class="x"><a href="https://regulator.example/8k">Read the filing</a></div>',
    ],
)
def test_a_line_that_is_one_link_is_kept_where_it_is_a_source(line: str) -> None:
    foot = '<footer><p><a href="https://b.example/">Elsewhere on the coast</a></p></footer>'
    said = [_SAID.replace("mill", f"mill, {word} of all,") for word in ("first", "next", "last")]
    page = f"<article><h1>Mill</h1>{said[0]}{said[1]}{line}{said[2]}{_SAID}</article>{foot}"
    found = read_article(f"<html><body>{page}</body></html>".encode(), url=URL)
    assert line.partition('href="')[2].partition('"')[0] in found.html
    assert "zqxj" not in found.html
    assert "Elsewhere" not in found.html


@pytest.mark.parametrize(
    "line",
    [
        '<p><a href="https://wire.example/other">Union objects to the plan</a></p>',
        '<p><a href="https://sister.example/other">Read more: union objects</a></p>',
        '<p><a href="https://www.facebook.com/sharer?u=x">On the social network</a></p>',
        '<p><a href="https://a.example/1">One other thing</a></p>' * 3,
        '<div><p><a href="https://a.example/1">One other thing</a></p></div>',
        '<div><a href="https://a.example/1">One other thing</a></div>',
        '<div><a href="https://a.example/order">The order</a></div>' * 3,
        '<p><a href="https://money.sister.example/b">One trick makes savers rich</a></p>',
        '<p><a href="https://ads.example/c">Invest in lithium with no fees</a></p>',
        '<p><a href="https://wire.list.example/">Get our daily report by email</a></p>',
        '<p><a href="https://give.example/">Support our journalism</a></p>',
        '<p><a href="https://pictures.example/x">Picture Agency</a></p>',
        '<p><a href="https://sister.example/x">Minister says new law will change all</a></p>',
        '<p><a href="https://jobs.example/x">Jobs: legal secretary, licence department</a></p>',
        '<p><a href="https://parent.example/privacy">Privacy statement</a></p>',
        '<p><a href="https://sister.example/x">Lesen Sie auch: Das Urteil</a></p>',
        '<p><a href="https://sister.example/x">Five stars of the year who never came back after the'
        " report that shook a whole town</a></p>",
    ],
)
def test_a_line_that_leads_on_is_left_to_the_extractor(line: str) -> None:
    page = f"{_SAID * 2}{line}{_SAID}"
    assert marked(page, host="wire.example")[0] == page


@pytest.mark.parametrize("own", ["zqxjlink", "zqxj zqxjlink", "Zqxj"])
def test_no_word_of_a_page_is_lost_to_the_one_that_keeps_its_sources(own: str) -> None:
    line = '<p><a href="https://regulator.example/8k">Read the filing</a></p>'
    page = f"<article><h1>Mill</h1>{_SAID}<p>They call it {own} there, as all of them do.</p>{line}"
    found = read_article(f"<html><body>{page}{_SAID * 2}</article>".encode(), url=URL)
    assert f"They call it {own} there" in found.html
    assert found.html.lower().count("zqxj") == own.lower().count("zqxj")
    assert "regulator.example" in found.html


def test_a_heading_that_repeats_the_title_goes() -> None:
    head = "<title>Kiln lit | Wire</title><meta property='og:site_name' content='Wire'>"
    found = read_article(article("<h1>Kiln lit</h1>", head=head), url=URL)
    assert found.title == "Kiln lit"
    assert "Kiln lit" not in found.markdown


def test_a_page_says_who_wrote_it_when_and_where() -> None:
    head = (
        '<meta name="author" content="Daniel"><meta property="og:site_name" content="Wire">'
        '<meta property="article:published_time" content="2026-02-27T10:00:00+02:00">'
        '<link rel="canonical" href="/kiln">'
    )
    found = read_article(article("", head=head), url=URL)
    assert (found.author, found.outlet) == ("Daniel", "Wire")
    assert found.published == datetime(2026, 2, 27, 8, tzinfo=UTC)
    assert found.url == "https://wire.example/kiln"


def test_a_year_in_the_small_print_is_no_date() -> None:
    body = article("").replace(b"</body>", b"<footer>Copyright 2026</footer></body>")
    assert read_article(body, url=URL).published is None


def test_an_item_is_made_of_any_page() -> None:
    found = read_as_item(article("<h1>Kiln lit</h1>"), url=URL)
    assert (found.title, found.url, found.guid) == ("Kiln lit", URL, URL)
    assert "<script" not in found.body
    short = read_as_item(b"<title>Short</title><p>Hardly a word.", url=URL)
    assert (short.title, short.text) == ("Short", "Hardly a word.")


WORDS = "The quick smelter lit its kiln again on Tuesday and nobody was surprised. "
HOSTILE = {
    "nothing": b"",
    "paragraphs": b"<p>" * 700_000,
    "text": b"<html><body>" + f"<p>{WORDS}</p>".encode() * 27_000,
    "nested": b"<html><body>" + b"<div>" * 100_000 + WORDS.encode() * 20,
    "nested names": b"<html><body><article>" + b"<b>" * 100_000 + WORDS.encode() * 20,
    "nested lists": b"<html><body><article>" + b"<ul><li>x" * 50_000 + WORDS.encode() * 20,
    "entities": b"<p>" + b"&amp;" * 1_000_000,
    "bomb": b'<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><p>&b;'
    + WORDS.encode() * 20,
    "attributes": b"<p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">" + WORDS.encode(),
    "nul": b"<p>" + WORDS.encode().replace(b" ", b" \0") * 20,
    "utf-16 that is none": b'<meta charset="utf-16"><article><p>' + WORDS.encode() * 20,
    "not utf-8": b'<meta charset="utf-8"><article><p>K\xe4se ' + WORDS.encode() * 20,
    "open script": WORDS.encode() * 20 + b"<script>" * 50_000,
    "open comment": b"<article><p>" + WORDS.encode() * 20 + b"<!--" * 50_000,
    "open data": b'<script type="application/ld+json">' * 20_000 + WORDS.encode() * 20,
    "deep data": b'<script type="application/ld+json">' + b'{"a":' * 100_000 + b"</script><p>x",
    "meta": b'<meta name="author" content="a b">' * 50_000 + b"<p>" + WORDS.encode() * 20,
    "rows": b"<table>" + (b"<tr>" + b"<td>x y" * 50) * 3_000 + b"</table>",
    "breaks": b"<article>" + b"word<br>" * 200_000,
    "links": b"<article>" + f'<p><a href="/x">{WORDS}</a>'.encode() * 10_000,
    "a long word": b"<article><p>" + b"a" * 2_000_000,
    "blanks": b"<article><p>" + b" " * 5_000_000 + WORDS.encode() * 20,
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_page_ends_in_text_or_in_one_line(name: str) -> None:
    said = ""
    try:
        said = read_article(HOSTILE[name], url=URL).markdown
    except ParseError as error:
        said = error.message
    assert said
    assert "\0" not in said


@pytest.mark.parametrize("name", ["nul", "utf-16 that is none", "not utf-8", "nested", "bomb"])
def test_what_can_be_read_of_a_broken_page_is_read(name: str) -> None:
    found = read_article(HOSTILE[name], url=URL).markdown
    assert found.count("nobody was surprised") == 20
    assert "K" not in found or name != "not utf-8" or "Käse" in found


def test_what_is_too_long_is_cut_and_said() -> None:
    assert read_article(HOSTILE["breaks"], url=URL).missing == "the page was too long"


def test_whose_a_quotation_is_stays_with_it() -> None:
    said = "<p>The ministry said that forty plants had applied, and that none was refused.</p>" * 5
    quote = "<blockquote><p>We are not closing.</p><footer class=by>Mara Voss</footer></blockquote>"
    page = f"<html><body><article>{said}{quote}{said}</article><footer>Legal</footer></body></html>"
    found = read_article(page.encode(), url=URL)

    assert "> We are not closing.\n>\n> Mara Voss\n" in found.markdown
    assert "Legal" not in found.markdown


def test_what_is_spoken_in_a_sentence_stays_in_it_with_its_marks() -> None:
    said = "<p>The ministry said that forty plants had applied, and that none was refused.</p>" * 5
    spoken = "<p>He said <q class=x>yes</q>, “<q>no</q>” and <q>« rien »</q>. It’s <Q>done</Q>.</p>"
    page = f"<html><body><article>{said}{spoken}{said}</article>"

    markdown = read_article(page.encode(), url=URL).markdown
    assert "\nHe said “yes”, “no” and « rien ». It’s “done”.\n" in markdown
    assert ">" not in markdown


def test_code_of_several_lines_is_code() -> None:
    said = "".join(f"<p>Plant {n} had applied, the ministry said on Monday.</p>" for n in range(30))
    code = "<pre><code>a = 1\nb = 2</code></pre><p>So far.</p><pre><code>c = 3</code></pre>"
    page = f"<html><body><article>{said}{code}{said}</article>"

    markdown = read_article(page.encode(), url=URL).markdown
    assert "```\na = 1\nb = 2\n```\n\nSo far.\n\n```\nc = 3\n```" in markdown


def test_a_quotation_that_never_ends_has_no_footer() -> None:
    said = "<p>The ministry said that forty plants had applied, and that none was refused.</p>" * 5
    page = f"<html><body><article>{said}<blockquote><p>x</p>{said}</article><footer>Legal</footer>"

    assert "Legal" not in read_article(page.encode(), url=URL).markdown


_SENTENCE = "Prices of dysprosium rose in the north, said the people who dig for it by hand. "


def _page(body: str) -> bytes:
    return (
        f"<html><head><title>Mines of the north</title></head><body>{body}</body></html>".encode()
    )


def test_what_stands_over_and_under_a_table_is_no_row_of_it() -> None:
    rows = "".join(f"<tr><td>{year}</td><td>{year - 2000}</td></tr>" for year in (2024, 2025))
    table = f"<tr><th>Year</th><th>Tonnes</th></tr>{rows}</table>"
    words = f"<p>{_SENTENCE * 4}</p>" * 4
    page = (
        f"<article>{words}<table class='t'>\n<caption>Output of <i>oxides</i></caption>{table}"
        f"{words}<figure><table>{table}<figcaption>Source: USGS</figcaption></figure>{words}"
        "</article>"
    )
    lines = read_article(_page(page), url=URL).markdown.splitlines()
    head = "| Year | Tonnes |"
    assert lines.count(head) == 2
    assert "oxides" in lines[lines.index(head) - 2]
    assert lines[-3 - 8 :].count("Source: USGS") == 1


def test_an_article_for_browsers_without_scripts_is_read_where_there_is_no_other() -> None:
    words = "".join(f"<p>Part {n}: {_SENTENCE * 3}</p>" for n in range(6))
    fallback = f"<div id='app'>Loading</div><noscript><article>{words}</article></noscript>"
    found = read_article(_page(fallback), url=URL).markdown
    assert found.count("Part") == 6

    twice = f"<article>{words}</article><noscript>{words}</noscript>"
    assert read_article(_page(twice), url=URL).markdown.count("Part") == 6
    asked = f"<article>{words}</article><noscript><p>Please enable scripts.</p></noscript>"
    assert "enable" not in read_article(_page(asked), url=URL).markdown
