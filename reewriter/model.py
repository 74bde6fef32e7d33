"""The nouns of the desk as frozen values: parsed, stored, changed, rendered. No input or output."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Literal

__all__ = [
    "Action",
    "Author",
    "Brand",
    "Change",
    "Composition",
    "Correction",
    "Delivery",
    "Edit",
    "Feed",
    "FeedStatus",
    "Finding",
    "FullText",
    "Group",
    "Highlight",
    "Image",
    "Issue",
    "IssueStatus",
    "Item",
    "ItemRow",
    "ItemState",
    "ItemVersion",
    "ParsedFeed",
    "ParsedItem",
    "Placed",
    "Placement",
    "Publication",
    "RecentStory",
    "Rendered",
    "Revision",
    "Severity",
    "Source",
    "Story",
    "Triaged",
    "Waiver",
    "Yield",
]


class ItemState(StrEnum):
    """What the editor decided about an item."""

    NEW = "new"
    KEPT = "kept"
    SKIPPED = "skipped"
    LATER = "later"
    ARCHIVED = "archived"


class FeedStatus(StrEnum):
    """How the last look at a feed ended; the words of `fetch --json`."""

    NEVER = "never"
    OK = "ok"
    UNCHANGED = "unchanged"
    NOT_DUE = "not_due"
    ERROR = "error"
    GONE = "gone"
    MOVED = "moved"
    LIMITED = "limited"
    PAUSED = "paused"


class IssueStatus(StrEnum):
    """How far an issue has come; `sent` never changes again."""

    DRAFT = "draft"
    READY = "ready"
    PUSHED = "pushed"
    SCHEDULED = "scheduled"
    SENT = "sent"


class Severity(StrEnum):
    """How much a finding matters: errors stop an export to a service."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Action(StrEnum):
    """What an export did; the words of `export --json`."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    WRITTEN = "written"
    DRY_RUN = "dry-run"


# -- parsed: what a feed said, cleaned but not stored ------------------------------------------


@dataclass(frozen=True, slots=True)
class ParsedItem:
    """One entry of a feed: every text cleaned, every link safe or empty, HTML sanitised."""

    guid: str
    """The feed's own id of the item; the link where there is none; never empty."""
    url: str
    url_key: str
    """The canonical form by which the same page is recognised in other feeds; "" without a link."""
    title: str
    author: str
    summary: str
    """Sanitised HTML, or ""."""
    body: str
    """Sanitised HTML of the longest text the feed carries."""
    text: str
    """The body as plain text: what is searched, scored and quoted."""
    published: datetime | None
    updated: datetime | None
    lang: str
    item_hash: str
    """Changes exactly when something an editor would see changes."""


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """What one document held."""

    title: str
    site: str
    items: tuple[ParsedItem, ...]
    warning: str = ""
    """What was wrong with a document that could be read all the same; one line."""
    seen: bytes = b""
    """What the next document of this feed need not have read again; opaque."""


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """What one web page holds of an article: every text cleaned, every link absolute and safe."""

    title: str
    author: str
    outlet: str
    published: datetime | None
    lang: str
    url: str
    """The address the page gives itself, else the one it was read at."""
    html: str
    """Sanitised."""
    markdown: str
    words: int
    missing: str = ""
    """Why this is not all of it, as "behind a paywall"; empty where it is."""


# -- stored ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of the workspace and the health of its last fetches."""

    id: int
    url: str
    title: str
    site: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    weight: float = 0.0
    live: str = ""
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    checked_at: datetime | None = None
    due_at: datetime | None = None
    status: FeedStatus = FeedStatus.NEVER
    error: str = ""
    failures: int = 0
    """Failures in a row."""
    moved_to: str = ""
    """Where its server says it has moved to for good."""
    moved_at: datetime | None = None
    """When it said so first."""
    moved_from: str = ""
    """The address it was written down with, where we have followed: this one nobody has typed."""
    succeeded_at: datetime | None = None
    """When its document, new or unchanged, was last had and could be read."""
    due_why: str = ""
    """Why it is due when it is, in words."""
    overruns: int = 0
    """How often in a row its document could not be read in time."""
    limited_by: str = ""
    """The server that wanted a pause last; not its own where that only leads elsewhere."""

    @property
    def name(self) -> str:
        """What it is called; never with what stands behind "?", where keys are."""
        return self.title or self.url.partition("?")[0]

    @property
    def odd(self) -> bool:
        """It could be read, but with a warning, which stands in `error`."""
        return bool(self.error) and self.status in (
            *(FeedStatus.OK, FeedStatus.UNCHANGED, FeedStatus.NOT_DUE),
        )


