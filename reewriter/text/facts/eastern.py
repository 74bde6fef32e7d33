"""Reads the figures of Chinese, Japanese and Korean sources; ours are never in these."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reewriter.text.facts.triggers import without
from reewriter.text.facts.values import Amount, Reading

__all__ = ["eastern"]

_BEFORE = 24
"""Characters of the line before in which a figure may begin."""
_SIGNS = re.compile(r"[一-鿿぀-ヿ가-힣]")
_SCALES = {
    **dict.fromkeys(("千", "천"), 1e3),
    **dict.fromkeys(("万", "萬", "만"), 1e4),
    **dict.fromkeys(("百万", "백만"), 1e6),
    **dict.fromkeys(("千万", "千萬", "천만"), 1e7),
    **dict.fromkeys(("亿", "億", "억"), 1e8),
    **dict.fromkeys(("万亿", "萬億", "兆", "조"), 1e12),
}
_MONEY = {
    **dict.fromkeys(("人民币", "元", "块"), "CNY"),
    **dict.fromkeys(("円", "日元", "日圓"), "JPY"),
    **dict.fromkeys(("美元", "美金", "ドル", "달러"), "USD"),
    **dict.fromkeys(("欧元", "歐元", "ユーロ", "유로"), "EUR"),
    **dict.fromkeys(("英镑", "英鎊", "ポンド"), "GBP"),
    **dict.fromkeys(("韩元", "韓元", "ウォン", "원"), "KRW"),
    **dict.fromkeys(("澳元", "豪ドル"), "AUD"),
    **dict.fromkeys(("新台币", "新臺幣"), "TWD"),
}
_MEASURES = {
    **dict.fromkeys(("吨", "噸", "トン", "톤"), ("t", 1.0)),
    **dict.fromkeys(("公斤", "千克", "キロ", "킬로그램"), ("t", 1e-3)),
    **dict.fromkeys(("公里", "キロメートル", "킬로미터"), ("m", 1e3)),
    **dict.fromkeys(("千瓦", "キロワット"), ("W", 1e3)),
    **dict.fromkeys(("个月", "か月", "カ月", "ヶ月", "개월"), ("month", 1.0)),
    **dict.fromkeys(("年间", "年間", "년간"), ("month", 12.0)),
    **dict.fromkeys(("天", "日間", "일간"), ("day", 1.0)),
}


def _any(words: dict[str, float] | dict[str, str] | dict[str, tuple[str, float]]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_DATE = re.compile(
    r"(?<!\d)(?:(?P<year>(?:19|20|21)\d\d)\s?[年년]\s?)?"
    r"(?P<month>1[0-2]|0?[1-9])\s?[月월](?:\s?(?P<day>3[01]|[12]\d|0?[1-9])\s?[日号號일])?"
    r"|(?<!\d)(?P<lone>(?:19|20|21)\d\d)\s?[年년](?![间間간])"
)
_AMOUNT = re.compile(
    rf"(?<![\d.,])(?P<sign>(?:US|NT)?\$|[€¥￥₩])?(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"\s?(?P<scale>{_any(_SCALES)})?(?:(?P<more>\d+)(?P<scale2>{_any(_SCALES)}))?[多余餘]?\s?"
    rf"(?:(?P<percent>[%％]|个百分点|パーセント|퍼센트)|(?P<money>{_any(_MONEY)})"
    rf"|(?P<measure>{_any(_MEASURES)}))?(?![A-Za-z])"
)
_CURRENCIES = {
    "$": "USD",
    "US$": "USD",
    "NT$": "TWD",
    "€": "EUR",
    "¥": "CNY",
    "￥": "CNY",
    "₩": "KRW",
}


def eastern(text: str) -> Iterator[Amount]:
    """Return the figures that stand among signs of these languages.

    >>> [(one.readings[0].unit, one.readings[0].value) for one in eastern("投资5亿元,年产3万吨。")]
    [('CNY', 500000000.0), ('t', 30000.0)]
    """
    stretches = list(_stretches(text))
    taken = []
    for start, end in stretches:
        for found in _DATE.finditer(text, start, end):
            yield Amount(*found.span(), (_date(found),))
            taken.append(found.span())
    whole = without(text, taken)
    for start, end in stretches:
        for found in _AMOUNT.finditer(whole, start, end):
            near = text[max(0, found.start() - 1) : found.start()]
            near += text[found.end() - 1 : found.end() + 1]
            if _SIGNS.search(near):
                yield Amount(*found.span(), tuple(_readings(found)))


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Yield the lines in which such signs stand, with a little of what is before each."""
    at = 0
    while sign := _SIGNS.search(text, at):
        start = max(at, text.rfind("\n", at, sign.start()) + 1 - _BEFORE)
        at = text.find("\n", sign.end())
        while at >= 0 and _SIGNS.search(text, at, at + _BEFORE):
            at = text.find("\n", at + 1)
        at = len(text) if at < 0 else at
        yield start, at


def _date(found: re.Match[str]) -> Reading:
    if found["lone"]:
        return Reading("year", "", int(found["lone"]))
    year = int(found["year"] or 0)
    if found["day"]:
        return Reading("day", "", int(found["month"]) * 100 + int(found["day"]), year)
    return Reading("month", "", int(found["month"]), year)


def _readings(found: re.Match[str]) -> Iterator[Reading]:
    value = float(found["number"].replace(",", "")) * _SCALES.get(found["scale"], 1.0)
    if found["more"]:
        value += float(found["more"]) * _SCALES[found["scale2"]]
    if found["percent"]:
        yield Reading("points" if found["percent"] == "个百分点" else "percent", "", value)
    elif found["money"] or found["sign"]:
        unit = _MONEY.get(found["money"]) or _CURRENCIES[found["sign"]]
        yield Reading("money", unit, value)
        if found["sign"] in ("¥", "￥"):  # of yen and yuan alike
            yield Reading("money", "JPY", value)
    elif found["measure"]:
        unit, factor = _MEASURES[found["measure"]]
        yield Reading("number", unit, value * factor, bare=value)
    else:
        yield Reading("number", "", value)
