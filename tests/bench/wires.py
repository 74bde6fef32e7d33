"""Invents the feeds of the ingest benchmark: always the same ones; knows nothing of reewriter."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from itertools import accumulate

__all__ = ["ITEMS", "Wire", "changed", "invent"]

ITEMS = 30
"""Items a feed."""
_START = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
_SYLLABLES = (
    "ba be bi bo bra ce cho da de dri el en er fa fel ga gri ha hol in ju ka kel la lem li lo ma"
    " mer mi no nu or pa per qua ra re ri sa sel shi so ta te ti tor u va ve wen xe ya zo"
).split()
_ODD = ("Größe", "café", "naïve", "Ångström", "“quota”", "price – up", "10 °C", "œuvre")


@dataclass(frozen=True, slots=True)
class Article:
    """One item, before it is written down in some format."""

    number: int
    title: str
    link: str
    html: str
    summary: str
    author: str
    date: datetime
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wire:
    """One feed."""

    number: int
    kind: str
    """How it is written: `rss`, `atom`, `xhtml`, `short` or `rdf`."""
    defect: str
    """What is wrong with it, or nothing."""
    articles: tuple[Article, ...]

    def body(self) -> bytes:
        """Return the document, defect included."""
        text = _FORMATS[self.kind](self)
        return _DEFECTS[self.defect](text, self.kind) if self.defect else text.encode()


def invent(feeds: int) -> list[Wire]:
    """Return the feeds: three in five RSS with full text, a quarter Atom, some short, some RDF.

    One in ten is defective, mostly in ways that leave all its items readable; four items of 300
    feeds are lost to whoever reads them. One story in twenty runs in another feed, too.
    """
    chance = random.Random(20260302)
    words = _Words(chance)
    wires: list[Wire] = []
    stock: list[Article] = []
    defects = list(_DEFECTS)
    for number in range(feeds):
        kind = _KINDS[number % len(_KINDS)]
        defect = defects[number // 10 % len(defects)] if number % 10 == 7 else ""
        articles = [_article(chance, words, number, at, kind) for at in range(ITEMS)]
        for at in range(ITEMS):
            if stock and chance.random() < 0.05:
                other = chance.choice(stock)
                link = f"{other.link}?utm_source=feed{number}&utm_medium=rss"
                articles[at] = replace(
                    articles[at], title=f"{other.title} (updated)", link=link, html=other.html
                )
        stock += articles[:2]
        wires.append(Wire(number, kind, defect, tuple(articles)))
    return wires


def changed(wires: list[Wire]) -> list[Wire]:
    """Return the feeds some hours later: one item in thirty is new or edited, in 63 % of feeds."""
    chance = random.Random(7)
    words = _Words(chance)
    touched = sorted(chance.sample(range(len(wires)), len(wires) * 189 // 300))
    spread = touched + [chance.choice(touched) for _ in range(len(wires) - len(touched))]
    later = list(wires)
    for count, at in enumerate(spread):
        wire = later[at]
        if count % 2:
            fresh = _article(chance, words, wire.number, 1000 + count, wire.kind)
            fresh = replace(fresh, date=_START + timedelta(hours=5, seconds=count))
            articles = (fresh, *wire.articles[:-1])
        else:
            place = chance.randrange(1, ITEMS - 1)
            old = wire.articles[place]
            edited = replace(old, html=f"<p>Corrected: {words.sentence(12)}</p>{old.html}")
            articles = (*wire.articles[:place], edited, *wire.articles[place + 1 :])
        later[at] = replace(wire, articles=articles)
    return later


class _Words:
    """20,000 words, some common and most rare, as in any language."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        makes = random.Random(1)
        self._words = [
            "".join(makes.choice(_SYLLABLES) for _ in range(makes.randint(1, 4)))
            for _ in range(20_000)
        ]
        self._sums = list(accumulate(1 / (rank + 3) for rank in range(len(self._words))))

    def some(self, count: int) -> list[str]:
        return self._chance.choices(self._words, cum_weights=self._sums, k=count)

    def sentence(self, count: int) -> str:
        words = self.some(count)
        if self._chance.random() < 0.15:
            words[-1] = self._chance.choice(_ODD)
        return " ".join(words).capitalize() + "."


def _article(chance: random.Random, words: _Words, feed: int, number: int, kind: str) -> Article:
    host = f"https://paper{feed}.example"
    title = words.sentence(chance.randint(5, 12)).rstrip(".")
    length = chance.randint(3000, 6000)
    return Article(
        number=number,
        title=title,
        link=f"{host}/{_START:%Y/%m}/{'-'.join(words.some(4))}-{number}",
        html=_html(chance, words, host, length),
        summary=words.sentence(chance.randint(20, 40)),
        author=" ".join(words.some(2)).title(),
        date=_START - timedelta(minutes=37 * number + feed),
        tags=tuple(words.some(3)),
    )


