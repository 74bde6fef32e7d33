"""Themes of the desk as colours: those that come with it, and those of files. Paints nothing."""

from __future__ import annotations

from collections.abc import Mapping

from reewriter.errors import ConfigError
from reewriter.patterns import pattern
from reewriter.text.nearest import did_you_mean
from reewriter.values import dataclass

__all__ = ["NAMES", "SHIPPED", "Colours", "read", "weak"]

NAMES = {
    "background": "the ground of everything",
    "surface": "the ground of fields and of the reader",
    "panel": "the ground of the first and last row, and of dialogs",
    "text": "what is read",
    "quiet": "what is read when it is needed",
    "accent": "focus, and what is kept",
    "info": "information",
    "good": "what is as it should be",
    "attention": "what wants a look",
    "error": "what has to be mended",
    "cursor": "the line under the cursor",
    "blurred": "the same without the focus",
    "rule": "thin lines",
}
"""The colours of a theme, and what they are for."""
_INKS = ("text", "quiet", "accent", "info", "good", "attention", "error")
_GROUNDS = ("background", "surface", "panel", "cursor", "blurred")
_COLOUR = pattern(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class Colours:
    """One theme."""

    name: str
    dark: bool
    values: Mapping[str, str]
    """`#rrggbb` by the names above, all of them."""


def _shipped(name: str, *colours: str, dark: bool) -> Colours:
    return Colours(name, dark, dict(zip(NAMES, colours, strict=True)))


SHIPPED: tuple[Colours, ...] = (
    _shipped(
        "slate",
        *("#12181f", "#182029", "#1f2933", "#e8e4dc", "#98a4b0", "#e39a63", "#82b4e3"),
        *("#8cc5b4", "#e6bd5a", "#f48284", "#2a3541", "#202a34", "#364452"),
        dark=True,
    ),
    _shipped(
        "paper",
        *("#f7f4ed", "#eee9de", "#e6dfd1", "#22282e", "#545d66", "#8f4512", "#1c5688"),
        *("#20604f", "#735000", "#a8201a", "#e3d9c6", "#ebe4d6", "#cbc1ae"),
        dark=False,
    ),
    _shipped(
        "signal",
        *("#10151c", "#171e27", "#1e2732", "#eef1f4", "#a0abb7", "#6cb6f5", "#a9cbe8"),
        *("#c4d8ea", "#f2dc6b", "#ff9d45", "#273544", "#1e2936", "#37485a"),
        dark=True,
    ),
    _shipped(
        "signal-paper",
        *("#f6f7f9", "#eaedf1", "#e0e5eb", "#1d242c", "#515b66", "#0a58a0", "#3c566e"),
        *("#2f5573", "#6b5200", "#a04500", "#d5e0ec", "#e2e9f0", "#bcc7d3"),
        dark=False,
    ),
)
"""Slate and copper, its light twin, and a blue and orange pair for colour-blind eyes."""


def read(text: str, *, file: str, name: str) -> Colours:
    """Read a theme: `like`, `dark`, and under `[colours]` what is otherwise than there.

    Raises ConfigError, which names the key, where a value is none.
    """
    import tomli

    try:
        found = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise ConfigError(f"not TOML ({error})", file=file, hint="Mend it there.") from error
    _known(found, ("like", "dark", "colours"), file)
    base = next((one for one in SHIPPED if one.name == found.get("like", SHIPPED[0].name)), None)
    if base is None:
        names = ", ".join(one.name for one in SHIPPED)
        raise ConfigError(f"there is no theme “{found['like']}” to be like", file=file,
                          hint=f"There are {names}.")  # fmt: skip
    dark, colours = found.get("dark", base.dark), found.get("colours", {})
    if not isinstance(dark, bool) or not isinstance(colours, dict):
        raise ConfigError(
            "`dark` or [colours] is something else",
            file=file,
            hint="`dark` is true or false, [colours] a table of names with colours.",
        )
    _known(colours, tuple(NAMES), file)
    for key, value in colours.items():
        if not isinstance(value, str) or not _COLOUR.fullmatch(value):
            raise ConfigError(f"{key}: “{value}” is no colour", file=file, hint="Write #rrggbb.")
    return Colours(name, dark, {**base.values, **colours})


def _known(found: Mapping[str, object], names: tuple[str, ...], file: str) -> None:
    for key in found:
        if key not in names:
            raise ConfigError(
                f"there is no “{key}” in a theme", file=file, hint=did_you_mean(key, names)
            )


def weak(colours: Colours) -> list[str]:
    """Return the texts that cannot be read well on their ground, the worst first."""
    from reewriter.contrast import LEAST, ratio

    found = [
        (told, f"{ink} on {ground} {told:.1f}")
        for ink in _INKS
        for ground in _GROUNDS
        if (told := ratio(colours.values[ink], colours.values[ground])) < LEAST
    ]
    return [text for _, text in sorted(found)]
