"""Whether pictures can be shown, are described, and may be shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from reewriter.checks.spec import TAG, CheckSpec, Examined, excerpt, named
from reewriter.model import Finding, Image, Severity

__all__ = ["CHECKS", "find"]

_HEAVY = 1_000_000
_WIDE = 1200

MISSING = CheckSpec(
    "images.missing",
    Severity.ERROR,
    "a picture's file is not in the media folder",
    "Put it back, or take the picture out of its story.",
)
KIND = CheckSpec(
    "images.kind",
    Severity.ERROR,
    "a picture of a kind that mail programs do not show",
    "Take it in again with `reewriter image add`, which makes a JPEG or PNG of it.",
)
CREDIT = CheckSpec(
    "images.credit",
    Severity.ERROR,
    "a picture that does not say who made it",
    "Name the photographer or the agency as its credit.",
)
RIGHTS = CheckSpec(
    "images.rights",
    Severity.ERROR,
    "a picture that does not say by what right it is shown",
    "Write its licence or who gave permission.",
)
ALT = CheckSpec(
    "images.alt",
    Severity.ERROR,
    "a picture without alternative text",
    "Say in one sentence what it shows: many readers never see it.",
)
ALT_POOR = CheckSpec(
    "images.alt_poor",
    Severity.WARNING,
    "an alternative text that is a file name or says only that it is a picture",
    "Say in one sentence what it shows.",
)
LARGE = CheckSpec(
    "images.large",
    Severity.WARNING,
    "a picture wider than 1,200 pixels or larger than 1 MB",
    "Take it in again with `reewriter image add`, which makes it smaller.",
)
ADDRESS = CheckSpec(
    "images.address",
    Severity.ERROR,
    "the HTML has a picture that mail programs do not load, or not safely",
    "Let the template name it by https://, or take it in with `reewriter image add`.",
)
SIZE = CheckSpec(
    "images.size",
    Severity.WARNING,
    "the HTML has a picture without width and height",
    "Write both into the template: Outlook shows it at its full size otherwise.",
)
LOGO = CheckSpec(
    "images.logo",
    Severity.ERROR,
    "the logo of feeds.toml is not in the media folder",
    "Put the file there, or take `logo` out of [brand] in feeds.toml.",
)
CHECKS = (MISSING, KIND, CREDIT, RIGHTS, ALT, ALT_POOR, LARGE, ADDRESS, SIZE, LOGO)

_SHOWN = (".jpg", ".jpeg", ".png", ".gif")
_POOR = re.compile(
    r"(?:an? )?(?:image|picture|photo|photograph|img|logo|screenshot|graphic)(?: of)?|"
    r"[\w-]+\.(?:jpe?g|png|gif|webp)|(?:img|dsc|image|screenshot)[-_ ]?\d+",
    re.IGNORECASE,
)
_IMG = re.compile(r"<img\b", re.IGNORECASE)
_SRC = re.compile(r"""\bsrc\s*=\s*["']([^"']*)""", re.IGNORECASE)


def find(examined: Examined) -> Iterator[Finding]:
    """Look at the pictures of every story, and at those that templates add."""
    for placed in examined.composition.above:
        of = f"of {named(placed.story, 40)}"
        for number, image in enumerate(placed.story.images, 1):
            where = f"story/{placed.story.id}/image/{number}"
            for spec, what in _wrong(image, examined.facts.pictures):
                yield spec.finding(where, f"Picture {number} {of} {what}")
    logo = examined.brand.look.logo
    if logo and examined.facts.pictures.get(logo, 0) is None:
        yield LOGO.finding("config.logo", f"The logo is not there: {excerpt(logo, 60)}")
    for tag in dict.fromkeys(filter(_IMG.match, TAG.findall(examined.rendered.html))):
        for found in _tag(tag):
            if logo and found.id == SIZE.id and logo in tag:
                hint = "Set logo_width and logo_height under [brand] in feeds.toml."
                found = replace(found, where="config.logo_width", hint=hint)
            yield found


def _wrong(image: Image, sizes: Mapping[str, int | None]) -> Iterator[tuple[CheckSpec, str]]:
    size = sizes.get(image.path, 0)
    if size is None or not image.path.startswith("media/"):
        yield MISSING, f"is not there: {excerpt(image.path, 60)}"
    elif not image.path.lower().endswith(_SHOWN):
        yield KIND, f"is a {image.path.rpartition('.')[2].upper() or 'file'}"
    if not image.credit.strip():
        yield CREDIT, "has no credit"
    if not image.rights.strip():
        yield RIGHTS, "has no rights"
    if not image.alt.strip():
        yield ALT, "has no alternative text"
    elif _POOR.fullmatch(image.alt.strip()):
        yield ALT_POOR, f"is described as “{excerpt(image.alt, 40)}”"
    if (image.width or 0) > _WIDE:
        yield LARGE, f"is {image.width:,} pixels wide"
    elif size and size > _HEAVY:
        yield LARGE, f"has {size:,} bytes"


def _tag(tag: str) -> Iterator[Finding]:
    source = _SRC.search(tag)
    address = source[1] if source else ""
    if not address.startswith(("https://", "cid:", "media/", "⟦")):
        said = f"The picture {excerpt(address, 60) or 'tag'} is not loaded"
        yield ADDRESS.finding("html", said, about=address)
    if "width=" not in tag or "height=" not in tag:
        said = f"The picture {excerpt(address, 60)} has no size"
        yield SIZE.finding("html", said, about=address)
