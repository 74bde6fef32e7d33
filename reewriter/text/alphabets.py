"""The letters beyond a to z with which languages are written; tells which fit together."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["strange"]

_ALPHABETS = (
    *("áéíóúüñ", "áâãàçéêíóôõúü", "àâæçéèêëîïôœùûüÿ", "äöüß", "àèéìîòù", "àçéèíïóòúü"),
    *("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîșțşţ", "čćđšž"),
    *("çğıöşüâîû", "æøåéô", "åäöéü", "áéíóúýðþæö", "ąčęėįšųūž", "āčēģīķļņšūž", "äöõüšž"),
    *("éèëêïíóöúüá", "ċġħżàèìòù", "ĉĝĥĵŝŭ", "âêîôûŵŷïö", "çğıəöşü", "çë"),
)
"""Spanish, Portuguese, French, German, Italian, Catalan; Polish, Czech, Slovak, Hungarian,
Romanian, the South Slavs; Turkish, Danish, Swedish, Icelandic, Lithuanian, Latvian, Estonian;
Dutch, Maltese, Esperanto, Welsh, Azeri, Albanian."""
_SETS = tuple(map(frozenset, _ALPHABETS))
_KNOWN = frozenset().union(*_SETS)
_COMMON = frozenset("áéíóúñãçäöüàè")


def strange(letters: Iterable[str]) -> tuple[int, int]:
    """Count letters that no one language has together, and those that are rare in any.

    Letters of other scripts, and of Vietnamese, do not count.

    >>> strange("ñáí"), strange("ùåí")
    ((0, 0), (2, 2))
    """
    seen = [one for one in (letter.lower() for letter in letters) if one in _KNOWN]
    apart = min(sum(one not in alphabet for one in seen) for alphabet in _SETS)
    return apart, sum(one not in _COMMON for one in seen)
