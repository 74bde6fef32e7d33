"""No group is repeated possessively: Python up to 3.11.4, which Debian 12 has, misreads that."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import reewriter

CODE = Path(reewriter.__file__).parent
POSSESSIVE = re.compile(r"(?<!\\)\)(?:[*+?]|\{\d*,?\d*\})\+")
IN_BRACKETS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")


def test_no_group_is_possessive() -> None:
    """`(?:a|b)*+` is written `(?>(?:a|b)*)`: atomic groups are right everywhere."""
    found = [
        f"{path.relative_to(CODE)}:{node.lineno}: {node.value[:60]}"
        for path in sorted(CODE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and "(?" in node.value
        and POSSESSIVE.search(IN_BRACKETS.sub("[]", node.value))
    ]
    assert found == []
