"""What a page says of itself: its title is not its site's name."""

from __future__ import annotations

import pytest

from reewriter.feeds.said import said_by, title_of, titled


def page(title: str, *, heading: str = "", site: str = "") -> str:
    named = f'<meta property="og:site_name" content="{site}">' if site else ""
    return f"<head><title>{title}</title>{named}</head><body><h1>{heading}</h1></body>"


@pytest.mark.parametrize(
    ("title", "heading", "site", "url"),
    [
        ("Kiln Lit - Baltic Daily", "Kiln Lit", "", ""),
        ("Kiln Lit | Baltic Daily", "", "Baltic Daily", ""),
        ("Kiln Lit | BalticDaily", "", "", "https://www.balticdaily.example/a"),
        ("Kiln Lit | The Baltic Daily", "", "", "https://balticdaily.example/a"),
        ("Kiln Lit — balticdaily.example", "", "", "https://balticdaily.example/a"),
        ("Kiln Lit | Metals | Baltic Daily", "Kiln Lit", "", ""),
        ("Kiln Lit | Metals | Baltic Daily", "Kiln Lit", "Baltic Daily", ""),
        ("Kiln Lit", "Kiln Lit", "Baltic Daily", ""),
    ],
)
def test_a_title_ends_before_its_site(title: str, heading: str, site: str, url: str) -> None:
    html = page(title, heading=heading, site=site)
    said = said_by(html)
    assert titled(said, said.title, url=url) == "Kiln Lit"
    assert title_of(html) == title  # what was cut can be had


@pytest.mark.parametrize(
    ("title", "heading", "site"),
    [
        ("Rare Earths - and What Comes Next", "", "Baltic Daily"),
        ("Rare Earths – An Analysis", "Rare Earths – An Analysis", "Baltic Daily"),
        ("Rare Earths | Baltic", "Baltic Daily", ""),
        ("A-B - C", "", ""),
    ],
)
def test_what_only_looks_like_a_site_stays(title: str, heading: str, site: str) -> None:
    said = said_by(page(title, heading=heading, site=site))
    assert titled(said, said.title, url="https://news.example/x") == title
