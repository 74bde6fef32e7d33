"""`check`, `render` and `export`: the way from an issue to what readers get."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reewriter.cli import shapes
from reewriter.cli.inputs import LINE, edition_argument
from reewriter.cli.output import Json, Paint, echo, one_line, paragraph
from reewriter.cli.session import Session, as_json, pass_session
from reewriter.errors import AnswerError, NetworkError, RemoteError, UsageError

if TYPE_CHECKING:
    from reewriter.model import Finding, Issue
    from reewriter.workspace.press import Exported, Format

__all__ = ["check", "export", "print_findings", "render", "totals"]

_LOOKS: dict[str, Paint] = {"error": "bad", "warning": "warn", "info": "note"}


@click.command()
@edition_argument
@click.option(
    "--target", type=LINE, metavar="TARGET", help="Also what this target would object to."
)
@click.option("--links", is_flag=True, help="Ask first which links lead somewhere.")
@as_json
@pass_session
def check(session: Session, *, edition: str | None, target: str | None, links: bool) -> None:
    """Check an issue before it goes out.

    The exit code is 1 where there are errors. What links answer is kept for some hours.
    """
    from reewriter.checks import errors

    workspace = session.workspace()
    found = session.issue(edition)
    if links:
        ask_links(session, found)
    findings = workspace.press.check(found)
    if target is not None:
        findings += workspace.press.check_target(found, target)
    value: list[Json] = [shapes.finding(one) for one in findings]
    session.answer(value, lambda: print_findings(findings, err=False))
    session.note(f"{found.edition}: {totals(findings)}.")
    session.fail(1 if errors(findings) else 0)


def ask_links(session: Session, issue: Issue) -> None:
    """Ask the links of an issue, and say how far that is; without a network, say that."""
    workspace = session.workspace()

    def tell(done: int, total: int) -> None:
        if done % 10 == 0 and done < total:
            session.note(f"Asked {done} of {total} links.")

    try:
        looked = workspace.links.look(workspace.issues.composition(issue), on_seen=tell)
    except NetworkError as error:
        session.note(f"{error}")
        session.fail(error.exit_code)
    else:
        session.note(f"{looked}.")


@click.command()
@edition_argument
@click.option(
    "--format",
    "formats",
    default="html,markdown,text",
    metavar="LIST",
    help="Of html, markdown, text; else all.",
)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER",
              help="Else out/EDITION/, or out/archive/.")  # fmt: skip
@click.option("--archive", is_flag=True, help="All issues that went out, as a web site of files.")
@as_json
@pass_session
def render(
    session: Session, *, edition: str | None, formats: str, out: Path | None, archive: bool
) -> None:
    """Write an issue as HTML, Markdown and text."""
    workspace = session.workspace()
    if archive:
        _archive(session, edition, out)
        return
    wanted = _formats(formats)
    paths = workspace.press.write(session.issue(edition), formats=wanted, out=out)
    sizes = {name: path.stat().st_size for name, path in paths.items()}

    def human() -> None:
        for name, path in paths.items():
            echo(f"{path}  ({sizes[name]:,} bytes)")

    session.answer(
        {
            "files": {name: str(path.absolute()) for name, path in paths.items()},
            "bytes": dict(sizes.items()),
        },
        human,
    )


def _archive(session: Session, edition: str | None, out: Path | None) -> None:
    if edition is not None:
        raise UsageError("--archive writes all issues that went out", hint="Leave the edition out.")
    workspace = session.workspace()
    paths = workspace.press.archive(out=out)
    files: dict[str, Json] = {name: str(path.absolute()) for name, path in paths.items()}

    def human() -> None:
        for path in paths.values():
            echo(str(path))

    session.answer({"files": files}, human)
    publication = workspace.brand.publication
    if "{edition}" not in publication.archive_url:
        home = publication.archive_home or "https://example.com/newsletter/"
        session.note(
            "“View in browser” leads to no page of these: write"
            f' archive_url = "{home}{{edition}}.html" in [publication] of feeds.toml,'
            " with where you put them."
        )
    if len(paths) == len(_SITE):
        session.note("No issue has gone out yet: `reewriter export` brings the first to a target.")


_SITE = ("index.html", "feed.xml", "robots.txt")
"""What a site without issues holds."""


def _formats(written: str) -> list[Format]:
    from reewriter.workspace.press import FORMATS

    names = [name.strip().lower() for name in written.split(",") if name.strip()]
    known = [name for name in FORMATS if name in names]
    unknown = [name for name in names if name not in FORMATS]
    if unknown or not known:
        raise UsageError(
            f"there is no format “{unknown[0] if unknown else written}”",
            hint=f"Formats: {', '.join(FORMATS)}.",
        )
    return known


@click.command()
@edition_argument
@click.option(
    "--to", "target", required=True, type=LINE, metavar="TARGET", help="As `targets list` names it."
)
@click.option("--dry-run", is_flag=True, help="Look and write nothing.")
@click.option("--again", is_flag=True, help="Also when nothing changed, to the same draft.")
@click.option("--anyway", type=LINE, metavar="REASON", help="In spite of errors, and why.")
@click.option("--keep-theirs", is_flag=True, help="Let a draft stand as it was edited there.")
@click.option("--overwrite", is_flag=True, help="Write over what was edited there.")
@click.option("--new-draft", is_flag=True, help="Make a further draft beside it.")
@as_json
@pass_session
def export(
    session: Session,
    /,
    *,
    edition: str | None,
    target: str,
    dry_run: bool,
    again: bool,
    anyway: str | None,
    **choices: bool,
) -> None:
    """Bring an issue to a target, as a draft.

    Files, or a draft at a mailing service: always the same one. Nothing is ever sent.
    """
    from reewriter.export import Choice
    from reewriter.model import Action

    workspace = session.workspace()
    issue = session.issue(edition)
    wanted = [_CHOICES[name] for name, given in choices.items() if given]
    if len(wanted) > 1:
        raise UsageError(
            "a draft that was edited there gets one answer, not several",
            hint="Choose --keep-theirs, --overwrite or --new-draft.",
        )
    choice = Choice(wanted[0]) if wanted else Choice.ASK
    try:
        done = workspace.press.export(
            issue, target, dry_run=dry_run, again=again, anyway=anyway, choice=choice
        )
    except RemoteError as error:
        for line in error.difference.splitlines():
            echo(one_line(line), err=True, look=_EDITED.get(line[:1], ""))
        raise
    except (AnswerError, NetworkError) as error:
        if target in workspace.services.names():
            by_hand = f"Or paste it by hand: `reewriter copy {issue.edition} --for {target}`."
            error.hint = f"{error.hint} {by_hand}".strip()
        raise
    session.answer(shape_of(target, done), lambda: _exported(done))
    if choice is Choice.KEEP and done.receipt.action is Action.UNCHANGED:
        session.note(
            f"{target}: theirs stands there as it was edited, and differs from this issue."
        )
    if done.receipt.beside:
        session.note(f"{target}: the draft before is still there. Delete it: {done.receipt.beside}")
    if done.findings:
        # What is told for information stops nothing, and is the longest part of it.
        print_findings([one for one in done.findings if one.severity.value != "info"], err=True)
        session.note(f"{issue.edition}: {totals(done.findings)}. `reewriter check` tells all.")


_CHOICES = {"keep_theirs": "keep", "overwrite": "overwrite", "new_draft": "new"}
_EDITED: dict[str, Paint] = {"+": "good", "-": "bad", "@": "dim"}


def shape_of(target: str, done: Exported) -> dict[str, Json]:
    """Return the JSON answer of an export."""
    receipt = done.receipt
    return {
        "target": target,
        "action": receipt.action.value,
        "remote_id": receipt.remote_id,
        "url": receipt.url,
        "digest": receipt.digest,
    }


def _exported(done: Exported) -> None:
    receipt = done.receipt
    for path in receipt.files or ():
        echo(f"{receipt.action.value}  {path}")
    if not receipt.files:
        echo(f"{receipt.action.value}  {receipt.url}")
    for path in receipt.kept:
        echo(f"kept a copy of what was there: {path}", err=True, look="note")


def print_findings(findings: Sequence[Finding], *, err: bool) -> None:
    """Print findings, one a line in a pipe: how bad, what, what to do, which check, where."""
    for one in findings:
        state = "waived" if one.waived else one.severity.value
        dot = "" if one.message.endswith((".", "?", "!")) else "."
        echo(f"{state:<9}", err=err, end="", look="dim" if one.waived else _LOOKS[state])
        paragraph(f"{one.message}{dot} {one.hint} [{one.id} {one.where}]", indent=9, err=err)


def totals(findings: Sequence[Finding]) -> str:
    """Count findings in words: "1 error, 2 warnings"."""
    said = []
    for severity in ("error", "warning", "info"):
        count = sum(one.severity.value == severity and not one.waived for one in findings)
        if count:
            said.append(f"{count} {severity}{'s' if count > 1 else ''}")
    waived = sum(one.waived for one in findings)
    said += [f"{waived} waived"] if waived else []
    return ", ".join(said) or "all checks pass"
