"""Writes docs/config.md from the list of keys that the loader checks; `--check` only compares."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

from reewriter.config.keys import TABLES
from reewriter.config.table import Key, Kind, Table, Value
from reewriter.config.values import ALWAYS_THERE
from scripts.generated import DOCS, keep

PAGE = DOCS / "config.md"

TYPES: Mapping[Kind, str] = {
    "action": "action",
    "clock": "time, HH:MM",
    "colour": "colour, #rrggbb",
    "contact": "e-mail or web address",
    "copyright": "text",
    "count": "whole number from 1",
    "date": "pattern of a date",
    "days": "list of `mon` … `sun`",
    "email": "e-mail address",
    "feed": "web address or file",
    "flag": "`true` or `false`",
    "fonts": "names of fonts",
    "full-text": "`on demand` or `kept`",
    "lines": "text, several lines",
    "list-id": "host name",
    "locale": "locale",
    "logo": "file or web address",
    "look": "name of a look",
    "prose": "text in Markdown, several lines",
    "query": "query",
    "section": "name of a section",
    "tags": "list of text",
    "text": "text",
    "page": "web address",
    "url": "web address",
    "weight": "number, -100 to 100",
    "window": "hours, HH:MM-HH:MM",
    "word": "word",
    "zone": "time zone",
}
"""How each kind is called in the table."""

INTRO = f"""\
# feeds.toml

<!-- Written by scripts/gen_config_docs.py from the keys the loader checks. Do not edit by hand. -->

One file holds everything you decide once: who publishes, the sections of the issue, the feeds, what
the beat is about, and where an issue goes. It is [TOML](https://toml.io), saved as UTF-8, and it
marks its folder as a workspace. `reewriter init` writes a commented one to start from.

- **It is strict.** A key we do not know, a value of the wrong kind, a feed listed twice, a section
  that does not exist: each is one line with file, line, key and the nearest right word, and exit
  code 3. Nothing is guessed and nothing is passed over.
- **It is live.** An open desk takes up each change. While the file is broken the desk keeps the
  last good configuration and says which line is wrong.
- **It holds no secrets.** A setting named `key`, `token`, `password`, `secret` or `api_key` is
  refused. Write `key_env = "BUTTONDOWN_API_KEY"` and keep the value in that variable.
- **It may name private hosts.** A private or loopback address is fetched only where its host and
  port stand in this file, as a feed or in a target.
- **Files need no settings.** {", ".join(f"`{name}`" for name in ALWAYS_THERE)} are always there.
"""


def page() -> str:
    """Return the whole page."""
    return "\n".join([INTRO, *(_section(table) for table in TABLES)]).rstrip("\n") + "\n"


def _section(table: Table) -> str:
    needed = " Required." if table.required else ""
    rows = "\n".join(_row(key) for key in table.keys)
    return f"""\
## `{table.header}`

{table.doc}{needed}

| key | type | default | meaning | example |
|---|---|---|---|---|
{rows}
"""


def _row(key: Key) -> str:
    default = "**required**" if key.required else _default(key.default)
    example = f"`{key.name} = {key.example}`"
    return f"| `{key.name}` | {TYPES[key.kind]} | {default} | {key.doc} | {example} |"


def _default(value: Value) -> str:
    match value:
        case "" | () | None:
            return "none"
        case bool():
            return f"`{str(value).lower()}`"
        case tuple():
            return "`[" + ", ".join(f'"{word}"' for word in value) + "]`"
        case str():
            return f'`"{value}"`'
        case _:
            return f"`{value:g}`"


def main(arguments: Sequence[str]) -> int:
    """Write the page, or with `--check` compare it."""
    return keep({PAGE: page()}, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
