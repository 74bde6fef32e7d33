"""The keys of feeds.toml that say how the house writes, checks and keeps. Must not read any."""

from __future__ import annotations

from reewriter.config.table import Key, Table

__all__ = ["BACKUPS", "FACTS", "LLM", "STYLE"]

FACTS = Table(
    "[facts]",
    "What the fact desk lets pass. The figures you vouch for stand in [facts.toml](facts.md).",
    (
        Key(
            "quoted_words",
            "count",
            "How many words of one source a story may quote before it is told.",
            "150",
            default=150,
        ),
    ),
)

STYLE = Table(
    "[style]",
    "How the house writes where there are several ways; `g y` and `story fix` bring texts to it.",
    (
        Key("us", "text", "`U.S.` or `US`; without it the way a text has more often.", '"U.S."'),
        Key("quotes", "text", "`curly` or `straight`.", '"curly"', default="curly"),
        Key(
            "dash",
            "text",
            "Between parts of a sentence: `em`, `em spaced` or `en spaced`; without it only `--`"
            " and a lone hyphen are changed.",
            '"em"',
        ),
        Key("ellipsis", "text", "`…` or `...`.", '"…"', default="…"),
    ),
)

LLM = Table(
    "[llm]",
    "The language model that `g A` and `suggest --llm` ask for highlights, by the library `llm` "
    "([writing](writing.md)). Keys are in its own store or in the environment, never here.",
    (
        Key("model", "text", "Its name or alias, as `llm models` lists it.", '"gpt-5-mini"'),
        Key("seconds", "count", "How long it may take to answer.", "120", default=60),
    ),
)

BACKUPS = Table(
    "[backups]",
    "Copies of the database that the desk makes once a day, in backups/, when you have written "
    "something since the last one. `reewriter backup --restore` brings one back.",
    (
        Key("daily", "flag", "Make them.", "false", default=True),
        Key("keep", "count", "How many days' copies are kept.", "14", default=3),
    ),
)
