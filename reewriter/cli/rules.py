"""`rules …`: what feeds.toml decides by itself, tried out and done to items that are there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from reewriter.cli import shapes
from reewriter.cli.inputs import ID
from reewriter.cli.output import Column, Json, echo, table
from reewriter.cli.session import Session, as_json, pass_session
from reewriter.cli.times import local, utc
from reewriter.cli.tree import Group

if TYPE_CHECKING:
    from reewriter.config import Config, RuleSpec
    from reewriter.workspace.rules import RulePreview, RuleRecord

__all__ = ["rules"]

_NONE = "There are no rules; [[rules]] in feeds.toml makes one."

numbers_argument = click.argument("numbers", nargs=-1, type=ID, metavar="[NUMBER…]")


@click.group(cls=Group, no_args_is_help=False)
def rules() -> None:
    """List, try and apply rules.

    Those of [[rules]] in feeds.toml, which act on each new item by themselves.
    """


@rules.command(name="list")
@as_json
@pass_session
def list_(session: Session) -> None:
    """List all rules and what they have done so far."""
    workspace = session.workspace()
    found = workspace.rules.listed()
    value: list[Json] = [_standing(one, workspace.config) for one in found]
    rows = [
        (
            str(one.number),
            one.rule.when,
            one.rule.then,
            str(one.items),
            local(one.applied_at, workspace.brand.publication) if one.applied_at else "never",
        )
        for one in found
    ]
    columns = (
        Column("rule", right=True),
        Column("when", gives=True),
        Column("then"),
        Column("items", right=True),
        Column("last"),
    )
    session.answer(value, lambda: table(columns, rows))
    if not found:
        session.note(_NONE)


@rules.command()
@numbers_argument
@as_json
@pass_session
def preview(session: Session, *, numbers: tuple[int, ...]) -> None:
    """Say what rules would do.

    To the items that are there; all rules unless some are named. Nothing is changed.
    """
    workspace = session.workspace()
    found = workspace.rules.preview(*_chosen(session, numbers))
    value: list[Json] = [_preview(one, workspace.config) for one in found]

    def human() -> None:
        for one in found:
            echo(f"{one.number}  {one.rule.when}  → {one.rule.then}", look="head")
            echo(f"   finds {one.found:,}, acts on {one.acts:,}")
            for row in one.examples:
                echo(f"   {row.id}  {row.feed}: {row.title}", look="dim")

    session.answer(value, human)
    if not found:
        session.note(_NONE)


@rules.command()
@numbers_argument
@as_json
@pass_session
def apply(session: Session, *, numbers: tuple[int, ...]) -> None:
    """Let rules act on the items that are there.

    All rules unless some are named. What you have decided stays as it is.
    """
    done = session.workspace().rules.apply(*_chosen(session, numbers))
    session.answer({"done": done.label, "note": done.note}, lambda: echo(done.label))
    if done.note:
        session.note(done.note)


def _chosen(session: Session, numbers: Sequence[int]) -> list[RuleSpec]:
    return [rule for _, rule in session.workspace().rules.chosen(numbers)]


def _rule(number: int, rule: RuleSpec, config: Config) -> dict[str, Json]:
    line = config.lines.of("rules", number - 1)
    return {"rule": number, "when": rule.when, "then": rule.then, "line": line}


def _standing(one: RuleRecord, config: Config) -> dict[str, Json]:
    done: dict[str, Json] = {"items": one.items, "applied_at": utc(one.applied_at)}
    return {**_rule(one.number, one.rule, config), **done}


def _preview(one: RulePreview, config: Config) -> dict[str, Json]:
    examples: list[Json] = [shapes.item(row) for row in one.examples]
    counts: dict[str, Json] = {"found": one.found, "acts": one.acts, "examples": examples}
    return {**_rule(one.number, one.rule, config), **counts}
