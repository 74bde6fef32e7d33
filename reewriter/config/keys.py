"""Lists every key of feeds.toml: its kind, default and meaning. Must not read any value."""

from __future__ import annotations

from reewriter.config.brand import BRAND, LABELS
from reewriter.config.house_keys import BACKUPS, FACTS, LLM, STYLE
from reewriter.config.masthead_keys import (
    AUTHORS,
    EXAMPLE_POSTAL_ADDRESS,
    EXAMPLE_UNSUBSCRIBE_URL,
    PUBLICATION,
)
from reewriter.config.table import Key, Kind, Table, Value

__all__ = [
    "AUTHORS",
    "BACKUPS",
    "BRAND",
    "DESK",
    "EXAMPLE_POSTAL_ADDRESS",
    "EXAMPLE_UNSUBSCRIBE_URL",
    "FACTS",
    "FEEDS",
    "FETCH",
    "KEYMAP",
    "KEYWORDS",
    "LABELS",
    "LLM",
    "PUBLICATION",
    "RETENTION",
    "RULES",
    "SECTIONS",
    "SNIPPETS",
    "STYLE",
    "TABLES",
    "TARGETS",
    "VIEWS",
    "Key",
    "Kind",
    "Table",
    "Value",
]

SECTIONS = Table(
    "[[sections]]",
    "A section of the issue. Their order here is their order in the mail; there is at least one.",
    (Key("name", "text", "As it is printed.", '"Policy & Geopolitics"', required=True),),
    required=True,
)

FEEDS = Table(
    "[[feeds]]",
    "A source that is fetched. Each address stands here once.",
    (
        Key(
            "url",
            "feed",
            "A web address, or a file of the workspace (`feeds/wire.xml`).",
            '"https://www.mining.com/feed/"',
            required=True,
        ),
        Key("title", "text", "Without it, the feed's own title.", '"Mining.com"'),
        Key("section", "section", "Where its stories go unless you say.", '"Mining & Processing"'),
        Key(
            "tags", "tags", "Words to search and sort by.", '["mines", "north america"]', default=()
        ),
        Key("weight", "weight", "Added to the score of its items.", "1.5", default=0.0),
        Key("live", "window", "Hours in which it is asked every five minutes.", '"06:00-08:00"'),
        Key("paused", "flag", "Keep it here, but do not fetch it.", "true", default=False),
    ),
)

KEYWORDS = Table(
    "[keywords]",
    "What the beat is about. A phrase found in an item adds its weight to the item's score; a "
    "negative weight takes away.",
    (
        Key(
            '"PHRASE"',
            "weight",
            "The phrase, in any case of letters, with blanks or hyphens, and its weight.",
            "3",
        ),
    ),
    free="phrase",
)

VIEWS = Table(
    "[views]",
    "Lists of your own beside those of the inbox: a name and a [query](queries.md).",
    (Key('"NAME"', "query", "The name, and what it shows.", '"magnet* newer:2d sort:score"'),),
    free="name",
)

SNIPPETS = Table(
    "[snippets]",
    "Texts of the house that you use again and again: a name and a text in Markdown, which may "
    "run over several lines between three quotes. `^b` puts one in where you write. Longer "
    "ones may be files, `snippets/NAME.md`.",
    (
        Key(
            '"NAME"',
            "prose",
            "The name, and the text.",
            '"We continue to urge buyers to count refineries, not mines."',
        ),
    ),
    free="name",
)

RULES = Table(
    "[[rules]]",
    "What is done to a new item by itself, and to stored ones on demand. The first rule that keeps "
    "or skips an item decides; tags and points add up. What you have decided is never touched.",
    (
        Key("when", "query", "The [query](queries.md).", '"football ~magnet"', required=True),
        Key(
            "then",
            "action",
            "`keep`, `skip`, `tag NAME`, or `score` and the points to add.",
            '"score +2"',
            required=True,
        ),
    ),
)

TARGETS = Table(
    "[targets.NAME]",
    "Where an issue is exported to. `file`, `eml` and `zip` are always there, named here or not. "
    "Other settings depend on the type. Secrets never stand here: `reewriter targets login` keeps "
    "them, or `key_env` names the environment variable that holds one.",
    (
        Key("type", "word", "What kind of target it is.", '"eml"', required=True),
        Key("SETTING", "text", "Text, a whole number, or true or false.", '"daily"'),
        Key("key_env", "word", "Name of an environment variable.", '"BUTTONDOWN_API_KEY"'),
        Key(
            "utm_source",
            "text",
            "Tags every web link with what it lacks of utm_source, utm_medium (`email`), "
            "utm_campaign (the edition) and utm_content (the section); the other two can be set, "
            "too. Never on unsubscribe, mail or share links.",
            '"reex-daily"',
        ),
    ),
    free="setting",
)

KEYMAP = Table(
    "[keymap]",
    "Your own keys, for the commands that the desk's help names.",
    (
        Key(
            '"COMMAND"',
            "text",
            "A key, or several with commas between them. `g l` is g and then l.",
            '"ctrl+k,g l"',
        ),
    ),
    free="command",
)

DESK = Table(
    "[desk]",
    "How the desk looks; without it, as you left it. Your own themes stand in "
    "[themes/NAME.toml](themes.md).",
    (Key("theme", "text", "The theme it opens with.", '"paper"'),),
)

RETENTION = Table(
    "[retention]",
    "How long new items that nobody decided about stay in the inbox. Without it, for ever.",
    (Key("days", "count", "After so many days they are archived.", "90", default=None),),
)

FETCH = Table(
    "[fetch]",
    "How we introduce ourselves to the sites we read, and what we ask of them.",
    (
        Key(
            "contact",
            "contact",
            "An e-mail or web address, sent with each request so that a site can reach you.",
            '"desk@example.com"',
        ),
        Key(
            "full_text",
            "full-text",
            "When the page of an article is asked for its full text: `on demand`, or also for "
            "everything you keep (`kept`).",
            '"kept"',
            default="on demand",
        ),
    ),
)

TABLES = (
    PUBLICATION,
    AUTHORS,
    BRAND,
    LABELS,
    SECTIONS,
    FEEDS,
    KEYWORDS,
    VIEWS,
    SNIPPETS,
    RULES,
    TARGETS,
    KEYMAP,
    DESK,
    RETENTION,
    BACKUPS,
    FETCH,
    FACTS,
    STYLE,
    LLM,
)
"""Every table, in the order of the documentation."""
