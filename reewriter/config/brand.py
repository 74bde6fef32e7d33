"""Lists the keys of [brand] and [labels]: how the mail looks, what it says around the stories."""

from __future__ import annotations

from reewriter.config.table import Key, Table
from reewriter.text.labels import LABELS as WORDS

__all__ = ["BRAND", "LABELS"]


def _colours(prefix: str, when: str) -> tuple[Key, ...]:
    meant = {
        "ink": "Text",
        "muted": "What stands back: bylines, dates, the foot",
        "accent": "Links, labels, the button",
        "edge": "Strong lines",
        "hair": "Thin lines",
        "tint": "Behind boxes",
        "ground": "Around the column",
        "sheet": "The column itself",
        "on_accent": "The words on the button",
    }
    return tuple(
        Key(f"{prefix}{name}", "colour", f"{what}{when}.", '"#1d2227"')
        for name, what in meant.items()
    )


BRAND = Table(
    "[brand]",
    "How the mail looks. What is left out stays as we ship it; `check` measures the contrast.",
    (
        Key(
            "look",
            "look",
            "`daily` or `plain`, or the name of an HTML template of yours: `NAME.html` in "
            "templates/.",
            '"plain"',
        ),
        Key("logo", "logo", "A file as `media/logo.png`, or an https address.", '"media/logo.png"'),
        Key("logo_alt", "text", "What it says. Without it, the title.", '"Reex"'),
        Key("logo_width", "count", "Its width in the mail, in pixels.", "240", default=None),
        Key("logo_height", "count", "Its height.", "48", default=None),
        Key("body_font", "fonts", "Names of fonts, the last one generic.", '"Verdana, sans-serif"'),
        Key("heading_font", "fonts", "The same for headings.", '"Georgia, serif"'),
        *_colours("", ""),
        *_colours("dark_", ", where the reader has it dark"),
    ),
)

LABELS = Table(
    "[labels]",
    "The words around the stories, where you want others than ours. We have them in ar, de, en, "
    "es, fa, fr, he, it, ja, nl, pl, pt, ru, sv and tr; where `locale` names another language they "
    "are in English until you set them, and `check` says so.",
    tuple(
        Key(name, "text", f"“{word}”: {what[:1].lower()}{what[1:]}", f'"{word}"')
        for name, (word, what) in WORDS.items()
    ),
)
