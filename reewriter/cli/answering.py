"""`issue weigh`, `deliveries` and `waive`: what an issue is, where it went, what may stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from reewriter.cli import shapes
from reewriter.cli.inputs import LINE, edition_argument, issue_option
from reewriter.cli.output import Cell, Column, Json, Paint, table
from reewriter.cli.session import Session, as_json, pass_session
from reewriter.cli.times import local
from reewriter.errors import NotFoundError, UsageError
from reewriter.text.nearest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reewriter.model import Finding

__all__ = ["deliveries", "waive", "weigh"]

_LOOKS: dict[str, Paint] = {"same": "good", "changed": "warn", "unfinished": "bad"}


@click.command()
@edition_argument
@as_json
@pass_session
def weigh(session: Session, *, edition: str | None) -> None:
    """Weigh an issue story by story.

    Says where Gmail would cut it.
    """
    from reewriter.checks.weight import weigh as weighed
    from reewriter.desk.skeleton import words_in
    from reewriter.text.copy_desk.reading import readability
    from reewriter.text.words import counted, reading_minutes

    workspace = session.workspace()
    found = session.issue(edition)
    composed = workspace.issues.composition(found)
    weight = weighed(composed, workspace.press.render(found, composition=composed).html)
    above = [placed.story for placed in composed.above]
    words = [words_in(story) for story in above]
    value: dict[str, Json] = {
        "bytes": weight.total,
        "limit": weight.limit,
        "cut": weight.cut,
        "words": sum(words),
        "minutes": reading_minutes(sum(words)),
        "stories": [
            {
                "id": story.id,
                "words": count,
                "bytes": weight.stories.get(story.id),
                "grade": round(readability(story.critique).grade, 1),
            }
            for story, count in zip(above, words, strict=True)
        ],
    }

    def human() -> None:
        columns = (
            Column("story", right=True),
            Column("headline", gives=True),
            Column("words", right=True),
            Column("bytes", right=True),
            Column("grade", right=True),
            Column(""),
        )
        rows = [
            (
                str(story.id),
                story.headline,
                f"{count:,}",
                f"{weight.stories[story.id]:,}" if story.id in weight.stories else "?",
                f"{readability(story.critique).grade:.0f}",
                Cell("Gmail cuts here", "bad") if story.id == weight.cut else "",
            )
            for story, count in zip(above, words, strict=True)
        ]
        table(columns, rows)

    session.answer(value, human)
    minutes = f"{reading_minutes(sum(words))} min"
    size = f"{weight.total:,} of Gmail's {weight.limit:,} bytes"
    session.note(f"{found.edition}: {counted(sum(words), 'word')}, {minutes}, {size}.")


@click.command()
@edition_argument
@as_json
@pass_session
def deliveries(session: Session, *, edition: str | None) -> None:
    """List where an issue went last.

    Says whether it has changed since.
    """
    from reewriter.workspace.deliveries import standings

    workspace = session.workspace()
    found = session.issue(edition)
    listed = standings(workspace, found, workspace.press.render(found))

    reasons = [one.delivery.reason for one in listed]

    def human() -> None:
        columns = (
            Column("target"),
            Column("when"),
            Column("state"),
            Column("where", gives=True),
            *((Column("in spite of errors", gives=True),) if any(reasons) else ()),
        )
        table(
            columns,
            [
                (
                    one.delivery.target,
                    local(one.delivery.at, workspace.brand.publication),
                    Cell(one.words, _LOOKS.get(one.state, "dim")),
                    one.delivery.url,
                    *((one.delivery.reason,) if any(reasons) else ()),
                )
                for one in listed
            ],
        )

    session.answer([{**shapes.delivery(one.delivery), "state": one.state} for one in listed], human)
    if not listed:
        nowhere = "has gone nowhere yet: `reewriter export --to file`"
        out = workspace.issues.went_out(found)
        said = "went out, but not from here: no target is known" if out else nowhere
        session.note(f"{found.edition} {said}.")


@click.command()
@click.argument("check_id", type=LINE, metavar="CHECK")
@click.option("--where", type=LINE, metavar="WHERE", help="The place, as `check --json` names it.")
@click.option(
    "--about", type=LINE, metavar="TEXT", help="Of several there, the word, figure or link meant."
)
@click.option("--reason", type=LINE, metavar="TEXT", help="Why it may stand.")
@click.option("--back", is_flag=True, help="Let it count again.")
@issue_option
@as_json
@pass_session
def waive(
    session: Session,
    *,
    check_id: str,
    where: str | None,
    about: str | None,
    reason: str | None,
    back: bool,
    edition: str | None,
) -> None:
    """Let a finding of `check` stand, and say why.

    With --back it counts again.
    """
    if back == (reason is not None):
        raise UsageError(
            "say one of --reason and --back", hint="As `issue waive links.http --reason TEXT`."
        )
    workspace = session.workspace()
    issue = session.issue(edition)
    wanted = _Wanted(check_id, where, about, waived=back)
    finding = wanted.among(workspace.press.check(issue))
    if back:
        workspace.issues.unwaive(issue, finding.id, finding.place)
    elif not finding.waivable:
        raise UsageError(f"{finding.id} cannot be waived", hint="It has to be mended.")
    else:
        workspace.issues.waive(issue, finding.id, finding.place, reason or "")
    findings = workspace.press.check(issue)
    value: list[Json] = [shapes.finding(one) for one in findings]
    from reewriter.cli.press import print_findings

    session.answer(value, lambda: print_findings(findings, err=False))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A finding as it is named on the command line."""

    check_id: str
    where: str | None
    about: str | None
    waived: bool

    def among(self, findings: Sequence[Finding]) -> Finding:
        """Return the one finding that is meant; raises where there is none, or more than one."""
        named = [one for one in findings if (one.id, one.waived) == (self.check_id, self.waived)]
        there = [
            one
            for one in named
            if self.where in (None, one.where) and self.about in (None, one.about)
        ]
        if not there:
            listed = "`reewriter check` lists them."
            hint = did_you_mean(self.check_id, [one.id for one in findings], otherwise=listed)
            if named:
                hint = f"It was found at {_places(named)}."
            kind = "waived finding" if self.waived else "finding"
            raise NotFoundError(f"there is no {kind} “{self.check_id}” there", hint=hint)
        if len({one.place for one in there}) > 1:
            option = "--where" if len({one.where for one in there}) > 1 else "--about"
            said = _places(there) if option == "--where" else ", ".join(one.about for one in there)
            raise UsageError(
                f"{self.check_id} was found more than once", hint=f"Say {option}: {said}."
            )
        return there[0]


def _places(findings: Sequence[Finding]) -> str:
    return ", ".join(dict.fromkeys(one.where for one in findings))
