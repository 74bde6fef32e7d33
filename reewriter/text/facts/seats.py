"""Knows which places and short names governments are called by; reads no text."""

from __future__ import annotations

import re

__all__ = ["is_seat", "is_short_for", "of_a_state", "of_state", "same_seat"]

_STATES = (
    "Beijing China Chinese",
    "Washington America U.S. US United_States American",
    "Brussels European_Union EU European",
    "Moscow Russia Kremlin Russian",
    "Tokyo Japan Japanese",
    "London Britain UK U.K. Downing_Street Westminster British",
    "Canberra Australia Australian",
    "Ottawa Canada Canadian",
    "Berlin Germany German",
    "Paris France French",
    "Kyiv Ukraine Ukrainian",
    "Delhi New_Delhi India Indian",
    "Seoul Korea South_Korea Korean",
    "Jakarta Indonesia Indonesian",
)
_HOUSES = {"White House": "president press", "Pentagon": "defense defence", "Capitol": "senator"}
"""Houses that stand for an office, and what the people of that office are."""
_OF_STATE = frozenset(
    "minister ministry president secretary government state ambassador envoy premier chancellor"
    " commissioner commission foreign treasury defense defence senator spokes".split()
)
_ABROAD = {"MOFCOM": "Ministry of Commerce"}
_SETS = [[name.replace("_", " ") for name in names.split()] for names in _STATES]
_NAMES = {name: names for names in _SETS for name in names[:-1]}


def is_seat(name: str) -> bool:
    """Say whether a government is called by a name."""
    return name in _NAMES or name in _HOUSES


def same_seat(name: str, words: frozenset[str], around: str) -> bool:
    """Say whether that government is spoken of around somebody, or it is what they are.

    >>> same_seat("Beijing", frozenset({"ministry"}), "China’s ministry called it a loss.")
    True
    """
    if name in _HOUSES:
        return name in around or bool(words & set(_HOUSES[name].split()))
    return any(re.search(rf"(?<!\w){re.escape(one)}(?!\w)", around) for one in _NAMES[name])


def of_a_state(words: frozenset[str]) -> bool:
    """Say whether the words that tell what somebody is name a country."""
    return any(name.casefold() in words for names in _SETS for name in names)


def of_state(words: frozenset[str]) -> bool:
    """Say whether the words that tell what somebody is are those of a government."""
    return bool(words & _OF_STATE)


def is_short_for(short: str, house: str) -> bool:
    """Say whether a short name is a house’s: its initials, or as it abroad calls itself.

    >>> is_short_for("WSJ", "Wall Street Journal"), is_short_for("DoE", "Department of Energy")
    (True, True)
    >>> is_short_for("MOFCOM", "Ministry of Commerce"), is_short_for("EPA", "Ministry of Commerce")
    (True, False)
    """
    if not re.fullmatch(r"[A-Z][A-Za-z]{0,6}[A-Z]", short):
        return False
    if short in _ABROAD:
        return _ABROAD[short] in house
    words = [word for word in re.findall(r"[^\W\d_]+", house) if word.casefold() != "the"]
    all_of_them = "".join(word[0] for word in words).upper()
    capitals = "".join(word[0] for word in words if word[0].isupper())
    return len(words) > 1 and short.upper() in (all_of_them, capitals)
