"""Reads feeds.toml from the disk, whatever state it is in; must not know what its keys mean."""

from __future__ import annotations

import ast
import os
import stat
from pathlib import Path

import tomli

from reewriter.config.document import Document
from reewriter.config.lines import locate
from reewriter.config.reading import read_config
from reewriter.config.values import Config
from reewriter.errors import ConfigError
from reewriter.patterns import pattern
from reewriter.text import clean_line

__all__ = ["MAX_BYTES", "check_text", "load"]

MAX_BYTES = 2_000_000
"""A larger file is no configuration."""

_SYNTAX_HINTS = {
    "Invalid value": 'Text stands in quotes: key = "text".',
    "Expected newline": "Text stands in quotes, and each key on a line of its own.",
    "Expected '='": 'A line is: key = "value".',
    "Expected ']]'": "A feed begins with the line: [[feeds]]",
    "Expected ']'": "A table begins with a line as: [keywords]",
    "Found invalid character": "Take it out; lines end as those of Unix or Windows do.",
    "Invalid statement": 'A line is: key = "value".',
    "Cannot overwrite": "It is there twice: remove one of the two.",
    "Cannot declare": "Join the two: what stands under one belongs under the other.",
    "Illegal character": "Close the quotes on the same line.",
    "Unterminated string": "Close the quotes.",
    "Unclosed array": "Close the list with ].",
    "Unescaped": "Write \\\\ for one \\, or use single quotes.",
}
"""What to do about what tomli says, by how its sentence begins (Python 3.11 to 3.14)."""

_TWICE = pattern(r"cannot declare \((.*)\) twice")
_PLACE = pattern(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")


def load(path: Path) -> Config:
    """Read and check the file; raises `ConfigError` with file, line and hint."""
    file = _shown(path)
    return check_text(_decode(_read(path, file), file), str(path))


def check_text(text: str, file: str) -> Config:
    """Check a configuration that is (or would be) the content of a file.

    The file need not exist: relative feeds start from its folder, and errors name it.
    """
    path = Path(file)
    name = _shown(path)
    text = text.removeprefix("\ufeff")  # the byte order mark some editors write
    try:
        values = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise _syntax_error(error, text, name) from None
    except RecursionError:
        raise ConfigError(
            "values are nested too deeply", file=name, hint="No setting is a list of lists."
        ) from None
    except ValueError:  # a number with thousands of digits
        raise ConfigError(
            "a number is far too long", file=name, hint="No setting has more than ten digits."
        ) from None
    root = path.absolute().parent
    return read_config(Document(values, locate(text), name, root), path)


def _shown(path: Path) -> str:
    """Name the file so that a person, and a terminal that is clicked, finds it from here."""
    try:
        near = os.path.relpath(path)
    except (ValueError, OSError):  # another drive, or the working directory is gone
        return str(path)
    return str(path.absolute()) if near.startswith(os.pardir) else near


def _read(path: Path, file: str) -> bytes:
    try:
        kind = path.stat().st_mode
        # What is neither could keep us waiting for ever.
        is_strange = not (stat.S_ISREG(kind) or stat.S_ISDIR(kind))
        if not is_strange:
            with path.open("rb") as stream:
                content = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        hint = "Make a workspace with: reewriter init"
        raise ConfigError("there is no such file", file=file, hint=hint) from None
    except IsADirectoryError:
        hint = "It must be a file: move the folder away."
        raise ConfigError("this is a folder", file=file, hint=hint) from None
    except PermissionError:
        hint = f"Allow it with: chmod u+r {file}"
        raise ConfigError("you may not read this file", file=file, hint=hint) from None
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        hint = "Look whether its disk is there, and whole."
        raise ConfigError(f"cannot be read ({reason})", file=file, hint=hint) from error
    if is_strange:
        hint = "It must be a file: move away what is there."
        raise ConfigError("this is a pipe or a device", file=file, hint=hint)
    if len(content) > MAX_BYTES:
        hint = "A feeds.toml of thousands of feeds has a tenth of that."
        raise ConfigError(f"larger than {MAX_BYTES // 1_000_000} MB", file=file, hint=hint)
    return content


def _decode(content: bytes, file: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        hint = "Save it as UTF-8."
        raise ConfigError("this is not UTF-8", file=file, line=line, hint=hint) from None


def _syntax_error(error: tomli.TOMLDecodeError, text: str, file: str) -> ConfigError:
    """Move the place in tomli's sentence to where the other messages have it."""
    sentence = str(error)
    place = _PLACE.search(sentence)
    what = _PLACE.sub("", sentence)
    hint = next((hint for start, hint in _SYNTAX_HINTS.items() if what.startswith(start)), "")
    what = _in_words(what[:1].lower() + what[1:])
    if place is None:
        return ConfigError(f"not TOML: {what}", file=file, hint=hint)
    if place[1] is None:
        last = text.rstrip().count("\n") + 1
        return ConfigError(f"not TOML: {what} at the end", file=file, line=last, hint=hint)
    column = "" if what.endswith("is there twice") else f" in column {place[2]}"
    message = f"not TOML: {what}{column}"
    return ConfigError(message, file=file, line=int(place[1]), hint=hint)


def _in_words(what: str) -> str:
    """Say the one sentence of tomli that speaks Python: `cannot declare ('a', 'b') twice`."""
    found = _TWICE.fullmatch(what)
    if found is None:
        return what
    try:
        names = ast.literal_eval(f"({found[1]})")
    except (ValueError, SyntaxError):
        return "a table is there twice"
    return f"the table [{clean_line('.'.join(map(str, names)), limit=60)}] is there twice"
