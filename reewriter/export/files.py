"""The `file` target: the issue as HTML, Markdown and plain text, beside its pictures."""

from __future__ import annotations

from reewriter.export.folder import FolderTarget, payload_of
from reewriter.export.pictures import Picture, read_pictures, relink_html, relink_markdown
from reewriter.export.target import ExportContext, Payload
from reewriter.model import Rendered
from reewriter.render.bound import bound, publication_urls

__all__ = ["FileTarget"]


class FileTarget(FolderTarget):
    """Writes `EDITION.html`, `EDITION.md`, `EDITION.txt` and `images/`."""

    kind = "file"
    writes = "`EDITION.html`, `.md`, `.txt` and `images/`"

    def prepare(self, rendered: Rendered, ctx: ExportContext) -> Payload:
        """Bind merge tags to the configured addresses and lead images to their copies."""
        filled = bound(rendered, publication_urls(ctx.publication, ctx.edition))
        pictures = read_pictures(rendered.images)
        markdown = relink_markdown(filled.markdown, pictures, _place)
        stem = self.stem(ctx)
        files = {
            ctx.out_dir / f"{stem}.html": relink_html(filled.html, pictures, _place).encode(),
            ctx.out_dir / f"{stem}.md": markdown.encode(),
            ctx.out_dir / f"{stem}.txt": filled.text.encode(),
        }
        for picture in pictures:
            files[ctx.out_dir / "images" / picture.name] = picture.content
        return payload_of(files)


def _place(picture: Picture) -> str:
    return f"images/{picture.name}"
