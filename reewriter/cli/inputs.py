"""Reads what is typed or piped in: files, standard input, numbers, one-line texts."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import click

from reewriter.cli.output import echo
from reewriter.errors import ParseError, UsageError
from reewriter.files import read_file

__all__ = [
    "ID",
    "LINE",
    "LINK",
    "TEXT",
    "called",
    "decode",
    "edition_argument",
    "issue_option",
    "read_bytes",
    "read_text",
    "section_option",
    "wrong_kind",
]

F = TypeVar("F", bound=Callable[..., object])

_LARGEST = 20_000_000
"""Bytes of a file that is read into memory."""
_CONTROLS = "".join(map(chr, {*range(32), 127} - set(b"\t\n\v\f\r\x1a\x1b")))
"""What no text holds: old files end in ^Z, what a terminal has shown is full of escapes."""
_OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOOKED_AT, _FEW = 100_000, 3
"""Characters in which these are counted; so few of them are a slip, and taken out."""


class _Text(click.ParamType[str]):
    """A text without anything that could drive a terminal or hide in a page."""

    name = "text"

    def __init__(self, *, single: bool) -> None:
        self._single = single

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Clean what was typed."""
        from reewriter.text.clean import scrub

        text = scrub(str(value))
        return " ".join(text.split()) if self._single else text.strip()


class _Link(click.ParamType[str]):
    """A web address that may be stored and shown; empty takes one away."""

    name = "url"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Check what was typed."""
        from reewriter.text import safe_url

        written = str(value).strip()
        address = safe_url(written)
        if written and not address.startswith(("http://", "https://")):
            self.fail(f"“{LINE.convert(written, None, None)[:80]}” is no web address", param, ctx)
        return address


class _Id(click.ParamType[int]):
    """The number of an item or a story, as lists print it."""

    name = "id"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """Read a number that the database can hold."""
        written = str(value).strip()
        if written.isdecimal() and 0 < int(written[:20]) < 2**63:
            return int(written[:20])
        shown = LINE.convert(written, None, None)[:40]
        said = f"“{shown}”" if shown else "nothing"
        self.fail(f"{said} is no number of one: lists print them as id", param, ctx)


LINE = _Text(single=True)
TEXT = _Text(single=False)
LINK = _Link()
ID = _Id()


def edition_argument(command: F) -> F:
    """Give a command its optional EDITION."""
    return click.argument("edition", required=False, type=LINE, metavar="[EDITION]")(command)


def issue_option(command: F) -> F:
    """Give a command its `--issue`."""
    option = click.option(
        "--issue", "edition", type=LINE, metavar="EDITION", help="The issue; else the current one."
    )
    return option(command)


def section_option(command: F) -> F:
    """Give a command its `--section`."""
    return click.option("--section", type=LINE, metavar="NAME", help="The section of the issue.")(
        command
    )


def read_bytes(name: str) -> bytes:
    """Read a file, or standard input for `-`."""
    if name == "-":
        if sys.stdin is None:
            raise UsageError("standard input is closed", hint="Pipe a text in, or name a file.")
        if sys.stdin.isatty():
            echo("Paste the text, then press ctrl+d.", err=True)
        content = sys.stdin.buffer.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            raise UsageError(
                f"{called(name)}: larger than {_LARGEST // 1_000_000} MB",
                hint="Give the part that is needed.",
            )
        return content
    return read_file(Path(name).expanduser(), most=_LARGEST)


@contextmanager
def wrong_kind(name: str) -> Iterator[None]:
    """Tell of a file that is not what the command reads: that is a wrong call, and names the file.

    Raises UsageError.
    """
    try:
        yield
    except ParseError as error:
        said = called(name)
        told = error.message if error.message.startswith(said) else f"{said}: {error.message}"
        raise UsageError(told, hint=error.hint) from error


def decode(content: bytes, name: str) -> str:
    """Read bytes as UTF-8, or as UTF-16 where a mark says so, else as what Windows writes.

    Raises UsageError for what is no text: a picture in place of a critique would be its end.
    """
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = content.decode("utf-16")
        else:
            text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if content.startswith(_OLD_WORD) or text.startswith("{\\rtf"):
        kind = "an RTF file" if text.startswith("{\\rtf") else "an old Office file"
        hint = "Save it as .docx, or copy its text and pipe that in: `-`."
        raise UsageError(f"{called(name)} is {kind}", hint=hint)
    controls = sum(map(text[:_LOOKED_AT].count, _CONTROLS))
    if controls > max(len(text[:_LOOKED_AT]) // 100, _FEW):
        raise UsageError(
            f"{called(name)}: not a text file", hint="Name a file of plain text or Markdown."
        )
    return text


def called(name: str) -> str:
    """Name a file in a message; `-` is what was piped in."""
    return "what was piped in" if name == "-" else name


def read_text(name: str) -> str:
    """Read a text file, or standard input for `-`; cleaned, ends of lines unified."""
    from reewriter.text.clean import scrub

    return scrub(decode(read_bytes(name), name))
