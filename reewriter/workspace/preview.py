"""Shows an issue in the browser while it is edited: renders what changed, serves what is ready."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

from reewriter.config import load as load_config
from reewriter.errors import ReewriterError
from reewriter.model import Issue, Rendered
from reewriter.net.loopback import LoopbackServer, Page
from reewriter.workspace.folder import CONFIG

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from reewriter.workspace.workspace import Workspace

__all__ = ["Preview"]

_SHELL = Path(__file__).with_name("preview.html")
_SHELL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline';"
    " connect-src 'self'; frame-src 'self'; frame-ancestors 'none'"
)
# The mail itself may run nothing and load nothing: an unsent draft must not call anybody.
_MAIL_POLICY = "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'; img-src data:"


class Preview:
    """A page on 127.0.0.1 with an issue's three formats side by side.

    The workspace must be one that is not edited itself (a desk forks one): what others commit is
    what is noticed. Call `refresh` on its thread, as often as you like; the browser asks every
    second whether there is something new.
    """

    def __init__(self, workspace: Workspace, issue: Issue, *, port: int = 0) -> None:
        self._workspace = workspace
        self._edition = issue.edition
        self._seen: object = None
        self._pages: dict[str, Page] = {}
        self.refresh()
        self._server = LoopbackServer(self._page, port=port)

    @property
    def url(self) -> str:
        """Where to look."""
        return self._server.url

    def close(self) -> None:
        """Stop serving."""
        self._server.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def refresh(self) -> bool:
        """Render anew where something may have changed; returns whether the page did."""
        now = self._fingerprint()
        if now == self._seen:
            return False
        self._seen = now
        before = self._pages.get("/state")
        try:
            self._workspace.use(load_config(self._workspace.root / CONFIG))
            issue = self._workspace.issues.get(self._edition)
            rendered = self._workspace.press.proof(issue)
            state = {"edition": self._edition, "subject": rendered.subject, "error": ""}
            self._pages = _pages(rendered, state)
        except ReewriterError as error:
            # The last good rendering stays on the page, with what is wrong above it.
            state = {"edition": self._edition, "subject": "", "error": str(error)}
            self._pages = {**self._pages, "/state": _state(state, b"")}
        return self._pages["/state"] != before

    def _fingerprint(self) -> object:
        """Return something that differs when issue, feeds.toml or a template may have changed."""
        workspace = self._workspace
        files = [workspace.root / CONFIG]
        if workspace.templates is not None:
            files += sorted(workspace.templates.rglob("*"))
        return (workspace.store.data_version(), *map(_stamp, files))

    def _page(self, path: str) -> Page | None:
        if path == "/":
            return Page(_SHELL.read_bytes(), policy=_SHELL_POLICY)
        return self._pages.get(path)


def _stamp(path: Path) -> tuple[str, int, int]:
    try:
        found = path.stat()
    except OSError:
        return str(path), 0, 0
    return str(path), found.st_mtime_ns, found.st_size


def _pages(rendered: Rendered, state: dict[str, str]) -> dict[str, Page]:
    html, markdown, text = (
        part.encode() for part in (rendered.html, rendered.markdown, rendered.text)
    )
    return {
        "/html": Page(html, policy=_MAIL_POLICY),
        "/markdown": Page(markdown, "text/plain; charset=utf-8"),
        "/text": Page(text, "text/plain; charset=utf-8"),
        "/state": _state(state, html + markdown + text),
    }


def _state(state: dict[str, str], content: bytes) -> Page:
    version = hashlib.blake2b(content + state["error"].encode(), digest_size=8).hexdigest()
    return Page(json.dumps({**state, "version": version}).encode(), "application/json")
