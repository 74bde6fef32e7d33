"""Brings stored keys of pages to later rules; decides no rule.

Written once for each of two migrations, from what `text.url_key` said before and says since. The
addresses of other sites keep their keys, so that a hundred thousand items take no longer than the
few.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable

from reewriter.patterns import pattern

__all__ = ["REKEYED", "VIDEOS_AND_POSTS", "KeyOf", "rekey"]

REKEYED = "rekeyed"
"""The job in `progress` whose value is 1 while items have other keys than those they came with, and
nobody has looked yet which of their lines are one.
"""


def _below(prefix: str) -> str:
    """Return the condition that a key begins so, as an index takes it."""
    behind = prefix[:-1] + chr(ord(prefix[-1]) + 1)
    return f"url_key <> '' AND url_key >= '{prefix}' AND url_key < '{behind}'"


_VIDEO = "https://youtube.com/watch?v="


def _videos(prefix: str) -> str:
    """Return the statement for keys that name a video right behind a prefix."""
    at = len(prefix) + 1
    return (
        f"UPDATE item SET url_key = '{_VIDEO}' || substr(url_key, {at}, 11) WHERE {_below(prefix)}"
        f" AND length(url_key) >= {at + 10} AND substr(url_key, {at + 11}, 1) IN ('', '?', '&')"
        f" AND substr(url_key, {at}, 11) NOT IN ('videoseries', 'live_stream')"
        f" AND substr(url_key, {at}, 11) NOT GLOB '*[^0-9A-Za-z_-]*'"
    )


def _posts(host: str) -> str:
    """Return the statement for keys that name a post by who wrote it, and by its number."""
    number = "CAST(substr(url_key, instr(url_key, '/status/') + 8) AS INTEGER)"
    return (
        f"UPDATE item SET url_key = 'https://x.com/i/status/' || {number}"
        f" WHERE {_below(f'https://{host}/')} AND instr(url_key, '/status/') > 0 AND {number} > 0"
    )


VIDEOS_AND_POSTS = (
    "UPDATE item SET url_key ="
    f" '{_VIDEO}' || substr(url_key, instr(url_key, '&v=') + 3, 11)"
    f" WHERE {_below('https://youtube.com/watch?')} AND instr(url_key, '&v=') > 0",
    *map(
        _videos,
        (
            _VIDEO,
            "https://youtube.com/shorts/",
            "https://youtube.com/live/",
            "https://youtube.com/embed/",
            "https://youtube-nocookie.com/embed/",
        ),
    ),
    _posts("twitter.com"),
    _posts("x.com"),
    "UPDATE item SET url_key = 'https://x.com' || substr(url_key, 20)"
    f" WHERE {_below('https://twitter.com')} AND substr(url_key, 20, 1) IN ('', '/', '?')",
)

KeyOf = Callable[[str], str]
"""Makes the key of an address; "" where it leads to no page."""

_BATCH = 5_000
"""Rows that are in memory at once."""
# What a key of before may be that is another one since; it had its parameters in order, its letters
# decoded and its host bare already. A few too many cost their new keys only.
_HOST = pattern(
    r"https://(?:(?:touch|wap)\.|archive\.(?:ph|today|is|li|vn|md|fo)/|l\.messenger\.com"
    r"|l\.threads\.(?:com|net)|link\.zhihu\.com|getpocket\.com/redirect|go\.skimresources\.com"
    r"|translate\.google\.|urldefense\.|youtu\.be/"
    r"|youtube(?:-nocookie)?\.com/(?!watch\?v=[\w-]{11}$)"
    r"|twitter\.com|x\.com/(?!i/status/\d{1,20}$).*/status)"
)
_PRINTED = pattern(r"/print(?:\?|$)", re.IGNORECASE)
_PARAMETER = pattern(
    r"[?&](?:(?:wt_[^=&]*|s_kwcid|elqtrack(?:id)?|wprov|hss_channel|dm_i|soc_(?:src|trk)|tpcc"
    r"|rb_clickid|hootpostid|fromrss|unlocked_article_code|bxid|isfreemail|triedredirect)(?:=|&|$)"
    r"|print=(?:1|true|yes|y)(?:&|$)|accesstoken=)",
    re.IGNORECASE,
)
# A key that was made of headline and day, since its address hides the page.
_OF_A_DAY = pattern(r"https://news\.google\.com/\d{4}-\d\d-\d\d/")


def rekey(execute: Callable[..., sqlite3.Cursor], key_of: KeyOf | None) -> int:
    """Give the items whose keys later rules change the keys that their addresses have since.

    Nothing else of them is changed: what a person joined or parted stays so. Returns how many there
    were. Without `key_of` there must be none, as in a database that is just made.
    """
    changed = last = 0
    while rows := execute(
        "SELECT id, url, url_key FROM item WHERE id > ? ORDER BY id LIMIT ?", (last, _BATCH)
    ).fetchall():
        last = rows[-1][0]
        for item_id, url, before in rows:
            if not _may_change(url, before):
                continue
            if key_of is None:
                raise RuntimeError("a database with items of before needs a maker of keys")
            key = key_of(url)
            if key != before:
                execute("UPDATE item SET url_key = ? WHERE id = ?", (key, item_id))
                changed += 1
    return changed


def _may_change(url: str, key: str) -> bool:
    if not (url and key) or _OF_A_DAY.match(key):
        return False
    return bool(
        # A key of before does not say what stood behind "#!", here or in an address inside.
        "#!" in url
        or "%23" in url
        or _HOST.match(key)
        or ("/print" in key.lower() and _PRINTED.search(key))
        or ("?" in key and _PARAMETER.search(key))
    )
