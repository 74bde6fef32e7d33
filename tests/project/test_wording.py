"""How messages are written: what somebody wrote or named stands in “…”, the same way everywhere."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import reewriter

CODE = Path(reewriter.__file__).parent
TOLD = ("Error", "Mistake", "wrong", "fail", "note")
"""How the names of what tells somebody something end."""
TYPED = ("Write ", "As ", " as ", "= ")
"""What stands before quotation marks that are typed with the rest."""


def straight_quotes(source: str) -> Iterator[str]:
    """Find values that a message puts between straight quotation marks."""
    for call in ast.walk(ast.parse(source)):
        if not isinstance(call, ast.Call) or not ast.unparse(call.func).endswith(TOLD):
            continue
        for text in (each for each in ast.walk(call) if isinstance(each, ast.JoinedStr)):
            before = ""
            for piece in text.values:
                if isinstance(piece, ast.Constant):
                    before = str(piece.value)
                elif isinstance(piece, ast.FormattedValue):
                    quoted = before.endswith(('"', "'")) and not before[:-1].endswith(TYPED)
                    if quoted or piece.conversion == ord("r"):
                        yield ast.unparse(text)
                    before = ""


def test_what_a_message_quotes_stands_in_one_kind_of_marks() -> None:
    found = [
        f"{path.relative_to(CODE)}: {text}"
        for path in sorted(CODE.rglob("*.py"))
        if path.relative_to(CODE).as_posix()
        not in ("values.py", "text/__init__.py")  # Python's own
        for text in straight_quotes(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("raise UsageError(f'there is no date \"{day}\"')", 1),
        ("raise UsageError(f'there is no date {day!r}')", 1),
        ("raise self._wrong(f\"'{day}' is none\", hint)", 1),
        ("raise UsageError(f'there is no date “{day}”', hint=f'Write \"{near}\".')", 0),
        ("log(f'read {day!r}')", 0),
    ],
)
def test_straight_marks_are_seen_where_somebody_is_told(source: str, count: int) -> None:
    assert len(list(straight_quotes(source))) == count
