"""Prints how an issue stands at the mailing services. For people only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from reewriter.cli.output import Paint, echo, one_line

if TYPE_CHECKING:
    from reewriter.workspace.services import ServiceState

__all__ = ["standing"]

_LOOKS: dict[str, Paint] = {
    "in sync": "good",
    "scheduled": "good",
    "sent": "good",
    "local ahead": "note",
    "remote changed": "warn",
    "unknown": "warn",
}
_GONE = "deleted there; `reewriter export --to {} --new-draft` makes another"
_KEPT = "theirs was kept, and differs; `reewriter export --to {}` shows how"
_DO = {
    "local ahead": "`reewriter export --to {}` brings it there",
    "remote changed": "`reewriter export --to {}` shows what was changed",
    "scheduled": "unschedule it there to change it",
    "unknown": "`reewriter issue show --look` asks",
}


def standing(states: Sequence[ServiceState], posts: Mapping[str, Mapping[str, int]]) -> None:
    """Print one line for each service: how it stands, what to do, where it is; then its posts."""
    if states:
        echo()
        echo("At the services", look="head")
    widest = max((len(one.target) for one in states), default=0)
    for one in states:
        echo(f"  {one.target:<{widest}}  ", end="")
        echo(one.state, look=_LOOKS.get(one.state, ""), end="")
        do = _GONE if one.gone else _KEPT if one.kept else _DO.get(one.state, "")
        said = [do.format(one.target), "" if one.gone else one.url, one.trouble]
        echo("".join(f"  {one_line(text)}" for text in said if text))
        for want in one.wants:
            echo(f"  {'':<{widest}}  {want.severity.value}: {one_line(want.message)}", look="warn")
    for target, counts in posts.items():
        said = [f"{count} {state}" for state, count in counts.items()]
        echo(f"  {target:<{widest}}  posts of stories: {', '.join(said)}")
