"""Pure functions on text: clean, repair, addresses, pastes. No input or output."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from reewriter.text.clean import clean, clean_line
from reewriter.text.urls import safe_url, url_key

if TYPE_CHECKING:
    from reewriter.text.extract import suggest_highlights
    from reewriter.text.facts import (
        Copied,
        Figure,
        HouseFact,
        Quotation,
        SourceText,
        check_figures,
        check_quotations,
        find_copied,
    )
    from reewriter.text.glossary import Glossary, Tag, find_tags
    from reewriter.text.mojibake import Repair, repair
    from reewriter.text.paste import Pasted, import_paste

__all__ = [
    "Copied",
    "Figure",
    "Glossary",
    "HouseFact",
    "Pasted",
    "Quotation",
    "Repair",
    "SourceText",
    "Tag",
    "check_figures",
    "check_quotations",
    "clean",
    "clean_line",
    "find_copied",
    "find_tags",
    "import_paste",
    "repair",
    "safe_url",
    "suggest_highlights",
    "url_key",
]

# What few callers need is imported when it is first asked for: patterns take time to compile.
_LATER = {
    **dict.fromkeys(("Copied", "Figure", "HouseFact", "Quotation", "SourceText"), "facts"),
    **dict.fromkeys(("check_figures", "check_quotations", "find_copied"), "facts"),
    **dict.fromkeys(("Glossary", "Tag", "find_tags"), "glossary"),
    # No module may be called as a function is: it would stand in its place.
    **dict.fromkeys(("Repair", "repair"), "mojibake"),
    "Pasted": "paste",
    "import_paste": "paste",
    "suggest_highlights": "extract",
}


def __getattr__(name: str) -> object:
    """Import what is asked for."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{_LATER[name]}"), name)
    globals()[name] = value
    return value
