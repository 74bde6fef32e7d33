"""Check, render and export of a workspace's issues, for both front ends; gathers the facts."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from reewriter.model import Composition, Finding, Issue, IssueStatus, Rendered, Severity
from reewriter.store import issues
from reewriter.workspace.linktags import for_target, own_settings
from reewriter.workspace.pictures import FOLDER as MEDIA
from reewriter.workspace.showing import led_to, with_files

if TYPE_CHECKING:
    from reewriter.checks import Facts
    from reewriter.errors import TemplateError
    from reewriter.export import Choice, Receipt
    from reewriter.render import TemplateFile
    from reewriter.workspace.workspace import Workspace

__all__ = ["FORMATS", "Exported", "Format", "Press"]

Format = Literal["html", "markdown", "text"]
FORMATS: tuple[Format, ...] = ("html", "markdown", "text")


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export did, and what the checks said before it."""

    receipt: Receipt
    findings: tuple[Finding, ...]


class Press:
    """The printing room."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._store = workspace.store

    def render(self, issue: Issue, *, composition: Composition | None = None) -> Rendered:
        """Render an issue; raises TemplateError that names file and line.

        One that has been sent is what went out, whatever became of its stories and templates.
        """
        from reewriter.render import render

        workspace = self._workspace
        if issue.status is IssueStatus.SENT and (kept := issues.sent(self._store, issue)):
            return with_files(kept, workspace.root)
        rendered = render(
            composition or workspace.issues.composition(issue),
            workspace.brand,
            templates=workspace.templates,
            now=workspace.now(),
        )
        return with_files(rendered, workspace.root)

    def check(
        self,
        issue: Issue,
        *,
        composition: Composition | None = None,
        rendered: Rendered | None = None,
    ) -> list[Finding]:
        """Run every check on an issue: errors first."""
        from reewriter.checks import check as run_checks

        composed = composition or self._workspace.issues.composition(issue)
        return run_checks(
            composed,
            rendered or self.render(issue, composition=composed),
            brand=self._workspace.brand,
            facts=self.facts(composed),
        )

    def facts(self, composition: Composition) -> Facts:
        """Gather what the checks must know of the world outside the issue."""
        from reewriter.workspace.gathering import facts_for

        return facts_for(self._workspace, composition)

    def out_folder(self, issue: Issue) -> Path:
        """Return where an issue's files go by default."""
        return self._workspace.root / "out" / issue.edition

    def write(
        self,
        issue: Issue,
        *,
        formats: Sequence[Format] = FORMATS,
        out: Path | None = None,
    ) -> dict[Format, Path]:
        """Render an issue into working copies, `issue.html`, `.md` and `.txt`; returns the paths.

        They are written over each time, while what `export` delivered is guarded; so the two
        have names of their own.
        """
        from reewriter.atomic import write_files

        folder = out or self.out_folder(issue)
        filled = led_to(self.proof(issue), self._workspace.root, folder)
        contents: dict[Format, tuple[str, str]] = {
            "html": ("issue.html", filled.html),
            "markdown": ("issue.md", filled.markdown),
            "text": ("issue.txt", filled.text),
        }
        paths: dict[Format, Path] = {name: folder / contents[name][0] for name in formats}
        write_files({paths[name]: contents[name][1].encode() for name in formats})
        return paths

    def archive(self, *, out: Path | None = None) -> dict[str, Path]:
        """Write the issues that went out as a web site; returns its files by their path in it.

        Files that are there are written over. Issues of a day that has not come are left out, since
        they were exported only to be looked at; so are those with a story under embargo.
        """
        from reewriter.atomic import write_files
        from reewriter.render import ArchivedIssue, archive

        workspace = self._workspace
        pages = [
            ArchivedIssue(
                edition=issue.edition,
                number=issue.number,
                date=issue.date,
                published=issue.due_at or datetime.combine(issue.date, time(12), UTC),
                rendered=self.render(issue),
            )
            for issue in issues.gone_out(self._store)
            if not self._is_of_a_later_day(issue) and not self._under_embargo(issue)
        ]
        site = archive(pages, workspace.brand, templates=workspace.templates)
        folder = out or workspace.root / "out" / "archive"
        paths = {name: folder / name for name in site}
        contents = {paths[name]: text.encode() for name, text in site.items()}
        for picture in (each for page in pages for each in page.rendered.images):
            with contextlib.suppress(OSError):  # checks tell it; the others are there
                contents[folder / MEDIA / picture.name] = picture.read_bytes()
        write_files(contents)
        return paths

    def _is_of_a_later_day(self, issue: Issue) -> bool:
        from reewriter.desk.calendar import zone

        today = self._workspace.now().astimezone(zone(self._workspace.brand.publication)).date()
        return issue.date > today and issue.status is not IssueStatus.SENT

    def _under_embargo(self, issue: Issue) -> bool:
        """Tell whether an issue that was exported holds what nobody may read yet."""
        now, above = self._workspace.now(), self._workspace.issues.composition(issue).above
        waits = any((one.story.embargo_until or now) > now for one in above)
        return waits and issue.status is not IssueStatus.SENT

    def proof(self, issue: Issue, *, rendered: Rendered | None = None) -> Rendered:
        """Render an issue as readers see it: merge tags filled in with the configured addresses."""
        from reewriter.render.bound import bound, publication_urls

        urls = publication_urls(self._workspace.brand.publication, issue.edition)
        return bound(rendered or self.render(issue), urls)

    def template_files(self) -> tuple[TemplateFile, ...]:
        """List every template with the file that is in force."""
        from reewriter.render import template_listing

        return template_listing(self._workspace.templates)

    def copy_templates(self, name: str) -> tuple[Path, ...]:
        """Copy a template or a whole look into the workspace, to be changed; returns the copies."""
        from reewriter.render import copy_look

        return copy_look(name, self._workspace.root / "templates")

    def check_templates(self) -> tuple[TemplateError, ...]:
        """Try each template of the workspace and return the mistakes found."""
        from reewriter.render import check_templates

        folder = self._workspace.templates
        return check_templates(folder) if folder else ()

    def target_names(self) -> list[str]:
        """List every target there is, those of feeds.toml first."""
        from reewriter.export import names

        return names(self._workspace.config.targets)

    def targets(self) -> dict[str, str]:
        """Return the type of every target there is, those of feeds.toml first."""
        from reewriter.export import names

        specs = self._workspace.config.targets
        types = {spec.name: spec.type for spec in specs}
        return {name: types.get(name, name) for name in names(specs)}

    def check_target(self, issue: Issue, target: str) -> list[Finding]:
        """Return what a target would object to if it were given the issue now; writes nothing.

        Raises NotFoundError for an unknown target, ExportError where it could not be built.
        """
        from reewriter.export import ExportContext, target_for
        from reewriter.store import deliveries

        workspace = self._workspace
        chosen = target_for(target, own_settings(workspace.config.targets))
        context = ExportContext.of(
            issue, workspace.brand.publication, out_dir=self.out_folder(issue)
        )
        payload = chosen.prepare(self._for_target(self.render(issue), issue, target), context)
        if chosen.service:  # nobody is asked: `issue show --look` does that
            return chosen.check(payload)
        look = chosen.look(payload, deliveries.latest(self._store, issue.id, chosen.name))
        foreign = [
            Finding(
                id="target.foreign",
                severity=Severity.WARNING,
                message=f"{name} was changed or put there by somebody else",
                where=f"target.{chosen.name}",
                hint="Move it away, or export with --again: a copy of it is kept.",
            )
            for name in look.foreign
        ]
        return [*chosen.check(payload), *foreign]

    def _for_target(self, rendered: Rendered, issue: Issue, target: str) -> Rendered:
        workspace = self._workspace
        return for_target(
            rendered,
            target,
            workspace.config.targets,
            composition=workspace.issues.composition(issue),
            brand=workspace.brand,
        )

    def export(
        self,
        issue: Issue,
        target: str,
        *,
        dry_run: bool = False,
        again: bool = False,
        anyway: str | None = None,
        choice: Choice | None = None,
    ) -> Exported:
        """Bring an issue to a target as a file or draft, unless exactly it is there already.

        `choice` is what becomes of a draft that was edited or deleted at its service. Raises
        NotFoundError for an unknown target, RemoteError where the editor must choose, and
        ExportError where the checks refuse or the target cannot take it.
        """
        from reewriter.export import (
            Choice,
            ExportContext,
            deliver,
            overridden,
            refusal,
            target_for,
        )

        workspace = self._workspace
        specs = own_settings(workspace.config.targets)
        chosen = target_for(target, specs, outside=workspace.services.outside)
        composition = workspace.issues.composition(issue)
        rendered = self.render(issue, composition=composition)
        findings = self.check(issue, composition=composition, rendered=rendered)
        rendered = self._for_target(rendered, issue, target)
        context = ExportContext.of(
            issue, workspace.brand.publication, out_dir=self.out_folder(issue)
        )
        if chosen.service:
            findings += chosen.check(chosen.prepare(rendered, context))
        reason = refusal(findings, chosen, anyway=anyway)
        if reason is not None:
            raise reason
        receipt = deliver(
            self._store,
            chosen,
            rendered,
            issue=issue,
            ctx=context,
            now=workspace.now(),
            dry_run=dry_run,
            again=again,
            choice=choice or Choice.ASK,
            reason=overridden(findings, chosen, anyway),
        )
        if chosen.service and not dry_run:
            findings += workspace.services.wants(issue, target)
        return Exported(receipt, tuple(findings))
