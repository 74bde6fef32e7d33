"""A key that does nothing here says where it works."""

from __future__ import annotations

from pathlib import Path

import pytest

from reewriter.tui.elsewhere import by_key, elsewhere
from tests.tui.morning import at_desk
from tests.workshop import invent, make_workspace

KNOWN = by_key({})


@pytest.mark.parametrize(
    ("pressed", "here", "said"),
    [
        (["J"], {"inbox", "list"}, "J move down: works in the story (g r), the issue (g s)"),
        (["g J"], {"inbox", "list"}, "g J section down: works in the issue (g s)"),
        (
            ["exclamation_mark", "!"],
            {"inbox"},
            "! waive: works in the story (g r), the issue (g s)",
        ),
        (["right"], {"story"}, "right next value: works in a choice of values"),
        (["J"], {"issue", "list"}, ""),
        (["q"], {"everywhere"}, ""),
        (["f20"], {"inbox"}, ""),
    ],
)
def test_the_table_says_where_a_key_works(pressed: list[str], here: set[str], said: str) -> None:
    assert elsewhere(pressed, KNOWN, here, {}) == said


def test_keys_of_ones_own_are_told_by_their_own_names() -> None:
    keymap = {"issue.check": "f6", "go.issue": "f7"}
    known = by_key(keymap)
    assert elsewhere(["f6"], known, {"inbox"}, keymap) == "F6 check: works in the issue (F7)"
    assert elsewhere(["v"], known, {"archive"}, keymap) == ""


async def test_it_is_said_on_the_message_line_until_the_next_key(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "desk", [invent(1), invent(2)])
    async with at_desk(workspace) as editor:
        await editor.press("J")
        assert editor.said == "J move down: works in the story (g r), the issue (g s)"
        await editor.press("j")
        assert editor.said == ""
        await editor.press("slash", "J")
        assert editor.said == "", "it is text"
        await editor.press("escape", "escape", "question_mark", "J")
        await editor.press("escape", "g", "f", "y")
        assert editor.said == "y keep: works in the inbox (g i)"
