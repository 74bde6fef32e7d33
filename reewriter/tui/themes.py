"""The desk's own themes: the one place of the program that names a colour."""

from __future__ import annotations

from textual.theme import Theme

__all__ = ["FALLBACKS", "THEMES", "next_theme"]


def _theme(
    name: str,
    *,
    dark: bool,
    ground: tuple[str, str, str],
    ink: tuple[str, str],
    accent: str,
    info: str,
    signals: tuple[str, str, str],
    rows: tuple[str, str, str],
) -> Theme:
    """Build a theme.

    `ground`: background, surface, panel. `ink`: text, quiet text. `signals`: good, attention,
    error. `rows`: line under the cursor, the same without focus, thin rules.
    """
    background, surface, panel = ground
    text, quiet = ink
    good, attention, error = signals
    cursor, blurred, rule = rows
    return Theme(
        name=name,
        dark=dark,
        primary=accent,
        accent=accent,
        secondary=info,
        success=good,
        warning=attention,
        error=error,
        foreground=text,
        background=background,
        surface=surface,
        panel=panel,
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


THEMES: tuple[Theme, ...] = (
    _theme(
        "slate",
        dark=True,
        ground=("#12181f", "#182029", "#1f2933"),
        ink=("#e8e4dc", "#98a4b0"),
        accent="#e39a63",
        info="#82b4e3",
        signals=("#8cc5b4", "#e6bd5a", "#f48284"),
        rows=("#2a3541", "#202a34", "#364452"),
    ),
    _theme(
        "paper",
        dark=False,
        ground=("#f7f4ed", "#eee9de", "#e6dfd1"),
        ink=("#22282e", "#545d66"),
        accent="#8f4512",
        info="#1c5688",
        signals=("#20604f", "#735000", "#a8201a"),
        rows=("#e3d9c6", "#ebe4d6", "#cbc1ae"),
    ),
    _theme(
        "signal",
        dark=True,
        ground=("#10151c", "#171e27", "#1e2732"),
        ink=("#eef1f4", "#a0abb7"),
        accent="#6cb6f5",
        info="#a9cbe8",
        signals=("#c4d8ea", "#f2dc6b", "#ff9d45"),
        rows=("#273544", "#1e2936", "#37485a"),
    ),
    _theme(
        "signal-paper",
        dark=False,
        ground=("#f6f7f9", "#eaedf1", "#e0e5eb"),
        ink=("#1d242c", "#515b66"),
        accent="#0a58a0",
        info="#3c566e",
        signals=("#2f5573", "#6b5200", "#a04500"),
        rows=("#d5e0ec", "#e2e9f0", "#bcc7d3"),
    ),
)
"""Slate and copper, its light twin, and a blue and orange pair for colour-blind eyes."""

FALLBACKS: dict[str, str] = {
    "quiet": "auto 70%",
    "cursor-row": "auto 15%",
    "cursor-row-blurred": "auto 8%",
    "rule": "auto 25%",
}
"""What our style sheet needs besides Textual's variables, for themes that are not ours."""


def next_theme(name: str) -> str:
    """Return the theme after this one."""
    names = [theme.name for theme in THEMES]
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]
