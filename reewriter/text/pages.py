"""The code pages through which UTF-8 is misread, as tables and patterns; judges no text."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

__all__ = ["ALLOWED", "FURTHER", "LEADS", "PAGES", "Page", "page"]

# In order of likelihood: the first wins where two explain a text equally well.
PAGES = (
    *("cp1252", "cp874", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257"),
    *("cp1258", "iso8859-2", "iso8859-15", "mac_roman", "koi8-r", "koi8-u", "cp437", "cp850"),
    *("cp866", "latin-1"),
    # Rarer ones, which explain what those above do not.
    *("mac_cyrillic", "cp852", "iso8859-5", "iso8859-7", "iso8859-13", "iso8859-16", "iso8859-4"),
    *("mac_latin2", "mac_greek", "cp737", "cp775", "iso8859-10", "iso8859-14"),
)

# What a repair may bring forth: living scripts and signs that news are written in. Anything else
# is a sign that the guess was wrong.
ALLOWED = re.compile(
    "["
    "\xa0-\u017f\u0192\u01a0\u01a1\u01af\u01b0\u01cd-\u01dc\u0218-\u021b"  # Latin
    "\u02bb\u02bc\u02c6\u02c7\u02d8-\u02dd\u0300-\u0328"  # its accents
    "\u0386\u0388-\u03ce\u1f00-\u1ffe\u0400-\u045f\u0490-\u04ff"  # Greek, Cyrillic
    "\u1e00-\u1eff\u2000-\u206f\u2070-\u209c\u20a0-\u20bf"  # Vietnamese; punctuation; currency
    "\u2100-\u218b\u2190-\u21ff\u2200-\u22ff"  # letterlike, numbers, arrows, maths
    "\u2310\u2320\u2321\u2500-\u27bf\u2b50\ufe0f\ufeff"  # drawing, symbols, dingbats
    "\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff5e"  # Chinese, Japanese, Korean
    "\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff"  # emoji
    "]"
)
FURTHER = re.compile(
    "["
    "\u0531-\u058a\u0591-\u05f4\u060c-\u06f9\u0750-\u077f"  # Armenian, Hebrew, Arabic
    "\u0900-\u0dff\u0e01-\u0e5b\u0e80-\u0eff"  # India, Sri Lanka; Thai, Lao
    "\u1000-\u109f\u10a0-\u10ff\u1200-\u139f\u1780-\u17ff"  # Burmese, Georgian, Ethiopic, Khmer
    "]"
)
"""Scripts whose letters a repair may bring forth in rows, never one by one."""
LEADS = frozenset(
    [
        *(*range(0xC2, 0xC9), *range(0xCA, 0xCD), *range(0xCE, 0xDC)),
        *(*range(0xE0, 0xEE), 0xEF, 0xF0),
    ]
)
"""First bytes of what is allowed."""

# Windows punctuation that somebody wrote into UTF-8 byte for byte: U+0092 is meant as ’.
_C1 = {chr(code): bytes([code]).decode("cp1252") for code in b"\x80\x82\x84\x85\x91\x92\x93\x94"}
_C1 |= {chr(code): bytes([code]).decode("cp1252") for code in b"\x95\x96\x97\x99"}

_ASKS_NOTHING = r"\?(?=\s+[a-zà-ÿ]|[,.;:—])"
"""A question mark in the midst of a sentence: programs put it where a byte has no character."""


@dataclass(frozen=True)
class Page:
    """One way of misreading: which character stands for which byte from 0x80 up."""

    name: str
    byte_of: dict[str, int]
    alien: frozenset[str]
    """Controls it would have shown as something else."""

    # Compiled when they are first used: of most pages nobody ever sees a text.

    @cached_property
    def high(self) -> re.Pattern[str]:
        """Runs of its characters."""
        return re.compile(f"[{''.join(map(re.escape, self.byte_of))}]+")

    @cached_property
    def sequence(self) -> re.Pattern[str]:
        """What a well-formed UTF-8 sequence looks like; or, in group `lossy`, the first two thirds
        of a quotation mark, and in group `torn` a sign of money or trade without its middle.
        """
        return re.compile(_sequence(self.name, self.byte_of))

    @cached_property
    def lost(self) -> re.Pattern[str]:
        """What is left of a sequence where a byte was none of the page's: `Ñ�`, `å�¨`, `Ñ?тих`."""
        return re.compile(_lost(self.byte_of))

    def read(self, seen: str) -> str:
        """Return what these characters are as UTF-8, be it a control; "" where they are none."""
        try:
            return bytes([self.byte_of[c] for c in seen]).decode("utf-8")
        except (KeyError, UnicodeDecodeError):
            return ""

    def decode(self, seen: str) -> str:
        """Return the character these characters were meant to be; "" where it is none we allow.

        One of the page's own is no end, but may be damage itself: see ALLOWED.
        """
        meant = self.read(seen)
        meant = _C1.get(meant, meant)
        allowed = ALLOWED.fullmatch(meant) or FURTHER.fullmatch(meant) or meant in self.byte_of
        return meant if allowed else ""