@dataclass(frozen=True, slots=True)
class Yield:
    """What a feed has brought, and what became of it."""

    items: int = 0
    kept: int = 0
    ran: int = 0
    """Stories that went out."""
    kept_lately: int = 0
    """Of those kept, the ones that came lately."""
    a_week: float = 0.0
    """Items a week, of the last four."""
    oldest: datetime | None = None
    newest: datetime | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """What a feed said, whole. Never edited by us but for its state."""

    id: int
    feed_id: int
    guid: str
    url: str
    url_key: str
    title: str
    author: str
    summary: str
    body: str
    text: str
    published: datetime | None
    updated: datetime | None
    seen_at: datetime
    item_hash: str
    changed_at: datetime | None
    lang: str
    score: float
    group_id: int | None
    state: ItemState
    until: datetime | None
    """For `later`: when the item comes back; for one that did: when it came back."""


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One line of a list: what is painted, nothing more."""

    id: int
    title: str
    feed: str
    published: datetime
    """The item's own time, or when it was first seen."""
    state: ItemState
    score: float
    group_id: int | None
    others: int = 0
    """How many more items of its group tell the same story."""
    changed: bool = False
    url: str = ""
    lang: str = ""
    url_key: str = ""
    tags: tuple[str, ...] = ()
    """Those that rules gave it, then those of its feed."""
    news: str = ""
    """Why its group came back after it had been skipped."""


@dataclass(frozen=True, slots=True)
class ItemVersion:
    """What an item said before its publisher changed it."""

    id: int
    item_id: int
    title: str
    text: str
    seen_at: datetime
    """Since when it said so."""
    replaced_at: datetime
    """When it said something else."""


@dataclass(frozen=True, slots=True)
class Triaged:
    """What triage must know of an item to decide about it, without its text."""

    id: int
    state: ItemState
    until: datetime | None
    group_id: int | None
    folded: bool = False
    """Whether another item of its group stands for it in lists."""


@dataclass(frozen=True, slots=True)
class Group:
    """One event told by several items."""

    id: int
    lead_item_id: int
    news: str = ""
    """Why it came back after it had been skipped: "new figure: $550 million"."""


@dataclass(frozen=True, slots=True)
class Source:
    """The text a story judges, frozen as captured."""

    id: int
    story_id: int
    item_id: int | None
    outlet: str
    reporter: str
    url: str
    published: datetime | None
    text: str
    """Markdown."""
    text_hash: str
    captured_at: datetime
    complete: bool
    """False where only a teaser was to be had."""
    primary: bool


@dataclass(frozen=True, slots=True)
class FullText:
    """An article as its own web page has it, kept so that the page is asked only once."""

    url: str
    """The address that was asked for."""
    page: str
    """The address the page gives itself."""
    title: str
    author: str
    outlet: str
    published: datetime | None
    lang: str
    markdown: str
    words: int
    missing: str
    """Why this is not all of it; empty where it is."""
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class Highlight:
    """One sentence of ours about a story, with the evidence it rests on."""

    text: str
    source_id: int | None = None
    span: tuple[int, int] | None = None
    """Start and end, in characters of the source's text."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of a story: a file of the workspace's media folder."""

    path: str
    alt: str
    width: int | None = None
    height: int | None = None
    credit: str = ""
    rights: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """Our writing about one or several sources."""

    id: int
    format: str = "critique"
    headline: str = ""
    deck: str = ""
    tldr: str = ""
    critique: str = ""
    """Markdown."""
    moves: tuple[dict[str, str], ...] = ()
    extra: dict[str, str] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    """Names of `[[publication.authors]]`; empty means the publication's first."""
    images: tuple[Image, ...] = ()
    own_url: str = ""
    embargo_until: datetime | None = None
    note: str = ""
    """Internal; never rendered."""
    thread_id: int | None = None
    revision: int = 0
    """Rises by one with every saved change: by this a second desk notices the first."""
    highlights: tuple[Highlight, ...] = ()
    sources: tuple[Source, ...] = ()

    @property
    def source(self) -> Source | None:
        """The source the story is mainly about."""
        return next(
            (s for s in self.sources if s.primary), self.sources[0] if self.sources else None
        )


