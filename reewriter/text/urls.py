"""Decides which links are safe and which name the same page; opens none of them."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from functools import lru_cache
from urllib.parse import SplitResult, urljoin, urlsplit

from reewriter.patterns import pattern
from reewriter.text.clean import scrub
from reewriter.text.wrappers import unwrapped

__all__ = ["page_key", "safe_url", "url_key"]

_LONGEST = 8192
# What nearly every link looks like; anything else takes the long way.
_PLAIN = pattern(
    r"https?://(?:[a-z0-9][a-z0-9-]*+\.)+[a-z][a-z0-9]+"
    r"(?:/(?:[\w.~!$&'()*+,;=:@/-]|%[0-9A-F]{2})*)?"
    r"(?:\?(?:[\w.~!$'()*+,;=:@/?-]|&(?!amp;)|%[0-9A-F]{2})*)?",
    re.ASCII,
)
_SCHEME = pattern(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_LABEL = pattern(r"[^\W_](?:[\w-]*[^\W_])?|_[\w-]+")
_ADDRESS = pattern(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+", re.ASCII)
_BAD_PERCENT = pattern(r"%(?![0-9A-Fa-f]{2})")
_NOT_IN_URL = pattern(r"[^\w.~!$&'()*+,;=:@/?#%-]", re.ASCII)
_ESCAPE = pattern(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PORT = {"http": "80", "https": "443"}

_HOST_PREFIX = pattern(r"(?:www\d?|m|mobile|touch|wap|amp)\.(?=[^.]+\.[^.])")
_MOBILE_LANGUAGE = pattern(r"^([a-z]{2,3})\.m\.(?=[^.]+\.[^.])")
# What is a key already. Everything below that changes an address must be named in these.
_PLAIN_KEY = pattern(
    r"https://((?:[a-z0-9][a-z0-9-]*+\.)+[a-z][a-z0-9]+)((?:/[A-Za-z0-9_~-][\w.~-]*)*)", re.ASCII
)
_ODD_HOST = pattern(
    r"^(?:www\d?|m|mobile|touch|wap|amp)\.|^[a-z]{2,3}\.m\.|google|bing|facebook|instagram|umblr|duckduckgo"
    r"|youtu|linkedin|reddit|slack-redir|outlook|ampproject|yahoo|exit\.sc|vk\.com|steamcommunity"
    r"|^twitter\.com|^x\.com|^archive\.|messenger|threads|zhihu|getpocket|skimresources|urldefense"
    r"|^open\.substack"
)
_ODD_PATH = pattern(r"amp|/(?:index|default)\.|/print$", re.IGNORECASE)
# Only behind a page with a hyphen or a digit in its name: a section may be called so, too.
_PRINTED = pattern(r"(/[^/]*[-\d][^/]*)/print$", re.IGNORECASE)
_HIDDEN = pattern(r"https://news\.google\.com/(?:rss/|stories/|__i/rss/rd/)?articles/")
_TITLE_WORD = pattern(r"[^\W_]+")
_TELLING = 5
"""Words that a headline with its outlet must have to be told from others of that day."""
_SESSION = pattern(r";(?:jsessionid|phpsessid|sid)=[^/]*", re.IGNORECASE)
_INDEX = pattern(r"/(?:index|default)\.(?:html?|php|aspx?|jsp)$", re.IGNORECASE)
_AMP_END = pattern(r"/amp(?:\.html?)?$|\.amp(?=$|\.html?$)", re.IGNORECASE)
_TRACKING = pattern(
    r"(?:utm|mtm|pk|piwik|matomo|hsa|mc|vero|oly|fb|at|ns|guce|sc)_.*|_hs.*|_g[al]|wt\..*|ref|refsrc"
    r"|ref_src|ref_url|referrer|reflink|source|cmp|cmpid|smid|smtyp|amp|amp_.*|outputtype|fbclid"
    r"|gclid|gad_.*|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|li_fat_id|igshid|igsh|mkt_tok"
    r"|mkcid|trk|trkcampaign|ocid|ncid|icid|xtor|spm|guccounter|s_cid|taid|ito|rss|share|sharetype"
    r"|cmpgn|campaign_id|campaign|partner|ftag|sref|__twitter_impression|usqp|feature|shareadraft"
    r"|hscta.*|emc|srnd|feedtype|feedname|tblci|dicbo|cndid|cx_.*|wpisrc|wprss|sharetoken|siteid"
    r"|sr_share|__cf_chl_.*|icmp|traffic_source|ck_subscriber_id|mibextid|recirc|leadsource|itid"
    r"|wt_.*|s_kwcid|elqtrack(?:id)?|wprov|hss_channel|dm_i|soc_(?:src|trk)|tpcc|rb_clickid"
    r"|hootpostid|fromrss|unlocked_article_code|bxid|isfreemail|triedredirect"
    r"|bbc\.com\.origin|jsessionid|phpsessid|non?amp",
    re.IGNORECASE,
)
# Names that mean something else elsewhere: only with such a value do they track.
_TRACKING_VALUE = pattern(
    r"(?:output|service)=amp|mod=[a-z][\w-]{3,}|via=(?:twitter|rss|facebook|newsletter|email)"
    r"|sh=[0-9a-f]{6,}|print=(?:1|true|yes|y)|accesstoken=[\w-]{20,}(?:\.[\w-]*){0,2}",
    re.IGNORECASE,
)


def safe_url(url: str, *, base: str = "") -> str:
    """Return an absolute http, https or mailto address that may be stored, shown and opened; or "".

    Plain ASCII without controls, quotation marks, brackets and braces: those are percent-encoded.
    `base` makes relative links absolute. Addresses with a user name in front of the host are
    refused, since they are made to deceive.
    """
    if len(url) <= _LONGEST and _PLAIN.fullmatch(url):
        return url
    if base and url[:1] == "/" and (quick := _below(url, base)):
        return quick
    text = scrub(url[: 2 * _LONGEST]).replace("\n", "").replace("\t", "").strip()
    text = text.replace("&amp;", "&")
    if base and not _SCHEME.match(text):
        text = _joined(text, base)
    elif text[:4].lower() == "www.":
        text = f"https://{text}"
    scheme = text.partition(":")[0].lower()
    if scheme == "mailto":
        text = _mail_address(text)
    elif scheme in _PORT:
        text = _web_address(text)
    else:
        text = ""
    return text if len(text) <= _LONGEST else ""


def url_key(url: str) -> str:
    """Return the form by which the same page is recognised elsewhere; "" for no web address.

    Redirect and AMP wrappers are taken off, mobile hosts and tracking parameters dropped, the rest
    normalised. For comparing only: the key need not lead anywhere.

    >>> url_key("http://m.example.com/kiln/?utm_source=x&id=7#top")
    'https://example.com/kiln?id=7'
    >>> url_key("https://www.google.com/url?q=https%3A%2F%2Fexample.com%2Fkiln&sa=D")
    'https://example.com/kiln'
    """
    key = safe_url(url)
    while key.startswith("http"):
        if (plain := _PLAIN_KEY.fullmatch(key)) and not (
            _ODD_HOST.search(plain[1]) or _ODD_PATH.search(plain[2])
        ):
            return key
        parts = urlsplit(key)
        inner = unwrapped(parts, host=_bare_host(parts.hostname or ""))
        simpler = safe_url(inner) or _simplified(parts)
        if simpler == key:
            return key
        # Every step but the last makes it shorter or more canonical, so this ends.
        key = simpler
    return ""


def page_key(url: str, *, title: str, day: str) -> str:
    """Return `url_key`; for a link that hides its page, a key of headline, outlet and day.

    The newer links of Google News are such: only Google knows where they lead. Their titles name
    the outlet, and two outlets, or two days, may well have one headline.
    """
    key = url_key(url)
    if not (_HIDDEN.match(key) and day):
        return key
    words = _TITLE_WORD.findall(title.casefold())
    if len(words) < _TELLING:
        return key
    from hashlib import blake2b  # here: it loads OpenSSL, and few links hide their page

    digest = blake2b(" ".join(words).encode(), digest_size=12).hexdigest()
    return f"https://news.google.com/{day}/{digest}"


def _below(path: str, base: str) -> str:
    """Return where a path of the base's host leads; "" where that takes a closer look."""
    if path[:2] == "//" or "/." in path or "&amp;" in path:
        return ""
    joined = _root(base) + path
    return joined if len(joined) <= _LONGEST and _PLAIN.fullmatch(joined) else ""


