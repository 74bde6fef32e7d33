"""What the issue room shows of an issue besides its order: the text, and the page in a browser."""

from __future__ import annotations

import threading
import webbrowser

from reewriter.desk.calendar import zone
from reewriter.model import Issue, Publication
from reewriter.tui.article import Article
from reewriter.tui.proofing import Proof
from reewriter.workspace import Workspace

__all__ = ["article_of", "open_in_browser"]


def article_of(proof: Proof, publication: Publication) -> Article:
    """Return the rendered issue as something to read."""
    issue = proof.issue
    due = f" · due {issue.due_at.astimezone(zone(publication)):%H:%M}" if issue.due_at else ""
    size = f" · {proof.kilobytes:.1f} kB" if proof.rendered else ""
    return Article(
        title=issue.subject or "(no subject yet)",
        source=f"No. {issue.number} · {issue.edition}{due}{size}",
        markdown=_without_front_matter(proof.rendered.markdown) if proof.rendered else "",
        note=issue.preheader or "no preheader yet",
    )


def _without_front_matter(markdown: str) -> str:
    if not markdown.startswith("---\n"):
        return markdown
    _, _, rest = markdown[4:].partition("\n---\n")
    return rest.lstrip()


def open_in_browser(workspace: Workspace, issue: Issue) -> str:
    """Write the issue's working copy and open it in the web browser; returns what to say."""
    path = workspace.press.write(issue, formats=("html",))["html"]
    # A browser may take seconds to answer, and some never come back.
    threading.Thread(target=webbrowser.open, args=(path.as_uri(),), daemon=True).start()
    return f"opened {path.relative_to(workspace.root)} in the browser"
