"""Check, render and export of a workspace's issues, for both front ends; gathers the facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from reewriter.checks import Facts, headline_key
from reewriter.checks import check as run_checks
from reewriter.config import EXAMPLE_POSTAL_ADDRESS, EXAMPLE_UNSUBSCRIBE_URL
from reewriter.model import Composition, Finding, Issue, Rendered
from reewriter.store import issues
from reewriter.text import url_key

if TYPE_CHECKING:
    from reewriter.export import Receipt
    from reewriter.workspace.workspace import Workspace

__all__ = ["Exported", "Press"]

Format = Literal["html", "markdown", "text"]


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
        """Render an issue; raises TemplateError that names file and line."""
        from reewriter.render import render

        workspace = self._workspace
        return render(
            composition or workspace.issues.composition(issue),
            workspace.brand,
            templates=workspace.templates,
            now=workspace.now(),
        )

    def check(
        self,
        issue: Issue,
        *,
        composition: Composition | None = None,
        rendered: Rendered | None = None,
    ) -> list[Finding]:
        """Run every check on an issue: errors first."""
        composed = composition or self._workspace.issues.composition(issue)
        return run_checks(
            composed,
            rendered or self.render(issue, composition=composed),
            brand=self._workspace.brand,
            facts=self.facts(composed),
        )

    def facts(self, composition: Composition) -> Facts:
        """Gather what the checks must know of the world outside the issue."""
        workspace = self._workspace
        publication = workspace.brand.publication
        urls = [s.url for p in composition.above for s in p.story.sources if s.url]
        return Facts(
            now=workspace.now(),
            ran_before=self._ran_before(composition.issue, urls),
            postal_address_is_example=publication.postal_address == EXAMPLE_POSTAL_ADDRESS,
            unsubscribe_is_example=publication.unsubscribe_url == EXAMPLE_UNSUBSCRIBE_URL,
        )

    def _ran_before(self, issue: Issue, urls: Sequence[str]) -> dict[str, str]:
        ran = dict(issues.ran(self._store, issue, urls))
        ran.update({url_key(url): edition for url, edition in ran.items()})
        for story in issues.recent(self._store, before=issue, limit=500):
            ran[headline_key(story.headline)] = story.date.isoformat()
        return ran

    def out_folder(self, issue: Issue) -> Path:
        """Return where an issue's files go by default."""
        return self._workspace.root / "out" / issue.edition

    def write(
        self,
        issue: Issue,
        *,
        formats: Sequence[Format] = ("html", "markdown", "text"),
        out: Path | None = None,
    ) -> dict[str, Path]:
        """Render an issue into files; returns the paths by format."""
        from reewriter.export.atomic import write_files

        rendered = self.render(issue)
        folder = out or self.out_folder(issue)
        ending = {"html": "html", "markdown": "md", "text": "txt"}
        content = {"html": rendered.html, "markdown": rendered.markdown, "text": rendered.text}
        paths = {name: folder / f"{issue.edition}.{ending[name]}" for name in formats}
        write_files({paths[name]: content[name].encode() for name in formats})
        return dict(paths)
