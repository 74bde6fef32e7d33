"""Names of authors, whatever stands beside them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reewriter.feeds.bylines import byline, names_of
from reewriter.feeds.parse import parse
from tests.documents import assert_nothing_is_lost, item, rss


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("jane@mail.example (Jane Doe)", "Jane Doe"),
        ("jane.o'neil@x.energy (Jane O'Neil)", "Jane O'Neil"),
        ("Jane Doe <jane@x.media>", "Jane Doe"),
        ("Jane Doe (jane@x.media)", "Jane Doe"),
        ("Jane Doe, jane@x.org", "Jane Doe"),
        ("jane@x.co.uk (Jane Doe), joe@x.co.uk (Joe)", "Jane Doe, Joe"),
        ("info@x.online", "info@x.online"),
        ("mailto:info@x.online", "info@x.online"),
        ("A. Alpha (MIT)", "A. Alpha (MIT)"),
        ("@jane", "@jane"),
        ("", ""),
    ],
)
def test_a_name_is_found_beside_an_address(written: str, name: str) -> None:
    assert byline(written) == name
    item = "<item><title>x</title><author>{}</author></item>"
    body = rss(item.format(written.replace("<", "&lt;")))
    assert parse(body, url="").items[0].author == name


def test_several_authors_are_all_told_and_nobody_twice() -> None:
    assert names_of(["A. Beta", "C. Delta", "A. Beta"]) == "A. Beta, C. Delta"
    assert names_of(["Jane", "Jane Doe"]) == "Jane Doe"
    assert names_of(["ple (Jane", "Joe"]) == "Joe"
    authors = "".join(f"<author><name>{name}</name></author>" for name in ("A. B", "C. D"))
    atom = (
        f"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>x</title>{authors}</entry></feed>"
    )
    assert parse(atom.encode(), url="").items[0].author == "A. B, C. D"


@given(st.text(alphabet="a@.( )<>,;'é", max_size=60))
def test_of_whatever_is_written_something_is_left(written: str) -> None:
    assert bool(byline(written)) == bool(written.strip())


_ATOM = "<feed xmlns='http://www.w3.org/2005/Atom'><title>Slag</title>{}{}</feed>"
_SOURCE = "<source><title>Clay</title><author><name>Ada Source</name></author></source>"


def _names(body: bytes) -> list[str]:
    return [one.author for one in parse(body, url="").items]


@pytest.mark.parametrize(
    ("head", "names"),
    [
        ("<author><name>Jane Doe</name><email>jane@x.example</email></author>", "Jane Doe"),
        ("<author><name>A. B</name></author><author><name>C. D</name></author>", "A. B, C. D"),
        ("<author><name>Slag</name></author>", ""),
        ("<author><name>Unknown</name><email>noreply@blogger.com</email></author>", ""),
        ("<author><email>info@x.example</email></author>", ""),
        ("", ""),
    ],
)
def test_an_entry_without_an_author_has_that_of_its_source_or_its_feed(
    head: str, names: str
) -> None:
    own = "<entry><id>1</id><title>x</title><author><name>Own</name></author></entry>"
    none = "<entry><id>2</id><title>y</title></entry>"
    source = f"<entry><id>3</id><title>z</title>{_SOURCE}</entry>"

    # Wherever in the document it stands.
    for entries in ((head, own + none + source), (own + none + source, head)):
        assert _names(_ATOM.format(*entries).encode()) == ["Own", names, "Ada Source"]


@pytest.mark.parametrize(
    ("head", "names"),
    [
        ("<managingEditor>ed@x.example (Ed Itor)</managingEditor>", "Ed Itor"),
        ("<managingEditor>ed@x.example</managingEditor>", ""),
        ("<dc:creator>Dee Cee</dc:creator>", "Dee Cee"),
        ("<webMaster>web@x.example (Web Master)</webMaster>", ""),
        ("<itunes:author>Nasa</itunes:author>", "Nasa"),
        (
            "<dc:creator>Dee Cee</dc:creator><itunes:author>x</itunes:author>"
            "<itunes:owner><itunes:name>Owner</itunes:name></itunes:owner>",
            "Dee Cee",
        ),
    ],
)
def test_an_item_without_an_author_has_that_of_its_channel(head: str, names: str) -> None:
    spaces = (
        'xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    )
    items = item("1", "<author>own@x.example (Own)</author>") + item("2")
    body = rss(items, head=head).replace(b"<rss ", f"<rss {spaces} ".encode())
    assert _names(body) == ["Own", names]


def test_a_new_author_of_the_feed_is_that_of_its_known_items_too() -> None:
    was, now = (f"<managingEditor>ed@x.example ({name})</managingEditor>" for name in ("Ed", "Eva"))
    assert_nothing_is_lost(rss(item("1"), head=was), rss(item("2") + item("1"), head=was))
    news = assert_nothing_is_lost(rss(item("1"), head=was), rss(item("1"), head=now))
    assert [one.author for one in news.items] == ["Eva"]
