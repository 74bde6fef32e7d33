"""The fact desk's examples are true, and nobody loads it who does not ask."""

from __future__ import annotations

import doctest
import importlib
import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "name",
    "alternation amounts copying dates figures names numerals passage prose quotations source"
    " weighty wording".split(),
)
def test_the_examples_are_true(name: str) -> None:
    result = doctest.testmod(importlib.import_module(f"reewriter.text.facts.{name}"))
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize(
    "code",
    [
        "import reewriter.text",
        "import reewriter.checks",
        "from reewriter.cli.main import run; run(['--help'])",
        "from reewriter.cli.main import run; run(['verify', '--help'])",
    ],
)
def test_its_patterns_are_compiled_only_when_it_is_asked(code: str) -> None:
    ask = "import sys; print([n for n in sys.modules if n.startswith('reewriter.text.facts')])"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{ask}"], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_what_the_room_promises_is_there() -> None:
    import reewriter.text

    for name in reewriter.text.__all__:
        assert getattr(reewriter.text, name) is not None
