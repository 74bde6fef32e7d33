"""The tables of the first migration, as SQL; what came later stands in `schema`."""

from __future__ import annotations

__all__ = ["TABLES", "V1"]

V1 = """
CREATE TABLE feed (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL DEFAULT '',
    site TEXT NOT NULL DEFAULT '',
    section TEXT NOT NULL DEFAULT '',
    tags TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tags)),
    weight REAL NOT NULL DEFAULT 0,
    live TEXT NOT NULL DEFAULT '',
    configured INTEGER NOT NULL DEFAULT 1 CHECK (configured IN (0, 1)),
    etag TEXT NOT NULL DEFAULT '',
    last_modified TEXT NOT NULL DEFAULT '',
    body_hash TEXT NOT NULL DEFAULT '',
    checked_at TEXT,
    due_at TEXT,
    status TEXT NOT NULL DEFAULT 'never',
    error TEXT NOT NULL DEFAULT '',
    failures INTEGER NOT NULL DEFAULT 0,
    moved_to TEXT NOT NULL DEFAULT '',
    moved_at TEXT,
    moved_from TEXT NOT NULL DEFAULT ''
) STRICT;

-- Digests of what a feed's last document held; apart, since few looks at a feed change it.
CREATE TABLE feed_document (
    feed_id INTEGER PRIMARY KEY REFERENCES feed (id),
    seen BLOB NOT NULL
) STRICT;

CREATE TABLE item_group (
    id INTEGER PRIMARY KEY,
    lead_item_id INTEGER NOT NULL REFERENCES item (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE item (
    id INTEGER PRIMARY KEY,
    feed_id INTEGER NOT NULL REFERENCES feed (id),
    guid TEXT NOT NULL,
    url TEXT NOT NULL DEFAULT '',
    url_key TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    author TEXT NOT NULL DEFAULT '',
    published TEXT,
    updated TEXT,
    seen_at TEXT NOT NULL,
    sort_at TEXT NOT NULL, -- published, else seen_at; no generated column: no index would cover it
    item_hash TEXT NOT NULL DEFAULT '',
    changed_at TEXT,
    lang TEXT NOT NULL DEFAULT '',
    score REAL NOT NULL DEFAULT 0,
    group_id INTEGER REFERENCES item_group (id) DEFERRABLE INITIALLY DEFERRED,
    state TEXT NOT NULL DEFAULT 'new'
        CHECK (state IN ('new', 'kept', 'skipped', 'later', 'archived')),
    until TEXT,
    folded INTEGER NOT NULL DEFAULT 0 CHECK (folded IN (0, 1)),
    summary TEXT NOT NULL DEFAULT '',
    body TEXT NOT NULL DEFAULT '',
    text TEXT NOT NULL DEFAULT '',
    UNIQUE (feed_id, guid)
) STRICT;

-- One index for each order a list is shown in; `folded` hides all but the lead of a group. Each
-- also holds what a query may ask, since a row itself is a hundred times as large.
CREATE INDEX item_by_score ON item (state, folded, score DESC, id DESC, feed_id, sort_at, lang);
CREATE INDEX item_by_time ON item (state, folded, sort_at DESC, id DESC, feed_id, score, lang);
CREATE INDEX item_facts ON item (id, state, folded, sort_at, score, feed_id, lang);
CREATE INDEX item_by_state ON item (state);
CREATE INDEX item_by_url_key ON item (url_key) WHERE url_key <> '';
CREATE INDEX item_by_group ON item (group_id) WHERE group_id IS NOT NULL;
CREATE INDEX item_until ON item (until) WHERE until IS NOT NULL;

-- Filled once a batch from plain text, never by a trigger a row: seventeen times cheaper.
-- Written as sqlite-utils and Datasette look for it: then they search it, too. Without an index of
-- beginnings, which was a sixth of a first update.
CREATE VIRTUAL TABLE item_fts USING fts5 (
    title, text, content="item", content_rowid="id", tokenize="unicode61 remove_diacritics 2"
);

-- Segments are merged by sixteens instead of fours: a third less work for a feed that is stored.
INSERT INTO item_fts (item_fts, rank) VALUES ('automerge', 16);

-- Tags that rules give to items; those of a feed stand in `feed.tags`.
CREATE TABLE item_tag (
    item_id INTEGER NOT NULL REFERENCES item (id),
    tag TEXT NOT NULL COLLATE NOCASE,
    PRIMARY KEY (item_id, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_tag_by_tag ON item_tag (tag);

CREATE TABLE thread (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE story (
    id INTEGER PRIMARY KEY,
    item_id INTEGER UNIQUE REFERENCES item (id),
    format TEXT NOT NULL DEFAULT 'critique',
    headline TEXT NOT NULL DEFAULT '',
    deck TEXT NOT NULL DEFAULT '',
    tldr TEXT NOT NULL DEFAULT '',
    critique TEXT NOT NULL DEFAULT '',
    moves TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(moves)),
    extra TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(extra)),
    tags TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tags)),
    authors TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(authors)),
    images TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(images)),
    own_url TEXT NOT NULL DEFAULT '',
    embargo_until TEXT,
    note TEXT NOT NULL DEFAULT '',
    thread_id INTEGER REFERENCES thread (id),
    revision INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    story_id INTEGER NOT NULL REFERENCES story (id) DEFERRABLE INITIALLY DEFERRED,
    item_id INTEGER REFERENCES item (id),
    outlet TEXT NOT NULL DEFAULT '',
    reporter TEXT NOT NULL DEFAULT '',
    url TEXT NOT NULL DEFAULT '',
    published TEXT,
    text TEXT NOT NULL DEFAULT '',
    text_hash TEXT NOT NULL DEFAULT '',
    captured_at TEXT NOT NULL,
    complete INTEGER NOT NULL DEFAULT 1 CHECK (complete IN (0, 1)),
    "primary" INTEGER NOT NULL DEFAULT 1 CHECK ("primary" IN (0, 1))
) STRICT;
CREATE INDEX source_by_story ON source (story_id);
CREATE INDEX source_by_item ON source (item_id) WHERE item_id IS NOT NULL;

CREATE TABLE highlight (
    story_id INTEGER NOT NULL REFERENCES story (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    text TEXT NOT NULL DEFAULT '',
    source_id INTEGER REFERENCES source (id) DEFERRABLE INITIALLY DEFERRED,
    span_start INTEGER,
    span_end INTEGER,
    PRIMARY KEY (story_id, position)
) STRICT;

CREATE TABLE issue (
    id INTEGER PRIMARY KEY,
    date TEXT NOT NULL,
    edition TEXT NOT NULL UNIQUE,
    number INTEGER NOT NULL UNIQUE,
    subject TEXT NOT NULL DEFAULT '',
    subjects TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(subjects)),
    preheader TEXT NOT NULL DEFAULT '',
    intro TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL DEFAULT 'draft'
        CHECK (status IN ('draft', 'ready', 'pushed', 'scheduled', 'sent')),
    due_at TEXT,
    sent_at TEXT,
    sent_html TEXT,
    sent_markdown TEXT,
    sent_text TEXT,
    revision INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX issue_by_date ON issue (date DESC, id DESC);

CREATE TABLE placement (
    issue_id INTEGER NOT NULL REFERENCES issue (id) DEFERRABLE INITIALLY DEFERRED,
    story_id INTEGER NOT NULL REFERENCES story (id) DEFERRABLE INITIALLY DEFERRED,
    section TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL DEFAULT 0,
    bench INTEGER NOT NULL DEFAULT 1 CHECK (bench IN (0, 1)),
    PRIMARY KEY (issue_id, story_id)
) STRICT;
CREATE INDEX placement_by_story ON placement (story_id);

CREATE TABLE revision (
    id INTEGER PRIMARY KEY,
    noun TEXT NOT NULL CHECK (noun IN ('story', 'issue')),
    noun_id INTEGER NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    saved_at TEXT NOT NULL
) STRICT;
CREATE INDEX revision_by_noun ON revision (noun, noun_id, field, id DESC);

CREATE TABLE waiver (
    issue_id INTEGER NOT NULL REFERENCES issue (id) DEFERRABLE INITIALLY DEFERRED,
    check_id TEXT NOT NULL,
    "where" TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (issue_id, check_id, "where")
) STRICT;

CREATE TABLE delivery (
    id INTEGER PRIMARY KEY,
    issue_id INTEGER NOT NULL REFERENCES issue (id),
    target TEXT NOT NULL,
    remote_id TEXT NOT NULL DEFAULT '',
    remote_version TEXT NOT NULL DEFAULT '',
    intent TEXT NOT NULL DEFAULT '',
    digest TEXT NOT NULL DEFAULT '',
    url TEXT NOT NULL DEFAULT '',
    at TEXT NOT NULL,
    status TEXT NOT NULL
) STRICT;
CREATE INDEX delivery_by_issue ON delivery (issue_id, target, id DESC);

CREATE TABLE correction (
    id INTEGER PRIMARY KEY,
    issue_id INTEGER NOT NULL REFERENCES issue (id),
    story_id INTEGER REFERENCES story (id),
    old TEXT NOT NULL,
    new TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    at TEXT NOT NULL
) STRICT;

-- What the publisher changed: the item as it was before.
CREATE TABLE item_version (
    id INTEGER PRIMARY KEY,
    item_id INTEGER NOT NULL REFERENCES item (id),
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    seen_at TEXT NOT NULL
) STRICT;
CREATE INDEX item_version_by_item ON item_version (item_id, id DESC);

-- How many of the items that the editor kept and skipped hold a word; '' counts the items.
CREATE TABLE learning (
    word TEXT PRIMARY KEY,
    kept INTEGER NOT NULL DEFAULT 0,
    skipped INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- What was learnt from which item, so that undo unlearns exactly that.
CREATE TABLE lesson (
    item_id INTEGER PRIMARY KEY REFERENCES item (id),
    kept INTEGER NOT NULL CHECK (kept IN (0, 1)),
    words TEXT NOT NULL CHECK (json_valid(words))
) STRICT;

CREATE TABLE link (
    url TEXT PRIMARY KEY,
    status INTEGER NOT NULL,
    checked_at TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

-- What the rules of feeds.toml have done so far.
CREATE TABLE rule (
    "when" TEXT NOT NULL,
    "then" TEXT NOT NULL,
    items INTEGER NOT NULL DEFAULT 0,
    applied_at TEXT NOT NULL,
    PRIMARY KEY ("when", "then")
) STRICT, WITHOUT ROWID;

-- How far a job has come that goes on with every fetch.
CREATE TABLE progress (
    job TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
"""

TABLES = (
    "feed", "feed_document", "item", "item_group", "item_fts", "item_tag", "item_version", "thread",
    "story", "source", "highlight", "issue", "placement", "revision", "waiver", "delivery",
    "correction", "learning", "lesson", "link", "rule", "progress", "item_print",
    "item_apart", "noticed_source", "full_text", "desk", "remote_copy",
    "story_indexed", "item_tally", "item_block",
)  # fmt: skip
