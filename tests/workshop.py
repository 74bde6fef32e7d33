"""Builds small real workspaces for tests: a feeds.toml, a database, invented items. No fetching."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from pathlib import Path

from reewriter.model import Feed, ParsedItem
from reewriter.store import feeds, items
from reewriter.text.reposts import tells_again
from reewriter.workspace import Workspace

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
"""A Monday, seven in the morning in New York."""

CONFIG = """\
[publication]
name = "Rare Earth Exchanges"
title = "Straight Into Your Inbox"
tagline = "A test bench"
sender_name = "Rare Earth Exchanges"
sender_email = "desk@example.org"
home_url = "https://example.org"
postal_address = "1 Test Street, Testville, TS 00001, USA"
signup_title = "Straight Into Your Inbox"
signup_sentence = "Receive a Daily News Update."
signup_url = "https://example.org/join"
copyright = "Rare Earth Exchanges"
unsubscribe_url = "https://example.org/unsubscribe"
archive_url = "https://example.org/archive"
list_id = "daily.example.org"
timezone = "America/New_York"
locale = "en-US"
publishing_days = ["mon", "tue", "wed", "thu", "fri"]
due = "08:00"
first_number = 214

[[publication.authors]]
name = "Dana"
bio = "Dana tests newsletters."

[[sections]]
name = "Top Story"
[[sections]]
name = "Policy"
[[sections]]
name = "Markets"

[[feeds]]
url = "feeds/basin.xml"
title = "The Basin Ledger"
section = "Policy"
[[feeds]]
url = "feeds/oxide.xml"
title = "Oxide & Alloy"
section = "Markets"
weight = 1.0

[keywords]
"rare earth" = 5
"magnet" = 3
"football" = -4
"""

_made: list[Workspace] = []

ARTICLE = (
    "The ministry said on Monday that {n} plants had applied for a licence. “We are not closing"
    " the door,” said Mara Voss, who heads the export office. “We are counting what goes through"
    " it.” Buyers of rare earth oxides paid {n} dollars a kilogram last week. Nobody at the port"
    " could say how long a shipment of magnets now waits. Three traders said they had moved stock"
    " to Rotterdam before the rule was known. The plants at Altenburg and Port Hale make about"
    " {n} tonnes a year between them, and neither has a second supplier of dysprosium. "
)


def invent(n: int, *, title: str = "", url: str = "", text: str = "", hours: int = 0) -> ParsedItem:
    """Invent one item; equal arguments give equal items."""
    title = title or f"Rare earth licence count reaches {n} as magnet makers wait"
    body = text or ARTICLE.format(n=n)
    link = url or f"https://news.example/{n}"
    return ParsedItem(
        guid=link,
        url=link,
        url_key=link,
        title=title,
        author="Ida Renn",
        summary="",
        body=f"<p>{body}</p>",
        text=body,
        published=NOW - timedelta(hours=hours or n),
        updated=None,
        lang="en",
        item_hash=blake2b(f"{title}{body}".encode(), digest_size=8).hexdigest(),
    )


def thirty() -> list[ParsedItem]:
    """Make thirty items up; every fifth is about a harbour."""
    return [
        invent(n, title=f"Harbour strike, day {n}" if n % 5 == 0 else f"Rare earth note {n}")
        for n in range(1, 31)
    ]


def make_workspace(
    root: Path,
    parsed: Sequence[ParsedItem] = (),
    *,
    now: datetime = NOW,
    config: str = CONFIG,
) -> Workspace:
    """Make a workspace whose first feed brought these items; the clock stands still."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "feeds.toml").write_text(config, encoding="utf-8")
    workspace = Workspace.open(root, now=lambda: now)
    _made.append(workspace)
    if parsed:
        bring(workspace, parsed)
    return workspace


def close_all() -> None:
    """Close every workspace made since the last call; Python 3.13 warns of those left open."""
    while _made:
        _made.pop().close()


def bring(workspace: Workspace, parsed: Sequence[ParsedItem], *, feed: int = 0) -> tuple[int, int]:
    """Let a feed of the workspace bring items, scored as a fetch would."""
    chosen: Feed = sorted(workspace.wire.feeds(), key=lambda f: f.id)[feed]
    scores = {
        item.guid: workspace.ranker.score(item.title, item.text, feed_weight=chosen.weight)
        for item in parsed
    }
    checked = replace(chosen, checked_at=workspace.now())
    now = workspace.now()
    return items.store_batch(workspace.store, checked, parsed, scores, now=now, again=tells_again)


_FEED = """\
<?xml version="1.0"?><rss version="2.0"><channel>
<title>{name}</title><link>https://news.example/</link>{items}</channel></rss>
"""
_ITEM = """\
<item><title>{title}</title><link>https://news.example/{n}</link><guid>{n}</guid>
<author>Ida Renn</author><pubDate>Mon, 02 Mar 2026 {hour:02}:00:00 GMT</pubDate>
<description><![CDATA[<p>{text}</p>]]></description></item>
"""


def write_feed(root: Path, name: str, titles: Sequence[str], *, first: int = 1) -> None:
    """Write one of the workspace's own feeds, `feeds/NAME.xml`, with a long item a title."""
    items = "".join(
        _ITEM.format(n=n, title=title, hour=11 - n % 10, text=ARTICLE.format(n=n))
        for n, title in enumerate(titles, first)
    )
    (root / "feeds").mkdir(exist_ok=True)
    text = _FEED.format(name=name, items=items)
    (root / "feeds" / f"{name}.xml").write_text(text, encoding="utf-8")


def feed_ids(workspace: Workspace) -> list[int]:
    """Return the ids of the feeds in order of feeds.toml."""
    return sorted(feed.id for feed in feeds.listed(workspace.store))


def criticised(root: Path, critique: str) -> Workspace:
    """Make a workspace of three items, the first of them kept, with its whole text and judged."""
    workspace = make_workspace(root, [invent(n) for n in range(1, 4)])
    workspace.triage.keep([1])
    workspace.writing.edit_source(1, {"complete": True})
    workspace.writing.edit(1, {"critique": critique})
    return workspace
