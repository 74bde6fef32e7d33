"""Reads colours, fonts, looks and logos as they are written in [brand]. Must not know templates."""

from __future__ import annotations

import re

from reewriter.config.addresses import web_address
from reewriter.config.mistakes import Mistake, shown
from reewriter.patterns import pattern

__all__ = ["colour", "fonts", "logo", "look"]

_FILE = pattern(r"media/[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9]+)+")


def colour(written: str) -> str:
    """Return a colour as `#rrggbb`."""
    low = written.lower()
    if low and not re.fullmatch(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", low):
        raise Mistake(f"must be a colour, not {shown(written)}", 'As "#9c4f1e".')
    return f"#{''.join(2 * digit for digit in low[1:])}" if len(low) == 4 else low


def fonts(written: str) -> str:
    """Return names of fonts as they may stand in a style sheet."""
    names = written.replace('"', "'")
    if re.search(r"[^A-Za-z0-9 ,'-]", names) or names.count("'") % 2:
        raise Mistake("must be names of fonts with commas between them", 'As "Georgia, serif".')
    return names


def look(written: str) -> str:
    """Return the name of a template without its ending."""
    if written and not re.fullmatch(r"[a-z][a-z0-9-]{0,39}", written):
        raise Mistake(f"must be the name of a look, not {shown(written)}", 'As "plain".')
    return written


def logo(written: str) -> str:
    """Return where a logo is: in the media folder, or at an address that is safe in mail."""
    if not written or _FILE.fullmatch(written):
        return written
    address = web_address(written)
    if not address.startswith("https://"):
        raise Mistake("must be a file of media/ or an https address", 'As "media/logo.png".')
    return address