def _html(chance: random.Random, words: _Words, host: str, length: int) -> str:
    """Write an article of about so many characters, as a content system would."""
    blocks: list[str] = []
    size = 0
    while size < length:
        roll = chance.random()
        text = " ".join(words.sentence(chance.randint(8, 22)) for _ in range(chance.randint(2, 4)))
        link = f'<a href="{host}/{words.some(1)[0]}/?a=1&amp;b=2">{" ".join(words.some(3))}</a>'
        if roll < 0.62:
            block = f"<p>{text} {link} <em>{words.some(1)[0]}</em> {words.sentence(9)}</p>"
        elif roll < 0.74:
            block = f'<p class="lead"><strong>{words.sentence(6)}</strong> {text}</p>'
        elif roll < 0.82:
            items = "".join(f"<li>{words.sentence(7)}</li>" for _ in range(4))
            block = f"<ul>{items}</ul>"
        elif roll < 0.9:
            block = f'<blockquote cite="{host}/q"><p>{text}</p></blockquote>'
        else:
            block = (
                f'<figure><img src="/media/{words.some(1)[0]}.jpg" alt="{words.sentence(5)}"'
                f' width="640" height="360"/><figcaption>{words.sentence(8)}</figcaption></figure>'
            )
        blocks.append(block)
        size += len(block)
    return "\n".join(blocks)


_KINDS = tuple(
    "rss rss atom rss rss xhtml rss rss atom rdf rss rss atom rss short rss rss xhtml rss atom"
    " rss rss atom rss rss xhtml rss rss atom rdf rss rss atom rss short rss rss xhtml rss atom"
    " rdf short rss rss atom rss rss rss rss rss".split()
)


def _rss(wire: Wire) -> str:
    items = []
    for a in wire.articles:
        tags = "".join(f"<category><![CDATA[{tag}]]></category>" for tag in a.tags)
        items.append(
            f"<item>\n<title>{escape(a.title, quote=False)}</title>\n"
            f"<link>{escape(a.link)}</link>\n"
            f"<dc:creator><![CDATA[{a.author}]]></dc:creator>\n"
            f"<pubDate>{format_datetime(a.date)}</pubDate>\n{tags}\n"
            f'<guid isPermaLink="false">paper{wire.number}-{a.number}</guid>\n'
            f"<description><![CDATA[{a.summary} [&#8230;]]]></description>\n"
            f"<content:encoded><![CDATA[{a.html}]]></content:encoded>\n"
            f"<slash:comments>0</slash:comments>\n</item>\n"
        )
    return _rss_head(wire) + "".join(items) + "</channel>\n</rss>\n"


def _rss_head(wire: Wire) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"\n'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"\n'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"\n'
        ' xmlns:atom="http://www.w3.org/2005/Atom"\n'
        ' xmlns:slash="http://purl.org/rss/1.0/modules/slash/">\n'
        f"<channel>\n<title>Paper {wire.number}</title>\n"
        f'<atom:link href="https://paper{wire.number}.example/feed/" rel="self"'
        ' type="application/rss+xml"/>\n'
        f"<link>https://paper{wire.number}.example</link>\n<description>News</description>\n"
        f"<lastBuildDate>{format_datetime(wire.articles[0].date)}</lastBuildDate>\n"
        "<language>en-GB</language>\n<generator>Press 6.4</generator>\n"
    )


def _short(wire: Wire) -> str:
    items = "".join(
        f"<item><title>{escape(a.title, quote=False)}</title><link>{escape(a.link)}</link>"
        f"<guid>{escape(a.link)}</guid><pubDate>{format_datetime(a.date)}</pubDate>"
        f"<description>{escape(a.summary)}</description></item>\n"
        for a in wire.articles
    )
    return _rss_head(wire) + items + "</channel></rss>"


def _atom(wire: Wire) -> str:
    entries = []
    for a in wire.articles:
        if wire.kind == "xhtml":
            content = (
                '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'
                f"{a.html}</div></content>"
            )
        else:
            content = f'<content type="html">{escape(a.html)}</content>'
        entries.append(
            f"<entry>\n<title>{escape(a.title, quote=False)}</title>\n"
            f'<link rel="alternate" type="text/html" href="{escape(a.link)}"/>\n'
            f"<id>tag:paper{wire.number}.example,2026:{a.number}</id>\n"
            f"<published>{a.date.isoformat()}</published>\n"
            f"<updated>{a.date.isoformat()}</updated>\n"
            f"<author><name>{a.author}</name></author>\n"
            + "".join(f'<category term="{tag}"/>' for tag in a.tags)
            + f"\n<summary>{escape(a.summary)}</summary>\n{content}\n</entry>\n"
        )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">\n'
        f"<title>Paper {wire.number}</title>\n"
        f'<link href="https://paper{wire.number}.example/"/>\n'
        f"<id>tag:paper{wire.number}.example,2026:feed</id>\n"
        f"<updated>{wire.articles[0].date.isoformat()}</updated>\n" + "".join(entries) + "</feed>\n"
    )


