"""Refreshes feeds: what is due is fetched and parsed in threads, and stored feed by feed here."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from functools import partial
from pathlib import Path

from reewriter.errors import ParseError, ReewriterError, StoreError
from reewriter.feeds import edits, health
from reewriter.feeds.claims import Claims
from reewriter.feeds.fetch import user_agent
from reewriter.feeds.gather import Gathering
from reewriter.feeds.looked import Looked
from reewriter.feeds.offline import Doubtful, unasked
from reewriter.feeds.outcome import FeedOutcome
from reewriter.feeds.pool import Parser
from reewriter.feeds.turns import Hosts, Wish, server, why_not
from reewriter.model import Feed, FeedStatus, ParsedFeed, ParsedItem
from reewriter.net import Client
from reewriter.store import Store, items, versions
from reewriter.store import feeds as stored_feeds
from reewriter.text.reposts import tells_again

__all__ = ["Scorer", "refresh"]

log = logging.getLogger(__name__)

Scorer = Callable[[ParsedItem, Feed], float]
_WHAT_IS_DUE = Wish()
_DEADLINE = 9.5
"""Seconds for a server to deliver; with those of the parser it is still less than twenty."""


def refresh(
    store: Store,
    feeds: Sequence[Feed],
    *,
    root: Path,
    allowed: frozenset[str],
    score: Scorer,
    now: Callable[[], datetime],
    wish: Wish = _WHAT_IS_DUE,
    zone: tzinfo = UTC,
    on_outcome: Callable[[FeedOutcome], None] | None = None,
    on_stored: Callable[[Mapping[int, tuple[int, ...]]], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    contact: str = "",
    keywords: Mapping[str, float] | None = None,
    client: Client | None = None,
    parser: Callable[[], Parser] | None = None,
) -> list[FeedOutcome]:
    """Look at every feed whose turn it is, and store what is new or changed.

    In `zone` the live hours of feeds are meant. `contact` goes into the User-Agent. Parsers may say
    to `score` what the `keywords` are worth. Some feeds are stored together; if anything of them is
    new, `on_stored` is called then, before `on_outcome` of each: with the prints of new items, as
    far as they are known, by the items' ids. Outcomes come in order of arrival; once `cancelled`
    says so, those still missing are left out, within a second. A given client is closed at the end.
    Raises StoreError only: what is wrong with a feed is told in its outcome.
    """
    report = on_outcome or (lambda _: None)
    started = now()
    with Claims(store.path.with_name(f"{store.path.name}-hosts")) as claims:
        due, outcomes = _whose_turn(store, feeds, claims, wish=wish, now=started, zone=zone)
        for outcome in outcomes:
            report(outcome)
        if not due:
            return outcomes
        gathering = Gathering(
            due,
            root=root,
            client=client
            or Client(user_agent=user_agent(contact), allowed=allowed, deadline=_DEADLINE),
            parser=parser or partial(_worker, keywords),
            now=started,
            seen=stored_feeds.seen(store, [feed.id for feed in due]),
            beat=claims.beat,
        )
        doubtful = Doubtful()
        try:
            for looks in gathering.looks(cancelled):
                at = health.Moment(now(), started, random.random)
                unindexed = items.Unindexed()
                stored = _settle_together(store, doubtful.without(looks), score, at, unindexed)
                outcomes += stored
                if on_stored is not None and any(outcome.new for outcome in stored):
                    on_stored(unindexed.prints)
                for outcome in stored:
                    report(outcome)
        finally:
            gathering.stop()
        at = health.Moment(now(), started, random.random)
        for outcome in _settle_doubtful(store, doubtful, score, at):
            outcomes.append(outcome)
            report(outcome)
    return outcomes


def _settle_doubtful(
    store: Store, doubtful: Doubtful, score: Scorer, at: health.Moment
) -> list[FeedOutcome]:
    """Say of feeds whose hosts nobody knew what that means."""
    looks, offline = doubtful.left()
    if not offline:
        return _settle_together(store, looks, score, at, items.Unindexed()) if looks else []
    return [unasked(look) for look in looks]


def _whose_turn(
    store: Store,
    feeds: Sequence[Feed],
    claims: Claims,
    *,
    wish: Wish,
    now: datetime,
    zone: tzinfo,
) -> tuple[list[Feed], list[FeedOutcome]]:
    """Return the feeds to look at, as they are now, and what is to be said of the others."""
    taken = {
        host: claims.take(host)
        for host in {server(f.url) for f in feeds if not why_not(f, wish, Hosts(), now, zone)}
        if host
    }
    # Read only now: what another program has just looked at is known when its claims are gone.
    # Those that are not looked at know of their servers, too.
    known = {feed.id: feed for feed in stored_feeds.listed(store)}
    hosts = Hosts.of(known.values())
    due: list[Feed] = []
    others: list[FeedOutcome] = []
    for feed in (known.get(one.id, one) for one in feeds):
        left_out = FeedOutcome(feed.url, feed.title, FeedStatus.NOT_DUE)
        if why := why_not(feed, wish, hosts, now, zone):
            rests = feed.status in (FeedStatus.PAUSED, FeedStatus.GONE)
            others.append(replace(left_out, why=why, rests=rests))
        elif not taken.get(server(feed.url), True):
            why = "another fetch is asking its server"
            others.append(replace(left_out, why=why, busy=True))
        else:
            due.append(feed)
    return due, others


def _worker(keywords: Mapping[str, float] | None) -> Parser:
    from reewriter.feeds.worker import ParseWorker

    worker = ParseWorker(keywords=keywords)
    worker.start()  # It is ready when the first document has come.
    return worker


def _settle_together(
    store: Store,
    looks: Sequence[Looked],
    score: Scorer,
    at: health.Moment,
    unindexed: items.Unindexed,
) -> list[FeedOutcome]:
    """Store what some looks found; an error of ours with one feed does not stop the others."""
    try:
        with store.write():
            outcomes = [_settle(store, look, score, at, unindexed) for look in looks]
            items.index(store, unindexed)
            return outcomes
    except StoreError:
        raise
    except Exception:
        # All of them are undone, and done again one by one to find out which it is.
        unindexed.prints.clear()
        return [_settle_alone(store, look, score, at) for look in looks]


def _settle_alone(store: Store, look: Looked, score: Scorer, at: health.Moment) -> FeedOutcome:
    try:
        with store.write():
            return _settle(store, look, score, at)
    except StoreError:
        raise
    except Exception as error:
        log.exception("unexpected error while storing feed %s", look.feed.id)
        failure = ReewriterError(f"unexpected {type(error).__name__}; the log says more")
        return _settle(store, replace(look, parsed=None, error=failure), score, at)


def _settle(
    store: Store,
    look: Looked,
    score: Scorer,
    at: health.Moment,
    unindexed: items.Unindexed | None = None,
) -> FeedOutcome:
    """Store what one look found."""
    started = time.monotonic()
    counts = (0, 0)
    after = _health(look, at)
    if look.parsed is None:
        stored_feeds.record(store, _keep_paused(look.feed, after))
    else:
        counts = _store(
            store, look.feed, after, look.parsed, score, now=at.now, unindexed=unindexed
        )
    return FeedOutcome(
        url=look.feed.url,
        title=after.title or look.feed.title,
        status=after.status,
        new=counts[0],
        changed=counts[1],
        error=after.error,
        seconds=round(look.seconds + time.monotonic() - started, 3),
        reached=look.fetched is not None,
        moved_to=after.moved_to if health.is_moved_for_good(after, at.now) else "",
    )


def _health(look: Looked, at: health.Moment) -> Feed:
    """Return the feed as it is after this look."""
    fetched = look.fetched
    if fetched is None or look.error is not None:
        error = look.error or ReewriterError("nothing was fetched")
        if fetched is not None and isinstance(error, ParseError):
            return health.unreadable(look.feed, fetched, error, at)
        return health.failed(look.feed, error.message, at)
    if look.parsed is not None:
        return health.readable(look.feed, fetched, look.parsed, at)
    if fetched.status is FeedStatus.GONE:
        return health.gone(look.feed, at)
    if fetched.status is FeedStatus.LIMITED:
        return health.limited(look.feed, fetched, at, asked=look.asked)
    return health.unchanged(look.feed, fetched, at)


def _store(
    store: Store,
    feed: Feed,
    after: Feed,
    parsed: ParsedFeed,
    score: Scorer,
    *,
    now: datetime,
    unindexed: items.Unindexed | None,
) -> tuple[int, int]:
    """Store the items that say something new, and the feed's health with them."""
    # A document may name the same item twice; the first is the newest in every feed we have seen,
    # and always taking the same one keeps it from changing with each look.
    first: dict[str, ParsedItem] = {}
    for item in parsed.items:
        first.setdefault(item.guid, item)
    known = items.known_hashes(store, feed.id, first)
    changed = [guid for guid, one in first.items() if known.get(guid) not in (None, one.item_hash)]
    followed = _followed(store, feed.id, [first[guid] for guid in changed])
    after = edits.told(_keep_paused(feed, after), followed)
    news = [item for guid, item in first.items() if guid not in known or guid in followed.now]
    scores = {item.guid: score(item, after) for item in news}
    with store.write():
        if not followed.later:
            stored_feeds.see(store, feed.id, parsed.seen)
        if not news:
            stored_feeds.record(store, after)
            return 0, 0
        return items.store_batch(
            store,
            after,
            news,
            scores,
            now=now,
            unindexed=unindexed,
            quiet=followed.quiet,
            again=tells_again,
            known=known,
        )


def _followed(store: Store, feed_id: int, changed: Sequence[ParsedItem]) -> edits.Edits:
    """Decide what becomes of changed items by what they said before."""
    said = {item.guid: f"{item.title}\n{item.text}" for item in changed}
    counts = versions.edit_counts(store, feed_id, said)
    before = versions.texts(store, feed_id, edits.worth_a_look(list(said), counts))
    ours = versions.worked_on(store, feed_id, before)
    quiet = {
        guid
        for guid, texts in before.items()
        if edits.is_quiet(texts, said[guid], worked_on=guid in ours)
    }
    return edits.follow(list(said), counts, quiet)


def _keep_paused(before: Feed, after: Feed) -> Feed:
    """A paused feed that was looked at because it was named stays paused."""
    if before.status is not FeedStatus.PAUSED:
        return after
    return replace(after, status=FeedStatus.PAUSED)