@lru_cache(64)
def _root(base: str) -> str:
    base = safe_url(base)
    if not base.startswith("http"):
        return ""
    parts = urlsplit(base)
    return f"{parts.scheme}://{parts.netloc}"


def _joined(text: str, base: str) -> str:
    base = safe_url(base)
    if not text or not base.startswith("http"):
        return ""
    try:
        return urljoin(base, text.replace("\\", "/"))
    except ValueError:
        return ""


def _mail_address(text: str) -> str:
    address, mark, query = text[len("mailto:") :].partition("?")
    # A line break in a header field would write further fields.
    if not _ADDRESS.fullmatch(address) or re.search("%0[ad]", query, re.IGNORECASE):
        return ""
    return f"mailto:{address}{mark}{_encoded(query)}"


def _web_address(text: str) -> str:
    query = re.search("[?#]", text)
    cut = query.start() if query else len(text)
    try:
        # Browsers read a backslash as a slash, so must we.
        parts = urlsplit(text[:cut].replace("\\", "/") + text[cut:])
        host, port = unicodedata.normalize("NFKC", parts.hostname or "").lower(), parts.port
    except ValueError:
        return ""
    if "@" in parts.netloc or not _is_host(host):
        return ""
    if ":" in host:
        host = f"[{host}]"
    netloc = host if port is None else f"{host}:{port}"
    rest = _encoded(parts.path)
    rest += f"?{_encoded(parts.query)}" if parts.query else ""
    rest += f"#{_encoded(parts.fragment)}" if parts.fragment else ""
    return f"{parts.scheme}://{_ascii_host(netloc)}{rest}"


