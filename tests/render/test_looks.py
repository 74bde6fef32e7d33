"""Looks: a second one, colours and fonts of the house, a logo; what a mistake says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reewriter.config import check_text
from reewriter.errors import ConfigError
from reewriter.model import Brand, Look, Rendered
from reewriter.render import check_templates, render
from tests.golden import check_golden
from tests.render.page import read
from tests.sample_issue import NOW, sample_brand, sample_composition

HOUSE = '[publication]\nname = "The Paper"\n[[sections]]\nname = "News"\n[brand]\n'


def rendered(look: Look, templates: Path | None = None) -> Rendered:
    brand = replace(sample_brand(), look=look)
    return render(sample_composition(), brand, templates=templates, now=NOW)


def configured(lines: str) -> Brand:
    return check_text(HOUSE + lines, "feeds.toml").brand


def test_the_plain_look_is_rendered_byte_for_byte() -> None:
    plain, daily = rendered(Look("plain")), rendered(Look())
    check_golden("render/plain.html", plain.html)
    assert (plain.markdown, plain.text) == (daily.markdown, daily.text)


def test_both_looks_have_the_same_headings_and_links() -> None:
    plain, daily = read(rendered(Look("plain")).html), read(rendered(Look()).html)
    sign_up = [(2, "Straight Into Your Inbox")]
    assert plain.headings == [one for one in daily.headings if one not in sign_up]
    assert set(plain.links) | {"https://reex.example/sign-up"} == set(daily.links)


def test_colours_and_fonts_of_the_house_are_everywhere_and_ours_nowhere() -> None:
    brand = configured('accent = "#036"\ndark_accent = "#8CF"\nbody_font = \'"Exo 2", serif\'\n')
    assert brand.look.day.accent == "#003366"
    html = rendered(brand.look).html
    assert "#003366" in html
    assert "#88ccff" in html
    assert "font:16px/24px 'Exo 2', serif" in html
    assert Look().day.accent not in html
    assert "-apple-system" not in html


def test_a_logo_stands_for_the_title_and_is_carried_along() -> None:
    brand = configured('logo = "media/logo.png"\nlogo_width = 240\nlogo_height = 48\n')
    for name in ("daily", "plain"):
        result = rendered(replace(brand.look, name=name))
        (img,) = read(result.html).all("img")
        assert img.attrs["src"] == "media/logo.png"
        assert (img.attrs["alt"], img.attrs["width"]) == ("Straight Into Your Inbox", "240")
        assert result.images == (Path("media/logo.png"),)


@pytest.mark.parametrize(
    "line",
    [
        'accent = "red"',
        'accent = "#12345"',
        'body_font = "x; } body { display: none"',
        'body_font = "\'Exo"',
        'look = "../daily"',
        'logo = "../secret.png"',
        'logo = "http://x.example/logo.png"',
        'colour = "#fff"',
    ],
)
def test_a_mistake_in_the_brand_is_told_with_its_line(line: str) -> None:
    with pytest.raises(ConfigError, match=r"feeds\.toml:6"):
        configured(line)


def test_a_look_of_ones_own_is_a_template_of_that_name(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no look “sunday”") as caught:
        rendered(Look("sunday"), tmp_path)
    assert "daily, plain" in str(caught.value)
    (tmp_path / "sunday.html").write_text("<p>{{ issue.subject }} {{ look.day.ink }}</p>")
    result = rendered(Look("sunday"), tmp_path)
    assert "A price floor, and what it leaves out #1d2227" in result.html
    assert result.text == rendered(Look()).text
    (tmp_path / "sunday.html").write_text("{{ issue.nothing }}")
    assert ["sunday.html" in str(mistake) for mistake in check_templates(tmp_path)] == [True]
