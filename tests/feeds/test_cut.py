"""A document is cut where nothing in an item reaches beyond it, and there only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reewriter.feeds import parse as parsing
from reewriter.feeds.cut import cut
from reewriter.feeds.decode import decode, prepare_xml
from reewriter.feeds.skip import Seen
from tests.documents import assert_nothing_is_lost, read


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE rss [<!ENTITY a 'b'>]><rss><channel><item>x</item></channel></rss>",
        "<rss><channel><item/></channel></rss>",
        "<rss><channel><item><title/></item></channel><channel/></rss>",
        "<rss><item><title/></item></rss>",
        "<rss><channel><item xmlns='urn:x'><title/></item></channel></rss>",
        "<rss><channel><item><item/></item></channel></rss>",
        "<opml><body><item>x</item></body></opml>",
        "<rss><channel><title>no items</title></channel></rss>",
        "<rss><channel><item>x</item></channel></rss><rss/>",
        "",
    ],
)
def test_documents_that_are_not_cut(text: str) -> None:
    assert cut(text.encode()) is None


def test_a_cut_document_is_the_same_but_for_what_is_gone() -> None:
    text = "<rss><channel><title>ä</title> <item>ö</item>,<item a='>'>x</item >;</channel></rss>"
    found = cut(text.encode())

    assert found is not None
    assert found.without([]).decode() == text
    assert found.without([0]).decode() == text.replace("<item>ö</item>", "")
    assert found.without([0, 1]).decode() == "<rss><channel><title>ä</title> ,;</channel></rss>"
    assert len(set(found.hashes())) == 2


ODD = (
    "<description>plain words</description>",
    "<description><![CDATA[<p>rich <a href='x'>words</a></p>]]></description>",
    "<description>&lt;p&gt;escaped&lt;/p&gt;</description><description>again</description>",
    "<content:encoded><![CDATA[<item>not one</item>]]></content:encoded>",
    "<!-- a comment -->",
    "<!-- <![CDATA[ -->&#150;",
    "<dc:creator>Ann</dc:creator><dc:date>2026-03-01</dc:date>",
    "<dc:language>fr</dc:language><dc:title>other</dc:title>",
    "<author>ann@a.example (Ann)</author>",
    "<author><name>Ann</name><email>ann@a.example</email></author>",
    "<category>x</category><category term='y'/><comments>z</comments>",
    "<source url='https://s.example/'>Else</source>",
    "<source><title>Else</title><id>s</id><updated>2026-01-01</updated></source>",
    "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>in</p></div></content>",
    "<content type='html' xml:base='https://base.example/'>&lt;a href='r'&gt;r&lt;/a&gt;</content>",
    "<content type='html' xml:lang='de'><div>inline</div></content>",
    "<content type='xhtml' xml:lang='de'><div><title>inside</title></div></content>",
    "<summary type='xhtml'><div><summary>nested</summary></div></summary>",
    "<title type='html'>&amp;lt;b&amp;gt;</title>",
    "<title><svg><title>drawn</title></svg></title>",
    "<x:a xmlns:x='urn:x'><x:b/></x:a>",
    "<y:a xmlns:y='urn:x'>y</y:a>",
    "<dc:creator xmlns:dc='http://search.yahoo.com/mrss/'>wrong</dc:creator>",
    "<atom:link xmlns:atom='http://www.w3.org/2005/Atom' rel='alternate' href='z'/>",
    "<media:content url='u'><media:title>m</media:title></media:content>",
    "<media:description type='html'>&lt;i&gt;m&lt;/i&gt;</media:description>",
    "<image><url>u</url><title>pic</title><link>https://pic.example/</link></image>",
    "<textinput><title>t</title><name>n</name></textinput>",
    "<pubDate>Mon, 02 Mar 2026 08:00:00 GMT</pubDate><updated>2026-03-02T09:00:00Z</updated>",
    "<pubDate>Mon, 02 Mar 2099 08:00:00 GMT</pubDate>",
    "<link>/relative?a=1&amp;b=2</link><link rel='enclosure' href='e'/>",
    "<guid isPermaLink='true'>https://a.example/perma</guid>",
    "<guid>shared</guid>",
    "<id>shared</id>",
    "<p lang='fr' base='/p/'>stray</p>",
    "<svg><title>stray</title></svg>",
    "<entry><title>nested</title></entry>",
    "<channel/>",
    "<rss version='0.91'/>",
    "<psc:chapters xmlns:psc='http://podlove.org/simple-chapters'><psc:chapter start='0:1'/>"
    "</psc:chapters>",
    "<gml:pos xmlns:gml='http://www.opengis.net/gml'>a</gml:pos>",
    "<links>x</links><published_parsed>x</published_parsed>",
    "naked words",
    "&nbsp;&eacute;",
    "&",
    "<b>open",
    "\x01",
    "\x85",
)
HEADS = (
    "",
    "<title>News</title>",
    "<link>https://a.example/</link>",
    "<link href='https://atom.example/'/>",
    "<language>de</language>",
    "<image><url>u</url><title>i</title><link>https://i.example/</link></image>",
    "<item/>",
    "<generator>g</generator><lastBuildDate>Mon, 02 Mar 2026 08:00:00 GMT</lastBuildDate>",
)
UNASKED = ("tags", "category", "comments", "slash_comments")
ROOTS = ("", " xml:base='https://root.example/'", " xml:lang='en'", " xml:base='/r/' xml:lang='x'")
NAMESPACES = (
    " xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    " xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:media='http://search.yahoo.com/mrss/'"
)


@dataclass(frozen=True)
class Frame:
    """What stands around the items."""

    start: str
    end: str
    name: str

    def body(self, items: Sequence[str], head: str) -> bytes:
        inside = "\n".join(f"<{self.name}>{one}</{self.name}>" for one in items)
        return f"{self.start}{head}{inside}{self.end}".encode()


@st.composite
def frames(draw: st.DrawFn) -> Frame:
    root = draw(st.sampled_from(ROOTS)) + NAMESPACES
    kind = draw(st.sampled_from(["rss", "rss", "atom", "rdf"]))
    prologue = draw(
        st.sampled_from(["", "<?xml version='1.0'?>", "\n<!DOCTYPE rss [<!ENTITY a 'b'>]>"])
    )
    if kind == "rss":
        return Frame(f"{prologue}<rss version='2.0'{root}><channel>", "</channel></rss>", "item")
    if kind == "atom":
        home = "http://www.w3.org/2005/Atom"
        return Frame(f"{prologue}<feed xmlns='{home}'{root}>", "</feed>", "entry")
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    home = "http://purl.org/rss/1.0/"
    start = f"{prologue}<rdf:RDF xmlns:rdf='{rdf}' xmlns='{home}'{root}>"
    return Frame(f"{start}<channel><title>c</title></channel>", "</rdf:RDF>", "item")


def inside(number: int) -> st.SearchStrategy[str]:
    name = f"<title>n{number}</title><id>i{number}</id>"
    odd = st.lists(st.sampled_from(ODD), max_size=3)
    return odd.map(lambda parts: name + "".join(parts))


@given(st.data())
@settings(max_examples=100)
def test_reading_on_from_any_document_is_reading_all_of_the_next(data: st.DataObject) -> None:
    frame = data.draw(frames())
    head = data.draw(st.sampled_from(HEADS))
    stock = [data.draw(inside(number)) for number in range(6)]
    before = stock[: data.draw(st.integers(1, 5))]
    after = data.draw(st.permutations(stock))[: data.draw(st.integers(1, 6))]
    later = data.draw(st.sampled_from([head, head, *HEADS]))

    assert_nothing_is_lost(frame.body(before, head), frame.body(after, later))


@given(frames(), st.lists(st.sampled_from(ODD), max_size=8), st.sampled_from(HEADS))
@settings(max_examples=100)
def test_the_quick_way_reads_what_feedparser_reads_whatever_that_is(
    frame: Frame, odd: list[str], head: str
) -> None:
    text = prepare_xml(decode(frame.body(odd, head)))
    quick = parsing._well_formed(text.encode())
    if quick is None:
        return
    slow = parsing._as_ever(text.encode())
    # Inside of words the quick way looks at these, too.
    for one in [*slow["entries"], slow["feed"], *quick["entries"], quick["feed"]]:
        for name in UNASKED:
            one.pop(name, None)

    assert quick["entries"] == slow["entries"]
    assert quick["feed"] == slow["feed"]


@given(st.lists(st.sampled_from(ODD), min_size=1, max_size=4), frames())
@settings(max_examples=60)
def test_no_item_depends_on_the_ones_before_it(odd: list[str], frame: Frame) -> None:
    """What the rules of cutting are for: leave the first item out, and the second is the same."""
    first, second = f"<id>1</id>{''.join(odd)}", "<id>2</id><title>two</title><summary>s</summary>"
    body = frame.body([first, second], "<title>t</title>")
    whole = read(body)
    known = Seen.unpack(whole.seen)
    if len(known.names) < 2:
        return
    of_first = dict([next(iter(known.names.items()))])
    news = read(body, replace(known, names=of_first).pack())

    assert news.items == whole.items[1:]
