"""Finds the address inside a redirect or a viewer of other sites; judges none and opens none."""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import SplitResult, unquote_to_bytes

from reewriter.patterns import pattern

__all__ = ["unwrapped"]

# host (after its prefixes), path, the parameter that holds the address
_REDIRECTS = (
    (r"(?:news\.)?google\.[a-z.]{2,6}", r"/url", ("url", "q")),
    (r"(?:l|lm)\.facebook\.com|facebook\.com|l\.instagram\.com", r"/l\.php|/", ("u",)),
    (r"l\.messenger\.com|l\.threads\.(?:com|net)", r"/l\.php|/", ("u",)),
    (r"link\.zhihu\.com", r"/", ("target",)),
    (r"getpocket\.com", r"/redirect", ("url",)),
    (r"go\.skimresources\.com", r"/", ("url",)),
    (r"translate\.google\.[a-z.]{2,6}", r"/translate", ("u",)),
    (r"t\.umblr\.com", r"/redirect", ("z",)),
    (r"duckduckgo\.com", r"/l/?", ("uddg",)),
    (r"youtube\.com", r"/redirect", ("q",)),
    (r"linkedin\.com", r"/redir/redirect|/safety/go", ("url",)),
    (r"out\.reddit\.com", r"/.*", ("url",)),
    (r"slack-redir\.net", r"/link", ("url",)),
    (r"(?:[a-z0-9]+\.)?safelinks\.protection\.outlook\.com", r"/.*", ("url",)),
    (r"bing\.com", r"/news/apiclick\.aspx", ("url",)),
    (r"vk\.com", r"/away\.php", ("to",)),
    (r"exit\.sc|steamcommunity\.com", r"/|/linkfilter/?", ("url", "u")),
)
_REDIRECT = tuple((pattern(host), pattern(path), names) for host, path, names in _REDIRECTS)
_AMP_VIEWER = pattern(r"/amp/(s/)?(.+)")
_AMP_CACHE = pattern(r"/[a-z]+/(s/)?(.+)")
_YAHOO = pattern(r"/(?:.*/)?RU=([^/]+)(?:/.*)?")
_SHORT_VIDEO = pattern(r"/([\w-]{8,16})")
_VIDEO = pattern(r"/(?:shorts|embed|live|v|e)/([\w-]{11})/?")
_WATCHED = pattern(r"(?:.*&)?v=([\w-]{11})(?:&.*)?")
_NO_VIDEO = frozenset({"videoseries", "live_stream"})
"""What may stand where a video does."""
_POST = pattern(r"/(?:i/(?:web/)?|\w{1,20}/)status(?:es)?/(\d{1,20})(?:/.*)?")
_LETTER = pattern(r"/pub/([\w-]{1,80})/p/([\w-]{1,200})/?")
_COPIES = pattern(r"archive\.(?:ph|today|is|li|vn|md|fo)")
# Before the address stands when the copy was made, "newest", or where the reader has come from.
_COPY = pattern(r"/(?:[\w.-]{4,20}/|o/\w{1,8}/)?(?:(https?):/{1,2})(.+)")
_SHORT_COPY = pattern(r"/\w{4,8}")
# What offices' mail is led through: the second form writes "%" as "-" and "/" as "_"; the third
# puts a star for each sign that it names, in Base64, behind the address.
_DEFENDED = pattern(r"/v3/__(https?):/{1,2}(.+?)__;([^!]*)!.*")
_GOOGLE_NEWS = pattern(r"/(?:rss/|stories/|__i/rss/rd/)?articles/(CBM[\w-]+)")


def unwrapped(parts: SplitResult, *, host: str) -> str:
    """Return the address inside another one; "" where there is none.

    `host` is that of `parts` without "www." and its like. What is returned may be no address.
    """
    return (
        _redirected(parts, host)
        or _viewed(parts, host)
        or _copied(parts, host)
        or _defended(parts, host)
        or _named(parts, host)
    )


def _redirected(parts: SplitResult, host: str) -> str:
    """Return the address that a redirect holds in a parameter."""
    for hosts, paths, names in _REDIRECT:
        if hosts.fullmatch(host) and paths.fullmatch(parts.path):
            found = {name: value for name, _, value in map(_pair, parts.query.split("&"))}
            for name in names:
                inner = _decoded(found.get(name, ""))
                if inner.startswith(("http://", "https://")):
                    return inner
    return ""


