"""Writes texts as TOML has them. Knows no key."""

from __future__ import annotations

import json

__all__ = ["quoted"]


def quoted(value: str) -> str:
    """Write a basic string of TOML, whose escapes are those of JSON."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
