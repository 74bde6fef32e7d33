"""What others import from the room is there, and costs nothing until it is asked for."""

from __future__ import annotations

import doctest
import importlib
import json
import subprocess
import sys

import pytest

import reewriter.text
from tests.fresh import command

LATER = ("copy_desk", "extract", "facts", "glossary", "paste")
"""Modules with many patterns: together they would double the time of a quick command."""


def _loaded_after(code: str) -> list[str]:
    ask = (
        "import json, sys\n"
        f"print(json.dumps([n for n in {LATER!r} if f'reewriter.text.{{n}}' in sys.modules]))"
    )
    result = subprocess.run(
        [sys.executable, "-c", f"{code}\n{ask}"], capture_output=True, text=True, check=True
    )
    found: list[str] = json.loads(result.stdout.splitlines()[-1])
    return found


@pytest.mark.parametrize("name", reewriter.text.__all__)
def test_every_name_is_there(name: str) -> None:
    assert getattr(reewriter.text, name).__doc__


@pytest.mark.parametrize(
    "before", ["", "clean", "html", "mojibake", "suspicion", "urls", "paste", "facts", "glossary"]
)
def test_the_promised_functions_are_functions_whatever_was_imported_before(before: str) -> None:
    names = (
        "check_figures", "check_quotations", "find_tags", "import_paste", "repair",
        "suggest_highlights", "url_key",
    )  # fmt: skip
    code = f"import reewriter.text{'.' * bool(before)}{before}\nimport reewriter.text as text\n"
    code += "".join(f"assert callable(text.{name}), {name!r}\n" for name in names)
    code += f"from reewriter.text import {', '.join(names)}\nassert callable(repair)\n"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    "name",
    [
        "copy_desk",
        "copy_desk.reading",
        "copy_desk.spelling",
        "extract",
        "glossary",
        "labels",
        "mojibake",
        "paste",
        "paste.days",
        "urls",
    ],
)
def test_examples_tell_the_truth(name: str) -> None:
    result = doctest.testmod(importlib.import_module(f"reewriter.text.{name}"))

    assert result.attempted
    assert not result.failed


def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        getattr(reewriter.text, "nothing")  # noqa: B009 # mypy knows that it is not there


def test_the_room_loads_only_what_every_text_needs() -> None:
    assert _loaded_after("import reewriter.text") == []


def test_one_function_does_not_load_the_others() -> None:
    assert _loaded_after("from reewriter.text import import_paste") == ["paste"]


@pytest.mark.parametrize("arguments", [["--help"], ["paste", "--help"], ["add", "--help"]])
def test_help_loads_none_of_it(arguments: list[str]) -> None:
    assert _loaded_after(command(arguments)) == []
