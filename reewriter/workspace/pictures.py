"""Pictures of stories: taken in small enough for mail and kept in the workspace."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from reewriter.errors import NotFoundError, UsageError
from reewriter.files import read_file
from reewriter.model import Image, Story

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels

    from reewriter.workspace.workspace import Workspace

__all__ = ["FOLDER", "WIDEST", "Pictures", "taken_in"]

FOLDER = "media"
"""Where they are kept, in the workspace."""
WIDEST = 1200
"""Pixels: twice what the mail's column has, for screens that show two for one."""
_TALLEST = 2400
_MOST_BYTES = 40_000_000
_HEAVY = 60_000
"""Bytes from which a drawing may be a photograph."""
_KINDS = ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP")
_UNFIT = re.compile(r"[^a-z0-9]+")


class Pictures:
    """The picture desk."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def add(
        self, story_id: int, file: Path, *, alt: str = "", credit: str = "", rights: str = ""
    ) -> Story:
        """Take a picture in as a story's last; raises UsageError for a file that is none."""
        from reewriter.atomic import write_files

        story = self._workspace.writing.story(story_id)
        content = read_file(file.expanduser(), most=_MOST_BYTES)
        content, ending, size = taken_in(content, name=str(file))
        path = f"{FOLDER}/{_name(file.stem, content)}.{ending}"
        write_files({self._workspace.root / path: content})
        texts = {"alt": alt, "credit": credit, "rights": rights}
        image = Image(path, width=size[0], height=size[1], **_lines(texts))
        others = tuple(one for one in story.images if one.path != path)
        return self._set(story, (*others, image))

    def describe(self, story_id: int, number: int, texts: Mapping[str, str]) -> Story:
        """Write alternative text, credit or rights of a story's picture, counted from 1."""
        story = self._workspace.writing.story(story_id)
        old, new = _one(story, number), _lines(texts)
        image = replace(
            old,
            alt=new.get("alt", old.alt),
            credit=new.get("credit", old.credit),
            rights=new.get("rights", old.rights),
        )
        images = (*story.images[: number - 1], image, *story.images[number:])
        return self._set(story, images)

    def remove(self, story_id: int, number: int) -> Story:
        """Take a picture out of a story; its file stays, for undo and for issues gone out."""
        story = self._workspace.writing.story(story_id)
        gone = _one(story, number)
        return self._set(story, tuple(one for one in story.images if one is not gone))

    def _set(self, story: Story, images: tuple[Image, ...]) -> Story:
        return self._workspace.writing.edit(story.id, {"images": images}, base=story)

    def sizes(self, paths: tuple[str, ...]) -> dict[str, int | None]:
        """Return the bytes of picture files by path; None where one is not there."""
        found: dict[str, int | None] = {}
        for path in paths:
            try:
                found[path] = (self._workspace.root / path).stat().st_size
            except OSError:
                found[path] = None
        return found


def taken_in(content: bytes, *, name: str) -> tuple[bytes, str, tuple[int, int]]:
    """Return a picture small enough for mail, its ending, and its size in pixels.

    It is turned upright, and what a camera wrote into it besides, place included, is left out.
    Raises UsageError for what is no picture.
    """
    from PIL import Image as Pillow
    from PIL import ImageOps, UnidentifiedImageError

    try:
        with Pillow.open(BytesIO(content), formats=_KINDS) as opened:
            if opened.format == "GIF" and getattr(opened, "is_animated", False):
                if opened.width <= WIDEST:
                    return content, "gif", opened.size
                opened.seek(0)
            pixels = ImageOps.exif_transpose(opened)
            pixels.load()
    except (
        UnidentifiedImageError,
        Pillow.DecompressionBombError,
        OSError,
        SyntaxError,
        ValueError,
    ):
        raise UsageError(
            f"{name} is no picture that mail can show", hint="Save it as JPEG or PNG."
        ) from None
    pixels.thumbnail((WIDEST, _TALLEST), Pillow.Resampling.LANCZOS)
    return (*_saved(pixels), pixels.size)


def _saved(pixels: Pixels) -> tuple[bytes, str]:
    """Write drawings and what lets the ground through as PNG, photographs as JPEG.

    A photograph in grey has as few colours as a drawing, but makes a heavy PNG.
    """
    see_through = pixels.mode in ("RGBA", "LA", "PA") or "transparency" in pixels.info
    drawing = pixels.mode in ("1", "P", "L") or see_through or _few_colours(pixels)
    if not drawing:
        return _jpeg(pixels), "jpg"
    kept = pixels if pixels.mode in ("1", "P", "L", "LA", "RGB", "RGBA") else None
    written = BytesIO()
    (kept or pixels.convert("RGBA")).save(written, "PNG", optimize=True)
    drawn = written.getvalue()
    if not see_through and len(drawn) > _HEAVY:
        photographed = _jpeg(pixels)
        if len(photographed) < len(drawn) // 2:
            return photographed, "jpg"
    return drawn, "png"


def _jpeg(pixels: Pixels) -> bytes:
    written = BytesIO()
    kept = pixels if pixels.mode == "L" else pixels.convert("RGB")
    kept.save(written, "JPEG", quality=85, optimize=True, progressive=True)
    return written.getvalue()


def _few_colours(pixels: Pixels) -> bool:
    return pixels.convert("RGB").getcolors(256) is not None


def _name(stem: str, content: bytes) -> str:
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    slug = _UNFIT.sub("-", plain).strip("-")[:40].strip("-") or "picture"
    return f"{slug}-{blake2b(content, digest_size=4).hexdigest()}"


def _one(story: Story, number: int) -> Image:
    if not 1 <= number <= len(story.images):
        raise NotFoundError(
            f"story {story.id} has no picture {number}",
            hint=f"`reewriter image list --story {story.id}` counts them.",
        )
    return story.images[number - 1]


def _lines(texts: Mapping[str, str]) -> dict[str, str]:
    return {name: " ".join(text.split()) for name, text in texts.items()}
