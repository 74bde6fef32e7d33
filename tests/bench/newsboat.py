"""Finds newsboat, and keeps it in a folder of its own: feeds, settings, cache. Measures nothing."""

from __future__ import annotations

import contextlib
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from xml.sax.saxutils import escape

from tests.bench.processes import Run, run

__all__ = ["EVERYTHING", "Newsboat", "installed", "version"]

_SETTINGS = """\
reload-threads 10
max-items 0
suppress-first-reload yes
prepopulate-query-feeds no
confirm-exit no
bind-key j down
"""
EVERYTHING = "All new"
"""The feed of feeds in which it lists all that is unread, as our inbox does."""
_QUERY = f'"query:{EVERYTHING}:unread = \\"yes\\""'


def installed() -> str | None:
    """Return the program, where there is one."""
    return shutil.which("newsboat")


def version() -> str | None:
    """Return its version, where it is installed."""
    if (program := installed()) is None:
        return None
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    found = re.search(r"\d+(?:\.\d+)+", said.stdout)
    return found[0] if found else None


@dataclass(frozen=True, slots=True)
class Newsboat:
    """One user's newsboat, who has no other files than those of a folder."""

    program: str
    folder: Path

    @classmethod
    def make(cls, program: str, folder: Path, urls: Iterable[str]) -> Newsboat:
        """Make it anew: it knows these feeds and has read none of them."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "urls").write_text("\n".join(urls) + "\n", encoding="utf-8")
        (folder / "config").write_text(_SETTINGS, encoding="utf-8")
        return cls(program, folder)

    @classmethod
    def reading(cls, program: str, folder: Path, database: Path) -> Newsboat:
        """Make one that has taken in, itself, all new items of one of our databases.

        It reads them from files, as feeds of its own; what an earlier call left there is used.
        """
        folder.mkdir(parents=True, exist_ok=True)
        with contextlib.closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as ours:
            wanted = int(ours.execute(f"SELECT count(*) {_NEW}").fetchone()[0])
            ready = cls(program, folder)
            if ready.items != wanted:
                ready.cache.unlink(missing_ok=True)
                feeds = _written(ours, folder / "feeds")
                ready = cls.make(program, folder, [_QUERY, *feeds])
                ready.reload()
                shutil.rmtree(folder / "feeds")
        if ready.items != wanted:
            raise RuntimeError(f"newsboat took in {ready.items:,} of {wanted:,} items")
        return ready

    @property
    def cache(self) -> Path:
        """Where it keeps everything."""
        return self.folder / "cache.db"

    @property
    def items(self) -> int:
        """Return how many items it holds."""
        if not self.cache.exists():
            return 0
        with contextlib.closing(sqlite3.connect(self.cache)) as opened:
            return int(opened.execute("SELECT count(*) FROM rss_item").fetchone()[0])

    @property
    def command(self) -> list[str]:
        """Return the command that starts it."""
        files = {"-u": self.folder / "urls", "-C": self.folder / "config", "-c": self.cache}
        return [self.program, *(word for pair in files.items() for word in map(str, pair))]

    @property
    def environment(self) -> dict[str, str]:
        """Return what keeps it away from the files of whoever measures."""
        return {"HOME": str(self.folder)}

    def reload(self, *, watched: bool = True) -> Run:
        """Let it read all its feeds, without a screen."""
        command = [*self.command, "-x", "reload"]
        return run(command, environment=self.environment, watched=watched)


_NEW = "FROM item WHERE state = 'new' AND folded = 0"


def _written(ours: sqlite3.Connection, folder: Path) -> Iterator[str]:
    """Write each feed with its new items as RSS; yield the addresses."""
    folder.mkdir(exist_ok=True)
    for feed, title, site in ours.execute("SELECT id, title, url FROM feed ORDER BY id").fetchall():
        sql = f"SELECT guid, url, title, sort_at, body {_NEW} AND feed_id = ?"
        path = folder / f"{feed}.xml"
        with path.open("w", encoding="utf-8") as file:
            head = f"<title>{escape(title)}</title><link>{escape(site)}</link>"
            file.write(f'<rss version="2.0"><channel>{head}\n')
            for guid, url, name, at, body in ours.execute(sql, (feed,)):
                date = format_datetime(datetime.fromisoformat(at))
                file.write(
                    f'<item><guid isPermaLink="false">{escape(guid)}</guid>'
                    f"<link>{escape(url)}</link><title>{escape(name)}</title>"
                    f"<pubDate>{date}</pubDate><description>{escape(body)}</description></item>\n"
                )
            file.write("</channel></rss>")
        yield path.as_uri()
