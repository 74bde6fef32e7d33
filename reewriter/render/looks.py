"""The look as templates see it, and the template it names; knows no story."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict

from reewriter.errors import ConfigError
from reewriter.model import Image, Look
from reewriter.render.pictures import is_ours
from reewriter.render.templates import Shelf, listed
from reewriter.text import clean_line, safe_url

__all__ = ["look_view", "template_of"]

_FALLBACK = "daily"
_STYLE = re.compile(r"[#A-Za-z0-9 ,'-]*")


def look_view(look: Look, style: Callable[[str], str]) -> dict[str, object]:
    """Describe a look; `style` marks what may stand in a style sheet as it is."""

    def safe(value: str) -> str:
        return style(value if _STYLE.fullmatch(value) else "")

    logo = look.logo if is_ours(Image(look.logo, "")) else safe_url(look.logo)
    return {
        "name": look.name,
        "day": {name: safe(colour) for name, colour in asdict(look.day).items()},
        "night": {name: safe(colour) for name, colour in asdict(look.night).items()},
        "body_font": safe(look.body_font),
        "heading_font": safe(look.heading_font),
        "logo": logo,
        "logo_alt": clean_line(look.logo_alt),
        "logo_width": look.logo_width,
        "logo_height": look.logo_height,
    }


def template_of(look: Look, ending: str, shelf: Shelf) -> str:
    """Return the template of a whole issue; a look without one of its own has that of `daily`.

    Raises ConfigError where no template is called by the look's name.
    """
    if shelf.find(f"{look.name}{ending}") is not None:
        return f"{look.name}{ending}"
    if all(shelf.find(f"{look.name}{other}") is None for other in (".html", ".md", ".txt")):
        names = (file.name for file in listed(shelf.workspace))
        known = ", ".join(name.removesuffix(".html") for name in names
                          if name.endswith(".html") and "/" not in name)  # fmt: skip
        raise ConfigError(
            f"there is no look “{look.name}”",
            file="feeds.toml",
            hint=f"look in [brand] of feeds.toml is one of {known}, or a template of yours.",
        )
    return f"{_FALLBACK}{ending}"