def _is_host(host: str) -> bool:
    if ":" in host:
        return re.fullmatch(r"[0-9a-f:.]+", host) is not None
    return 0 < len(host) <= 253 and all(map(_LABEL.fullmatch, host.rstrip(".").split(".")))


def _ascii_host(netloc: str) -> str:
    if netloc.isascii():
        return netloc
    host, mark, port = netloc.partition(":")
    labels = (
        label if label.isascii() else f"xn--{label.encode('punycode').decode('ascii')}"
        for label in host.split(".")
    )
    return ".".join(labels) + mark + port


def _encoded(text: str) -> str:
    text = _BAD_PERCENT.sub("%25", text)
    return _NOT_IN_URL.sub(lambda match: "".join(f"%{b:02X}" for b in match[0].encode()), text)


def _simplified(parts: SplitResult) -> str:
    host = _bare_host(parts.hostname or "")
    port = f":{parts.port}" if parts.port and str(parts.port) not in _PORT.values() else ""
    path = _path(parts.path)
    pairs = sorted(
        _normal(pair)
        for pair in parts.query.split("&")
        if not (_TRACKING.fullmatch(_pair(pair)[0]) or _TRACKING_VALUE.fullmatch(pair))
    )
    query = "&".join(pair for pair in pairs if pair)
    if ":" in host:
        host = f"[{host}]"
    # Behind "#!" a page names what it shows; any other fragment is a place in it.
    shown = f"#{_normal(parts.fragment)}" if parts.fragment.startswith("!") else ""
    return safe_url(f"https://{host}{port}{path}{'?' if query else ''}{query}{shown}")


def _bare_host(host: str) -> str:
    host = host.rstrip(".")
    while shorter := _HOST_PREFIX.match(host):
        host = host[shorter.end() :]
    return _MOBILE_LANGUAGE.sub(r"\1.", host)


def _path(path: str) -> str:
    path = _SESSION.sub("", _normal(path))
    path = posixpath.normpath("/" + path.lstrip("/")) if path else "/"
    before = ""
    while path != before:
        before = path
        path = _INDEX.sub("", _PRINTED.sub(r"\1", _AMP_END.sub("", path))).rstrip("/")
        if path.lower().startswith("/amp/"):
            path = path[len("/amp") :]
    return path


def _normal(text: str) -> str:
    """Decode what need not be percent-encoded, write the rest in capitals."""

    def one(match: re.Match[str]) -> str:
        character = chr(int(match[1], 16))
        return character if character in _UNRESERVED else f"%{match[1].upper()}"

    return _ESCAPE.sub(one, text)


def _pair(text: str) -> tuple[str, str, str]:
    return text.partition("=")
