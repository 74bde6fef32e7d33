"""Brings stored keys of pages to later rules, in SQL and over the index; decides no rule.

Written once for a migration, from what `text.url_key` said before and says since. The addresses of
other sites keep their keys, so that a hundred thousand items take no longer than the few.
"""

from __future__ import annotations

__all__ = ["VIDEOS_AND_POSTS"]


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
