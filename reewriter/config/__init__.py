"""feeds.toml as checked values; must not know the store, the network, or who asks."""

from __future__ import annotations

from reewriter.config.keys import EXAMPLE_POSTAL_ADDRESS, EXAMPLE_UNSUBSCRIBE_URL, TABLES
from reewriter.config.loading import check_text, load
from reewriter.config.starter import starter_text
from reewriter.config.values import ALWAYS_THERE, Config, FeedSpec, RuleSpec, TargetSpec
from reewriter.config.watch import ConfigWatcher

__all__ = [
    "ALWAYS_THERE",
    "EXAMPLE_POSTAL_ADDRESS",
    "EXAMPLE_UNSUBSCRIBE_URL",
    "TABLES",
    "Config",
    "ConfigWatcher",
    "FeedSpec",
    "RuleSpec",
    "TargetSpec",
    "check_text",
    "load",
    "starter_text",
]
