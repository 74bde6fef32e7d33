"""The archive: a page an issue, an index and a feed, all of plain files."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest

from reewriter.model import Brand
from reewriter.render import ArchivedIssue, archive, check_templates, render
from reewriter.render.archive import FEED_ISSUES, page_path
from tests.golden import check_golden
from tests.render.page import read
from tests.sample_issue import NOW, sample_brand, sample_composition

ATOM = {"a": "http://www.w3.org/2005/Atom"}
PAGES = "https://reex.example/newsletter/{edition}.html"


def brand(archive_url: str = PAGES) -> Brand:
    whole = sample_brand()
    return replace(whole, publication=replace(whole.publication, archive_url=archive_url))


def issues(count: int = 3, **changes: object) -> list[ArchivedIssue]:
    rendered = render(sample_composition(), sample_brand(), templates=None, now=NOW)
    rendered = replace(rendered, **changes)  # type: ignore[arg-type]  # fields of texts
    first = datetime(2026, 3, 1, 12, tzinfo=UTC)
    days = [first + timedelta(days=n) for n in reversed(range(count))]
    return [
        ArchivedIssue(f"{day:%Y-%m-%d}", 200 + day.day, day.date(), day, rendered) for day in days
    ]


def site(*, archive_url: str = PAGES, count: int = 3, **changes: object) -> dict[str, str]:
    return archive(issues(count, **changes), brand(archive_url), templates=None)


def test_the_site_is_written_byte_for_byte() -> None:
    files = site()
    assert sorted(files) == [
        "2026-03-01.html", "2026-03-02.html", "2026-03-03.html", "feed.xml", "index.html",
        "robots.txt",
    ]  # fmt: skip
    for name in ("index.html", "feed.xml", "2026-03-02.html"):
        check_golden(f"render/archive/{name}", files[name])


def test_the_feed_shows_no_word_whose_link_is_dropped() -> None:
    content = site()["feed.xml"]
    assert "Spread the word: &lt;a href=" in content
    assert "E-mail" not in content


def test_the_feed_shows_pictures_as_pictures() -> None:
    home = PAGES.partition("{")[0]
    text = (
        '![A \\*mine\\* & "mill"](media/ab-1.png)\n\npicture0held\n\n'
        "![Elsewhere](https://x.example/p.png)\n\n![Odd](javascript:alert)\n\n"
        "See [the map](https://x.example/map).\n"
    )
    content = unescape(site(markdown=text, count=1)["feed.xml"])
    wanted = f'<img src="{home}media/ab-1.png" alt="A *mine* &amp; &quot;mill&quot;">'
    assert f"<p>{wanted}</p>" in unescape(content) or wanted in content
    assert '<img src="https://x.example/p.png" alt="Elsewhere">' in content
    assert "javascript" not in content.replace("Odd](javascript", "")
    assert "<p>picture0held</p>" in content
    assert 'href="https://x.example/map"' in content
    assert content.count("<img") == 2


def test_the_feed_loads_nothing_that_code_only_shows() -> None:
    text = (
        "See `![a](https://x.example/a.png)`:\n\n```\n![b](https://x.example/b.png)\n```\n\n"
        "![a](media/a.png)\n"
    )
    content = unescape(site(markdown=text, count=1)["feed.xml"])
    assert "<code>![a](https://x.example/a.png)</code>" in content
    assert "<code>![b](https://x.example/b.png)\n</code>" in content
    assert content.count("<img") == 1


def test_a_picture_in_the_feed_says_nothing_to_a_services_templates() -> None:
    """Feeds are read by mailing services, too."""
    text = "![{\u2060{ user }} \u27e6\u2060archive_url\u27e7](media/a.png)\n"
    feed = site(markdown=text, count=1)["feed.xml"]
    assert "{{" not in unescape(feed)
    assert "{{ user }} \u27e6archive_url\u27e7" in unescape(unescape(feed))


def test_a_picture_without_an_address_for_others_is_none_in_the_feed() -> None:
    content = unescape(site(markdown="![A mine](media/a.png)\n", archive_url="")["feed.xml"])
    assert "<img" not in content


def test_no_dot_of_a_dropped_link_stays_where_lines_run_from_right_to_left() -> None:
    arabic = replace(sample_brand(), publication=replace(sample_brand().publication, locale="ar"))
    rendered = render(sample_composition(), arabic, templates=None, now=NOW)
    content = unescape(site(markdown=rendered.markdown)["feed.xml"])
    shared = re.findall(r"شارك الخبر: (.{6})", content)
    assert shared
    assert {way[:3] for way in shared} == {"<a "}


def test_every_link_between_pages_leads_to_a_file() -> None:
    for url in (PAGES, "https://reex.example/n/{edition}/", "https://reex.example/n/{edition}"):
        files = site(archive_url=url)
        for name, text in files.items():
            if not name.endswith(".html"):
                continue
            for link in read(text).links:
                if "://" in link or link.startswith(("mailto:", "#")):
                    continue
                parts = [*name.split("/")[:-1], *link.split("/")]
                while ".." in parts:
                    at = parts.index("..")
                    del parts[at - 1 : at + 1]
                assert "/".join(parts) in files, (url, name, link)


def test_view_in_browser_and_the_canonical_address_are_the_page() -> None:
    page = site()["2026-03-02.html"]
    here = "https://reex.example/newsletter/2026-03-02.html"
    assert f'<link rel="canonical" href="{here}">' in page
    assert here in read(page).links
    assert "⟦" not in "".join(site().values())


def test_the_newest_stands_first_and_neighbours_are_linked() -> None:
    files = site()
    index = re.findall(r'href="(2026[^"]+)"', files["index.html"])
    assert index == ["2026-03-03.html", "2026-03-02.html", "2026-03-01.html"]
    page = files["2026-03-02.html"]
    assert re.search(r'href="2026-03-01.html" rel="prev"', page)
    assert re.search(r'href="2026-03-03.html" rel="next"', page)
    assert 'rel="next"' not in files["2026-03-03.html"]


def test_the_feed_has_the_whole_text_and_is_read_as_a_feed() -> None:
    feed = ElementTree.fromstring(site()["feed.xml"])
    entries = feed.findall("a:entry", ATOM)
    assert [e.findtext("a:id", namespaces=ATOM) for e in entries] == [
        f"https://reex.example/newsletter/2026-03-0{n}.html" for n in (3, 2, 1)
    ]
    content = entries[0].findtext("a:content", namespaces=ATOM) or ""
    for placed in sample_composition().above:
        assert placed.story.headline in unescape(content)
    assert "edition:" not in content
    assert feed.findtext("a:updated", namespaces=ATOM) == "2026-03-03T12:00:00Z"


def test_every_issue_has_an_address_of_its_own_also_where_only_the_archive_is_known() -> None:
    files = site(archive_url="https://reex.example/newsletter")
    feed = ElementTree.fromstring(files["feed.xml"])
    ids = [e.findtext("a:id", namespaces=ATOM) for e in feed.findall("a:entry", ATOM)]
    assert ids == [f"https://reex.example/newsletter/2026-03-0{n}.html" for n in (3, 2, 1)]
    for name in ("2026-03-01.html", "2026-03-02.html"):
        assert f'rel="canonical" href="https://reex.example/newsletter/{name}"' in files[name]


def test_readers_of_the_feed_are_not_asked_to_unsubscribe() -> None:
    assert "nsubscribe" not in site()["feed.xml"]


def test_the_index_is_written_from_right_to_left_where_the_language_is() -> None:
    whole = brand()
    hebrew = replace(whole, publication=replace(whole.publication, locale="he-IL"))
    assert (
        '<html lang="he-IL" dir="rtl">' in archive(issues(), hebrew, templates=None)["index.html"]
    )


def test_the_feed_is_not_longer_than_readers_need() -> None:
    feed = ElementTree.fromstring(site(count=FEED_ISSUES + 1)["feed.xml"])
    assert len(feed.findall("a:entry", ATOM)) == FEED_ISSUES


def test_hostile_words_are_words() -> None:
    files = site(subject="]]> </title><script>x</script> {{ 7*7 }} &amp;")
    assert "<script" not in files["index.html"] + files["feed.xml"].replace("&lt;", "")
    title = ElementTree.fromstring(files["feed.xml"]).find("a:entry/a:title", ATOM)
    assert title is not None
    assert title.text == "]]> </title><script>x</script> {{ 7*7 }} &amp;"


def test_a_site_without_issues_is_whole() -> None:
    files = archive([], brand(""), templates=None)
    assert sorted(files) == ["feed.xml", "index.html", "robots.txt"]
    assert ElementTree.fromstring(files["feed.xml"]).findall("a:entry", ATOM) == []


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("", "2026-03-01.html"),
        ("https://reex.example/newsletter", "2026-03-01.html"),
        ("https://reex.example/{edition}", "2026-03-01/index.html"),
        ("https://reex.example/{edition}/", "2026-03-01/index.html"),
        ("https://reex.example/n/no-{edition}.html", "no-2026-03-01.html"),
        ("https://reex.example/{edition}.html?from=mail", "2026-03-01.html"),
        ("https://reex.example/{edition}/../../x.html", "2026-03-01.html"),
    ],
)
def test_a_page_stands_where_its_address_says(url: str, path: str) -> None:
    assert page_path(brand(url).publication, "2026-03-01") == path


def test_templates_of_the_archive_are_the_users(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "index.html").write_text("<ul>{{ issues|length }} of ours</ul>")
    assert archive(issues(), brand(), templates=tmp_path)["index.html"] == "<ul>3 of ours</ul>"
    (tmp_path / "archive" / "links.html").write_text("{{ nothing.such }}")
    (mistake,) = check_templates(tmp_path)
    assert "archive/links.html" in str(mistake)
