"""How a publication's mail looks, as frozen values: colours by day and by night, fonts, a logo."""

from __future__ import annotations

from dataclasses import field

from reewriter.values import dataclass

__all__ = ["Colours", "Look"]


@dataclass(frozen=True, slots=True)
class Colours:
    """One palette; each colour is written `#rrggbb`."""

    ink: str = "#1d2227"
    """Text."""
    muted: str = "#5b6068"
    """What stands back: bylines, dates, the foot."""
    accent: str = "#9c4f1e"
    """Links, labels, the button."""
    edge: str = "#b4632c"
    """Strong lines."""
    hair: str = "#e6dccf"
    """Thin lines."""
    tint: str = "#fbf2ea"
    """Behind boxes."""
    ground: str = "#f4efe8"
    """Around the column."""
    sheet: str = "#fffdfa"
    """The column itself."""
    on_accent: str = "#ffffff"
    """The words on the button."""


NIGHT = Colours(
    ink="#ece7e0",
    muted="#a8a59e",
    accent="#e39a63",
    edge="#c9773f",
    hair="#3a3f46",
    tint="#27221e",
    ground="#12161b",
    sheet="#1a1f26",
    on_accent="#1a1f26",
)


@dataclass(frozen=True, slots=True)
class Look:
    """`[brand]`: which templates, and what they are filled with."""

    name: str = "daily"
    """`NAME.html` is the template of the whole mail."""
    day: Colours = field(default_factory=Colours)
    night: Colours = NIGHT
    body_font: str = "-apple-system,'Segoe UI',Roboto,Arial,sans-serif"
    heading_font: str = "Georgia,'Times New Roman',serif"
    logo: str = ""
    """A file of the media folder or an https address; "" for none."""
    logo_alt: str = ""
    logo_width: int = 0
    logo_height: int = 0
