"""The desk on a page of a browser, for whoever knows the token; opens no workspace itself.

The only importer of textual-serve and aiohttp, which come with the extra `serve`. Every visitor has
a desk of its own, in a process of its own.
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import ipaddress
import secrets
import shlex
import signal
import sys
from collections.abc import Awaitable, Callable
from html import escape
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Middleware
from textual_serve.app_service import AppService
from textual_serve.server import Server

from reewriter.errors import UsageError
from reewriter.net.address import is_loopback

__all__ = ["DeskServer"]

_HERE = ("127.0.0.1", "localhost", "::1")
_PATIENCE = 3.0
"""Seconds that desks have to save and close when the server ends."""
_FORBIDDEN = "403: this address opens with its token only. Use the whole line that serve printed.\n"

_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<link rel="stylesheet" href="{base}/static/css/xterm.css">
<script src="{base}/static/js/textual.js"></script>
<script src="{base}/keys.js"></script>
<style>
@font-face {{
  font-family: "Roboto Mono";
  src: url("{base}/static/fonts/RobotoMono-VariableFont_wght.ttf");
}}
html, body {{ margin: 0; height: 100%; background: #10151c; color: #c8d0d8;
  font-family: "Roboto Mono", monospace; }}
.textual-terminal {{ width: 100vw; height: 100vh; }}
#closed {{ display: none; position: absolute; inset: 0; z-index: 10; text-align: center;
  padding-top: 40vh; background: #10151c; }}
#closed a {{ color: inherit; }}
body.-closed #closed {{ display: block; }}
</style>
</head>
<body>
<div id="closed">The desk is closed; everything was saved. <a href="{base}/">Open it again</a></div>
<div id="terminal" class="textual-terminal" data-session-websocket-url="{socket}"
 data-font-size="{size}"></div>
</body>
</html>
"""
_KEYS = """\
"use strict";
// Keys go to the desk at once, and again when somebody comes back to the page: no click is needed.
function toDesk() {
  const field = document.querySelector(".xterm-helper-textarea");
  if (field) field.focus();
  return field !== null;
}
new MutationObserver((_, watch) => { if (toDesk()) watch.disconnect(); })
  .observe(document, {childList: true, subtree: true});
window.addEventListener("focus", toDesk);
"""
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self';"
    " img-src 'self' data:; connect-src ws://{host}; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'"
)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class DeskServer(Server):
    """Serves the desk of one workspace; whatever is asked without the token is refused."""

    def __init__(
        self, root: Path, *, host: str, port: int, title: str, token: str | None = None
    ) -> None:
        words = (sys.executable, "-m", "reewriter.tui", str(root))
        # In place of the shell: what the server ends is the desk itself.
        super().__init__(f"exec {shlex.join(words)}", host=host, port=port, title=title)
        self.token = token or secrets.token_urlsafe(24)
        self._named = host
        self._pages: set[web.WebSocketResponse] = set()

    @property
    def url(self) -> str:
        """The address with its token: who knows it has the desk."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}/{self.token}/"

    async def run(self, ready: Callable[[str], object]) -> None:
        """Serve until ctrl+c; tell the address as soon as it answers."""
        ended = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, ended.set)
        runner = await self.start()
        try:
            ready(self.url)
            await ended.wait()
        finally:
            await runner.cleanup()

    async def start(self) -> web.AppRunner:
        """Listen; raises UsageError where that cannot be done."""
        runner = web.AppRunner(
            await self._make_app(), access_log=None, shutdown_timeout=3 * _PATIENCE
        )
        await runner.setup()
        try:
            await web.TCPSite(runner, self.host, self.port).start()
        except OSError as error:
            await runner.cleanup()
            raise UsageError(
                f"{self.host}:{self.port} cannot be used ({error.strerror})",
                hint="Choose another port, or 0 for any that is free.",
            ) from error
        self.port = int(runner.addresses[0][1])
        return runner

    async def _make_app(self) -> web.Application:
        """Put everything below the token."""
        guarded = web.Application(middlewares=[self._guard()])
        inside = await super()._make_app()
        inside.router.add_get("/keys.js", self._answer_keys)
        guarded.add_subapp(f"/{self.token}", inside)
        return guarded

    async def on_startup(self, app: web.Application) -> None:
        """Say nothing: the command line does."""

    async def on_shutdown(self, app: web.Application) -> None:
        """Close the pages that are open; their desks save."""
        for page in list(self._pages):
            await page.close()

    async def handle_index(self, request: web.Request) -> web.StreamResponse:
        """Answer with a page of our own, which asks nothing of anybody else."""
        size = request.query.get("fontsize", "")
        page = _PAGE.format(
            title=escape(self.title),
            base=f"/{self.token}",
            socket=escape(f"ws://{request.host}/{self.token}/ws"),
            size=size if size.isdecimal() and len(size) < 3 else "15",
        )
        return web.Response(text=page, content_type="text/html")

    async def _answer_keys(self, request: web.Request) -> web.StreamResponse:
        del request
        return web.Response(text=_KEYS, content_type="text/javascript")

    async def _process_messages(
        self, websocket: web.WebSocketResponse, app_service: AppService
    ) -> None:
        """See the desk out when its page is closed: it saves first, and does not stay behind."""
        process = app_service._process
        self._pages.add(websocket)
        try:
            await super()._process_messages(websocket, app_service)
        finally:
            self._pages.discard(websocket)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(app_service.stop(), _PATIENCE)
            if process is not None:
                if process.returncode is None:
                    with contextlib.suppress(TimeoutError, ProcessLookupError):
                        await asyncio.wait_for(process.wait(), _PATIENCE)
                if process.returncode is None:
                    process.kill()
                    await process.wait()

    def _guard(self) -> Middleware:
        @web.middleware
        async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
            if not self._may_enter(request):
                return _closed(web.Response(status=403, text=_FORBIDDEN), "")
            try:
                answer = await handler(request)
            except web.HTTPException as error:
                _closed(error, request.host)
                raise
            return answer if answer.prepared else _closed(answer, request.host)

        return guard

    def _may_enter(self, request: web.Request) -> bool:
        """Tell whether the token is in the address, and nobody's page or name is in between."""
        given = request.path.split("/", 2)[1]
        knows = hmac.compare_digest(given.encode(), self.token.encode())
        origin = request.headers.get("Origin")
        asks_socket = request.headers.get("Upgrade", "").lower() == "websocket"
        own = origin == f"http://{request.host}"
        return (
            knows and self._is_ours(request.host) and (own or (origin is None and not asks_socket))
        )

    def _is_ours(self, host: str) -> bool:
        """Refuse names that somebody's name server may have pointed at this machine."""
        name, _, port = host.rpartition(":")
        name = name.removeprefix("[").removesuffix("]")
        if port != str(self.port):
            return False
        if name == self._named or (name in _HERE and is_loopback(self._named)):
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return not is_loopback(self._named)


def _closed(answer: web.StreamResponse, host: str) -> web.StreamResponse:
    """Let an answer be kept by nobody, shown in no frame, and lead nowhere with its address."""
    answer.headers.update(
        {
            "Content-Security-Policy": _POLICY.format(host=host or "none"),
            "Cache-Control": "no-store",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
        }
    )
    return answer
