"""Pure functions on text: clean, repair, addresses, pastes. No input or output."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from reewriter.text.clean import clean, clean_line
from reewriter.text.repair import Repair, repair
from reewriter.text.urls import safe_url, url_key

if TYPE_CHECKING:
    from reewriter.text.paste import Pasted, import_paste

__all__ = [
    "Pasted",
    "Repair",
    "clean",
    "clean_line",
    "import_paste",
    "repair",
    "safe_url",
    "url_key",
]

# What few callers need is imported when it is first asked for: patterns take time to compile.
_LATER = {
    "Pasted": "paste",
    "import_paste": "paste",
}


def __getattr__(name: str) -> object:
    """Import what is asked for."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{_LATER[name]}"), name)
    globals()[name] = value
    return value
