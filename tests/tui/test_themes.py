"""Every theme can be read: contrast, and states that do not live by colour alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import Theme

from reewriter.tui.screens.feeds import _STATUS as FEED_STATES
from reewriter.tui.themes import THEMES, next_theme
from reewriter.tui.widgets.item_lines import STATES
from tests.tui.morning import at_desk
from tests.workshop import invent, make_workspace

TEXTS = ("foreground", "quiet", "primary", "secondary", "success", "warning", "error")
GROUNDS = ("background", "surface", "panel", "cursor-row", "cursor-row-blurred")


def luminance(colour: Color) -> float:
    """Return the relative luminance of WCAG 2.2."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in colour.rgb)
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(first: str, second: str) -> float:
    light, dark = sorted(
        (luminance(Color.parse(first)), luminance(Color.parse(second))), reverse=True
    )
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_text_can_be_read_on_every_ground(theme: Theme) -> None:
    colours = {**theme.to_color_system().generate(), **theme.variables}
    weak = {
        f"{text} on {ground}": round(ratio, 2)
        for text in TEXTS
        for ground in GROUNDS
        if (ratio := contrast(colours[text], colours[ground])) < 4.5
    }
    assert weak == {}


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_cursor_can_be_seen_in_a_field(theme: Theme) -> None:
    variables = theme.variables
    assert (
        contrast(variables["input-cursor-foreground"], variables["input-cursor-background"]) >= 4.5
    )


@pytest.mark.parametrize("states", [STATES, FEED_STATES])
def test_every_state_has_a_glyph_and_a_word(states: dict[object, tuple[str, str, str]]) -> None:
    words = [word for _, word, _ in states.values()]
    assert all(glyph and word for glyph, word, _ in states.values())
    assert all(glyph.isprintable() and len(glyph) == 1 for glyph, _, _ in states.values())
    assert len(set(words)) >= len(words) - 1  # a feed that is not due is as well as one that is ok


def test_there_is_a_pair_for_colour_blind_eyes() -> None:
    assert {theme.name: theme.dark for theme in THEMES} == {
        "slate": True,
        "paper": False,
        "signal": True,
        "signal-paper": False,
    }
    names = ["slate"]
    for _ in THEMES:
        names.append(next_theme(names[-1]))
    assert names == ["slate", "paper", "signal", "signal-paper", "slate"]
    assert next_theme("one of Textual's") == "slate"


async def test_one_key_changes_the_theme(tmp_path: Path) -> None:
    async with at_desk(make_workspace(tmp_path, [invent(1)])) as editor:
        await editor.press("f9")
        assert editor.app.theme == "paper"
        assert editor.said == "theme: paper"


async def test_without_colour_everything_is_still_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    workspace = make_workspace(tmp_path, [invent(n) for n in range(5)])
    async with at_desk(workspace) as editor:
        await editor.press("y", "x")
        assert "✓ kept" in editor.text
        assert "◦ skip" in editor.text
        colours = {
            colour.triplet
            for strip in editor.app.screen._compositor.render_strips()
            for segment in strip.apply_filter(
                editor.app._filters[0], editor.app.screen.styles.background
            )
            if segment.style
            for colour in (segment.style.color, segment.style.bgcolor)
            if colour and colour.triplet
        }
        assert all(abs(c.red - c.green) < 3 and abs(c.green - c.blue) < 3 for c in colours)
