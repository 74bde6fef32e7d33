"""What the stories of an issue file rest on: read as outside text, whoever wrote the file."""

from __future__ import annotations

import pytest

from reewriter.desk.manuscript.rests import read_rests

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
