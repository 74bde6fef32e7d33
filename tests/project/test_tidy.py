"""The tidy check sees what it should, and leaves verbatim files alone."""

from __future__ import annotations

import pytest

from scripts import tidy


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.py", b"x = 1 \n"),
        ("a.py", b"x = 1"),
        ("a.py", b"x = 1\n\n"),
        ("a.py", b"    # -- looking -----------\n"),
        ("a.md", b"one\r\ntwo\n"),
        ("Makefile", b"<<<<<<< HEAD\n"),
        ("a.bin", b"x" * (tidy.LARGEST + 1)),
    ],
)
def test_what_is_untidy_is_found(name: str, data: bytes) -> None:
    assert len(list(tidy.complaints(name, data))) == 1


@pytest.mark.parametrize("name", ["a.py", "templates/daily.txt", "tests/data/feeds/odd.xml"])
def test_what_is_tidy_or_verbatim_is_left_alone(name: str) -> None:
    data = b"x = 1\n" if name.endswith(".py") else b"-- \r\n\n\n"
    assert list(tidy.complaints(name, data)) == []
