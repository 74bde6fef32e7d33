"""The list of feeds in feeds.toml, for both front ends: add, remove, pause, import, export."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reewriter import config as configuration
from reewriter.config import FeedSpec, edit
from reewriter.config.addresses import feed_key, has_password, names_file
from reewriter.errors import ExportError, UsageError, WorkspaceError
from reewriter.model import Feed, FeedStatus
from reewriter.text import safe_url
from reewriter.workspace.finding import look

if TYPE_CHECKING:
    from reewriter.feeds.opml import Dropped
    from reewriter.store.outlines import Kept
    from reewriter.workspace.workspace import Workspace

__all__ = ["Imported", "Subscriptions", "refuse_nonsense"]


_SCHEMES = ("https", "http", "file")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*")
_LONGEST = 4_000
"""Characters of an address."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a list of feeds."""

    added: tuple[str, ...]
    """Addresses."""
    known: int
    """How many were there already."""
    dropped: tuple[Dropped, ...]


class Subscriptions:
    """Edits feeds.toml line by line: comments and order stay."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def add(
        self,
        address: str,
        *,
        title: str = "",
        section: str = "",
        tags: Sequence[str] = (),
        weight: float = 0.0,
    ) -> Feed:
        """Find the feed behind an address, look whether it can be read, and write it down.

        An address typed here may be private: it counts as named. One that is there already is
        returned. Raises UsageError, NotFoundError, a NetworkError or ParseError; then nothing is
        written.
        """
        from reewriter.feeds.opml import web_spelling

        address = web_spelling(address.strip())
        if not address:
            raise UsageError(
                "no address was given", hint="Give that of a feed, or of a site that has one."
            )
        if has_password(address) and not names_file(address):
            raise UsageError(
                "feeds behind a user name and a password are not fetched",
                hint="Let a script of yours write the feed into a file here, and add that file.",
            )
        refuse_nonsense(address)
        workspace = self._workspace
        into = workspace.issues.section_named(section) if section else ""
        url, parsed = look(workspace, address)
        if self._known(url) is None:
            spec = FeedSpec(
                url=url,
                title=title or parsed.title[:200],
                section=into,
                tags=tuple(tags),
                weight=weight,
                live="",
                paused=False,
            )
            self._rewrite(lambda text, file: edit.add_feeds(text, [spec], file=file))
        return workspace.wire.feed(self._known(url) or url)

    def _known(self, url: str) -> str | None:
        """Return the address under which feeds.toml has this feed already."""
        key = self._key(url)
        urls = (feed.url for feed in self._workspace.config.feeds)
        return next((known for known in urls if self._key(known) == key), None)

    def _key(self, url: str) -> str:
        return feed_key(url, root=self._workspace.root)

    def remove(self, names: Sequence[str]) -> list[Feed]:
        """Take feeds out of feeds.toml; what they brought stays. Raises NotFoundError."""
        return self._each(names, lambda text, url, file: edit.remove_feed(text, url, file=file))

    def pause(self, names: Sequence[str]) -> list[Feed]:
        """Keep feeds without fetching them."""
        return self._each(
            names, lambda text, url, file: edit.set_paused(text, url, True, file=file)
        )

    def resume(self, names: Sequence[str]) -> list[Feed]:
        """Fetch paused feeds again, and those that were gone."""
        found = self._each(
            names, lambda text, url, file: edit.set_paused(text, url, False, file=file)
        )
        return [self._revived(feed) if feed.status is FeedStatus.GONE else feed for feed in found]

    def _revived(self, feed: Feed) -> Feed:
        from reewriter.store import feeds

        again = replace(feed, status=FeedStatus.NEVER, error="", failures=0)
        feeds.record(self._workspace.store, again)
        return again

    def _each(self, names: Sequence[str], change: Callable[[str, str, str], str]) -> list[Feed]:
        """Edit the file for each feed, all or none; returns the feeds as they are then."""
        wire = self._workspace.wire
        urls = list(dict.fromkeys(wire.feed(name).url for name in names))

        def all_of_them(text: str, file: str) -> str:
            for url in urls:
                text = change(text, url, file)
            return text

        self._rewrite(all_of_them)
        return [wire.feed(url) for url in urls]

    def follow(self, url: str, to: str) -> None:
        """Write a feed down with the address that its server says it has moved to.

        Raises a ReewriterError that says why not; then nothing is changed.
        """
        from reewriter.feeds.opml import seems_private
        from reewriter.net import host_port
        from reewriter.store import feeds

        wire, address = self._workspace.wire, safe_url(to)
        if url.startswith("https://") and not address.startswith("https://"):
            raise UsageError("the new one is not encrypted")
        if not address or (seems_private(address) and host_port(address) != host_port(url)):
            raise UsageError("the new one is a private address")
        feed = wire.feed(url)

        def move() -> None:
            if not feeds.move(self._workspace.store, feed.id, address):
                raise UsageError("another feed has the new one")

        if self._known(address) not in (None, url):
            raise UsageError("another feed has the new one")
        self._rewrite(
            lambda text, file: edit.move_feed(text, url, address, file=file), besides=move
        )

    def read_opml(self, content: bytes, *, allow_private: bool = False) -> Imported:
        """Write down the feeds of an OPML file; a folder that is a section's name is the section.

        Nothing is fetched. Raises ParseError.
        """
        from reewriter.feeds.opml import read
        from reewriter.store import outlines

        found = read(content, allow_private=allow_private)
        sections = {name.casefold(): name for name in self._workspace.config.sections}
        new: list[FeedSpec] = []
        said: list[tuple[str, str, outlines.Kept]] = []
        here = {self._key(feed.url) for feed in self._workspace.config.feeds}
        for feed in found.feeds:
            key = self._key(feed.url)
            if key not in here:
                here.add(key)
                folded = map(str.casefold, feed.tags)
                section = next((sections[tag] for tag in folded if tag in sections), "")
                tags = tuple(tag for tag in feed.tags if tag.casefold() != section.casefold())
                new.append(FeedSpec(feed.url, feed.title, section, tags))
                kept = outlines.Kept(feed.folders, feed.attributes, feed.folder_attributes)
                said.append((feed.url, feed.site, kept))
        with self._workspace.store.write():
            self._rewrite(lambda text, file: edit.add_feeds(text, new, file=file))
            outlines.keep(self._workspace.store, said)
        known = len(found.feeds) - len(new)
        return Imported(tuple(feed.url for feed in new), known, found.dropped)

    def write_opml(self) -> str:
        """Return the feeds of the web as OPML; files of the workspace mean nothing elsewhere.

        Feeds that came with a list lie in its folders again, as far as these are still their tags.
        Lists are passed on: keys in addresses are masked.
        """
        from reewriter.feeds.outline import Outline, write
        from reewriter.net import redact
        from reewriter.store import outlines

        workspace = self._workspace
        kept = outlines.kept(workspace.store)
        order = {feed.url: place for place, feed in enumerate(workspace.config.feeds)}
        found: list[Outline] = []
        for feed in sorted(workspace.wire.feeds(), key=lambda feed: order.get(feed.url, 0)):
            if "://" not in feed.url or feed.url.lower().startswith("file:"):
                continue
            tags = tuple(filter(None, (feed.section, *feed.tags)))
            said = kept.get(feed.url)
            folders = _folders(tags, said.folders) if said else tags[:1]
            of_folders = _said_of(folders, said) if said else ()
            found.append(
                Outline(
                    url=redact(feed.url),
                    title=redact(feed.title),
                    site=redact(feed.site),
                    tags=tuple(dict.fromkeys((*folders, *tags))),
                    folders=folders,
                    attributes={
                        name: redact(value)
                        for name, value in (said.attributes if said else {}).items()
                    },
                    folder_attributes=tuple(
                        {name: redact(value) for name, value in one.items()} for one in of_folders
                    ),
                )
            )
        return write(found, title=workspace.brand.publication.name)

    def _rewrite(
        self, change: Callable[[str, str], str], *, besides: Callable[[], None] | None = None
    ) -> None:
        """Edit the file as it is now, check the outcome, put it in place, and work with it.

        What is done `besides`, in the database, is done only if all of that can be.
        """
        from reewriter.atomic import write_files

        workspace = self._workspace
        path: Path = workspace.config.path.resolve()
        # One at a time, also between programs: what another one has just added must not be lost.
        with workspace.store.write():
            configuration.load(path)
            before = path.read_bytes().decode("utf-8-sig")
            after = change(before, workspace.config.file)
            if after == before:
                return
            config = configuration.check_text(after, str(workspace.config.path))
            if besides is not None:
                besides()
            try:
                write_files({path: after.encode()})
            except ExportError as error:
                raise WorkspaceError(error.message, hint=error.hint) from error
            workspace.use(config)


def refuse_nonsense(address: str) -> None:
    """Raise UsageError for what can be no address, before anybody is asked for it."""
    scheme, separator, rest = address.partition(":")
    named = len(scheme) > 1 and _SCHEME.fullmatch(scheme) is not None
    if len(address) > _LONGEST:
        raise UsageError("the address is too long", hint=f"{_LONGEST:,} characters are enough.")
    # Without slashes it may be a host with its port.
    if named and separator and not rest[:1].isdigit() and scheme.lower() not in _SCHEMES:
        raise UsageError(
            f"{scheme}: is no address of a feed", hint="Feeds come by https, http or file."
        )
    try:
        parts = urlsplit(address)
        # Asking for the port is what finds one that is no number, or too large a one.
        nobody = scheme.lower() in ("http", "https") and not (parts.hostname and parts.port != 0)
    except ValueError:  # that, or brackets of an IPv6 address that are never closed
        nobody = True
    if nobody:
        raise UsageError(f"{address} is no web address", hint="As https://example.com/feed.")


def _folders(tags: Sequence[str], before: Sequence[str]) -> tuple[str, ...]:
    """Return the folders a feed lay in that are still among its tags, as those are written."""
    names = {tag.casefold(): tag for tag in reversed(tags)}
    left = tuple(names[name.casefold()] for name in before if name.casefold() in names)
    # Filed elsewhere since: it lies there. What lay in no folder still lies in none.
    return left or (tuple(tags[:1]) if before else ())


def _said_of(folders: Sequence[str], kept: Kept) -> Sequence[Mapping[str, str]]:
    """Return what was said of each of these folders in the list it came from."""
    pairs = zip(kept.folders, kept.folder_attributes, strict=False)
    said = {name.casefold(): one for name, one in pairs}
    return [said.get(name.casefold(), {}) for name in folders] if said else ()
