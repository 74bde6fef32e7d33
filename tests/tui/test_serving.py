"""The desk in a browser: nothing without the token, nothing through others' names."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import (
    ClientSession,
    ClientWebSocketResponse,
    WSMsgType,
    WSServerHandshakeError,
)

from reewriter.errors import UsageError
from reewriter.model import ItemState
from reewriter.tui.serving import DeskServer
from reewriter.workspace import Workspace
from tests.terminal import plain
from tests.workshop import invent, make_workspace

TOKEN = "aToken-of-the-test"
Served = tuple[str, ClientSession]


@asynccontextmanager
async def served(
    root: Path, *, host: str = "127.0.0.1"
) -> AsyncIterator[tuple[str, ClientSession]]:
    """Serve a workspace; yield the address without the token, and a browser."""
    server = DeskServer(root, host=host, port=0, title="Rare & Earth", token=TOKEN)
    runner = await server.start()
    try:
        async with ClientSession() as browser:
            yield f"http://127.0.0.1:{server.port}", browser
    finally:
        await runner.cleanup()


async def status(browser: ClientSession, url: str, **headers: str) -> int:
    async with browser.get(url, headers=headers) as answer:
        return answer.status


async def test_only_the_token_opens_anything(tmp_path: Path) -> None:
    async with served(tmp_path) as (address, browser):
        for path in (
            "/",
            "/ws",
            "/static/js/textual.js",
            "/keys.js",
            "/aToken-of-the-tesT/",
            f"/{TOKEN}x/",
        ):
            assert await status(browser, address + path) == 403, path
        for path in ("/", "/static/js/textual.js", "/static/css/xterm.css"):
            assert await status(browser, f"{address}/{TOKEN}{path}") == 200, path
        assert await status(browser, f"{address}/{TOKEN}/nothing") == 404


async def test_others_names_and_others_pages_are_refused(tmp_path: Path) -> None:
    async with served(tmp_path) as (address, browser):
        page, port = f"{address}/{TOKEN}/", address.rpartition(":")[2]
        assert await status(browser, page, Host=f"localhost:{port}") == 200
        for host in (f"evil.example:{port}", f"192.0.2.1:{port}", "127.0.0.1:1", "127.0.0.1"):
            assert await status(browser, page, Host=host) == 403, host
        assert await status(browser, page, Origin="http://evil.example") == 403
        for origin in ({}, {"Origin": "http://evil.example"}, {"Origin": "null"}):
            with pytest.raises(WSServerHandshakeError) as refused:
                await browser.ws_connect(f"{address}/{TOKEN}/ws", headers=origin)
            assert refused.value.status == 403, origin
        with pytest.raises(WSServerHandshakeError):
            await browser.ws_connect(f"{address}/wrong/ws", headers={"Origin": address})


async def test_the_page_asks_nothing_of_anybody_else(tmp_path: Path) -> None:
    async with served(tmp_path) as (address, browser):
        async with browser.get(f"{address}/{TOKEN}/?fontsize=12%22onload%3D1") as answer:
            page, headers = await answer.text(), answer.headers
        assert "<title>Rare &amp; Earth</title>" in page
        assert 'data-font-size="15"' in page
        own = address.removeprefix("http://")
        assert page.replace(f"ws://{own}", "").count("://") == 0
        assert f'<script src="/{TOKEN}/keys.js"></script>' in page
        async with browser.get(f"{address}/{TOKEN}/keys.js") as answer:
            assert answer.content_type == "text/javascript"
            assert "field.focus()" in await answer.text()
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cache-Control"] == "no-store"
        assert f"connect-src ws://{own}" in headers["Content-Security-Policy"]
        assert "script-src 'self';" in headers["Content-Security-Policy"]


async def test_at_an_address_for_others_numbers_are_believed_and_names_are_not(
    tmp_path: Path,
) -> None:
    async with served(tmp_path, host="0.0.0.0") as (address, browser):  # noqa: S104
        page, port = f"{address}/{TOKEN}/", address.rpartition(":")[2]
        assert await status(browser, page, Host=f"192.0.2.7:{port}") == 200
        assert await status(browser, page, Host=f"rebound.example:{port}") == 403


async def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    async with served(tmp_path) as (address, _):
        port = int(address.rpartition(":")[2])
        with pytest.raises(UsageError, match="cannot be used"):
            await DeskServer(tmp_path, host="127.0.0.1", port=port, title="").start()


class Page:
    """A page of a browser that shows a desk."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self._socket = socket
        self._seen = ""

    async def see(self, words: str) -> None:
        """Wait until something is painted that was not there when this was last asked."""
        while words not in plain(self._seen.encode()):
            message = await asyncio.wait_for(self._socket.receive(), 20)
            assert message.type in (WSMsgType.BINARY, WSMsgType.TEXT), self._seen[-500:]
            data = message.data
            self._seen += data if isinstance(data, str) else data.decode("utf-8", "replace")
        self._seen = ""

    async def press(self, keys: str) -> None:
        """Press keys."""
        await self._socket.send_json(["stdin", keys])

    async def close(self) -> None:
        """Close the page as somebody does who closes the window."""
        await self._socket.close()


@asynccontextmanager
async def on_a_page(root: Path) -> AsyncIterator[Page]:
    """Open the desk of a workspace on a page; when this ends, so has its process."""
    async with served(root) as (address, browser):
        url = f"{address}/{TOKEN}/ws?width=100&height=30"
        async with browser.ws_connect(url, headers={"Origin": address}) as socket:
            yield Page(socket)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with a story, and an issue of the clock on the wall."""
    with make_workspace(tmp_path / "desk", [invent(n) for n in range(1, 4)]) as workspace:
        workspace.triage.keep([1])
    with Workspace.open(tmp_path / "desk") as workspace:
        workspace.issues.current()
    return tmp_path / "desk"


async def test_the_desk_works_behind_the_page_and_ends_with_it(root: Path) -> None:
    async with on_a_page(root) as page:
        await page.see("sorted by score")
        await page.press("y")
        await page.see("u takes it back")
    with Workspace.open(root) as workspace:
        assert workspace.triage.counts()[ItemState.KEPT] == 2


@pytest.mark.parametrize("busy", [False, True])
async def test_what_was_typed_is_there_when_the_page_was_closed(root: Path, busy: bool) -> None:
    text = "It leaves out the mine's owner."
    with Workspace.open(root) as other, ExitStack() as writing:
        async with on_a_page(root) as page:
            await page.see("sorted by score")
            await page.press("\x1bOQ")  # F2
            await page.see("from the feed")
            await page.press("c")
            await page.see("CRITIQUE")
            if busy:  # another program writes until the desk has ended
                writing.enter_context(other.store.write())
            await page.press(text)
            await page.see("owner.")
            await page.close()
    with Workspace.open(root) as workspace:
        stored = workspace.writing.story(1).critique
    aside = [path.read_text(encoding="utf-8") for path in root.rglob("unsaved*")]
    assert [text in stored, any(text in one for one in aside)] == [not busy, busy]
