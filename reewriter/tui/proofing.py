"""Renders and checks an issue away from the screen's thread, and says what exports would do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reewriter.checks.weight import Weight, weigh
from reewriter.desk.calendar import zone
from reewriter.errors import ReewriterError
from reewriter.export import Receipt
from reewriter.formats import PARTS
from reewriter.model import Action, Composition, Finding, Issue, Publication, Rendered
from reewriter.text.words import counted
from reewriter.tui.article import Article
from reewriter.tui.handing_over import lacking_entry, service_entries, tester_entry, untyped_entry
from reewriter.tui.places import from_here
from reewriter.tui.widgets.menu import Entry
from reewriter.workspace import Workspace
from reewriter.workspace.deliveries import DeliveryStanding, standings
from reewriter.workspace.services import ServiceState

__all__ = [
    "Proof",
    "StoryProof",
    "article_of",
    "exported_line",
    "field_of",
    "findings_of",
    "offers",
    "proof_of",
]


_PATIENCE = 5.0
"""Seconds for which a menu waits for services that do not answer."""


@dataclass(frozen=True, slots=True)
class Proof:
    """An issue as readers would get it now, and what is wrong with it."""

    issue: Issue
    composition: Composition
    rendered: Rendered | None
    findings: tuple[Finding, ...]
    problem: str = ""
    """Why it could not be rendered."""
    weight: Weight | None = None
    standings: tuple[DeliveryStanding, ...] = ()
    """Where it went, and whether it has changed since."""

    @property
    def kilobytes(self) -> float:
        """The size of the mail's HTML."""
        return self.weight.kilobytes if self.weight else 0.0


@dataclass(frozen=True, slots=True)
class StoryProof:
    """What was found in one story."""

    findings: tuple[Finding, ...] = ()
    remark: str = ""
    """What is said where nothing was."""
    issue: tuple[Finding, ...] | None = None
    """All that was found in its issue; None where that was not looked at."""


def proof_of(workspace: Workspace, edition: str) -> Proof:
    """Render and check an issue; what goes wrong is part of the proof. For a worker's workspace."""
    issue = workspace.issues.get(edition)
    composition = workspace.issues.composition(issue)
    try:
        rendered = workspace.press.render(issue, composition=composition)
        findings = workspace.press.check(issue, composition=composition, rendered=rendered)
    except ReewriterError as error:
        return Proof(issue, composition, None, (), str(error))
    weight = weigh(composition, rendered.html)
    went = tuple(standings(workspace, issue, rendered))
    return Proof(issue, composition, rendered, tuple(findings), weight=weight, standings=went)


def article_of(proof: Proof, publication: Publication) -> Article:
    """Return the rendered issue as something to read."""
    issue = proof.issue
    due = f" · due {issue.due_at.astimezone(zone(publication)):%H:%M}" if issue.due_at else ""
    size = f" · {proof.kilobytes:.1f} kB" if proof.rendered else ""
    return Article(
        title=issue.subject or "(no subject yet)",
        deck=issue.preheader,
        source=f"No. {issue.number} · {issue.edition}{due}{size}",
        markdown=_without_front_matter(proof.rendered.markdown) if proof.rendered else "",
        note="" if issue.preheader else "no preheader yet",
    )


def _without_front_matter(markdown: str) -> str:
    if not markdown.startswith("---\n"):
        return markdown
    _, _, rest = markdown[4:].partition("\n---\n")
    return rest.lstrip()


def findings_of(workspace: Workspace, story_id: int) -> StoryProof:
    """Check one story in its issue."""
    issue = workspace.issues.current()
    composition = workspace.issues.composition(issue)
    placed = next((p for p in composition.placed if p.story.id == story_id), None)
    if placed is None:
        return StoryProof(remark="not in this issue: nothing is checked")
    if placed.bench:
        return StoryProof(remark="on the bench: checked when it goes out")
    found = workspace.press.check(issue, composition=composition)
    mine = [f for f in found if f.where.startswith(f"story/{story_id}/") and not f.waived]
    return StoryProof(tuple(mine), "✓ nothing to mend", tuple(found))


_FIELDS = {
    "deck": "deck",
    "critique": "critique",
    "highlight": "highlights",
    "highlights": "highlights",
    "source": "outlet",
    "source/url": "url",
    **{name: name for name in PARTS},
}


def field_of(finding: Finding) -> str:
    """Return the field of the story room in which a story's finding is mended."""
    place = finding.where.split("/", 2)[-1]
    return _FIELDS.get(place) or _FIELDS.get(place.partition("/")[0], "headline")


def offers(
    workspace: Workspace,
    edition: str,
    *,
    failed: Mapping[str, str] | None = None,
    only: str = "",
) -> list[Entry]:
    """Say for every target exactly what an export would do now. Writes nothing.

    `failed` are services that just could not be asked, and why: they are not asked again. `only` is
    the one that is asked, where the others just were.
    """
    issue = workspace.issues.get(edition)
    local = zone(workspace.brand.publication)
    last = {d.target: d for d in reversed(workspace.issues.deliveries(issue))}
    entries: list[Entry] = []
    services = {one.target: one for one in _looked(workspace, issue, failed, only)}
    testers, untyped = workspace.services.testers(), workspace.services.untyped()
    for name in workspace.press.target_names():
        if name in untyped:
            entries.append(untyped_entry(name, untyped[name]))
            continue
        if lacking := workspace.services.recipe(name).lacking:
            entries.append(lacking_entry(name, lacking))
            continue
        if name in services:
            entries += service_entries(services[name])
            continue
        if name in testers:
            entries.append(tester_entry(name))
            continue
        try:
            receipt = workspace.press.export(issue, name, dry_run=True).receipt
        except ReewriterError as error:
            entries.append(Entry(name, name, from_here(str(error), workspace.root), "error"))
            continue
        known = last.get(name)
        there = all(path.exists() for path in receipt.files)
        if known and known.digest == receipt.digest and known.status == "delivered" and there:
            entries.append(
                Entry(name, name, f"unchanged since {known.at.astimezone(local):%H:%M}", "good")
            )
        else:
            what = "writes again" if known else "writes"
            entries.append(Entry(name, name, f"{what} {_files(receipt, workspace)}"))
    return entries


def _looked(
    workspace: Workspace, issue: Issue, failed: Mapping[str, str] | None, only: str
) -> list[ServiceState]:
    return workspace.services.states(
        issue, look=True, failed=failed, only=only.split(), within=_PATIENCE
    )


def exported_line(workspace: Workspace, target: str, receipt: Receipt) -> str:
    """Say what an export did, in one line."""
    words: dict[Action, str] = {
        Action.UNCHANGED: "unchanged",
        Action.WRITTEN: "written",
        Action.CREATED: "draft made",
        Action.UPDATED: "draft updated",
    }
    kept = f" · kept a copy of {receipt.kept[0].name}" if receipt.kept else ""
    action = words.get(receipt.action, receipt.action.value)
    before = " · the one before is still there: delete it" if receipt.beside else ""
    return f"{target}: {action} · {_files(receipt, workspace)}{kept}{before}"


def _files(receipt: Receipt, workspace: Workspace) -> str:
    """Name the files of an export, from the workspace's folder on: "out/1/1.html, .md, .txt"."""
    if not receipt.files:
        return receipt.url
    first, *more = receipt.files
    twins = [path.suffix for path in more if path.with_suffix("") == first.with_suffix("")]
    others = len(more) - len(twins)
    pictures = f" and {counted(others, 'picture')}" if others else ""
    return ", ".join([from_here(str(first), workspace.root), *twins]) + pictures
