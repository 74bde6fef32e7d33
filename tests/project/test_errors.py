"""The error tree as it is drawn is the one there is."""

from __future__ import annotations

import re

from reewriter import errors

LINE = re.compile(r"(?P<indent>[│├└─ ]*)(?P<name>\w+Error)\s+(?P<code>\d)")


def drawn() -> dict[str, tuple[str, int]]:
    """Read the drawing: name → what it stands below, and its exit code."""
    found: dict[str, tuple[str, int]] = {}
    above: dict[int, str] = {-1: "Exception"}
    for line in (errors.__doc__ or "").splitlines():
        if match := LINE.match(line):
            depth = len(match["indent"]) // 4
            found[match["name"]] = (above[depth - 1], int(match["code"]))
            above[depth] = match["name"]
    return found


def test_the_tree_is_drawn_as_it_grows() -> None:
    there = {
        name: (cls.__bases__[0].__name__, cls.exit_code)
        for name, cls in vars(errors).items()
        if isinstance(cls, type) and issubclass(cls, errors.ReewriterError)
    }
    assert drawn() == there
    assert sorted(errors.__all__) == sorted(there)
