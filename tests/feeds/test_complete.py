"""A document that breaks off, or does not declare its prefixes, is read like one that is sound."""

from __future__ import annotations

from pathlib import Path
from xml.parsers import expat

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reewriter.errors import ParseError
from reewriter.feeds.complete import complete
from reewriter.feeds.decode import prepare_xml
from tests.documents import guids, item, read, rss

FEEDS = Path(__file__).parent.parent / "data" / "feeds"
WHOLE = [(FEEDS / name).read_text() for name in ("rss-content.xml", "atom.xml", "rdf.xml")]


def is_sound(text: str) -> bool:
    try:
        expat.ParserCreate("utf-8", " ").Parse(text, True)
    except expat.ExpatError:
        return False
    return True


@pytest.mark.parametrize(
    ("text", "completed"),
    [
        ("<rss><channel><item>x", "<rss><channel><item>x</item></channel></rss>"),
        ("<rss><item>x</it", "<rss><item>x</item></rss>"),
        ("<rss><item>x<guid a='", "<rss><item>x</item></rss>"),
        ("<rss><a><![CDATA[x]", "<rss><a><![CDATA[x]]></a></rss>"),
        ("<rss><a>&am", "<rss><a></a></rss>"),
    ],
)
def test_what_is_open_is_closed(text: str, completed: str) -> None:
    assert complete(text) == (completed, "it breaks off before its end")


@pytest.mark.parametrize("text", ["<rss><a></b></rss>", "<rss/>x", "<rss><a b=c", "", "<"])
def test_what_is_wrong_otherwise_is_left_alone(text: str) -> None:
    assert complete(text) == (text, "")


def test_prefixes_are_declared_as_everybody_means_them() -> None:
    inside = "<dc:creator>Ann Lee</dc:creator><ads:slot>1</ads:slot>"
    feed = read(rss(item("1", inside) + item("2")))

    assert [one.author for one in feed.items] == ["Ann Lee", ""]
    assert feed.warning == "not well-formed: nobody says what ads, dc means"
    assert read(rss(item("1", inside) + item("2")), feed.seen).items == ()


@given(st.sampled_from(WHOLE), st.floats(0, 1))
@settings(max_examples=100, deadline=None)
def test_a_document_cut_off_anywhere_keeps_what_was_whole(text: str, share: float) -> None:
    part = text[: int(len(text) * share)]
    whole = read(text.encode()).items
    try:
        prepared = prepare_xml(part)
        kept = read(part.encode()).items
    except ParseError:
        return

    done, fault = complete(prepared)
    assert is_sound(done) == bool(fault) or prepared == done
    ended = part.count("</item>") + part.count("</entry>")
    assert [one.guid for one in kept[:ended]] == [one.guid for one in whole[:ended]]
    assert [one.text for one in kept[:ended]] == [one.text for one in whole[:ended]]


def test_the_rest_is_read_when_it_is_there() -> None:
    whole = rss(item("1") + item("2", "<description>all of it</description>") + item("3"))
    half = whole[: whole.index(b" of it")]
    first = read(half)

    assert guids(first) == ["1", "2"]
    assert guids(read(whole, first.seen)) == ["2", "3"]
