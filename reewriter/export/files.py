"""The `file` target: the issue as HTML, Markdown and plain text, beside its pictures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from reewriter.export.bound import bound, publication_urls
from reewriter.export.folder import FolderTarget, Settings, payload_of
from reewriter.export.pictures import Picture, read_pictures, relink_html, relink_markdown
from reewriter.export.target import ExportContext, Payload
from reewriter.model import Rendered

__all__ = ["FORMATS", "FileTarget", "Format"]

Format = Literal["html", "markdown", "text"]
FORMATS: tuple[Format, ...] = ("html", "markdown", "text")


class FileTarget(FolderTarget):
    """Writes `EDITION.html`, `EDITION.md`, `EDITION.txt` and `images/`."""

    kind = "file"

    def __init__(
        self, name: str, settings: Settings, *, formats: Sequence[Format] = FORMATS
    ) -> None:
        super().__init__(name, settings)
        self._formats = formats or FORMATS

    def prepare(self, rendered: Rendered, ctx: ExportContext) -> Payload:
        """Bind merge tags to the configured addresses and lead images to their copies."""
        filled = bound(rendered, publication_urls(ctx.publication))
        pictures = read_pictures(rendered.images)
        contents: dict[Format, tuple[str, str]] = {
            "html": (".html", relink_html(filled.html, pictures, _place)),
            "markdown": (".md", relink_markdown(filled.markdown, pictures, _place)),
            "text": (".txt", filled.text),
        }
        stem = self.stem(ctx)
        files = {
            ctx.out_dir / f"{stem}{ending}": content.encode()
            for format_, (ending, content) in contents.items()
            if format_ in self._formats
        }
        if set(self._formats) & {"html", "markdown"}:
            for picture in pictures:
                files[ctx.out_dir / "images" / picture.name] = picture.content
        return payload_of(files)


def _place(picture: Picture) -> str:
    return f"images/{picture.name}"