def _rdf(wire: Wire) -> str:
    links = "".join(f'<rdf:li rdf:resource="{escape(a.link)}"/>' for a in wire.articles)
    items = "".join(
        f'<item rdf:about="{escape(a.link)}">\n<title>{escape(a.title, quote=False)}</title>\n'
        f"<link>{escape(a.link)}</link>\n<description>{escape(a.summary)}</description>\n"
        f"<dc:creator>{a.author}</dc:creator>\n<dc:date>{a.date.isoformat()}</dc:date>\n"
        f"<content:encoded>{escape(a.html)}</content:encoded>\n</item>\n"
        for a in wire.articles
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"\n'
        ' xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"\n'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/">\n'
        f'<channel rdf:about="https://paper{wire.number}.example/">\n'
        f"<title>Paper {wire.number}</title>\n<link>https://paper{wire.number}.example/</link>\n"
        f"<description>News</description>\n<items><rdf:Seq>{links}</rdf:Seq></items>\n"
        f"</channel>\n{items}</rdf:RDF>\n"
    )


_FORMATS: dict[str, Callable[[Wire], str]] = {
    "rss": _rss,
    "short": _short,
    "atom": _atom,
    "xhtml": _atom,
    "rdf": _rdf,
}


def _bare_ampersand(text: str, _kind: str) -> bytes:
    return text.replace("<title>", "<title>R&D: ").encode()


def _undeclared_entity(text: str, _kind: str) -> bytes:
    return text.replace("</title>", "&nbsp;&hellip;</title>").encode()


def _control_character(text: str, _kind: str) -> bytes:
    return text.replace("</title>", "\x08</title>", 12).encode()


def _junk_before(text: str, _kind: str) -> bytes:
    return b"\n\n<!-- cached -->\n" + text.encode()


def _cut_off(text: str, kind: str) -> bytes:
    end = {"rdf": "</rdf:RDF>", "atom": "</feed>", "xhtml": "</feed>"}.get(kind, "</channel>")
    return text[: text.rindex(end)].encode()


def _torn_off(text: str, kind: str) -> bytes:
    """End in the middle of the last item but two; nobody can know of the last two."""
    tag = "<entry>" if kind in ("atom", "xhtml") else "<item"
    start = len(text)
    for _ in range(3):
        start = text.rindex(tag, 0, start)
    middle = text.index("</title>", start) + len("</title>")
    return text[: middle + (text.index(tag, middle) - middle) // 2].encode()


def _unclosed(text: str, _kind: str) -> bytes:
    """Leave one tag open in one item."""
    at = text.index("</title>", len(text) // 2)
    return (text[:at] + text[at + len("</title>") :]).encode()


def _wrong_charset(text: str, _kind: str) -> bytes:
    return text.encode("cp1252", "replace").replace(b"utf-8", b"UTF-8")


def _no_ids(text: str, kind: str) -> bytes:
    tag = "id" if kind in ("atom", "xhtml") else "guid"
    for line in (f"<{tag}>", f'<{tag} isPermaLink="false">'):
        while (start := text.find(line)) >= 0:
            end = text.index(f"</{tag}>", start) + len(tag) + 3
            text = text[:start] + text[end:]
    return text.encode()


def _no_dates(text: str, _kind: str) -> bytes:
    return re.sub(r"<(pubDate|published|updated|dc:date)>[^<]*</\1>", "", text).encode()


def _unknown_prefix(text: str, _kind: str) -> bytes:
    return text.replace("</title>", "</title><ads:slot>1</ads:slot>").encode()


_DEFECTS: dict[str, Callable[[str, str], bytes]] = {
    "bare ampersand": _bare_ampersand,
    "undeclared entity": _undeclared_entity,
    "control character": _control_character,
    "junk before": _junk_before,
    "cut off": _cut_off,
    "unclosed": _unclosed,
    "wrong charset": _wrong_charset,
    "no ids": _no_ids,
    "no dates": _no_dates,
    "unknown prefix": _unknown_prefix,
    "torn off": _torn_off,
}
