"""Pages are read in another process, which ends when one of them is too much for it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reewriter.errors import ParseError
from reewriter.feeds.reading import PageReader
from reewriter.feeds.worker import ParseWorker

PAGES = Path(__file__).parent.parent / "data" / "pages"
PAGE = (PAGES / "wordpress.html").read_bytes()
URL = "https://wire.example/story?token=geheim"


@pytest.fixture
def worker() -> Iterator[ParseWorker]:
    with ParseWorker() as worker:
        yield worker


def test_an_article_comes_back_whole(worker: ParseWorker) -> None:
    found = PageReader(worker).article(PAGE, URL, "text/html; charset=utf-8")
    assert found.title == "A third shift at the Dunmore kiln"
    assert found.published == datetime(2026, 2, 24, 6, 30, tzinfo=UTC)
    assert "> A kiln that stands still" in found.markdown
    assert "<blockquote>" in found.html
    assert found.words > 150


def test_a_page_comes_back_as_an_item(worker: ParseWorker) -> None:
    item = PageReader(worker).item(PAGE, URL)
    assert (item.url, item.author, item.lang) == (URL, "Mara Lindqvist", "en")
    assert "Eleven people" in item.text
    assert "lorries, I have" not in item.text


def test_the_extractors_are_loaded_by_the_child_only(worker: ParseWorker) -> None:
    PageReader(worker).article(PAGE, URL)
    loaded = {"trafilatura", "readability", "lxml"} & set(sys.modules)
    # Tests of extraction itself load them, where they ran before in this process.
    assert not loaded or "tests.feeds.test_article" in sys.modules


def test_a_page_without_an_article_is_told_in_one_line(worker: ParseWorker) -> None:
    with pytest.raises(ParseError, match="there is no article on this page"):
        PageReader(worker).article((PAGES / "front-page.html").read_bytes(), URL)
    assert PageReader(worker).article(PAGE, URL).words


def test_a_page_that_takes_too_long_costs_only_itself() -> None:
    endless = b"<article><p>" + b"word<br>" * 200_000
    with (
        ParseWorker(deadline=0.4) as impatient,
        pytest.raises(ParseError, match="was not read within") as refused,
    ):
        PageReader(impatient).article(endless, URL)
    assert "geheim" not in str(refused.value)
    with ParseWorker() as worker:
        assert PageReader(worker).article(PAGE, URL).words
