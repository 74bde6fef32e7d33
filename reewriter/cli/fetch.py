"""`fetch`: refresh the feeds, with a progress bar where somebody watches."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from reewriter.cli.inputs import LINE
from reewriter.cli.output import Json, echo, one_line
from reewriter.cli.session import Session, as_json, pass_session

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    from reewriter.feeds.outcome import FeedOutcome

__all__ = ["fetch", "json_of", "summary"]

_UNTOUCHED = ("not_due", "paused")


@click.command()
@click.argument("feeds", nargs=-1, type=LINE, metavar="[FEED]…")
@click.option(
    "--force",
    is_flag=True,
    help="Also what is not due, or whose server wants a pause; validators and hashes still apply.",
)
@as_json
@pass_session
def fetch(session: Session, *, feeds: tuple[str, ...], force: bool) -> None:
    """Refresh the feeds that are due.

    A feed that is named, by id or address, counts as due. A server that has asked to be left alone
    is left alone for so long, with all its feeds.
    """
    from reewriter.feeds.limits import collect_seldom

    workspace = session.workspace(durable=False)
    collect_seldom()
    total = len(feeds) or len(workspace.wire.feeds())
    with _progress(total, shown=sys.stderr.isatty()) as seen:
        outcomes = workspace.wire.fetch(feeds, force=force, on_outcome=seen)
    session.answer(json_of(outcomes), lambda: echo(summary(outcomes)))
    _report(session, outcomes)
    for outcome in outcomes if feeds else ():
        if outcome.why:
            said = "its items come by that" if outcome.busy else "--force asks all the same"
            session.note(f"{_name(outcome)}: {outcome.why}; {said}.")
    if not outcomes:
        session.note("There are no feeds yet: `reewriter feeds add ADDRESS` adds one.")
    session.fail(exit_code(outcomes))


def exit_code(outcomes: Sequence[FeedOutcome]) -> int:
    """Return 1 when some feeds failed, 5 when none could be reached."""
    tried = [o for o in outcomes if o.status.value not in _UNTOUCHED]
    if tried and not any(o.reached for o in tried):
        return 5
    return 1 if any(o.failed for o in tried) else 0


def json_of(outcomes: Sequence[FeedOutcome]) -> dict[str, Json]:
    """Return the JSON answer of a fetch."""
    from reewriter.net import redact

    feeds: list[Json] = [
        {
            "url": redact(outcome.url),
            "status": outcome.status.value,
            "new": outcome.new,
            "changed": outcome.changed,
            "error": outcome.error,
            "why": outcome.why,
            "seconds": round(outcome.seconds, 3),
        }
        for outcome in outcomes
    ]
    return {
        "feeds": feeds,
        "new": sum(outcome.new for outcome in outcomes),
        "changed": sum(outcome.changed for outcome in outcomes),
        "failed": sum(outcome.failed for outcome in outcomes),
    }


def summary(outcomes: Sequence[FeedOutcome]) -> str:
    """Say a fetch in one line: "5 feeds: 41 new items, 2 changed; 1 failed, 2 not due"."""
    new = sum(o.new for o in outcomes)
    changed = sum(o.changed for o in outcomes)
    failed = sum(o.failed for o in outcomes)
    untouched = sum(o.status.value in _UNTOUCHED for o in outcomes)
    unchanged = sum(o.status.value == "unchanged" for o in outcomes)
    said = [f"{new or 'no'} new item{'' if new == 1 else 's'}"]
    if changed:
        said.append(f"{changed} changed")
    aside = [
        f"{count} {word}"
        for count, word in ((failed, "failed"), (unchanged, "unchanged"), (untouched, "not due"))
        if count
    ]
    feeds = f"{len(outcomes)} feed{'' if len(outcomes) == 1 else 's'}"
    return f"{feeds}: {', '.join(said)}" + (f" ({', '.join(aside)})" if aside else "")


def _name(outcome: FeedOutcome) -> str:
    from reewriter.net import redact

    return outcome.title or redact(outcome.url)


def _report(session: Session, outcomes: Sequence[FeedOutcome]) -> None:
    """Name every feed of which something is to be said, on stderr, as `feeds list` does."""
    from reewriter.feeds.outcome import no_network

    if said := no_network(outcomes):
        echo(f"error: {said}", err=True, look="bad")
    for outcome in outcomes:
        if outcome.offline:
            continue
        if outcome.error and outcome.status.value not in (*_UNTOUCHED, "unchanged"):
            status = outcome.status.value
            said = f"{'odd' if status == 'ok' else status}: {_name(outcome)}: {outcome.error}"
            echo(said, err=True, look="bad" if outcome.failed else "note")


@contextlib.contextmanager
def _progress(total: int, *, shown: bool) -> Iterator[Callable[[FeedOutcome], None] | None]:
    if not shown or not total:
        yield None
        return
    bar: ProgressBar[int] = click.progressbar(
        length=total,
        label="fetch".ljust(30),
        file=sys.stderr,
        width=24,
        show_eta=False,
        show_pos=True,
        show_percent=False,
    )
    with bar:

        def seen(outcome: FeedOutcome) -> None:
            bar.label = one_line(_name(outcome))[:30].ljust(30)
            bar.update(1)

        yield seen
