"""Pure functions on text: clean, repair, addresses, HTML. No input or output."""

from __future__ import annotations

from reewriter.text.clean import clean, clean_line
from reewriter.text.repair import Repair, repair
from reewriter.text.urls import safe_url, url_key

__all__ = ["Repair", "clean", "clean_line", "repair", "safe_url", "url_key"]
