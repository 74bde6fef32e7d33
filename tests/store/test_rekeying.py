"""Stored keys of pages follow later rules; nothing else of an item does."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from reewriter.store import Store, rekeying, schema
from reewriter.store.migrations import migrations
from reewriter.store.progress import reached
from reewriter.text import url_key
from tests.store.conftest import NOW

_STEP = "v25_more_pages_of_two_names"
_PAGE = "https://ore.example/news/terbium"
_INSIDE = "u=https%3A%2F%2Fore.example%2Fnews%2Fterbium"

# Addresses, and their keys as they were before the rules of this migration.
_CHANGE = (
    ("https://archive.today/AbC12", "https://archive.today/AbC12"),
    ("https://archive.li/AbC12", "https://archive.li/AbC12"),
    (f"https://archive.ph/o/aBc12/{_PAGE}", "https://archive.ph/o/aBc12/https:/ore.example/news/terbium"),
    (f"{_PAGE}?print=1", f"{_PAGE}?print=1"),
    ("https://ore.example/a?print=yes&b=1", "https://ore.example/a?b=1&print=yes"),
    (f"{_PAGE}-2026/print", f"{_PAGE}-2026/print"),
    ("https://ore.example/a-1/Print/", "https://ore.example/a-1/Print"),
    ("https://ore.example/a-1/%70rint?x=1", "https://ore.example/a-1/print?x=1"),
    *(
        (f"{_PAGE}?{name}=x1", f"{_PAGE}?{name}=x1")
        for name in (
            "wt_mc WT_mc s_kwcid elqTrack elqTrackId wprov hss_channel dm_i soc_src soc_trk tpcc"
            " rb_clickid hootPostID fromrss unlocked_article_code bxid isFreemail triedRedirect"
        ).split()
    ),
    (f"{_PAGE}?accessToken={'x' * 22}", f"{_PAGE}?accessToken={'x' * 22}"),
    (
        "https://urldefense.proofpoint.com/v2/url?u=https-3A__ore.example_news_terbium&d=D&c=x",
        "https://urldefense.proofpoint.com/v2/url?c=x&d=D&u=https-3A__ore.example_news_terbium",
    ),
    (
        f"https://urldefense.com/v3/__{_PAGE}__;!!Abc!xyz$",
        "https://urldefense.com/v3/__https:/ore.example/news/terbium__;!!Abc!xyz$",
    ),
    (f"https://l.messenger.com/l.php?{_INSIDE}", f"https://l.messenger.com/l.php?{_INSIDE}"),
    (f"https://l.threads.com/?{_INSIDE}", f"https://l.threads.com?{_INSIDE}"),
    (f"https://link.zhihu.com/?target{_INSIDE[1:]}", f"https://link.zhihu.com?target{_INSIDE[1:]}"),
    (f"https://getpocket.com/redirect?url{_INSIDE[1:]}", f"https://getpocket.com/redirect?url{_INSIDE[1:]}"),
    (f"https://go.skimresources.com/?id=1&url{_INSIDE[1:]}", f"https://go.skimresources.com?id=1&url{_INSIDE[1:]}"),
    (f"https://translate.google.com/translate?sl=de&{_INSIDE}", f"https://translate.google.com/translate?sl=de&{_INSIDE}"),
    ("https://touch.ore.example/a", "https://touch.ore.example/a"),
    ("https://m.touch.ore.example/a", "https://touch.ore.example/a"),
    ("https://wap.ore.example:8080/a", "https://wap.ore.example:8080/a"),
    ("https://www.google.com/url?url=https%3A%2F%2Ftouch.ore.example%2Fa", "https://touch.ore.example/a"),
    ("https://ore.example/#!/story/1", "https://ore.example"),
    ("https://www.ore.example/a?b=1#!/c", "https://ore.example/a?b=1"),
    ("https://google.com/url?url=https%3A%2F%2Fore.example%2F%23%21%2F3", "https://ore.example"),
    ("https://www.youtube.com/v/aaaaaaaaaaa?version=3", "https://youtube.com/v/aaaaaaaaaaa?version=3"),
    ("https://youtube-nocookie.com/e/aaaaaaaaaaa", "https://youtube-nocookie.com/e/aaaaaaaaaaa"),
    ("https://twitter.com/ore/statuses/179", "https://x.com/ore/statuses/179"),
)  # fmt: skip
# What must stay: a key of headline and day, what no rule changes, no key, and one without address.
_STAY = (
    ("https://news.google.com/rss/articles/CBMiQ2h0#!x", "https://news.google.com/2026-03-02/ab12"),
    ("https://www.ore.example/news/?utm_source=x&id=3", "https://ore.example/news?id=3"),
    ("https://ore.example/print", "https://ore.example/print"),
    ("https://ore.example/a#b", "https://ore.example/a"),
    ("https://touch.ore.example/b", ""),
    ("", "https://touch.ore.example/c"),
    ("https://x.com/i/status/179", "https://x.com/i/status/179"),
)


def of_before(path: Path, rows: tuple[tuple[str, str], ...]) -> None:
    """Make a database of the version before, with items of one feed."""
    with closing(sqlite3.connect(path)) as old:
        migrations().apply(Database(old, execute_plugins=False), stop_before=_STEP)
        old.execute("INSERT INTO feed (url) VALUES ('https://ore.example/feed')")
        old.executemany(
            "INSERT INTO item (feed_id, guid, url, url_key, seen_at, sort_at, item_hash)"
            " VALUES (1, ?, ?, ?, 'x', 'x', 'x')",
            [(str(number), *row) for number, row in enumerate(rows)],
        )
        old.commit()


def open_at(path: Path) -> Store:
    return Store.open(path, now=lambda: NOW, key_of=url_key)


def keys(store: Store) -> list[str]:
    return [row[0] for row in store.rows("SELECT url_key FROM item ORDER BY id")]


def test_stored_keys_become_what_the_rules_say_now(tmp_path: Path) -> None:
    assert all(url_key(url) != key for url, key in _CHANGE), "each is a key that has changed"
    path = tmp_path / "reewriter.db"
    of_before(path, _CHANGE + _STAY)
    with open_at(path) as store:
        assert keys(store) == [*(url_key(url) for url, _ in _CHANGE), *(key for _, key in _STAY)]
        assert store.value("PRAGMA user_version") == schema.LATEST
        assert reached(store, rekeying.REKEYED)


def test_only_keys_are_changed_and_a_second_run_changes_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rekeying, "_BATCH", 3)
    path = tmp_path / "reewriter.db"
    of_before(path, _CHANGE)
    others = "SELECT id, url, group_id, folded, state, until, seen_at, item_hash FROM item"
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        old.execute("INSERT INTO item_group (lead_item_id) VALUES (2)")
        old.execute(
            "UPDATE item SET group_id = 1, folded = id - 2, state = 'kept' WHERE id IN (2, 3)"
        )
        old.execute("INSERT INTO item_apart VALUES (4, 5)")
        before = old.execute(others).fetchall()
        assert rekeying.rekey(old.execute, url_key) == len(_CHANGE)
        assert old.execute(others).fetchall() == before
        assert old.execute("SELECT * FROM item_apart").fetchall() == [(4, 5)]
        assert old.execute("SELECT lead_item_id FROM item_group").fetchall() == [(2,)]
        assert rekeying.rekey(old.execute, url_key) == 0


def test_an_address_of_no_later_rule_costs_no_key(tmp_path: Path) -> None:
    path = tmp_path / "reewriter.db"
    of_before(
        path,
        tuple(
            (f"https://www.ore.example/{n}?id=3#a", f"https://ore.example/{n}?id=3")
            for n in range(9)
        ),
    )
    asked: list[str] = []

    def noted(url: str) -> str:
        asked.append(url)
        return url_key(url)

    with Store.open(path, now=lambda: NOW, key_of=noted) as store:
        assert not reached(store, rekeying.REKEYED)
    assert asked == []


def test_a_database_of_before_is_not_marked_as_done_by_who_knows_no_rules(tmp_path: Path) -> None:
    path = tmp_path / "reewriter.db"
    of_before(path, _CHANGE)
    with pytest.raises(RuntimeError, match="keys"):
        Store.open(path, now=lambda: NOW)
    with open_at(path) as store:
        assert keys(store) == [url_key(url) for url, _ in _CHANGE]


_KILLED = """
import os, pathlib, signal, sys
from datetime import UTC, datetime
from reewriter.store import Store, rekeying
from reewriter.text import url_key
rekeying._BATCH = 4
left = 20
def key_of(url):
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    return url_key(url)
Store.open(pathlib.Path(sys.argv[1]), now=lambda: datetime(2026, 3, 2, tzinfo=UTC), key_of=key_of)
"""


def test_who_is_killed_halfway_begins_again(tmp_path: Path) -> None:
    path = tmp_path / "reewriter.db"
    of_before(path, _CHANGE)
    done = subprocess.run([sys.executable, "-c", _KILLED, str(path)], timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as left:
        assert left.execute("PRAGMA user_version").fetchone() == (24,)
        found = [row[0] for row in left.execute("SELECT url_key FROM item ORDER BY id")]
        assert found == [key for _, key in _CHANGE], "all of it or nothing"
    with open_at(path) as store:
        assert keys(store) == [url_key(url) for url, _ in _CHANGE]
        assert store.quick_check() == "ok"
    assert list((tmp_path / "backups").iterdir())
