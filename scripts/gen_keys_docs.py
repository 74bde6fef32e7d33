"""Writes docs/keys.md from the command table of the desk; `--check` only compares."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from reewriter.tui import commands
from reewriter.tui.commands import GROUPS, Command, Group

PAGE = Path(__file__).resolve().parents[1] / "docs" / "keys.md"

HEADINGS: Mapping[Group, str] = {
    "everywhere": "Everywhere",
    "list": "In lists",
    "reader": "While reading",
    "story": "Writing a story",
    "issue": "Making the issue",
}

INTRO = """\
# Keys

<!-- Written by scripts/gen_keys_docs.py from the command table. Do not edit by hand. -->

One key does one thing on every screen. Letters are keys wherever no text is being typed; `esc`
always leaves a field, and saves. `g i` means: `g`, then `i`. `?` shows the keys of the screen you
are on, `:` finds any command by its name.

Every key can be another: name the command in `[keymap]` of feeds.toml, with one key or several.
The keys of a command you name there replace its own; a key that two commands share is refused, in
words, and the keys below stay in use.

```toml
[keymap]
"inbox.keep" = "y,f7"
"go.inbox" = "g h"
```
"""


def page() -> str:
    """Return the whole page."""
    return "\n".join([INTRO, *(_section(group) for group in GROUPS)]).rstrip("\n") + "\n"


def _section(group: Group) -> str:
    shown = [c for c in commands.table() if c.group == group]
    rows = "\n".join(_row(each) for each in shown)
    return f"""\
## {HEADINGS[group]}

| key | does | command |
|---|---|---|
{rows}
"""


def _row(each: Command) -> str:
    keys = " ".join(f"`{_written(key)}`" for key in commands.keys_of(each.keys))
    return f"| {keys.replace('|', '&#124;')} | {each.help} | `{each.id}` |"


def _written(key: str) -> str:
    """Return a key in full: on paper there is room for "ctrl"."""
    return key if key.startswith("ctrl+") else commands.key_name(key)


def main(arguments: list[str]) -> int:
    """Write the page, or with `--check` tell whether it is up to date."""
    if arguments != ["--check"]:
        PAGE.write_text(page(), encoding="utf-8")
        return 0
    if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == page():
        return 0
    print("docs/keys.md is out of date: run scripts/gen_keys_docs.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
