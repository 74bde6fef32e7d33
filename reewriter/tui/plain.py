"""Signs for terminals that have few: every glyph as one of ASCII, as wide as before. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from rich.cells import cell_len

__all__ = ["Plain", "wants_plain"]

_SIGNS = {
    **{"●": "*", "○": "o", "◦": "-", "◆": "#", "•": "*", "·": ".", "…": "~", "≈": "~", "≠": "/"},
    **{"✓": "+", "✗": "x", "×": "x", "→": ">", "←": "<", "↑": "^", "↓": "v", "▾": "v", "▸": ">"},
    **{"›": ">", "‹": "<", "▌": ">", "▐": "<", "█": "#", "░": ".", "▒": ":", "▓": "#"},
    **{"–": "-", "—": "-", "‑": "-", "−": "-", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'},
    **{"‘": "'", "’": "'", "‚": "'", "′": "'", "″": '"', "\u00a0": " "},
    **dict.fromkeys("─━┄┅┈┉╌╍═╴╶╸╺", "-"),
    **dict.fromkeys("│┃┆┇┊┋╎╏║╵╷╹╻", "|"),
}
_OFF = ("0", "no", "false")


class Plain(dict[int, str]):
    """A table for `str.translate`, filled as characters are met.

    Letters that the terminal's encoding has stay what they are: only our signs are many.
    """

    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__()
        self._encoding = encoding

    def __missing__(self, code: int) -> str:
        self[code] = found = self._plain(chr(code))
        return found

    def _plain(self, sign: str) -> str:
        if sign.isascii():
            return sign
        if sign in _SIGNS:
            return _SIGNS[sign]
        if "\u2500" <= sign <= "\u259f":  # corners of boxes, and blocks
            return "+" if sign <= "\u257f" else "#"
        kind, width = unicodedata.category(sign)[0], cell_len(sign)
        if kind in "LMN" and self._has(sign):
            return sign
        bare = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode().strip()
        return bare if bare and len(bare) == width else "?" * width

    def _has(self, sign: str) -> bool:
        try:
            sign.encode(self._encoding)
        except (UnicodeEncodeError, LookupError):
            return False
        return True


def wants_plain(environ: Mapping[str, str], encoding: str) -> bool:
    """Tell whether a terminal of this environment gets plain signs.

    REEWRITER_ASCII says so or denies it; else a locale whose encoding is not UTF-8 does.
    """
    asked = environ.get("REEWRITER_ASCII", "")
    if asked:
        return asked.casefold() not in _OFF
    named = next((environ[n] for n in ("LC_ALL", "LC_CTYPE", "LANG") if environ.get(n)), "")
    locale, _, codeset = named.partition(".")
    bare = codeset.partition("@")[0].casefold().replace("-", "")
    told = bare not in ("", "utf8") or (not bare and locale in ("C", "POSIX"))
    return told or encoding.casefold().replace("-", "").replace("_", "") != "utf8"
