"""The plain text of an issue as the editor wrote it, where that is not the template's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reewriter.errors import UsageError
from reewriter.model import Issue
from reewriter.text import clean
from reewriter.text.digest import digest_of

if TYPE_CHECKING:
    from reewriter.workspace.workspace import Workspace

__all__ = ["PlainText"]


class PlainText:
    """Plain text by hand. It is remembered which text of the template it stands for."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def in_force(self, issue: Issue) -> str:
        """Return the plain text that goes out, its merge tags not filled in."""
        return self._workspace.press.render(issue).text

    def is_stale(self, issue: Issue) -> bool:
        """Tell whether the issue has changed since its own text was written."""
        made = self._workspace.press.render(issue).made_text
        return bool(made) and digest_of(made) != issue.own_text_of

    def write(self, issue: Issue, text: str) -> Issue:
        """Have this text go out instead of the template's; that one itself takes ours away.

        The addresses of feeds.toml in it become merge tags again. Raises UsageError for an empty
        text, SentError for an issue that went out.
        """
        rendered = self._workspace.press.render(issue)
        made = rendered.made_text or rendered.text
        text = self._tagged(clean(text).strip("\n"), issue)
        if not text.strip():
            raise UsageError(
                "an empty text cannot go out",
                hint="`issue text EDITION --clear` brings back the template's.",
            )
        if text.strip() == clean(made).strip():
            return self.clear(issue)
        return self._set(issue, f"{text}\n", digest_of(made))

    def keep(self, issue: Issue) -> Issue:
        """Say that the text is right although the issue has changed since."""
        if not issue.own_text:
            raise UsageError(
                f"{issue.edition} has no plain text of its own",
                hint="`issue text EDITION FILE` gives it one.",
            )
        return self.write(issue, issue.own_text)

    def clear(self, issue: Issue) -> Issue:
        """Have the template's text go out again; ours stays in the history."""
        return self._set(issue, "", "")

    def _set(self, issue: Issue, text: str, digest: str) -> Issue:
        changes = {"own_text": text, "own_text_of": digest}
        return self._workspace.issues.edit(issue.edition, changes, base=issue)

    def _tagged(self, text: str, issue: Issue) -> str:
        """Put merge tags back where a working copy has the addresses themselves."""
        from reewriter.render.bound import publication_urls

        publication = self._workspace.brand.publication
        for name, url in publication_urls(publication, issue.edition).items():
            if url and f"⟦{name}⟧" not in text:
                text = text.replace(url, f"⟦{name}⟧")
        return text
