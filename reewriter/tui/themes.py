"""The desk's colours as Textual wants them. Names no colour itself, and reads no file."""

from __future__ import annotations

from collections.abc import Sequence

from textual.theme import Theme

from reewriter.config.colours import SHIPPED, Colours

__all__ = ["FALLBACKS", "THEMES", "next_theme", "theme_of"]


def theme_of(colours: Colours) -> Theme:
    """Build a theme."""
    value = colours.values
    background, surface, text, quiet = (
        value[name] for name in ("background", "surface", "text", "quiet")
    )
    accent, info, rule = (value[name] for name in ("accent", "info", "rule"))
    cursor, blurred = value["cursor"], value["blurred"]
    return Theme(
        name=colours.name,
        dark=colours.dark,
        primary=accent,
        accent=accent,
        secondary=info,
        success=value["good"],
        warning=value["attention"],
        error=value["error"],
        foreground=text,
        background=background,
        surface=surface,
        panel=value["panel"],
        variables={
            "text": text,
            "text-muted": quiet,
            "text-disabled": quiet,
            "quiet": quiet,
            "cursor-row": cursor,
            "cursor-row-blurred": blurred,
            "rule": rule,
            "border": accent,
            "border-blurred": rule,
            "block-cursor-background": cursor,
            "block-cursor-foreground": text,
            "block-cursor-blurred-background": blurred,
            "block-cursor-blurred-foreground": text,
            "block-cursor-text-style": "none",
            "input-cursor-background": accent,
            "input-cursor-foreground": background,
            "input-cursor-text-style": "none",
            "input-selection-background": cursor,
            "input-selection-foreground": text,
            "scrollbar": rule,
            "scrollbar-hover": quiet,
            "scrollbar-active": accent,
            "scrollbar-background": background,
            "scrollbar-background-hover": background,
            "scrollbar-background-active": background,
            "scrollbar-corner-color": background,
            "markdown-h1-color": accent,
            "markdown-h2-color": accent,
            "markdown-h3-color": text,
            "link-color": info,
            "link-color-hover": accent,
            "link-background-hover": surface,
        },
    )


THEMES: tuple[Theme, ...] = tuple(map(theme_of, SHIPPED))
"""Those that come with the desk."""

FALLBACKS: dict[str, str] = {
    "quiet": "auto 70%",
    "cursor-row": "auto 15%",
    "cursor-row-blurred": "auto 8%",
    "rule": "auto 25%",
}
"""What our style sheet needs besides Textual's variables, for themes that are not ours."""


_NAMES = [theme.name for theme in THEMES]


def next_theme(name: str, names: Sequence[str] = _NAMES) -> str:
    """Return the theme after this one."""
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]
