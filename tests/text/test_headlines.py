"""Headlines of one story are found among many; what contradicts is never suggested."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from reewriter.text.headlines import Headlines

TABLE = Path(__file__).parents[1] / "data" / "grouping" / "headlines.tsv"
ROWS = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]]


def anything(_: int) -> bool:
    return True


def like(one: str, other: str) -> bool:
    return Headlines([(1, one), (2, other)]).like(1, anything) is not None


def test_most_suggestions_are_right_and_few_stories_are_missed() -> None:
    headlines = Headlines((n, title) for n, (_, title) in enumerate(ROWS))
    right = wrong = missed = 0
    for n, (event, _) in enumerate(ROWS):
        found = headlines.like(n, anything)
        if found is None:
            missed += event != "-"
        elif event != "-" and ROWS[found.id][0] == event:
            right += 1
        else:
            wrong += 1
    assert sum(a[0] == b[0] != "-" for a, b in combinations(ROWS, 2)) >= 20
    assert right >= 0.95 * (right + missed)
    assert wrong <= 0.2 * (right + wrong)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pentagon takes 15% of MP Materials", "Pentagon takes 10% of MP Materials"),
        ("Kyoto team parts terbium with sugar", "Kyoto team parts holmium with sugar"),
        ("Japan and India sign Kyushu pact", "Japan and Vietnam sign Kyushu pact"),
        ("Kestrel reports first quarter loss", "Kestrel reports second quarter loss"),
        ("Rotterdam oxides dip on Monday", "Rotterdam oxides dip on Tuesday"),
        ("Kestrel opens pit - Ore Times", "Oxides dip again - Ore Times"),
        ("Kestrel", "Kestrel"),
        ("", ""),
    ],
)
def test_other_figures_metals_countries_and_days_are_another_story(one: str, other: str) -> None:
    assert not like(one, other)
    assert not like(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("U.S. curbs Kestrel exports - Ore Times", "Washington limits exports by Kestrel"),
        ("Chinese smelters close in Baotou", "Baotou smelters in China shut"),
    ],
)
def test_other_words_for_the_same_are_the_same(one: str, other: str) -> None:
    assert like(one, other)


def test_the_words_that_tell_are_named_as_they_are_written_the_rarest_first() -> None:
    many = [(n, f"Rare earth prices in village {chr(97 + n % 26)}{n}") for n in range(3, 60)]
    headlines = Headlines(
        [(1, "Rare earth mine at Fensdal floods"), (2, "Fensdal floods: rare earths lost"), *many]
    )
    found = headlines.like(1, anything)
    assert found is not None
    assert found.id == 2
    assert found.shared[:2] == ("Fensdal", "floods")
    assert headlines.like(1, lambda other: other != 2) is None
