"""`facts …`: the figures, phrases and words that the house answers for, in facts.toml."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reewriter.cli.inputs import LINE, LINK
from reewriter.cli.output import Column, Json, echo, table
from reewriter.cli.session import Session, as_json, pass_session
from reewriter.cli.tree import Group

if TYPE_CHECKING:
    from datetime import date

    from reewriter.text.house import HouseFact

__all__ = ["facts"]


@click.group(cls=Group, no_args_is_help=False)
def facts() -> None:
    """Vouch for figures, phrases and words of your own.

    They stand in facts.toml of the workspace: a figure is supported without a source, a phrase is
    nobody's quotation, and a word is spelt right.
    """


@facts.command(name="list")
@as_json
@pass_session
def list_(session: Session) -> None:
    """List what the house answers for."""
    desk = session.workspace().facts
    desk.must_be_readable()
    house, today = desk.house, desk.today
    value: dict[str, Json] = {
        "facts": [_shape(fact, today) for fact in house.facts],
        "coined": list(house.coined),
        "words": list(house.words),
    }

    def human() -> None:
        columns = (Column("figure"), Column("of"), Column("until"), Column("address", gives=True))
        rows = [(one.figure, one.entity, _until(one, today), one.url) for one in house.facts]
        table(columns, rows)
        for phrase in house.coined:
            echo(f"ours: “{phrase}”")
        if house.words:
            echo(f"words: {', '.join(house.words)}")

    session.answer(value, human)
    if not (house.facts or house.coined or house.words):
        session.note("Nothing yet: `reewriter facts add FIGURE` vouches for a figure.")


@facts.command()
@click.argument("figure", type=LINE)
@click.option("--entity", type=LINE, default="", metavar="NAME", help="What it is true of.")
@click.option("--url", type=LINK, default="", metavar="URL", help="Where it can be read.")
@click.option("--until", type=LINE, metavar="DATE", help="The day it must be looked up again.")
@as_json
@pass_session
def add(session: Session, *, figure: str, entity: str, url: str, until: str | None) -> None:
    """Vouch for a figure.

    With --entity it counts only in texts that name it.
    """
    desk = session.workspace().facts
    fact = desk.vouch(figure, entity=entity, url=url, until=_day(until))
    session.answer(_shape(fact, desk.today), lambda: echo(f"vouched for {fact.figure}"))


@facts.command()
@click.argument("phrase", type=LINE)
@as_json
@pass_session
def coin(session: Session, *, phrase: str) -> None:
    """Call a phrase yours.

    In quotation marks it is then taken for nobody's words.
    """
    words = session.workspace().facts.coin(phrase)
    session.answer({"phrase": words}, lambda: echo(f"“{words}” is ours"))


@facts.command()
@click.argument("word", type=LINE)
@as_json
@pass_session
def word(session: Session, *, word: str) -> None:
    """Call a word right.

    No dictionary has it, and the spelling check leaves it alone from now on.
    """
    ours = session.workspace().facts.learn(word)
    session.answer({"word": ours}, lambda: echo(f"“{ours}” is a word of the house"))


@facts.command()
@click.argument("what", type=LINE, metavar="FIGURE|PHRASE|WORD")
@click.option("--entity", type=LINE, metavar="NAME", help="Of which entity, where several have it.")
@as_json
@pass_session
def remove(session: Session, *, what: str, entity: str | None) -> None:
    """Take a figure, a phrase or a word off the list."""
    desk = session.workspace().facts
    house = desk.house
    if entity is None and what.casefold() in {one.casefold() for one in house.coined}:
        desk.uncoin(what)
    elif entity is None and what.casefold() in {one.casefold() for one in house.words}:
        desk.unlearn(what)
    else:
        desk.withdraw(what, entity=entity)
    session.answer({"removed": what}, lambda: echo(f"removed {what}"))


def _shape(fact: HouseFact, today: date) -> dict[str, Json]:
    return {
        "figure": fact.figure,
        "entity": fact.entity,
        "url": fact.url,
        "until": fact.expires.isoformat() if fact.expires else None,
        "expired": not fact.holds(today),
    }


def _until(fact: HouseFact, today: date) -> str:
    if fact.expires is None:
        return "always"
    return f"{fact.expires}" if fact.holds(today) else f"{fact.expires} (over)"


def _day(written: str | None) -> date | None:
    from reewriter.desk.calendar import parse_date

    return None if written is None else parse_date(written)
