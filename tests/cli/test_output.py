"""What is printed: columns that stand, texts that cannot drive a terminal."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reewriter.cli.output import Cell, Column, echo, one_line, paragraph, table
from tests.cli.conftest import Stream

COLUMNS = (Column("id", right=True), Column("state"), Column("title", gives=True))


def _printed(rows: list[tuple[str | Cell, ...]], *, tty: bool = False) -> list[str]:
    stream = Stream(tty=tty)
    with contextlib.redirect_stdout(stream):
        table(COLUMNS, rows)
    return stream.text().splitlines()


def test_columns_stand_whatever_they_hold() -> None:
    assert _printed([("7", "new", "A"), ("123", Cell("kept", "good"), "B")]) == [
        " id  state  title",
        "  7  new    A",
        "123  kept   B",
    ]


def test_wide_and_combining_characters_are_counted_as_they_are_shown() -> None:
    lines = _printed([("1", "鏑鏑", "A"), ("2", "e\u0301e\u0301e", "B")])
    assert lines[1].endswith("鏑鏑   A")
    assert lines[2].endswith("e\u0301e\u0301e    B")


def test_a_column_that_says_nothing_is_left_out() -> None:
    assert _printed([("1", "", "A")]) == ["id  title", " 1  A"]


def test_no_rows_print_nothing() -> None:
    assert _printed([]) == []


def test_a_narrow_terminal_cuts_what_gives_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("NO_COLOR", "1")
    rows: list[tuple[str | Cell, ...]] = [("1", "new", "word " * 30)]
    assert _printed(rows)[1].endswith("word")
    (_, line) = _printed(rows, tty=True)
    assert len(line) <= 40
    assert line.endswith("…")


def test_a_long_text_is_wrapped_on_a_terminal_and_whole_in_a_pipe(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    for tty in (False, True):
        stream = Stream(tty=tty)
        with contextlib.redirect_stdout(stream):
            paragraph("word " * 12, indent=9)
        lines = stream.text().splitlines()
        assert len(lines) == (3 if tty else 1)
        assert all(line.startswith(" " * 9 + "word") for line in lines[1:])


@given(st.text(), st.sampled_from(["", "bad", "dim"]))
def test_no_text_drives_the_terminal(text: str, look: str) -> None:
    stream = Stream()
    with contextlib.redirect_stdout(stream):
        echo(text, look=look)  # type: ignore[arg-type] # one of the looks
    printed = stream.text().removesuffix("\n")
    assert all(
        c.isprintable() or c in "\n\t" or ord(c) > 0xFFFF or not c.isascii() for c in printed
    )
    assert not set("\x1b\x07\x9b\u202e\u2066\r") & set(printed)
    assert "\n" not in one_line(text)