def _viewed(parts: SplitResult, host: str) -> str:
    """Return the address of an AMP page that a search engine shows as its own."""
    viewer = None
    if re.fullmatch(r"google\.[a-z.]{2,6}|bing\.com", host):
        viewer = _AMP_VIEWER.fullmatch(parts.path)
    elif host.endswith("cdn.ampproject.org"):
        viewer = _AMP_CACHE.fullmatch(parts.path)
    if not viewer:
        return ""
    query = f"?{parts.query}" if parts.query else ""
    return f"https://{viewer[2]}{query}"


def _copied(parts: SplitResult, host: str) -> str:
    """Return the address of which a page is the copy that somebody had made, as of paid articles.

    Not so the Internet Archive, where people look for what a page said long ago.
    """
    if not _COPIES.fullmatch(host):
        return ""
    copy = _COPY.fullmatch(parts.path)
    if not copy:
        # Its short names are one under all names of the host.
        short = host != "archive.ph" and _SHORT_COPY.fullmatch(parts.path)
        return f"https://archive.ph{parts.path}" if short else ""
    query = f"?{parts.query}" if parts.query else ""
    return f"{copy[1]}://{copy[2]}{query}"


def _defended(parts: SplitResult, host: str) -> str:
    """Return the address that an office's mail guard checks before it leads there."""
    if host == "urldefense.proofpoint.com" and parts.path == "/v2/url":
        found = {name: value for name, _, value in map(_pair, parts.query.split("&"))}
        return _decoded(found.get("u", "").replace("-", "%").replace("_", "/"))
    if host not in ("urldefense.com", "urldefense.us"):
        return ""
    whole = parts._replace(scheme="", netloc="").geturl()
    inner = _DEFENDED.fullmatch(whole)
    if not inner or "**" in inner[2]:
        return ""
    try:
        signs = iter(base64.urlsafe_b64decode(inner[3] + "=" * (-len(inner[3]) % 4)).decode())
    except (binascii.Error, ValueError):
        return ""
    address = "".join(next(signs, "*") if one == "*" else one for one in inner[2])
    return f"{inner[1]}://{address}"


def _named(parts: SplitResult, host: str) -> str:
    """Return the address that a path stands for, or the one of several that we choose."""
    if host == "news.google.com" and (article := _GOOGLE_NEWS.match(parts.path)):
        return _inside_google_news(article[1])
    if host == "r.search.yahoo.com" and (result := _YAHOO.fullmatch(parts.path)):
        return _decoded(result[1])
    if host == "youtu.be" and (video := _SHORT_VIDEO.fullmatch(parts.path)):
        return f"https://youtube.com/watch?v={video[1]}"
    if host in ("youtube.com", "youtube-nocookie.com"):
        return _video(parts)
    if host in ("twitter.com", "x.com"):
        return _post(parts)
    if host == "open.substack.com" and (letter := _LETTER.fullmatch(parts.path)):
        return f"https://{letter[1]}.substack.com/p/{letter[2]}"
    return ""


def _video(parts: SplitResult) -> str:
    """Return the address of a video without list, time and player; "" where none is named."""
    watched = parts.path.rstrip("/") == "/watch"
    found = _WATCHED.fullmatch(parts.query) if watched else _VIDEO.fullmatch(parts.path)
    if not found or found[1] in _NO_VIDEO:
        return ""
    return f"https://youtube.com/watch?v={found[1]}"


def _post(parts: SplitResult) -> str:
    """Return an address of the service that has two names; a post needs its number only."""
    if post := _POST.fullmatch(parts.path):
        return f"https://x.com/i/status/{post[1]}"
    query = f"?{parts.query}" if parts.query else ""
    return f"https://x.com{parts.path}{query}" if "twitter" in parts.netloc else ""


def _inside_google_news(identifier: str) -> str:
    """Return the address that the older identifiers of Google News hold in Base64."""
    try:
        data = base64.urlsafe_b64decode(identifier + "=" * (-len(identifier) % 4))
    except (binascii.Error, ValueError):
        return ""
    # A field tag and a length of one or two bytes stand before it.
    found = re.match(rb'\x08\x13".[\x01-\x0f]?(https?://[!-~]+)', data, re.DOTALL)
    return found[1].decode("ascii") if found else ""


def _pair(text: str) -> tuple[str, str, str]:
    return text.partition("=")


def _decoded(value: str) -> str:
    return unquote_to_bytes(value).decode("utf-8", "replace")