@dataclass(frozen=True, slots=True)
class Issue:
    """One mailing, named by its edition."""

    id: int
    date: date
    edition: str
    number: int
    subject: str = ""
    subjects: tuple[str, ...] = ()
    preheader: str = ""
    intro: str = ""
    """Markdown."""
    status: IssueStatus = IssueStatus.DRAFT
    due_at: datetime | None = None
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a story stands in an issue; positions run 0…n-1 within (bench, section)."""

    issue_id: int
    story_id: int
    section: str
    position: int
    bench: bool


@dataclass(frozen=True, slots=True)
class Revision:
    """A field as it was before it was changed."""

    id: int
    noun: Literal["story", "issue"]
    noun_id: int
    field: str
    value: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding the editor answers for, and why."""

    issue_id: int
    check_id: str
    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """The record of one export."""

    issue_id: int
    target: str
    remote_id: str
    remote_version: str
    intent: str
    digest: str
    """blake2b of everything the target was given; equal digests mean nothing to export."""
    url: str
    at: datetime
    status: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What a sent issue got wrong, and how it was put right."""

    issue_id: int
    story_id: int | None
    old: str
    new: str
    note: str
    at: datetime


# -- changed -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Edit:
    """One row before and after: inserted when `before` is None, deleted when `after` is None.

    Values are those of the model (times, tuples, enums); the store encodes them. An update names
    only the fields it changes.
    """

    table: str
    key: tuple[int | str, ...]
    before: Mapping[str, object] | None
    after: Mapping[str, object] | None

    def inverse(self) -> Edit:
        """Return the edit that takes this one back."""
        return Edit(self.table, self.key, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Change:
    """What one key press or command does to the workspace, and how it is said: "skipped 212"."""

    label: str
    edits: tuple[Edit, ...]
    by_rule: bool = False
    """Whether a rule made it and no person: then nothing is learnt from it."""

    def inverse(self) -> Change:
        """Return the change that takes this one back, in reverse order."""
        edits = tuple(edit.inverse() for edit in reversed(self.edits))
        return Change(self.label, edits, self.by_rule)


# -- composed and rendered ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Author:
    """A person who signs stories."""

    name: str
    bio: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """The masthead and everything the law and the reader want to know: `[publication]`."""

    name: str
    title: str
    """The mail's own name, on the masthead."""
    tagline: str = ""
    sender_name: str = ""
    sender_email: str = ""
    home_url: str = ""
    postal_address: str = ""
    signup_title: str = ""
    signup_sentence: str = ""
    signup_url: str = ""
    share_line: str = "Spread the word"
    copyright: str = ""
    """Who, and the sentence after it; "© YEAR" is put in front by the renderer."""
    unsubscribe_url: str = ""
    archive_url: str = ""
    """With `{edition}` in it, where each issue has its page; else one page for all."""
    list_id: str = ""
    timezone: str = "UTC"
    locale: str = "en-US"
    publishing_days: tuple[str, ...] = ("mon", "tue", "wed", "thu", "fri")
    due: str = "08:00"
    first_number: int = 1
    authors: tuple[Author, ...] = ()

    def page_of(self, edition: str) -> str:
        """Return the web page of an issue; "" where there is none."""
        return self.archive_url.replace("{edition}", edition)

    @property
    def archive_home(self) -> str:
        """The web page that the pages of all issues stand below, ending in a slash; or ""."""
        whole, edition, _ = self.archive_url.partition("{edition}")
        home = whole.rpartition("/")[0] if edition else whole.rstrip("/")
        return f"{home}/" if home else ""


@dataclass(frozen=True, slots=True)
class Brand:
    """The publication plus the order of its sections: all the renderer knows of the house."""

    publication: Publication
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A story with its place in one issue."""

    story: Story
    section: str
    position: int
    bench: bool


@dataclass(frozen=True, slots=True)
class RecentStory:
    """A headline published before: a line of "Recent news"."""

    headline: str
    url: str
    date: date


@dataclass(frozen=True, slots=True)
class Composition:
    """A whole issue: what is rendered and checked."""

    issue: Issue
    placed: tuple[Placed, ...]
    """In order of the brand's sections, then position; those on the bench last."""
    recent: tuple[RecentStory, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    @property
    def above(self) -> tuple[Placed, ...]:
        """The stories that go out."""
        return tuple(p for p in self.placed if not p.bench)

    @property
    def bench(self) -> tuple[Placed, ...]:
        """The stories that wait for the next issue."""
        return tuple(p for p in self.placed if p.bench)


@dataclass(frozen=True, slots=True)
class Rendered:
    """An issue in its three formats, merge tags still placeholders (`⟦unsubscribe_url⟧`)."""

    edition: str
    subject: str
    preheader: str
    html: str
    markdown: str
    text: str
    images: tuple[Path, ...] = ()
    """Files the HTML names, to be carried along by targets that take files."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found, and where to jump to."""

    id: str
    """The check's stable name, as `legal.unsubscribe`."""
    severity: Severity
    message: str
    where: str
    """`issue.subject`, `story/12/critique`, `story/12/highlight/2`, `config.postal_address`,
    `html`."""
    hint: str = ""
    waived: bool = False
    waivable: bool = True
