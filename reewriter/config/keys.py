"""Lists every key of feeds.toml: its kind, default and meaning. Must not read any value."""

from __future__ import annotations

from reewriter.config.brand import BRAND, LABELS
from reewriter.config.house_keys import BACKUPS, FACTS, LLM, STYLE
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

EXAMPLE_POSTAL_ADDRESS = (
    "Rare Earth Exchanges, 123 Example Street, Suite 100, Salt Lake City, UT 84101, USA"
)
"""The starter's postal address: complete, but nobody's. Checks mention it until it is changed."""

EXAMPLE_UNSUBSCRIBE_URL = "https://rareearthexchanges.com/unsubscribe?example=1"
"""The starter's unsubscribe link, which the checks mention until it is changed."""

PUBLICATION = Table(
    "[publication]",
    "The masthead, and everything the law and the reader want to know.",
    (
        Key("name", "text", "Who publishes.", '"Rare Earth Exchanges"', required=True),
        Key(
            "title",
            "text",
            "The mail's own name, on the masthead. Without it, the name.",
            '"Straight Into Your Inbox"',
        ),
        Key(
            "tagline", "text", "One line under the title.", '"The rare earth trade, every morning"'
        ),
        Key("sender_name", "text", "The name in From:.", '"Rare Earth Exchanges"'),
        Key("sender_email", "email", "The address in From:.", '"desk@example.com"'),
        Key("home_url", "url", "The publication's site.", '"https://example.com"'),
        Key(
            "postal_address",
            "lines",
            "A street address, registered box or private mailbox: the law asks for one in every "
            "mail. May run over several lines.",
            '"Example Press, 123 Example Street, Salt Lake City, UT 84101, USA"',
        ),
        Key("signup_title", "text", "Title of the sign-up block.", '"Straight Into Your Inbox"'),
        Key("signup_sentence", "text", "Its sentence.", '"The trade, every morning."'),
        Key("signup_url", "url", "Where its button leads.", '"https://example.com/subscribe"'),
        Key(
            "share_line",
            "text",
            "The words before the share links of a story; without them, the label `share`.",
            '"Pass it on"',
        ),
        Key(
            "copyright",
            "copyright",
            "Who holds it, and the sentence after it. The sign and the year are put in front.",
            '"Example Press™ – All rights reserved."',
        ),
        Key(
            "unsubscribe_url",
            "url",
            "The unsubscribe page, for files and .eml. A mailing service puts in its own.",
            '"https://example.com/unsubscribe"',
        ),
        Key(
            "archive_url",
            "page",
            "View in browser; {edition} in it stands for the issue's name.",
            '"https://example.com/newsletter/{edition}.html"',
        ),
        Key("list_id", "list-id", "The mail's List-ID header.", '"daily.example.com"'),
        Key(
            "timezone",
            "zone",
            "Every time a person sees is in this zone.",
            '"America/Denver"',
            default="UTC",
        ),
        Key(
            "locale",
            "locale",
            "Language and country: the dates, the words around the stories, the direction they are "
            "read in, and the language that the mail declares.",
            '"en-US"',
            default="en-US",
        ),
        Key(
            "date_format",
            "date",
            "How the masthead writes the day: `full`, `long`, `medium`, or a pattern of "
            "[CLDR](https://cldr.unicode.org/translation/date-time/date-time-symbols). Without it, "
            "as the language does, with the weekday.",
            '"MMM d, y"',
        ),
        Key(
            "publishing_days",
            "days",
            "The days with an issue.",
            '["mon", "wed", "fri"]',
            default=("mon", "tue", "wed", "thu", "fri"),
        ),
        Key("due", "clock", "When the issue must be out.", '"08:00"', default="08:00"),
        Key("first_number", "count", "The number of the first issue.", "214", default=1),
    ),
    required=True,
)


AUTHORS = Table(
    "[[publication.authors]]",
    "A person who signs stories. The first signs where a story names nobody.",
    (
        Key("name", "text", "As it is printed.", '"Daniel"', required=True),
        Key("bio", "text", "One or two sentences after the byline.", '"Writes about magnets."'),
        Key("url", "url", "The author's page.", '"https://example.com/daniel"'),
    ),
)

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
    (Key('"PHRASE"', "weight", "The phrase, in any case of letters, and its weight.", "3"),),
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
