"""Lists the keys of the masthead: who publishes, and who signs. Must not read any value."""

from __future__ import annotations

from reewriter.config.table import Key, Table

__all__ = ["AUTHORS", "EXAMPLE_POSTAL_ADDRESS", "EXAMPLE_UNSUBSCRIBE_URL", "PUBLICATION"]

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
