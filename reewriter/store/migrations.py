"""The whole schema as append-only migrations; knows SQL and nothing of what is done with the rows.

Never edit a migration that has been released: append one. `schema.LATEST` counts them.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from reewriter.store.blocks import BLOCKS
from reewriter.store.rekeying import REKEYED, VIDEOS_AND_POSTS, KeyOf, rekey
from reewriter.store.tables import V1
from reewriter.store.tally import TALLY

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

__all__ = ["APPLICATION_ID", "migrations"]

APPLICATION_ID = 0x52455752
"""Marks a database file as ours ("REWR"), so that no other program's file is ever migrated."""


def migrations(key_of: KeyOf | None = None) -> Migrations:  # noqa: C901, PLR0915  # one function a migration
    """Return all of them in their order; each ends with its number as `user_version`.

    `key_of` makes the key of an address, as `text.url_key` does: see `rekeying.rekey`.
    """
    from sqlite_utils import Migrations

    steps = Migrations("reewriter")

    @steps()
    def v1_one_morning(db: Database) -> None:
        for statement in _statements(V1):
            db.execute(statement)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute("PRAGMA user_version = 1")

    @steps()
    def v2_take_over_once(db: Database) -> None:
        """An issue made ahead of its time takes over from the one before when that is over."""
        db.execute(
            "ALTER TABLE issue ADD COLUMN taken_over INTEGER NOT NULL DEFAULT 0"
            " CHECK (taken_over IN (0, 1))"
        )
        db.execute("UPDATE issue SET taken_over = 1")
        db.execute("PRAGMA user_version = 2")

    @steps()
    def v3_feed_health(db: Database) -> None:
        """Feeds tell when they last succeeded and why they are due; their items can be counted."""
        db.execute("ALTER TABLE feed ADD COLUMN succeeded_at TEXT")
        db.execute("ALTER TABLE feed ADD COLUMN due_why TEXT NOT NULL DEFAULT ''")
        db.execute("ALTER TABLE feed ADD COLUMN overruns INTEGER NOT NULL DEFAULT 0")
        db.execute("UPDATE feed SET succeeded_at = checked_at WHERE failures = 0")
        db.execute("CREATE INDEX item_by_feed ON item (feed_id, state, sort_at)")
        db.execute("PRAGMA user_version = 3")

    @steps()
    def v4_what_publishers_changed(db: Database) -> None:
        """A version knows when it was replaced, and whether by something an editor need not see."""
        db.execute("ALTER TABLE item_version ADD COLUMN replaced_at TEXT")
        db.execute(
            "ALTER TABLE item_version ADD COLUMN quiet INTEGER NOT NULL DEFAULT 0"
            " CHECK (quiet IN (0, 1))"
        )
        # When the editor last looked at what the publisher changed.
        db.execute("ALTER TABLE item ADD COLUMN looked_at TEXT")
        db.execute("PRAGMA user_version = 4")

    @steps()
    def v5_one_story(db: Database) -> None:
        """Copies are recognised by their text, and what the editor joins and parts stays so."""
        # Marks of the texts of the last days; by them copies are found.
        db.execute(
            "CREATE TABLE item_print (print INTEGER NOT NULL, item_id INTEGER NOT NULL"
            " REFERENCES item (id), PRIMARY KEY (print, item_id)) STRICT, WITHOUT ROWID"
        )
        # Two items, the first to arrive first, of which the editor says: not the same story.
        db.execute(
            "CREATE TABLE item_apart (item_id INTEGER NOT NULL REFERENCES item (id),"
            " other_id INTEGER NOT NULL REFERENCES item (id),"
            " PRIMARY KEY (item_id, other_id)) STRICT, WITHOUT ROWID"
        )
        db.execute("CREATE INDEX item_apart_by_other ON item_apart (other_id)")
        # Items that came for a story when it was written already, and that the editor has noticed.
        db.execute(
            "CREATE TABLE noticed_source (item_id INTEGER PRIMARY KEY REFERENCES item (id)) STRICT"
        )
        # Why a group came back that had been skipped.
        db.execute("ALTER TABLE item_group ADD COLUMN news TEXT NOT NULL DEFAULT ''")
        db.execute("PRAGMA user_version = 5")

    @steps()
    def v6_full_texts(db: Database) -> None:
        """Articles as their own pages have them, each page asked once."""
        db.execute(
            "CREATE TABLE full_text (url TEXT NOT NULL PRIMARY KEY, page TEXT NOT NULL,"
            " title TEXT NOT NULL, author TEXT NOT NULL, outlet TEXT NOT NULL, published TEXT,"
            " lang TEXT NOT NULL, markdown TEXT NOT NULL, words INTEGER NOT NULL,"
            " missing TEXT NOT NULL, fetched_at TEXT NOT NULL) STRICT"
        )
        db.execute("PRAGMA user_version = 6")

    @steps()
    def v7_index_in_fewer_pieces(db: Database) -> None:
        """Let the full-text index gather 4 MB before it writes: a dozen feeds are one piece."""
        db.execute("INSERT INTO item_fts (item_fts, rank) VALUES ('hashsize', 4194304)")
        db.execute("PRAGMA user_version = 7")

    @steps()
    def v8_who_wants_a_pause(db: Database) -> None:
        """A feed knows which server wanted a pause: the one it leads to may be another's, too."""
        db.execute("ALTER TABLE feed ADD COLUMN limited_by TEXT NOT NULL DEFAULT ''")
        db.execute("PRAGMA user_version = 8")

    @steps()
    def v9_index_merged_bit_by_bit(db: Database) -> None:
        """Let pieces of the index be merged with each write, not all at once when there are 16."""
        db.execute("INSERT INTO item_fts (item_fts, rank) VALUES ('crisismerge', 64)")
        db.execute("PRAGMA user_version = 9")

    @steps()
    def v10_lists_as_they_came(db: Database) -> None:
        """A feed knows the folders it lay in in its list, and what that said of it besides."""
        db.execute(
            "ALTER TABLE feed ADD COLUMN outline TEXT NOT NULL DEFAULT ''"
            " CHECK (outline = '' OR json_valid(outline))"
        )
        db.execute("PRAGMA user_version = 10")

    @steps()
    def v11_suggested_highlights(db: Database) -> None:
        """Highlights that were suggested stand apart: nothing that prints or counts sees them."""
        db.execute(
            "ALTER TABLE story ADD COLUMN suggested TEXT NOT NULL DEFAULT '[]'"
            " CHECK (json_valid(suggested))"
        )
        db.execute("PRAGMA user_version = 11")

    @steps()
    def v12_an_order_of_its_own(db: Database) -> None:
        """An issue may have its sections in another order; the desk remembers how it looked."""
        db.execute(
            "ALTER TABLE issue ADD COLUMN sections TEXT NOT NULL DEFAULT '[]'"
            " CHECK (json_valid(sections))"
        )
        # What the editor chose at the desk and nobody wrote into feeds.toml, as the theme.
        db.execute(
            "CREATE TABLE desk (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID"
        )
        db.execute("PRAGMA user_version = 12")

    @steps()
    def v13_what_is_quoted(db: Database) -> None:
        """A story remembers which passages of its sources the critique quotes."""
        db.execute(
            "ALTER TABLE story ADD COLUMN citations TEXT NOT NULL DEFAULT '[]'"
            " CHECK (json_valid(citations))"
        )
        db.execute("PRAGMA user_version = 13")

    @steps()
    def v14_what_stands_at_services(db: Database) -> None:
        """Keep what a draft held when it was last ours, to show what was edited there."""
        db.execute(
            "CREATE TABLE remote_copy (issue_id INTEGER NOT NULL REFERENCES issue (id),"
            " target TEXT NOT NULL, fields TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(fields)),"
            " pictures TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(pictures)),"
            " PRIMARY KEY (issue_id, target)) STRICT"
        )
        db.execute("PRAGMA user_version = 14")

    @steps()
    def v15_what_we_ran_is_searched(db: Database) -> None:
        """Stories that went out have an index of their own, filled when it is first asked."""
        db.execute(
            "CREATE VIRTUAL TABLE story_fts USING fts5 (headline, body, tags,"
            " tokenize = 'unicode61 remove_diacritics 2')"
        )
        # As which revision a story is in the index.
        db.execute(
            "CREATE TABLE story_indexed (story_id INTEGER PRIMARY KEY REFERENCES story (id),"
            " revision INTEGER NOT NULL) STRICT"
        )
        db.execute("PRAGMA user_version = 15")

    @steps()
    def v16_lines_counted_as_they_change(db: Database) -> None:
        """How many lines each state has is told without counting a hundred thousand of them."""
        for statement in _statements(TALLY):
            db.execute(statement)
        db.execute("PRAGMA user_version = 16")

    @steps()
    def v17_plain_text_by_hand(db: Database) -> None:
        """An issue may have a plain text of its own, and knows in whose place it was written."""
        db.execute("ALTER TABLE issue ADD COLUMN own_text TEXT NOT NULL DEFAULT ''")
        db.execute("ALTER TABLE issue ADD COLUMN own_text_of TEXT NOT NULL DEFAULT ''")
        db.execute("PRAGMA user_version = 17")

    @steps()
    def v18_where_links_lead(db: Database) -> None:
        """Links are asked whether they lead somewhere; what they answer is kept for a while."""
        db.execute(
            "CREATE TABLE link_fact (url TEXT NOT NULL PRIMARY KEY,"
            " state TEXT NOT NULL CHECK (state IN ('fine', 'broken', 'unsure')),"
            " why TEXT NOT NULL DEFAULT '', asked_at TEXT NOT NULL) STRICT, WITHOUT ROWID"
        )
        db.execute("PRAGMA user_version = 18")

    @steps()
    def v19_more_feeds_at_once(db: Database) -> None:
        """Items that come are counted by the batch; two dozen feeds are one piece of the index."""
        # A trigger makes SQLite keep, for each row, what the row's pages were before.
        db.execute("DROP TRIGGER IF EXISTS item_tally_more")
        db.execute("INSERT INTO item_fts (item_fts, rank) VALUES ('hashsize', 8388608)")
        db.execute("PRAGMA user_version = 19")

    @steps()
    def v20_why_it_left_in_spite_of_errors(db: Database) -> None:
        """The reason of an export that errors would have stopped is kept with it."""
        db.execute("ALTER TABLE delivery ADD COLUMN reason TEXT NOT NULL DEFAULT ''")
        db.execute("PRAGMA user_version = 20")

    @steps()
    def v21_what_others_stand_for(db: Database) -> None:
        """A line is found by the sections and tags of all who tell its story."""
        db.execute("CREATE INDEX item_folded ON item (feed_id, state, group_id) WHERE folded = 1")
        db.execute("PRAGMA user_version = 21")

    @steps()
    def v22_one_page_of_two_names(db: Database) -> None:
        """Videos and posts have one key by all their addresses; what is stored is found by it."""
        for statement in VIDEOS_AND_POSTS:
            db.execute(statement)
        db.execute("PRAGMA user_version = 22")

    @steps()
    def v23_one_index_of_words(db: Database) -> None:
        """Words are found alike in all databases; an index of older rules is built anew, once."""
        (sql,) = db.execute("SELECT sql FROM sqlite_master WHERE name = 'item_fts'").fetchone()
        if "prefix" in sql:
            for statement in _statements(_INDEX_ANEW):
                db.execute(statement)
        db.execute("PRAGMA user_version = 23")

    @steps()
    def v24_blocks_of_arrivals(db: Database) -> None:
        """Where nothing is that belongs among the newest is told without walking an index."""
        for statement in _statements(BLOCKS):
            db.execute(statement)
        db.execute("PRAGMA user_version = 24")

    @steps()
    def v25_more_pages_of_two_names(db: Database) -> None:
        """What is stored is found by the keys that later rules give to its addresses."""
        if rekey(db.execute, key_of):
            # Lines that are one page's since are looked at with the next fetch.
            db.execute("INSERT OR REPLACE INTO progress (job, value) VALUES (?, 1)", (REKEYED,))
        db.execute("PRAGMA user_version = 25")

    @steps()
    def v26_few_of_a_language(db: Database) -> None:
        """Which items are of a language that few have is told without walking all of them."""
        db.execute("CREATE INDEX item_by_lang ON item (lang COLLATE NOCASE)")
        db.execute("PRAGMA user_version = 26")

    return steps


# Ten seconds for a hundred thousand items. The settings are those of the steps before.
_INDEX_ANEW = """
DROP TABLE item_fts;
CREATE VIRTUAL TABLE item_fts USING fts5 (
    title, text, content="item", content_rowid="id", tokenize="unicode61 remove_diacritics 2"
);
INSERT INTO item_fts (item_fts, rank) VALUES ('automerge', 16);
INSERT INTO item_fts (item_fts, rank) VALUES ('crisismerge', 64);
INSERT INTO item_fts (item_fts, rank) VALUES ('hashsize', 8388608);
INSERT INTO item_fts (item_fts) VALUES ('rebuild');
"""


def _statements(script: str) -> list[str]:
    """Cut a script into statements, so that each runs inside the migration's own transaction.

    `executescript` commits first, which would leave half a schema behind after a crash.
    """
    done: list[str] = []
    pending_lines: list[str] = []
    for line in script.splitlines():
        pending_lines.append(line)
        statement = "\n".join(pending_lines)
        if sqlite3.complete_statement(statement):
            done.append(statement)
            pending_lines.clear()
    return done
