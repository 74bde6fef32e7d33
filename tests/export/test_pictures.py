"""Pictures travel under names of ours, and only their own references are led to them."""

from __future__ import annotations

from pathlib import Path

import pytest

from reewriter.errors import ExportError
from reewriter.export.pictures import read_pictures, relink_html, relink_markdown
from reewriter.export.target import file_stem


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<img src="media/a%20mine.png">', '<img src="NEW">'),
        ("<img src='./media/a mine.png'>", '<img src="NEW">'),
        ('<img alt="x" SRC = "a%20mine.png">', '<img alt="x" SRC = "NEW">'),
        ('<img src="https://cdn.example/media/a%20mine.png">', None),
        ('<img src="//cdn.example/a%20mine.png">', None),
        ('<img src="mine.png">', None),
        ('<a href="media/a%20mine.png">', None),
        ('<img src="">', None),
    ],
)
def test_only_references_to_the_file_are_led_on(
    picture: Path, before: str, after: str | None
) -> None:
    found = relink_html(before, read_pictures([picture]), lambda _: "NEW")
    assert found == (after or before)


def test_markdown_images_are_led_on(picture: Path) -> None:
    markdown = "![A mine](media/a%20mine.png) ![B](https://x.example/b.png) [a](a%20mine.png)"
    found = relink_markdown(markdown, read_pictures([picture]), lambda one: f"images/{one.name}")
    assert found == "![A mine](images/1.png) ![B](https://x.example/b.png) [a](a%20mine.png)"


def test_a_picture_is_told_by_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "evil.png"
    path.write_bytes(b"<svg onload='x'></svg>")
    with pytest.raises(ExportError, match=r"evil\.png"):
        read_pictures([path])


@pytest.mark.parametrize(
    ("edition", "stem"),
    [
        ("2026-03-13", "2026-03-13"),
        ("2026-03-13-weekly", "2026-03-13-weekly"),
        ("../../etc/passwd", "etc-passwd"),
        (".hidden", "hidden"),
        ("a\0b/c\\d", "a-b-c-d"),
        ("…", "issue"),
        ("x" * 300, "x" * 80),
    ],
)
def test_file_names_are_harmless(edition: str, stem: str) -> None:
    assert file_stem(edition) == stem
