"""Reads web, mail and feed addresses as people write them; must not fetch or open any."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from reewriter.config.mistakes import Mistake, shown
from reewriter.patterns import pattern
from reewriter.text import safe_url

__all__ = [
    "contact",
    "email",
    "feed_address",
    "feed_key",
    "has_password",
    "host_and_port",
    "names_file",
    "web_address",
]

_EMAIL = pattern(r"[^\s@<>(),;:\"\\]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_SCHEME = pattern(r"[A-Za-z][A-Za-z0-9+.-]*:")
_HOST = pattern(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:\d+)?")
_END_OF_HOST = pattern(r"[/?#]")
_PLAIN_HOST = pattern(r"(https?)://([a-z0-9.-]+)(?=[/?#]|$)")
"""What nearly every address begins with: no port, no name, nothing to be made small."""
_FEED_FILE = pattern(r".+\.(xml|rss|atom|rdf|json)", re.IGNORECASE)


def web_address(written: str) -> str:
    """Return the address if it is http or https and safe to show and follow."""
    if not written:
        return ""
    scheme = _SCHEME.match(written)
    if _HOST.fullmatch(_END_OF_HOST.split(written, 1)[0]):
        raise Mistake(f"must be a web address, not {shown(written)}", f'Write "https://{written}".')
    if not scheme or scheme.group().lower() not in ("http:", "https:"):
        raise Mistake(
            f"must be a web address, not {shown(written)}", "It starts with https:// or http://."
        )
    if has_password(written):
        raise Mistake("must not carry a user name or password", "Remove what stands before the @.")
    url = safe_url(written)
    if not url or not host_and_port(url):
        raise Mistake(f"is no web address: {shown(written)}", "Copy it anew from the browser.")
    return url


def has_password(written: str) -> bool:
    """Say whether an address carries a user name or a password."""
    return "@" in _END_OF_HOST.split(written.split("://", 1)[-1], 1)[0]


def host_and_port(url: str) -> str:
    """Return "host:port" of a safe web address, the port always said; "" for anything else."""
    if plain := _PLAIN_HOST.match(url):
        return f"{plain[2]}:{443 if plain[1] == 'https' else 80}"
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host or port == 0:
        return ""
    if ":" in host:
        host = f"[{host}]"
    return f"{host}:{port or (443 if parts.scheme == 'https' else 80)}"


def email(written: str) -> str:
    """Return a bare e-mail address."""
    if written and not _EMAIL.fullmatch(written):
        raise Mistake(
            f"must be an e-mail address, not {shown(written)}", 'As "desk@example.com", no name.'
        )
    return written


def contact(written: str) -> str:
    """Return an e-mail or web address."""
    return email(written) if "@" in written and not _SCHEME.match(written) else web_address(written)


def feed_address(written: str, *, root: Path) -> str:
    """Return a web address, or a file inside the workspace as it was written."""
    if not names_file(written):
        if has_password(written):
            raise Mistake(
                "must not carry a user name or password",
                "Let a script of yours write the feed into a file here, and name that.",
            )
        return web_address(written)
    is_url = _SCHEME.match(written)
    _inside(unquote(urlsplit(written).path) if is_url else written, written, root)
    return written


def names_file(written: str) -> bool:
    """Say whether a feed's address means a file of the workspace, be it there or not."""
    if scheme := _SCHEME.match(written):
        return scheme.group().lower() == "file:"
    first = written.split("/")[0]
    return not _HOST.fullmatch(first) or _FEED_FILE.fullmatch(first) is not None


def _inside(path: str, written: str, root: Path) -> None:
    """Refuse a path that leads out of the workspace; the fetcher looks again, through links."""
    base = os.path.normpath(root.absolute())
    full = os.path.normpath(Path(base, path)) if path else base
    if full == base or not Path(full).is_relative_to(base):
        raise Mistake(
            f"must be a web address or a file of the workspace, not {shown(written)}",
            "Copy the file into the workspace, or start the address with https://.",
        )


def feed_key(address: str, *, root: Path) -> str:
    """Return what two spellings of the same feed have in common.

    More careful than `text.url_key`, which drops parameters: two feeds that only look alike would
    make the whole file unusable.
    """
    host = host_and_port(address)
    if (plain := _PLAIN_HOST.match(address)) and "#" not in address:
        path, _, query = address[plain.end() :].partition("?")
        return f"{plain[2].removeprefix('www.')}{path.rstrip('/')}?{query}"
    if host:
        parts = urlsplit(address)
        host = host.removesuffix(":443").removesuffix(":80").removeprefix("www.")
        return f"{host}{parts.path.rstrip('/')}?{parts.query}"
    path = unquote(urlsplit(address).path) if address.lower().startswith("file:") else address
    return os.path.normpath(Path(root.absolute(), path))
