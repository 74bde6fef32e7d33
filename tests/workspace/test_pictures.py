"""Pictures: taken in small and clean, kept, shown by every format, gone by undo."""

from __future__ import annotations

from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image as Pillow

from reewriter.errors import NotFoundError, UsageError
from reewriter.workspace import Workspace
from reewriter.workspace.pictures import WIDEST, taken_in
from reewriter.workspace.showing import embedded
from tests.render.page import read
from tests.workshop import invent, make_workspace

TEXTS = {"alt": "A kiln [at night]", "credit": "Ana Ruiz", "rights": "CC BY 4.0"}


def photo(width: int = 1600, height: int = 400, *, kind: str = "JPEG", mode: str = "RGB") -> bytes:
    """Draw something that has more colours than a drawing."""
    pixels = Pillow.radial_gradient("L").resize((width, height))
    bands = [pixels, pixels.rotate(90), pixels.rotate(45), pixels][: len(mode)]
    written = BytesIO()
    exif = Pillow.Exif()
    exif[0x0112] = 6  # lying on its side
    exif[0x010E] = "where it was taken"
    Pillow.merge(mode, bands).save(written, kind, **({"exif": exif} if kind == "JPEG" else {}))
    return written.getvalue()


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    workspace = make_workspace(tmp_path / "w", [invent(1)])
    workspace.triage.keep([1])
    workspace.issues.place(1)
    (tmp_path / "Kiln über.jpg").write_bytes(photo(300, 200))
    return workspace


def test_a_photograph_is_turned_upright_made_smaller_and_forgets_where_it_was_taken() -> None:
    content, ending, size = taken_in(photo(), name="x")
    assert ending == "jpg"
    assert size == (400, 1600)
    assert b"where it was" not in content
    wide, _, (width, height) = taken_in(photo(400, 3000), name="x")
    assert (width, height) == (WIDEST, 160)
    assert Pillow.open(BytesIO(wide)).size == (WIDEST, 160)


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_a_photograph_in_grey_is_a_photograph_and_a_large_drawing_a_drawing(mode: str) -> None:
    written = BytesIO()
    grain = Pillow.effect_noise((1600, 900), 40)
    grain.convert(mode).save(written, "JPEG")
    content, ending, size = taken_in(written.getvalue(), name="grey.jpg")
    assert (ending, size) == ("jpg", (1200, 675))
    chart = Pillow.new(mode, (1200, 900), "white")
    chart.paste("black", (100, 100, 200, 800))
    written = BytesIO()
    chart.save(written, "PNG")
    assert taken_in(written.getvalue(), name="chart.png")[1] == "png"
    assert len(content) < 600_000


@pytest.mark.parametrize(
    ("kind", "mode", "ending"),
    [("PNG", "RGBA", "png"), ("WEBP", "RGB", "jpg"), ("PNG", "RGB", "jpg")],
)
def test_every_kind_becomes_one_that_mail_shows(kind: str, mode: str, ending: str) -> None:
    content, became, _ = taken_in(photo(60, 40, kind=kind, mode=mode), name="x")
    assert became == ending
    assert taken_in(photo(60, 40, kind=kind, mode=mode), name="x")[0] == content


def test_a_device_is_no_picture(desk: Workspace) -> None:
    with pytest.raises(UsageError, match="no picture"):
        desk.pictures.add(1, Path("/dev/null"))


@pytest.mark.parametrize("content", [b"", b"<svg/>", b"\xff\xd8\xffnot", photo()[:500]])
def test_what_is_no_picture_is_told(content: bytes) -> None:
    with pytest.raises(UsageError, match="no picture"):
        taken_in(content, name="odd.jpg")


def test_a_picture_is_in_every_format_with_what_is_said_of_it(desk: Workspace) -> None:
    story = desk.pictures.add(1, desk.root.parent / "Kiln über.jpg", **TEXTS)
    (image,) = story.images
    assert image.path.startswith("media/kiln-uber-")
    assert (desk.root / image.path).is_file()
    issue = desk.issues.current()
    result = desk.press.render(issue)
    (img,) = read(result.html).all("img")
    assert (img.attrs["src"], img.attrs["alt"]) == (image.path, TEXTS["alt"])
    assert (img.attrs["width"], img.attrs["height"]) == ("200", "300")
    assert rf"![A kiln \[at night\]]({image.path})" in result.markdown
    assert "[Picture: A kiln [at night]] Ana Ruiz · CC BY 4.0" in result.text
    for text in (result.html, result.markdown):
        assert "Ana Ruiz · CC BY 4.0" in text
    assert result.images == (desk.root / image.path,)
    assert [f.id for f in desk.press.check(issue) if f.id.startswith("images.")] == []
    (shown,) = read(embedded(result, desk.root).html).all("img")
    assert shown.attrs["src"].startswith("data:image/jpeg;base64,")


def test_files_of_an_issue_find_their_pictures_and_so_does_the_archive(desk: Workspace) -> None:
    image = desk.pictures.add(1, desk.root.parent / "Kiln über.jpg", **TEXTS).images[0]
    issue = desk.issues.current()
    page = desk.press.write(issue)["html"]
    (img,) = read(page.read_text()).all("img")
    assert (page.parent / img.attrs["src"]).resolve() == (desk.root / image.path).resolve()
    markdown = desk.press.write(issue)["markdown"]
    named = markdown.read_text().partition(r"\[at night\]](")[2].partition(")")[0]
    assert (markdown.parent / named).resolve() == (desk.root / image.path).resolve()
    exported = desk.press.export(issue, "file").receipt.files
    assert any(path.suffix == ".jpg" for path in exported)
    site = desk.press.archive()
    (archived,) = read(site[f"{issue.edition}.html"].read_text()).all("img")
    assert (site["index.html"].parent / archived.attrs["src"]).is_file()
    feed = site["feed.xml"].read_text()
    assert TEXTS["alt"] in feed
    assert f'<img src="{desk.brand.publication.archive_home}{image.path}"' in unescape(feed)


def test_pictures_are_described_taken_out_and_brought_back(desk: Workspace) -> None:
    desk.pictures.add(1, desk.root.parent / "Kiln über.jpg")
    found = {f.id for f in desk.press.check(desk.issues.current())}
    assert {"images.alt", "images.credit", "images.rights"} <= found
    assert desk.pictures.describe(1, 1, {"alt": " A  kiln "}).images[0].alt == "A kiln"
    assert desk.pictures.remove(1, 1).images == ()
    desk.undo()
    assert desk.writing.story(1).images[0].alt == "A kiln"
    with pytest.raises(NotFoundError, match="no picture 2"):
        desk.pictures.remove(1, 2)
    (desk.root / desk.writing.story(1).images[0].path).unlink()
    assert "images.missing" in {f.id for f in desk.press.check(desk.issues.current())}


def test_a_picture_that_is_not_there_or_is_none_of_ours_says_which(
    desk: Workspace, tmp_path: Path
) -> None:
    with pytest.raises(NotFoundError, match=r"gone\.png: there is no such file"):
        desk.pictures.add(1, tmp_path / "gone.png")
    with pytest.raises(UsageError, match=r"jpg/x: cannot be read \(not a directory\)"):
        desk.pictures.add(1, tmp_path / "Kiln über.jpg" / "x")
