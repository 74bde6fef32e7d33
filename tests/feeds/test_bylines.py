"""Names of authors, whatever stands beside them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reewriter.feeds.bylines import byline, names_of
from reewriter.feeds.parse import parse
from tests.documents import rss


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("jane@mail.example (Jane Doe)", "Jane Doe"),
        ("jane.o'neil@x.energy (Jane O'Neil)", "Jane O'Neil"),
        ("Jane Doe <jane@x.media>", "Jane Doe"),
        ("Jane Doe (jane@x.media)", "Jane Doe"),
        ("Jane Doe, jane@x.org", "Jane Doe"),
        ("jane@x.co.uk (Jane Doe), joe@x.co.uk (Joe)", "Jane Doe, Joe"),
        ("info@x.online", "info@x.online"),
        ("mailto:info@x.online", "info@x.online"),
        ("A. Alpha (MIT)", "A. Alpha (MIT)"),
        ("@jane", "@jane"),
        ("", ""),
    ],
)
def test_a_name_is_found_beside_an_address(written: str, name: str) -> None:
    assert byline(written) == name
    item = "<item><title>x</title><author>{}</author></item>"
    body = rss(item.format(written.replace("<", "&lt;")))
    assert parse(body, url="").items[0].author == name


def test_several_authors_are_all_told_and_nobody_twice() -> None:
    assert names_of(["A. Beta", "C. Delta", "A. Beta"]) == "A. Beta, C. Delta"
    assert names_of(["Jane", "Jane Doe"]) == "Jane Doe"
    assert names_of(["ple (Jane", "Joe"]) == "Joe"
    authors = "".join(f"<author><name>{name}</name></author>" for name in ("A. B", "C. D"))
    atom = (
        f"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>x</title>{authors}</entry></feed>"
    )
    assert parse(atom.encode(), url="").items[0].author == "A. B, C. D"


@given(st.text(alphabet="a@.( )<>,;'é", max_size=60))
def test_of_whatever_is_written_something_is_left(written: str) -> None:
    assert bool(byline(written)) == bool(written.strip())
