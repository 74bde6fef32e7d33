"""The issue's picture files: read once, named by us, and the HTML led to where they went."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from reewriter.errors import ExportError

__all__ = ["Picture", "read_pictures", "relink_html", "relink_markdown"]

# Told by their first bytes: a name proves nothing.
_KINDS = (
    (b"\x89PNG\r\n\x1a\n", 0, "png", "png"),
    (b"\xff\xd8\xff", 0, "jpeg", "jpg"),
    (b"GIF87a", 0, "gif", "gif"),
    (b"GIF89a", 0, "gif", "gif"),
    (b"WEBP", 8, "webp", "webp"),
)

_SRC = re.compile(r"""(\bsrc\s*=\s*)(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_MARKDOWN_IMAGE = re.compile(r"(!\[[^\]\n]*\]\(\s*)<?([^)\s<>]+)>?")


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture and the name it travels under."""

    path: Path
    name: str
    """`1.png`: never from content."""
    subtype: str
    """After `image/`."""
    content: bytes


def read_pictures(paths: Sequence[Path]) -> tuple[Picture, ...]:
    """Read the files the HTML names; raises ExportError for one that is missing or no picture."""
    pictures = []
    for number, path in enumerate(dict.fromkeys(paths), 1):
        try:
            content = path.read_bytes()
        except OSError as error:
            raise ExportError(
                f"{path}: the picture cannot be read ({error.strerror})",
                hint="Put it back, or take it out of its story, or out of [brand] in feeds.toml.",
            ) from error
        for magic, offset, subtype, ending in _KINDS:
            if content.startswith(magic, offset):
                pictures.append(Picture(path, f"{number}.{ending}", subtype, content))
                break
        else:
            raise ExportError(
                f"{path}: no picture that mail programs show",
                hint="Save it as PNG, JPEG or GIF.",
            )
    return tuple(pictures)


def relink_html(markup: str, pictures: Sequence[Picture], address: Callable[[Picture], str]) -> str:
    """Lead every `src` that names a picture's file to its new address."""

    def moved(match: re.Match[str]) -> str:
        value = match[2] if match[2] is not None else match[3]
        picture = _meant(html.unescape(value), pictures)
        return f'{match[1]}"{html.escape(address(picture))}"' if picture else match[0]

    return _SRC.sub(moved, markup) if pictures else markup


def relink_markdown(
    markdown: str, pictures: Sequence[Picture], address: Callable[[Picture], str]
) -> str:
    """Lead every Markdown image that names a picture's file to its new address."""

    def moved(match: re.Match[str]) -> str:
        picture = _meant(match[2], pictures)
        return f"{match[1]}{address(picture)}" if picture else match[0]

    return _MARKDOWN_IMAGE.sub(moved, markdown) if pictures else markdown


def _meant(value: str, pictures: Sequence[Picture]) -> Picture | None:
    parts = urlsplit(value)
    if parts.scheme not in ("", "file") or parts.netloc:
        return None
    name = unquote(parts.path).removeprefix("./")
    if not name:
        return None
    for picture in pictures:
        if picture.path.as_posix() == name:
            return picture
    ending = "/" + name.lstrip("/")
    return next((p for p in pictures if f"/{p.path.as_posix()}".endswith(ending)), None)
