"""The `zip` target: one HTML file at the root plus images, as mailing services import it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from reewriter.errors import ConfigError
from reewriter.export.folder import FolderTarget, Settings, payload_of
from reewriter.export.pictures import read_pictures, relink_html
from reewriter.export.target import ExportContext, Payload
from reewriter.model import Rendered
from reewriter.render.bound import MAILCHIMP_TAGS, bound, publication_urls

__all__ = ["ZipTarget", "pack"]

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The oldest time a ZIP entry can have: the same content gives the same bytes."""


class ZipTarget(FolderTarget):
    """Writes `EDITION.zip`. Setting `merge_tags`: "urls" (default) or "mailchimp"."""

    kind = "zip"
    writes = "`EDITION.zip`: one page and its pictures, as services import them"
    settings = ("merge_tags",)

    def __init__(self, name: str, settings: Settings) -> None:
        super().__init__(name, settings)
        tags = settings.get("merge_tags", "urls")
        if tags not in ("urls", "mailchimp"):
            raise ConfigError(
                f"target {name}: merge_tags is “{tags}”",
                file="feeds.toml",
                hint='Write "urls" or "mailchimp".',
            )
        self._mailchimp = tags == "mailchimp"

    def prepare(self, rendered: Rendered, ctx: ExportContext) -> Payload:
        """Bind merge tags as the setting says and pack the HTML with its images."""
        urls = publication_urls(ctx.publication, ctx.edition)
        values = MAILCHIMP_TAGS if self._mailchimp else urls
        pictures = read_pictures(rendered.images)
        markup = relink_html(
            bound(rendered, values).html, pictures, lambda picture: f"images/{picture.name}"
        )
        entries = {"index.html": markup.encode()}
        entries.update({f"images/{picture.name}": picture.content for picture in pictures})
        return payload_of({ctx.out_dir / f"{self.stem(ctx)}.zip": pack(entries)})


def pack(entries: Mapping[str, bytes]) -> bytes:
    """Make a ZIP whose bytes depend on nothing but its entries."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, content in entries.items():
            info = zipfile.ZipInfo(name, date_time=_EPOCH)
            info.create_system = 3  # Unix, whatever we run on
            info.external_attr = 0o100644 << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content, compresslevel=9)
    return whole.getvalue()
