"""Edits the feeds in the text of a feeds.toml, and nothing else in it; must not touch files.

Lines are put in, taken out or changed; comments and order stay. (A TOML library that rewrites the
document takes the comment above a table for the end of the table before it.)
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import tomli

from reewriter.config.inline import InlineFeeds
from reewriter.config.lines import Lines, locate
from reewriter.config.loading import check_text
from reewriter.config.quoting import quoted
from reewriter.config.values import FeedSpec
from reewriter.errors import ConfigError, NotFoundError

__all__ = ["add_feeds", "move_feed", "remove_feed", "set_paused"]

_NO_FEEDS = "# No feeds yet"
# A key may stand in quotation marks, and an address in three of them.
_PAUSED = re.compile(
    r"""(?P<before>\s*(?P<mark>["']?)paused(?P=mark)\s*=\s*)(?:true|false)(?P<after>.*)"""
)
_URL = re.compile(
    r"""(?P<before>\s*(?P<mark>["']?)url(?P=mark)\s*=\s*)"""
    r"""(?:"{3}(?:[^"\\]|\\.)*"{3}|'{3}[^']*'{3}|"(?:[^"\\]|\\.)*"|'[^']*')"""
    r"""(?P<after>\s*(?:#.*)?)"""
)
_BYTE_ORDER = "\ufeff"
"""What some editors of Windows begin a file with; it is not kept."""
_HINT = "Change it in a text editor."


def add_feeds(text: str, feeds: Sequence[FeedSpec], *, file: str) -> str:
    """Return the text with feeds put behind the last one; raises ConfigError where that is wrong.

    A feed that is there already is a ConfigError, too.
    """
    text = text.removeprefix(_BYTE_ORDER)
    if not feeds:
        return text
    inline = InlineFeeds(text, locate(text))
    if inline.is_one:
        text_with = inline.added([_element(feed) for feed in feeds])
        return _checked(text_with, file, [*_urls(text), *(feed.url for feed in feeds)])
    lines = text.split("\n")
    end_of_line = _end_of_line(text)
    blocks = [line + end_of_line for feed in feeds for line in ("", *_block(feed))]
    count = len(_feeds(text))
    place = next((at for at, line in enumerate(lines) if line.startswith(_NO_FEEDS)), None)
    if count:
        _, end = _span(text, lines, count - 1)
        _put(lines, end, blocks)
    elif place is not None:
        lines[place : place + 1] = blocks[1:]
    else:
        while lines and not lines[-1].strip():
            lines.pop()
        if lines:
            lines[-1] = lines[-1].removesuffix("\r") + end_of_line
        lines += [*blocks, ""]
    return _checked("\n".join(lines), file, [*_urls(text), *(feed.url for feed in feeds)])


def remove_feed(text: str, url: str, *, file: str) -> str:
    """Return the text without this feed and the comment right above it; raises NotFoundError."""
    text = text.removeprefix(_BYTE_ORDER)
    urls = _urls(text)
    place = _place(urls, url, file)
    left = [one for one in urls if one != url]
    found = locate(text)
    inline = InlineFeeds(text, found)
    if inline.is_one:
        return _checked(inline.without(place), file, left)
    lines = text.split("\n")
    start, end = _span(text, lines, place)
    # What looks like a comment may be the last line of a text in three quotation marks.
    floor = max((line for line in found.ends.values() if line <= start), default=0)
    while start > floor and lines[start - 1].lstrip().startswith("#"):
        start -= 1
    # One blank line less, so that none is left double.
    if end < len(lines) and not lines[end].strip() and (not start or not lines[start - 1].strip()):
        end += 1
    del lines[start:end]
    return _checked("\n".join(lines).removesuffix("\r"), file, left)


def set_paused(text: str, url: str, paused: bool, *, file: str) -> str:
    """Return the text with a feed paused, or not; raises NotFoundError."""
    text = text.removeprefix(_BYTE_ORDER)
    urls = _urls(text)
    at = _place(urls, url, file)
    if (_feeds(text)[at].get("paused") is True) == paused:
        return text
    inline = InlineFeeds(text, locate(text))
    if inline.is_one:
        return _checked(inline.with_value(at, "paused", str(paused).lower()), file, urls)
    lines = text.split("\n")
    start, end = _span(text, lines, at)
    number = locate(text).table.get(("feeds", at, "paused"))
    found = _PAUSED.fullmatch(lines[number - 1]) if number else None
    if number is None:
        _put(lines, end, ["paused = true" + _end_of_line(text)])
    elif found and paused:
        lines[number - 1] = f"{found['before']}true{found['after']}"
    elif found and found["after"].strip():
        lines[number - 1] = f"{found['before']}false{found['after']}"
    else:
        del lines[number - 1]
    changed = _checked("\n".join(lines).removesuffix("\r"), file, urls)
    if (_feeds(changed)[at].get("paused") is True) != paused:
        raise _too_odd(file, lines[start])
    return changed


def move_feed(text: str, url: str, to: str, *, file: str) -> str:
    """Return the text with another address for a feed; raises NotFoundError."""
    text = text.removeprefix(_BYTE_ORDER)
    urls = _urls(text)
    at = _place(urls, url, file)
    after = [*urls[:at], to, *urls[at + 1 :]]
    inline = InlineFeeds(text, locate(text))
    if inline.is_one:
        return _checked(inline.with_value(at, "url", quoted(to)), file, after)
    lines = text.split("\n")
    start, _ = _span(text, lines, at)
    number = locate(text).table.get(("feeds", at, "url"))
    found = _URL.fullmatch(lines[number - 1].removesuffix("\r")) if number else None
    if number is None or found is None:
        raise _too_odd(file, lines[start])
    end = "\r" if lines[number - 1].endswith("\r") else ""
    lines[number - 1] = f"{found['before']}{quoted(to)}{found['after']}{end}"
    return _checked("\n".join(lines), file, after)


def _end_of_line(text: str) -> str:
    """Return what the lines of a file end in, besides the line feed."""
    return "\r" if text.partition("\n")[0].endswith("\r") else ""


def _put(lines: list[str], place: int, new: Sequence[str]) -> None:
    """Put lines in; behind a last line that has no end, they are what has none."""
    lines[place:place] = new
    if place and place + len(new) == len(lines) and new[-1].endswith("\r"):
        before, last = lines[place - 1], lines[-1]
        if not before.endswith("\r"):
            lines[place - 1], lines[-1] = before + "\r", last.removesuffix("\r")


def _block(feed: FeedSpec) -> list[str]:
    """Write one feed, naming only what is not the default."""
    lines = ["[[feeds]]", f"url = {quoted(feed.url)}"]
    if feed.title:
        lines.append(f"title = {quoted(feed.title)}")
    if feed.section:
        lines.append(f"section = {quoted(feed.section)}")
    if feed.tags:
        lines.append(f"tags = [{', '.join(map(quoted, feed.tags))}]")
    if feed.weight:
        lines.append(f"weight = {feed.weight:g}")
    if feed.live:
        lines.append(f"live = {quoted(feed.live)}")
    if feed.paused:
        lines.append("paused = true")
    return lines


def _element(feed: FeedSpec) -> str:
    """Write one feed as an element of a list."""
    return f"{{{', '.join(_block(feed)[1:])}}}"


def _feeds(text: str) -> list[dict[str, object]]:
    found = tomli.loads(text).get("feeds", [])
    return list(found) if isinstance(found, list) else []


def _urls(text: str) -> list[str]:
    return [str(feed.get("url", "")) for feed in _feeds(text)]


def _place(urls: Sequence[str], url: str, file: str) -> int:
    if url not in urls:
        raise NotFoundError(
            f"{file} has no feed {url}", hint="`reewriter feeds list` shows their addresses."
        )
    return urls.index(url)


def _span(text: str, lines: Sequence[str], place: int) -> tuple[int, int]:
    """Return the first line of a feed's table and the one behind its last, counted from 0."""
    found: Lines = locate(text)
    start = found.of("feeds", place) - 1
    if not lines[start].lstrip().startswith("[["):
        raise _too_odd("feeds.toml", lines[start])
    heads = (line for path, line in found.table.items() if path[:2] != ("feeds", place))
    end = min((line - 1 for line in heads if line - 1 > start), default=len(lines))
    last = max((at for path, at in found.ends.items() if path[:2] == ("feeds", place)), default=0)
    while end > max(start + 1, last) and (
        not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")
    ):
        end -= 1
    return start, end


def _too_odd(file: str, line: str) -> ConfigError:
    return ConfigError(
        f"a feed is written in a way that is not changed here ({line.strip()[:40]})",
        file=file,
        hint=_HINT,
    )


def _checked(text: str, file: str, urls: Sequence[str]) -> str:
    """Make sure that the edit did what it should and nothing else can be wrong with the file."""
    try:
        same = sorted(_urls(text)) == sorted(urls)
    except tomli.TOMLDecodeError as error:
        raise ConfigError(
            f"the feeds are written in a way that is not changed here ({error})",
            file=file,
            hint=_HINT,
        ) from None
    config = check_text(text, file)
    if not same or len(config.feeds) != len(urls):
        raise ConfigError(
            "the feeds are written in a way that is not changed here", file=file, hint=_HINT
        )
    return text
