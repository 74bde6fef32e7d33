"""Keeps the feeds of the store those of feeds.toml; must not fetch anything."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reewriter.model import Feed, FeedStatus
from reewriter.store import Store, feeds

if TYPE_CHECKING:
    from reewriter.config import Config

__all__ = ["hosts", "sync"]


def sync(store: Store, config: Config) -> None:
    """Make the store know the feeds of feeds.toml, and no others."""
    if store.read_only:
        return
    feeds.sync(
        store,
        [
            Feed(
                id=0,
                url=spec.url,
                title=spec.title,
                section=spec.section,
                tags=spec.tags,
                weight=spec.weight,
                live=spec.live,
                status=FeedStatus.PAUSED if spec.paused else FeedStatus.NEVER,
            )
            for spec in config.feeds
        ],
    )


def hosts(store: Store, config: Config) -> frozenset[str]:
    """Return every "host:port" that the editor wrote down."""
    typed = feeds.followed(store)
    written = tuple(replace(feed, url=typed.get(feed.url, feed.url)) for feed in config.feeds)
    return replace(config, feeds=written).allowed_hosts
