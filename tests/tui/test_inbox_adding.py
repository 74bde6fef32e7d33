"""A page is added by its address, from wherever the editor is; what goes wrong is said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.farm import Farm, page
from tests.tui.morning import at_desk
from tests.workshop import CONFIG, invent, make_workspace

PAGE = b"<!doctype html><html><head><title>A port by night</title></head><body><article><p>%s</p></article></body></html>"  # noqa: E501
TEXT = b"The cranes of the port stood still until the morning, said the harbour master. " * 12


@pytest.fixture
def farm() -> Iterator[Farm]:
    with Farm() as running:
        yield running


async def test_an_added_page_is_in_the_inbox_under_the_cursor(farm: Farm, tmp_path: Path) -> None:
    url = farm.add("/night.html", page(PAGE % TEXT))
    feed = f'[[feeds]]\nurl = "{farm.url("/feed")}"\n'
    config = CONFIG.replace("[keywords]", f"{feed}[keywords]")
    workspace = make_workspace(tmp_path, [invent(n) for n in range(9)], config=config)
    async with at_desk(workspace) as editor:
        await editor.press("a")
        await editor.press("n", "o", "enter")
        assert "no is no web address" in editor.text
        await editor.press("ctrl+u")
        await editor.write(url)
        await editor.press("enter")
        await editor.until(lambda: "added" in editor.said)
        await editor.rest()
        assert editor.said == "added: A port by night"
        assert editor.items.count == 10
        row = editor.items.row(editor.items.cursor)
        assert row is not None
        assert row.title == "A port by night"


async def test_a_page_that_cannot_be_had_is_told(farm: Farm, tmp_path: Path) -> None:
    async with at_desk(make_workspace(tmp_path, [invent(1)])) as editor:
        await editor.press("g", "s", "a")
        await editor.write(farm.url("/private"))
        await editor.press("enter")
        await editor.until(lambda: "private" in editor.said and "fetching" not in editor.said)
        assert editor.app.current_mode == "issue"