@cache
def page(name: str) -> Page:
    """Build the table of a page: its holes are shown as Windows shows them, else as controls."""
    byte_of: dict[str, int] = {}
    for codec in (name, "cp1252", "latin-1"):
        taken = set(byte_of.values())
        for code, character in enumerate(_shown(codec), 0x80):
            # A byte may be shown in two ways (blends exist), a character stands for one byte.
            if character and (code not in taken or (codec == "latin-1" and code < 0xA0)):
                byte_of.setdefault(character, code)
    shown = enumerate(_shown(name)[:0x20], 0x80)
    return Page(name, byte_of, frozenset(chr(code) for code, seen in shown if seen > "\xa0"))


def _lost(byte_of: dict[str, int]) -> str:
    two, three, four, rest = _classes(byte_of)
    hole = r"(?:\ufffd|\?(?=[\w\x01]))"
    return (
        f"{two}{hole}|{three}(?:\ufffd{rest}?|\\?{rest}|{rest}{hole})"
        f"|{four}(?:{hole}{rest}{{0,2}}|{rest}{hole}{rest}?|{rest}{{2}}{hole})"
    )


def _classes(byte_of: dict[str, int]) -> Iterator[str]:
    """Yield what the first bytes of two, three and four look like, and what those behind them."""
    for group in (
        {code for code in LEADS if code < 0xE0},
        {code for code in LEADS if 0xE0 <= code < 0xF0},
        {0xF0},
        range(0x80, 0xC0),
    ):
        yield "[" + "".join(re.escape(c) for c, code in byte_of.items() if code in group) + "]"


def _sequence(name: str, byte_of: dict[str, int]) -> str:
    two, three, four, rest = _classes(byte_of)
    pattern = f"{two}{rest}|{three}{rest}{{2}}|{four}{rest}{{3}}"
    shown_80, shown_e2 = _shown(name)[0] or "€", _shown(name)[0xE2 - 0x80]
    # Byte 0x9D of a closing quotation mark has no character in most pages and gets lost.
    # Where 0x80 is a letter the two could be a word: only Ђ after a small letter cannot.
    if not shown_80.isalpha() or shown_80 == "Ђ":
        lead = f"{re.escape(shown_e2)}(?:{re.escape(shown_80)}|\x80)"
        pattern += f'|(?P<lossy>{lead}(?:\ufffd|"(?=[\\w ])|{_ASKS_NOTHING}|(?!{rest})))'
    # So do the middle bytes of € and ™ where they are holes.
    if not (_shown(name)[0x02] or _shown(name)[0x04]):
        ends = f"[{_shown(name)[0xAC - 0x80]}{_shown(name)[0xA2 - 0x80]}]"
        pattern += f"|(?P<torn>{re.escape(shown_e2)}\ufffd?{ends})"
    return pattern


@cache
def _shown(codec: str) -> tuple[str, ...]:
    """Return how a code page shows the bytes from 0x80 up; "" for its holes."""
    shown = codecs.decode(bytes(range(0x80, 0x100)), codec, "replace")
    return tuple("" if character == "\ufffd" else character for character in shown)
