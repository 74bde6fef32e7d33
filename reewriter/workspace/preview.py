"""Shows an issue in the browser while it is edited: renders what changed, serves what is ready."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reewriter.closing import Closing
from reewriter.config import load as load_config
from reewriter.errors import ReewriterError
from reewriter.model import Finding, Issue, Rendered
from reewriter.net.loopback import LoopbackServer, Page
from reewriter.workspace.folder import CONFIG
from reewriter.workspace.showing import embedded

if TYPE_CHECKING:
    from reewriter.workspace.workspace import Workspace

__all__ = ["EVERY", "PreviewServer"]

EVERY = 0.08
"""Seconds between two looks at what may have changed."""

_SHELL = Path(__file__).with_name("preview.html")
_SHELL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline';"
    " connect-src 'self'; frame-src 'self'; frame-ancestors 'none'"
)
_NIGHT = re.compile(r"\(\s*prefers-color-scheme\s*:\s*dark\s*\)", re.IGNORECASE)
"""What this machine prefers says nothing of how a reader has it: each is shown on its own."""
_STYLES = re.compile(r"<style\b[^>]*>.*?</style\s*>", re.IGNORECASE | re.DOTALL)
# The mail itself may run nothing and load nothing: an unsent draft must not call anybody.
_MAIL_POLICY = "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'; img-src data:"


class PreviewServer(Closing):
    """A page on 127.0.0.1 with an issue as its readers get it, and what is wrong with it.

    The workspace must be one that is not edited itself (a desk forks one): what others commit is
    what is noticed. Call `refresh` on its thread, as often as you like; the browser asks ten
    times a second whether there is something new.
    """

    def __init__(self, workspace: Workspace, issue: Issue, *, port: int = 0) -> None:
        self._workspace = workspace
        self._edition = issue.edition
        self._seen: object = None
        self._pictures: tuple[Path, ...] = ()
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

    def turn_to(self, edition: str) -> None:
        """Show another issue from now on."""
        if edition != self._edition:
            self._edition, self._seen = edition, None
            self.refresh()

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
            press = self._workspace.press
            raw = press.render(issue)
            findings = press.check(issue, rendered=raw)
            rendered = press.proof(issue, rendered=raw)
            if rendered.images != self._pictures:
                # Their files are watched from now on, so look once more at what was just shown.
                self._pictures, self._seen = rendered.images, None
            size = f"{len(rendered.html.encode()) / 1024:.1f} kB"
            state = {
                "edition": f"{self._edition} · {size}",
                "subject": rendered.subject,
                "preheader": rendered.preheader,
                "error": "",
            }
            self._pages = _pages(embedded(rendered, self._workspace.root), findings, state)
        except ReewriterError as error:
            # The last good rendering stays on the page, with what is wrong above it.
            state = {"edition": self._edition, "subject": "", "preheader": "", "error": str(error)}
            self._pages = {**self._pages, "/state": _state(state, b"")}
        return self._pages["/state"] != before

    def _fingerprint(self) -> object:
        """Return something that differs when the issue or a file it is made of may have changed."""
        workspace = self._workspace
        files = [workspace.root / CONFIG, *self._pictures]
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


def _pages(
    rendered: Rendered, findings: Sequence[Finding], state: dict[str, str]
) -> dict[str, Page]:
    mail = {
        "/light": _NIGHT.sub("(max-width: 0px)", rendered.html),
        "/dark": _NIGHT.sub("(min-width: 0px)", rendered.html),
        "/bare": _STYLES.sub("", rendered.html),
    }
    texts = {"/markdown": rendered.markdown, "/text": rendered.text}
    found = json.dumps([_told(one) for one in findings]).encode()
    return {
        **{path: Page(html.encode(), policy=_MAIL_POLICY) for path, html in mail.items()},
        **{path: Page(text.encode(), "text/plain; charset=utf-8") for path, text in texts.items()},
        "/findings": Page(found, "application/json"),
        "/state": _state(state, "".join((*mail.values(), *texts.values())).encode() + found),
    }


def _told(finding: Finding) -> dict[str, str]:
    state = "waived" if finding.waived else finding.severity.value
    return {
        "state": state,
        "message": finding.message,
        "hint": finding.hint,
        "id": finding.id,
        "where": finding.where,
    }


def _state(state: dict[str, str], content: bytes) -> Page:
    version = hashlib.blake2b(content + state["error"].encode(), digest_size=8).hexdigest()
    return Page(json.dumps({**state, "version": version}).encode(), "application/json")
