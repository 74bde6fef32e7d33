"""Leads what is rendered to the workspace's picture files, wherever it is to be looked at."""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from reewriter.model import Rendered

__all__ = ["embedded", "led_to", "named_in", "with_files"]

_HTML = re.compile(r'(<img\b[^>]*?\bsrc=")(media/[A-Za-z0-9_.-]+)(")', re.IGNORECASE)
_MARKDOWN = re.compile(r"(!\[(?:\\.|[^\\\]\n])*\]\()(media/[A-Za-z0-9_.-]+)(\))")
_SUBTYPES = {".jpg": "jpeg", ".jpeg": "jpeg", ".png": "png", ".gif": "gif"}


def named_in(html: str) -> tuple[Path, ...]:
    """Return the picture files that a page names, each once."""
    return tuple(dict.fromkeys(Path(match[2]) for match in _HTML.finditer(html)))


def with_files(rendered: Rendered, root: Path) -> Rendered:
    """Name the pictures by where they are; those of an issue that was kept are read from it."""
    images = rendered.images or named_in(rendered.html)
    return replace(rendered, images=tuple(root / path for path in images))


def led_to(rendered: Rendered, root: Path, folder: Path) -> Rendered:
    """Lead HTML and Markdown that are to lie in `folder` to the pictures of the workspace."""
    way = quote(Path(os.path.relpath(root.absolute(), folder.absolute())).as_posix())
    return _moved(rendered, lambda path: path if way == "." else f"{way}/{path}")


def embedded(rendered: Rendered, root: Path) -> Rendered:
    """Put the pictures into the HTML itself, for a page that may load nothing."""

    def data(path: str) -> str:
        try:
            content = (root / path).read_bytes()
        except OSError:
            return path
        subtype = _SUBTYPES.get(Path(path).suffix, "png")
        return f"data:image/{subtype};base64,{base64.b64encode(content).decode()}"

    moved = _moved(rendered, data)
    return replace(moved, markdown=rendered.markdown)


def _moved(rendered: Rendered, to: Callable[[str], str]) -> Rendered:
    def one(match: re.Match[str]) -> str:
        return match[1] + to(match[2]) + match[3]

    return replace(
        rendered, html=_HTML.sub(one, rendered.html), markdown=_MARKDOWN.sub(one, rendered.markdown)
    )
