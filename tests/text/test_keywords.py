"""Keywords are found however they are written, and only where they are meant."""

from __future__ import annotations

import pytest

from reewriter.text.keywords import Keywords


@pytest.mark.parametrize(
    ("keyword", "title", "is_found"),
    [
        ("rare earth", "Rare earths rise", True),
        ("rare earth", "A rare-earth magnet", True),
        ("rare earth", "A rare\u2011earth magnet", True),
        ("rare earth", "rare\n earth", True),
        ("rare-earth", "Rare earths rise", True),
        ("rare-earth", "A rare-earth magnet", True),
        ("rare earth", "rarer earth", False),
        ("Dy", "Dy prices", True),
        ("Dy", "Dying prices", False),
        ("C++", "In C++ now", True),
        ("-x", "an -x of it", True),
        # Where words are not set apart, or have endings of their own.
        ("稀土", "中国对重稀土实施出口管制", True),
        ("レアアース", "中国がレアアースの輸出規制", True),
        ("희토류", "중국이 희토류를 통제", True),
        ("EV电池", "新ev电池厂", True),
        ("稀土", "中国", False),
    ],
)
def test_a_keyword_is_found_as_it_is_meant(keyword: str, title: str, is_found: bool) -> None:
    assert (Keywords({keyword: 2}).score(title, "") == 4) == is_found
    assert (Keywords({keyword: 2}).score("", title) > 0) == is_found


def test_the_longest_phrase_counts() -> None:
    keywords = Keywords({"rare earth": 5, "rare earth magnet": 6, "稀土": 1, "重稀土": 2})
    assert keywords.points("Rare-earth magnets, 重稀土", "") == {
        "rare earth magnet": 12,
        "重稀土": 4,
    }
