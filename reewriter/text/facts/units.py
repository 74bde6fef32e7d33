"""The currencies and measures that a figure can have, and how they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reewriter.text.facts.alternation import by_first

__all__ = [
    "MEASURES",
    "NAMED",
    "SIGN",
    "SIGN_BEHIND",
    "SIGN_WORDS",
    "TIMES",
    "alternatives",
    "currency",
]

_CURRENCIES: dict[str, str] = {
    **dict.fromkeys(("$", "us$", "usd", "dollar", "dollars", "buck", "bucks"), "USD"),
    **dict.fromkeys(("€", "eur", "euro", "euros"), "EUR"),
    **dict.fromkeys(("£", "gbp", "pound sterling", "pounds sterling", "sterling"), "GBP"),
    **dict.fromkeys(("a$", "au$", "aud"), "AUD"),
    **dict.fromkeys(("c$", "ca$", "cad"), "CAD"),
    **dict.fromkeys(("nz$", "nzd"), "NZD"),
    **dict.fromkeys(("hk$", "hkd"), "HKD"),
    **dict.fromkeys(("s$", "sgd"), "SGD"),
    **dict.fromkeys(("nt$", "twd", "taiwan dollars", "taiwanese dollars"), "TWD"),
    **dict.fromkeys(("r$", "brl", "reais"), "BRL"),
    **dict.fromkeys(("cn¥", "rmb", "cny", "yuan", "renminbi", "rmb¥", "yn"), "CNY"),
    **dict.fromkeys(("¥", "jp¥", "jpy", "yen"), "JPY"),
    **dict.fromkeys(("₹", "inr", "rs", "rupee", "rupees"), "INR"),
    **dict.fromkeys(("₩", "krw", "won"), "KRW"),
    **dict.fromkeys(("chf", "franc", "francs", "sfr"), "CHF"),
    **dict.fromkeys(("krona", "kronor", "sek", "skr"), "SEK"),
    **dict.fromkeys(("krone", "kroner", "nok", "nkr"), "NOK"),
    **dict.fromkeys(("rouble", "roubles", "ruble", "rubles", "rub", "₽"), "RUB"),
    **dict.fromkeys(("zar", "rand", "r"), "ZAR"),
    **dict.fromkeys(("idr", "rupiah"), "IDR"),
    **dict.fromkeys(("kzt", "tenge"), "KZT"),
    **dict.fromkeys(("sar", "riyal", "riyals"), "SAR"),
    **dict.fromkeys(("aed", "dirham", "dirhams"), "AED"),
    **dict.fromkeys(("try", "lira", "₺"), "TRY"),
    **dict.fromkeys(("peso", "pesos"), "peso"),  # of eight countries
    **dict.fromkeys(("mxn", "mexican pesos"), "MXN"),
    **dict.fromkeys(("php", "₱", "philippine pesos"), "PHP"),
    **dict.fromkeys(("clp", "chilean pesos"), "CLP"),
    **dict.fromkeys(("ars", "argentine pesos"), "ARS"),
    **dict.fromkeys(("thb", "฿", "baht"), "THB"),
    **dict.fromkeys(("myr", "rm", "ringgit"), "MYR"),
    **dict.fromkeys(("vnd", "₫", "dong"), "VND"),
    **dict.fromkeys(("pln", "zł", "zloty", "zlotys"), "PLN"),
    **dict.fromkeys(("uah", "₴", "hryvnia", "hryvnias"), "UAH"),
    **dict.fromkeys(("ngn", "₦", "naira"), "NGN"),
    **dict.fromkeys(("ils", "₪", "shekel", "shekels"), "ILS"),
    **dict.fromkeys(("dkk", "dkr"), "DKK"),
    **dict.fromkeys(("czk", "koruna", "koruny", "korunas"), "CZK"),
    **dict.fromkeys(("mnt", "tugrik", "tugriks"), "MNT"),
    **dict.fromkeys(("kwacha",), "ZMW"),
    **dict.fromkeys(("pula",), "BWP"),
}


def _hours(scale: str) -> tuple[str, ...]:
    """Return the ways to write what so many watts are in an hour."""
    return tuple(f"{scale}watt{by}hour{s}" for by in (" ", "-") for s in ("", "s"))


MEASURES: dict[str, tuple[str, float]] = {
    **dict.fromkeys(("tonne", "tonnes", "ton", "tons", "metric ton", "metric tons"), ("t", 1.0)),
    **dict.fromkeys(("metric tonne", "metric tonnes", "t", "mt"), ("t", 1.0)),
    **dict.fromkeys(("kt", "kilotonne", "kilotonnes", "ktpa"), ("t", 1e3)),
    **dict.fromkeys(("mtpa", "megatonne", "megatonnes"), ("t", 1e6)),
    **dict.fromkeys(("tpa", "tpy", "tpd"), ("t", 1.0)),
    **dict.fromkeys(("short ton", "short tons"), ("short ton", 1.0)),
    **dict.fromkeys(("long ton", "long tons"), ("long ton", 1.0)),
    **dict.fromkeys(("kg", "kilogram", "kilograms", "kilo", "kilos"), ("t", 1e-3)),
    **dict.fromkeys(("g", "gram", "grams"), ("t", 1e-6)),
    **dict.fromkeys(("lb", "lbs", "pound", "pounds"), ("lb", 1.0)),
    **dict.fromkeys(("ounce", "ounces", "oz"), ("oz", 1.0)),
    **dict.fromkeys(("carat", "carats"), ("carat", 1.0)),
    **dict.fromkeys(("km", "kilometer", "kilometers", "kilometre", "kilometres"), ("m", 1e3)),
    **dict.fromkeys(("meter", "meters", "metre", "metres"), ("m", 1.0)),
    **dict.fromkeys(("cm", "centimeter", "centimeters", "centimetres"), ("m", 1e-2)),
    **dict.fromkeys(("mm", "millimeter", "millimeters", "millimetres"), ("m", 1e-3)),
    **dict.fromkeys(
        ("µm", "μm", "um", "micron", "microns", "micrometers", "micrometres"), ("m", 1e-6)
    ),
    **dict.fromkeys(("nm", "nanometer", "nanometers", "nanometre", "nanometres"), ("m", 1e-9)),
    **dict.fromkeys(("km²", "km2", "sq km", "sq. km"), ("km²", 1.0)),
    **dict.fromkeys(("square kilometers", "square kilometres"), ("km²", 1.0)),
    **dict.fromkeys(("m²", "m2", "square meters", "square metres"), ("m²", 1.0)),
    **dict.fromkeys(("square miles", "sq miles"), ("sq mile", 1.0)),
    **dict.fromkeys(("square feet", "sq ft"), ("sq foot", 1.0)),
    **dict.fromkeys(("m³", "cubic meters", "cubic metres"), ("m³", 1.0)),
    **dict.fromkeys(("mile", "miles"), ("mile", 1.0)),
    **dict.fromkeys(("nautical mile", "nautical miles", "nmi"), ("nautical mile", 1.0)),
    **dict.fromkeys(("foot", "feet", "ft"), ("foot", 1.0)),
    **dict.fromkeys(("inch", "inches"), ("inch", 1.0)),
    **dict.fromkeys(("yard", "yards"), ("yard", 1.0)),
    **dict.fromkeys(("acre", "acres"), ("acre", 1.0)),
    **dict.fromkeys(("hectare", "hectares", "ha"), ("ha", 1.0)),
    **dict.fromkeys(("barrel", "barrels", "bbl"), ("bbl", 1.0)),
    **dict.fromkeys(("liter", "liters", "litre", "litres"), ("l", 1.0)),
    **dict.fromkeys(("gallon", "gallons"), ("gallon", 1.0)),
    **dict.fromkeys(("kw", "kilowatt", "kilowatts"), ("W", 1e3)),
    **dict.fromkeys(("mw", "megawatt", "megawatts"), ("W", 1e6)),
    **dict.fromkeys(("gw", "gigawatt", "gigawatts"), ("W", 1e9)),
    **dict.fromkeys(("kwh", *_hours("kilo")), ("Wh", 1e3)),
    **dict.fromkeys(("mwh", *_hours("mega")), ("Wh", 1e6)),
    **dict.fromkeys(("gwh", *_hours("giga")), ("Wh", 1e9)),
    **dict.fromkeys(("twh", *_hours("tera")), ("Wh", 1e12)),
    **dict.fromkeys(("bpd", "b/d", "bopd"), ("bbl", 1.0)),
    **{"bq": ("Bq", 1.0), "kbq": ("Bq", 1e3), "mbq": ("Bq", 1e6), "gbq": ("Bq", 1e9)},
    **{"kpa": ("Pa", 1e3), "mpa": ("Pa", 1e6), "gpa": ("Pa", 1e9)},
    **dict.fromkeys(("ppm", "parts per million"), ("ppm", 1.0)),
    **dict.fromkeys(("ppb", "parts per billion"), ("ppm", 1e-3)),
    **dict.fromkeys(("°c", "degrees celsius"), ("°C", 1.0)),
    **dict.fromkeys(("°f", "degrees fahrenheit"), ("°F", 1.0)),
}
"""What a number can be of, and in what it is counted then."""
TIMES: dict[str, tuple[str, float]] = {
    **dict.fromkeys(("minute", "minutes"), ("day", 1 / 1440)),
    **dict.fromkeys(("hour", "hours", "hr", "hrs", "h"), ("day", 1 / 24)),
    **dict.fromkeys(("day", "days"), ("day", 1.0)),
    **dict.fromkeys(("working day", "working days", "business days"), ("day", 7 / 5)),
    **dict.fromkeys(("week", "weeks"), ("day", 7.0)),
    "fortnight": ("day", 14.0),
    **dict.fromkeys(("month", "months"), ("month", 1.0)),
    "quarters": ("month", 3.0),
    **dict.fromkeys(("year", "years"), ("month", 12.0)),
    **dict.fromkeys(("decade", "decades"), ("month", 120.0)),
    **dict.fromkeys(("century", "centuries"), ("month", 1200.0)),
}
"""Of these only the number is the figure; what they say still has to agree."""


def alternatives(words: Iterable[str]) -> str:
    """Return words as the alternatives of a pattern, the longest first."""
    plain = sorted((re.escape(word) for word in words), key=len, reverse=True)
    return by_first(word.replace(r"\ ", r"\s+") for word in plain)


_CODE_NAMES = (
    "USD|EUR|GBP|AUD|CAD|NZD|HKD|SGD|TWD|CNY|RMB|JPY|INR|KRW|CHF|SEK|NOK|DKK|ZAR|BRL|IDR|KZT|SAR|AED"
    "|MXN|PHP|CLP|ARS|THB|MYR|VND|PLN|UAH|NGN|ILS|CZK|MNT|RUB".split("|")
)
_CODES = by_first((*_CODE_NAMES, "(?-i:TRY)"))
_LONE = "€£₹₩฿₫₴₺₽₪₦₱"
SIGN = (
    rf"(?:(?:US|AU|CA|NZ|HK|NT|CN|JP|[ACSR])?[$¥]|[{_LONE}]|RMB¥|\b(?-i:Rs)\b\.?|\b(?-i:RM)(?=\s?\d)|\b(?-i:Yn|Rmb)(?=\s?\d)"
    r"|\b(?-i:R)(?=\d+(?:\.\d+)?\s?(?:[mb]n?\b|million|billion|trillion))|\bUS\s+dollars(?=\s\d)"
    rf"|\b(?:{_CODES})|\b(?-i:[SND][Kk]r|SFr)(?=\s?\d))"
)
"""What stands before an amount of money."""
SIGN_WORDS = frozenset(
    "us au ca nz hk nt cn jp a c s r rs rm yn rmb try skr nkr dkr sfr".split()
    + [name.casefold() for name in _CODE_NAMES]
)
"""The letters that such a thing can begin with."""
_OF = (
    r"(?:U\.?S\.?|American|Australian|Canadian|Hong\s+Kong|Singapore(?:an)?|New\s+Zealand"
    r"|(?:New\s+)?Taiwan(?:ese)?)\s+"
)
# What is won are mostly prizes, contracts and elections.
_WON = (
    r"(?:South\s+)?Korean\s+won|(?:(?<=lion\s)|(?<=[bt]n\s)|(?<=,\d\d\d\s)|(?<=thousand\s))won"
    r"(?!\s+(?:the|an?|by|in|from|over|its|their|his|her|back|at|with|\d))"
)
NAMED = (
    rf"(?:{_OF})?(?:dollars?|bucks)|euros?(?!\s+cents?\b)|(?:pounds\s+)?sterling|yuan|renminbi|yen|rupees?|{_WON}"
    r"|(?:Swiss\s+)?francs?|kronor|krone?r|(?:Russian\s+)?ro?ubles?|(?:South\s+African\s+)?rand|reais"
    r"|rupiah|tenge|riyals?|dirhams?|(?:Turkish\s+)?lira|(?:(?:Mexican|Philippine|Chilean|Argentine)\s+)?pesos?"
    r"|(?:Thai\s+)?baht|(?:Malaysian\s+)?ringgit|(?:Vietnamese\s+)dong|dong(?=[\s.,;]|$)|zlotys?|hryvnias?"
    r"|naira|shekels?|korun(?:a|y|as)|tugriks?|kwacha|pula"
    rf"|(?:{_CODES})\b"
)
"""What stands behind one, in words."""
SIGN_BEHIND = rf"(?:[{_LONE}¥]|zł\b)(?!\s?\d)"
"""What sticks to its end: 300€."""
_ADJECTIVE = re.compile(
    r"(?:us|american|swiss|south african|south korean|korean|russian|turkish|thai|malaysian"
    r"|vietnamese|new(?= taiwan)) "
)


def currency(printed: str) -> str:
    """Return the one name of a currency, however it is written."""
    plain = _ADJECTIVE.sub("", " ".join(printed.casefold().replace(".", "").split()))
    country, _, noun = plain.rpartition(" ")
    if noun in ("dollar", "dollars") and country in _DOLLARS:
        return _DOLLARS[country]
    return _CURRENCIES.get(plain, plain)


_DOLLARS = {
    **{"australian": "AUD", "canadian": "CAD", "hong kong": "HKD", "new zealand": "NZD"},
    **dict.fromkeys(("singapore", "singaporean"), "SGD"),
    **dict.fromkeys(("taiwan", "taiwanese"), "TWD"),
}
