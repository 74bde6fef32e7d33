"""The nouns of the desk as frozen values: parsed, stored, changed, rendered. No input or output."""

from __future__ import annotations

from reewriter.model.changes import (
    Change,
    Edit,
    FileEdit,
    Revision,
)
from reewriter.model.deliveries import (
    Action,
    Delivery,
)
from reewriter.model.feeds import (
    Feed,
    FeedStatus,
    Yield,
)
from reewriter.model.findings import (
    Finding,
    Severity,
)
from reewriter.model.issues import (
    Composition,
    Issue,
    IssueStatus,
    Placed,
    Placement,
    RecentStory,
    Rendered,
    Waiver,
)
from reewriter.model.items import (
    FullText,
    Group,
    Item,
    ItemRow,
    ItemState,
    ItemVersion,
    Triaged,
)
from reewriter.model.links import LinkFact, LinkState
from reewriter.model.look import Colours, Look
from reewriter.model.parsed import (
    ParsedArticle,
    ParsedFeed,
    ParsedItem,
)
from reewriter.model.publication import (
    Author,
    Brand,
    Publication,
)
from reewriter.model.stories import (
    Citation,
    Highlight,
    Image,
    Source,
    Story,
)

__all__ = [
    "Action",
    "Author",
    "Brand",
    "Change",
    "Citation",
    "Colours",
    "Composition",
    "Delivery",
    "Edit",
    "Feed",
    "FeedStatus",
    "FileEdit",
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
    "LinkFact",
    "LinkState",
    "Look",
    "ParsedArticle",
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
