"""Makes text of bytes that may not be in the character set they are said to be in; reads no XML.

Names are taken for what browsers take them for. Some codecs of Python are no character sets at
all, and are never used.
"""

from __future__ import annotations

import codecs
import contextlib
import re
from collections.abc import Iterable, Sequence

__all__ = ["decoded", "usual_for"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE: dict[tuple[bool, ...], str] = {
    (True, False, False, False): "utf-32-le",
    (False, False, False, True): "utf-32-be",
    (True, False, True, False): "utf-16-le",
    (False, True, False, True): "utf-16-be",
}
"""Which of the first four bytes are not NUL, where a mark-up begins in each."""
_READ_AS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "cp950",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
_CALLED = {
    "chinese": "gb18030",
    "gb_2312-80": "gb18030",
    "windows-936": "gb18030",
    "x-gbk": "gb18030",
    "windows-950": "cp950",
    "x-x-big5": "cp950",
    "windows-949": "cp949",
    "x-euc-kr": "cp949",
    "x-euc-jp": "euc_jp",
    "windows-31j": "cp932",
    "x-sjis": "cp932",
    "x-ms-cp932": "cp932",
    "dos-874": "cp874",
    "windows-874": "cp874",
    "dos-866": "cp866",
    "koi": "koi8-r",
    "koi8-ru": "koi8-u",
    "koi8u": "koi8-u",
    "x-mac-cyrillic": "mac-cyrillic",
    "x-mac-ukrainian": "mac-cyrillic",
    "x-mac-roman": "mac-roman",
    "iso-8859-8-i": "iso8859-8",
    "iso-8859-8-e": "iso8859-8",
    "logical": "iso8859-8",
    "visual": "iso8859-8",
}
"""Names that Python does not know."""
_WINDOWS = re.compile(r"(?:x-)?(?:windows|win|cp|ansi)[-_]?(125\d)")
_SINGLE_BYTE = frozenset(
    [f"cp{number}" for number in (437, 850, 866, 874, *range(1250, 1259))]
    + [f"iso8859-{number}" for number in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)]
    + ["koi8-r", "koi8-u", "mac-roman", "mac-cyrillic"]
)
_MULTI_BYTE = frozenset("gb18030 cp950 big5hkscs cp932 cp949 euc_jp".split())
_SEVEN_BIT = "iso2022_jp"
_ALLOWED = _SINGLE_BYTE | _MULTI_BYTE | {"utf-8", _SEVEN_BIT}
_SAID_BY_DEFAULT = ("utf-8", "cp1252")
"""Names that stand there because a program always writes them."""
_BY_LANGUAGE = {
    "ar": ("cp1256",),
    "be": ("cp1251",),
    "bg": ("cp1251",),
    "cs": ("cp1250",),
    "el": ("cp1253",),
    "he": ("cp1255",),
    "hu": ("cp1250",),
    "ja": ("euc_jp", "cp932"),
    "kk": ("cp1251",),
    "ko": ("cp949",),
    "pl": ("cp1250",),
    "ru": ("cp1251",),
    "sk": ("cp1250",),
    "th": ("cp874",),
    "tr": ("cp1254",),
    "uk": ("cp1251",),
    "zh": ("gb18030",),
    "zh-hk": ("big5",),
    "zh-tw": ("big5",),
}
"""What texts were written in before UTF-8; the stricter first, since it fails where it is wrong."""
_HARDLY_BY_CHANCE = 6
"""Characters beyond ASCII in a row of bytes that is sound UTF-8 and was meant as something else."""


def usual_for(language: str) -> Sequence[str]:
    """Return what a document in this language is written in if it does not say."""
    language = language.lower().replace("_", "-")
    return _BY_LANGUAGE.get(language) or _BY_LANGUAGE.get(language.partition("-")[0], ())


def decoded(body: bytes, names: Iterable[str], likely: Iterable[str] = ()) -> str:
    """Return the text: by its byte order mark, else as UTF-8 if it is that, else as it is called.

    Never fails. What can be read so far as to be called UTF-16 is not that: programs write the
    name over documents in UTF-8. Of `names` those before others count first, but none that is
    said by default. What is nearly UTF-8, or called nothing else, is read as Windows-1252 where
    it is not, unless all of it can be read as something `likely`.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    if wide := _WIDE.get(tuple(byte != 0 for byte in body[:4])):
        return body.decode(wide, "replace")
    known = [name for name in map(_codec, names) if name]
    meant = [name for name in known if name not in _SAID_BY_DEFAULT]
    if meant[:1] == [_SEVEN_BIT] and body.isascii():
        return body.decode(_SEVEN_BIT, "replace")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return _otherwise(body, meant, likely)
    by_chance = known and known[0] in _MULTI_BYTE and not _is_surely_utf8(text)
    return body.decode(known[0], "replace") if by_chance else text


def _otherwise(body: bytes, meant: Sequence[str], likely: Iterable[str]) -> str:
    if not _is_nearly_utf8(body):
        for name in (*meant, *([] if meant else map(_codec, likely))):
            with contextlib.suppress(UnicodeDecodeError):
                return body.decode(name)
        if meant:
            return body.decode(meant[0], "replace")
    return body.decode("utf-8", "reewriter.windows")


def _is_surely_utf8(text: str) -> bool:
    beyond = sum(1 for char in text if char > "\x7f")
    return not beyond or beyond >= _HARDLY_BY_CHANCE or max(text) > "\u07ff"


def _is_nearly_utf8(body: bytes) -> bool:
    text = body.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    return wrong * 10 <= sum(1 for char in text if char > "\x7f") - wrong


def _codec(name: str) -> str:
    name = name.lower()
    if windows := _WINDOWS.fullmatch(name):
        return f"cp{windows[1]}"
    try:
        found = _CALLED.get(name) or codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
    found = _READ_AS.get(found, found)
    return found if found in _ALLOWED else ""


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    if error.end == len(error.object) and error.reason == "unexpected end of data":
        return "", error.end
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("reewriter.windows", _as_windows)
