"""What the stories of an issue file rest on: read as outside text, whoever wrote the file."""

from __future__ import annotations

import pytest

from reewriter.desk.manuscript.rests import Rest, read_rests
from reewriter.model import Story

ABOUT = 'about: {"captured_at": "2026-03-02T12:00:00+00:00", "outlet": "Ore", "url": "%s"}'


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"])
def test_a_source_has_no_address_that_nobody_may_follow(url: str) -> None:
    (source,) = read_rests(["## 4", ABOUT % url, "| A text."], 1, file="issue.md")[4].sources
    assert (source.outlet, source.url, source.text) == ("Ore", "", "A text.")


def test_the_text_of_a_source_is_cleaned_as_any_that_comes_in() -> None:
    lines = ["## 4", ABOUT % "https://a.example/1", "| a\x1b[31mb\u202e", "|", "| c"]
    (source,) = read_rests(lines, 1, file="issue.md")[4].sources
    assert source.url == "https://a.example/1"
    assert source.text == "a[31mb\n\nc"


@pytest.mark.parametrize(
    ("url", "text", "later", "same"),
    [
        ("https://a.example/1", "A text.", 0, True),
        ("https://a.example/moved", "A text.", 0, True),
        ("https://a.example/1", "A text, and all of it.", 0, True),
        ("https://a.example/2", "Another text.", 0, False),
        ("https://a.example/1", "A text.", 1, False),
    ],
)
def test_a_story_is_known_by_a_source_captured_then(
    url: str, text: str, later: int, same: bool
) -> None:
    def rest(url: str, text: str, hour: int) -> Rest:
        about = (ABOUT % url).replace("T12", f"T{hour}")
        return read_rests(["## 4", about, f"| {text}"], 1, file="issue.md")[4]

    here = Story(4, headline="Plants", sources=rest("https://a.example/1", "A text.", 12).sources)
    assert rest(url, text, 12 + later).is_of(here) is same
    assert rest(url, text, 12 + later).is_of(Story(4, headline="Plants")) is None
