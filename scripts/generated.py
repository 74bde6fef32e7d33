"""Writes the pages that are made from the code, or says which are out of date; makes none."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

DOCS = Path(__file__).resolve().parent.parent / "docs"


def keep(pages: Mapping[Path, str], arguments: Sequence[str]) -> int:
    """Write the pages, or with `--check` compare them; 1 means that one is out of date."""
    if "--check" not in arguments:
        for path, text in pages.items():
            path.write_text(text, encoding="utf-8")
        return 0
    stale = [
        path.name
        for path, text in pages.items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]
    if stale:
        print(f"docs/{', docs/'.join(stale)}: out of date, run make docs", file=sys.stderr)
    return 1 if stale else 0
