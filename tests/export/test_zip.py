"""The ZIP is what mailing services import: one HTML file at the root, images beside it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from reewriter.errors import ConfigError
from reewriter.export import ExportContext
from reewriter.export.zipped import ZipTarget
from reewriter.model import Rendered
from tests.export.conftest import make_rendered


def _pack(rendered: Rendered, ctx: ExportContext, **settings: str) -> bytes:
    (file,) = ZipTarget("zip", settings).prepare(rendered, ctx).files
    assert file.path.name == "2026-03-13.zip"
    return file.content


def test_one_html_at_the_root_and_images_beside(ctx: ExportContext, picture: Path) -> None:
    rendered = make_rendered(
        html='<img src="media/a%20mine.png">⟦unsubscribe_url⟧', images=(picture,)
    )
    with zipfile.ZipFile(io.BytesIO(_pack(rendered, ctx))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["index.html", "images/1.png"]
        html = archive.read("index.html").decode()
        assert archive.read("images/1.png") == picture.read_bytes()
    assert html == '<img src="images/1.png">https://reex.example/unsubscribe'


def test_same_issue_gives_the_same_bytes(
    ctx: ExportContext, rendered: Rendered, picture: Path
) -> None:
    with_picture = make_rendered(images=(picture,))
    first = _pack(with_picture, ctx)
    picture.touch()
    assert _pack(with_picture, ctx) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        for entry in archive.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert entry.external_attr >> 16 == 0o100644


def test_mailchimp_gets_its_own_tags(ctx: ExportContext, rendered: Rendered) -> None:
    with zipfile.ZipFile(io.BytesIO(_pack(rendered, ctx, merge_tags="mailchimp"))) as archive:
        html = archive.read("index.html").decode()
    assert 'href="*|UNSUB|*"' in html
    assert 'href="*|ARCHIVE|*"' in html


def test_two_targets_of_one_type_share_no_file(ctx: ExportContext, rendered: Rendered) -> None:
    (file,) = ZipTarget("shop", {}).prepare(rendered, ctx).files
    assert file.path.name == "2026-03-13-shop.zip"


@pytest.mark.parametrize("settings", [{"merge_tags": "mailchump"}, {"tags": "urls"}])
def test_unknown_settings_are_told(settings: dict[str, str]) -> None:
    with pytest.raises(ConfigError, match="target shop") as caught:
        ZipTarget("shop", settings)
    assert caught.value.hint
