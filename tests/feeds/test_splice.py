"""Known items that are passed over are cut out of a document just as if they were looked at."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reewriter.feeds import splice
from reewriter.feeds.cut import Cut, cut
from reewriter.feeds.elements import PLACEHOLDER
from reewriter.feeds.splice import cut_but_known
from tests.bench.wires import changed, invent
from tests.documents import assert_nothing_is_lost, item, rss
from tests.feeds.test_cut import HEADS, frames, inside

DIV = '<content type="xhtml"><div><p>in</p></div></content>'
"""Has a division among its words."""


def found(one: Cut | None) -> object:
    """Return all that a cut tells."""
    return one and (one.data, one.spans, one.frame, one.root, one.hashes())


def hashes(body: bytes) -> frozenset[bytes]:
    """Return the items of a document that must be one that can be cut."""
    done = cut(body)
    assert done is not None
    return frozenset(done.hashes())


@pytest.fixture
def never_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be looked at as a whole."""
    monkeypatch.setattr(splice, "cut", lambda _data: None)


@given(st.data())
@settings(max_examples=200)
def test_a_document_is_cut_alike_whatever_is_known(data: st.DataObject) -> None:
    frame = data.draw(frames())
    plain = st.sampled_from(["<id>p</id>", "<id>q</id>x", "<title>r</title>"])
    stock = [data.draw(st.one_of(plain, inside(number))) for number in range(5)]
    before = cut(frame.body(stock[: data.draw(st.integers(1, 4))], ""))
    after = data.draw(st.permutations(stock))[: data.draw(st.integers(1, 5))]
    body = frame.body(after, data.draw(st.sampled_from(HEADS)))
    if before is None:
        return

    assert found(cut_but_known(body, frozenset(before.hashes()))) == found(cut(body))


def test_feeds_some_hours_later_are_cut_alike() -> None:
    wires = invent(25)
    for before, after in zip(wires, changed(wires), strict=True):
        old, body = cut(before.body()), after.body()
        if old is not None:
            assert found(cut_but_known(body, frozenset(old.hashes()))) == found(cut(body))


@pytest.mark.usefixtures("never_whole")
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (item("1") + item("2"), item("0") + item("1") + "," + item("2")),
        (item("1") + item("2"), item("2") + item("1") + "<ttl>5</ttl>"),
        (item("1"), item("0", "<description><![CDATA[</item><item>]]></description>") + item("1")),
        (item("1"), item("0", DIV) + item("1")),
        (item("1", DIV), item("0") + item("1", DIV)),
    ],
    ids=["new", "moved", "tags in words", "a division that is new", "a division that is known"],
)
def test_known_items_are_passed_over(before: str, after: str) -> None:
    done = cut_but_known(rss(after), hashes(rss(before)))

    assert found(done) == found(cut(rss(after)))
    assert done is not None


@pytest.mark.usefixtures("never_whole")
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (item("1"), item("2", f"<description><![CDATA[{item('1')}]]></description>")),
        (item("1"), item("2") + f"<!-- {item('1')} -->"),
        (item("1"), item("2", item("1"))),
        (item("1"), f"<image>{item('1')}</image>" + item("2")),
        (item("1", '<d xml:lang="de"/>'), item("2", DIV) + item("1", '<d xml:lang="de"/>')),
        (item("1", "<d lang = 'de'/>"), item("2", DIV) + item("1", "<d lang = 'de'/>")),
        (item("1", DIV), item("2", '<d xml:base="/b/"/>') + item("1", DIV)),
        (
            item("1"),
            item("2") + f"<!-- {item('1')} --><{PLACEHOLDER.decode()}/>",
        ),
    ],
    ids=[
        "in the words of another",
        "in a comment",
        "in another",
        "in an element",
        "a language beside a division",
        "the same with blanks",
        "a division beside a base",
        "what stands for an item stands there itself",
    ],
)
def test_where_there_is_doubt_all_is_looked_at(before: str, after: str) -> None:
    assert cut_but_known(rss(after), hashes(rss(before))) is None


def test_what_stands_for_an_item_is_none() -> None:
    assert cut(rss(item("1") + f"<{PLACEHOLDER.decode()}/>")) is None


def test_what_is_known_from_another_frame_is_looked_at_anew() -> None:
    """A base address that an item names is safe only where the root has one itself."""
    after = rss(item("1", '<d xml:base="https://b.example/"/>') + item("2"))
    before = after.replace(b"<rss ", b"<rss xml:base='https://c.example/' ")
    assert hashes(before)

    assert_nothing_is_lost(before, after)


def test_a_document_of_starts_and_ends_is_gone_through_once() -> None:
    """Else this would not come back: each start would be searched up to its end."""
    many = b"<item>" * 200_000 + b"</item>" * 200_000
    assert cut_but_known(b"<rss><channel>" + many, frozenset({b"x"})) is None
