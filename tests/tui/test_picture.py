"""The desk draws its first picture before it does what can wait."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual._compositor import Compositor
from textual._context import active_app

from reewriter.tui.screens.inbox import InboxScreen
from tests.tui.morning import WIDE, at_desk
from tests.workshop import invent, make_workspace


async def test_the_list_is_drawn_before_it_is_read_to_its_end_and_its_first_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    draw, reload, follow = Compositor.render_update, InboxScreen.reload, InboxScreen._follow

    def drawn(self: Compositor, *args: object, **options: object) -> object:
        order.append("drawn for nobody" if active_app.get()._batch_count else "drawn")
        return draw(self, *args, **options)  # type: ignore[arg-type]  # handed on as they came

    def read(self: InboxScreen) -> None:
        order.append("read")
        reload(self)

    def followed(self: InboxScreen) -> None:
        order.append("followed")
        follow(self)

    monkeypatch.setattr(Compositor, "render_update", drawn)
    monkeypatch.setattr(InboxScreen, "reload", read)
    monkeypatch.setattr(InboxScreen, "_follow", followed)
    workspace = make_workspace(tmp_path, [invent(n) for n in range(3)])
    async with at_desk(workspace, WIDE) as editor:
        assert order[0] == "drawn"
        assert {"read", "followed"} <= set(order)
        assert (editor.focused, editor.items.count) == ("items", 3)
        assert "Ida Renn" in editor.text
