"""Command groups that import a command only when it is called; knows no single command."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence

import click

__all__ = ["Group", "Lazy"]

_FEW = 3
"""Of as many groups a command of the same name is told."""
_LIKENESS = 0.7
"""Commands are short: with fewer letters in common `related` would be `templates`."""


class Group(click.Group):
    """A group that lists its commands in the order they were written, and knows near misses."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in their order, not the alphabet's."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; an unknown one is told with the nearest name."""
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            names = self.list_commands(ctx)
            from reewriter.text.nearest import did_you_mean

            form = f"`{ctx.command_path} {{}}`"
            below = self._below(ctx, args[0])
            hint = (
                f"Did you mean {' or '.join(map(form.format, below))}?"
                if 0 < len(below) <= _FEW
                else did_you_mean(
                    args[0], names, otherwise=_see(ctx), form=form, likeness=_LIKENESS
                )
            )
            raise click.UsageError(f"there is no command “{args[0]}”. {hint}", ctx)
        return super().resolve_command(ctx, args)

    def _below(self, ctx: click.Context, name: str) -> list[str]:
        """Find who has a command of this very name: `related` is one of `story`."""
        groups = ((each, self.get_command(ctx, each)) for each in self.list_commands(ctx))
        return [
            f"{each} {name}"
            for each, group in groups
            if isinstance(group, click.Group) and name in group.list_commands(ctx)
        ]


class Lazy(Group):
    """A group whose commands are named by module and attribute, under headings."""

    def __init__(
        self,
        name: str | None = None,
        *,
        places: Mapping[str, str],
        headings: Mapping[str, Sequence[str]],
        **settings: object,
    ) -> None:
        super().__init__(name, **settings)  # type: ignore[arg-type] # passed on as click gave them
        self._places = places
        self._headings = headings

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return all names, importing nothing."""
        return list(self._places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command of this name."""
        place = self._places.get(cmd_name)
        if place is None:
            return None
        module, _, attribute = place.partition(":")
        found = getattr(importlib.import_module(module), attribute)
        if not isinstance(found, click.Command):
            raise TypeError(place)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands under their headings."""
        widest = max(map(len, self._places))
        for heading, names in self._headings.items():
            found = [(name, self.get_command(ctx, name)) for name in names]
            with formatter.section(heading):
                formatter.write_dl(
                    [
                        (name.ljust(widest), command.get_short_help_str(80))
                        for name, command in found
                        if command is not None
                    ]
                )


def _see(ctx: click.Context) -> str:
    return f"`{ctx.command_path} --help` lists them."
