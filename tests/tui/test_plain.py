"""Terminals without our signs: the same screen in ASCII, as wide as before; and without colours."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reewriter.tui.app import DeskApp
from reewriter.tui.plain import Plain, wants_plain
from reewriter.tui.widgets.item_lines import STATES
from tests.workshop import invent, make_workspace


@given(st.text(max_size=40))
def test_no_sign_is_left_and_nothing_moves(text: str) -> None:
    for encoding in ("utf-8", "iso-8859-1", "ascii"):
        plain = text.translate(Plain(encoding))
        assert cell_len(plain) == cell_len(text) or encoding != "utf-8"
        assert len(plain.encode(encoding)) >= 0
    assert all(sign.isascii() or sign.isalnum() or not cell_len(sign) for sign in plain)


def test_states_are_told_apart_in_ascii() -> None:
    signs = [glyph.translate(Plain()) for glyph, _, _ in STATES.values()]
    assert all(sign.isascii() for sign in signs)
    assert len(set(signs)) == len(signs)


@pytest.mark.parametrize(
    ("text", "encoding", "plain"),
    [
        ("“Café” — 3 × 4 …", "utf-8", '"Café" - 3 x 4 ~'),
        ("“Café”", "ascii", '"Cafe"'),
        ("中", "iso-8859-1", "??"),
        ("┌─▌●", "utf-8", "+->*"),
    ],
)
def test_letters_stay_where_the_terminal_has_them(text: str, encoding: str, plain: str) -> None:
    assert text.translate(Plain(encoding)) == plain


@pytest.mark.parametrize(
    ("environ", "encoding", "wanted"),
    [
        ({}, "utf-8", False),
        ({"REEWRITER_ASCII": "1"}, "utf-8", True),
        ({"REEWRITER_ASCII": "0", "LC_ALL": "C"}, "ascii", False),
        ({"LANG": "en_US.UTF-8"}, "utf-8", False),
        ({"LC_ALL": "de_DE.ISO-8859-1", "LANG": "de_DE.UTF-8"}, "iso-8859-1", True),
        ({"LC_ALL": "C"}, "utf-8", True),
        ({"LC_CTYPE": "C.UTF-8", "LANG": "C"}, "utf-8", False),
        ({"LANG": "de_DE@euro"}, "iso8859-15", True),
        ({"LANG": "en_US"}, "utf-8", False),
    ],
)
def test_the_environment_says_which_signs_a_terminal_has(
    environ: dict[str, str], encoding: str, wanted: bool
) -> None:
    assert wants_plain(environ, encoding) is wanted


async def test_every_room_is_painted_in_ascii(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    workspace = make_workspace(tmp_path / "desk", [invent(n) for n in range(40)])
    workspace.triage.keep([1])
    app = DeskApp(workspace, plain=Plain("ascii"))
    assert app.no_color
    async with app.run_test(size=(100, 24)) as pilot:
        for keys in ("space", "g s", "g r", "g a", "g f", "question_mark"):
            await pilot.press(*keys.split())
            await pilot.pause()
            lines = list(app.screen._compositor.render_strips())
            text = "\n".join(strip.text for strip in lines)
            assert text.isascii(), [sign for sign in text if not sign.isascii()]
            colours = {
                s.style.color.triplet
                for strip in lines
                for s in strip
                if s.style and s.style.color and s.style.color.triplet
            }
            assert all(max(c) - min(c) <= 2 for c in colours), "NO_COLOR leaves greys"
