"""Writes docs/commands.md and docs/keys.md from the commands themselves; `--check` compares."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from reewriter.cli.main import HEADINGS, root
from reewriter.tui.commands import GROUPS, Group, shown_keys, table
from scripts.generated import DOCS, keep
from scripts.twins import twin_of

COMMANDS_HEAD = """\
# Commands

`reewriter [-w FOLDER] COMMAND`; without a command the desk opens. The answer goes to stdout,
everything else to stderr. Every command that does not need a terminal takes `--json` and then
prints exactly one JSON value. `reewriter COMMAND --help` says the same as this page.

| exit code | means |
|---|---|
| 0 | done |
| 1 | done, but something failed, or a check found errors |
| 2 | the command was called wrongly |
| 3 | feeds.toml or the workspace cannot be used |
| 4 | there is no such thing |
| 5 | the network or a service failed |

This page is generated: `make docs`.
"""

KEYS_HEAD = """\
# Keys

One key means the same on every screen. `g i` is g, then i; `^r` is Ctrl and r. `?` shows this list
on the screen you are on. Any of them is changed in `[keymap]` of [feeds.toml](config.md), by the
name in the last column.

This page is generated: `make docs`.
"""

GROUP_TITLES: Mapping[Group, str] = {
    "everywhere": "Everywhere",
    "list": "In a list",
    "reader": "In the reader",
    "story": "Story",
    "issue": "Issue",
}


def commands_page() -> str:
    """Return the page of the command line."""
    parts = [COMMANDS_HEAD]
    context = click.Context(root, info_name="reewriter")
    for heading, names in HEADINGS.items():
        parts.append(f"\n## {heading}\n")
        for name in names:
            command = root.get_command(context, name)
            if command is None:
                raise LookupError(name)
            parts += _described(command, click.Context(command, context, name))
    return "".join(parts)


def _described(command: click.Command, context: click.Context) -> Iterator[str]:
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None:
                yield from _described(inner, click.Context(inner, context, name))
        return
    usage = " ".join(
        piece for piece in command.collect_usage_pieces(context) if piece != "[OPTIONS]"
    )
    yield f"\n### `{context.command_path}{' ' if usage else ''}{usage}`\n\n"
    yield "\n\n".join(_paragraphs(command.help or "")) + "\n"
    rows = "".join(_option(option, context) for option in command.params if _is_worth_a_row(option))
    if rows:
        yield f"\n| option | does |\n|---|---|\n{rows}"


def _paragraphs(text: str) -> list[str]:
    """Undo the line breaks of a docstring."""
    blocks = text.replace("\b\n", "").split("\f")[0].strip().split("\n\n")
    return [" ".join(block.split()) for block in blocks]


def _is_worth_a_row(parameter: click.Parameter) -> bool:
    return isinstance(parameter, click.Option) and "--json" not in parameter.opts


def _option(parameter: click.Parameter, context: click.Context) -> str:
    record = parameter.get_help_record(context)
    if record is None:
        return ""
    name, text = (piece.replace("|", "\\|") for piece in record)
    return f"| `{name}` | {text} |\n"


KEYS_TABLE = "| key | does | without the desk | name |\n|---|---|---|---|\n"


def keys_page() -> str:
    """Return the page of the desk's keys."""
    parts = [KEYS_HEAD]
    for group in GROUPS:
        parts.append(f"\n## {GROUP_TITLES[group]}\n\n{KEYS_TABLE}")
        for command in table():
            keys = shown_keys(command, {})
            if command.group == group and keys:
                shown = ", ".join(f"`{key}`" for key in keys).replace("|", "\\|")
                twin = f"`{twin_of(command)}`" if twin_of(command) else ""
                parts.append(f"| {shown} | {command.help} | {twin} | `{command.id}` |\n")
    return "".join(parts)


def main(arguments: Sequence[str], *, folder: Path = DOCS) -> int:
    """Write both pages, or with `--check` compare them."""
    pages = {folder / "commands.md": commands_page(), folder / "keys.md": keys_page()}
    return keep(pages, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
