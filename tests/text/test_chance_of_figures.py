"""Drafts held against articles that they are not about: how much is supported by chance."""

from __future__ import annotations

from reewriter.text import check_figures
from tests.marked_figures import WRITTEN, drafts, marked
from tests.text.test_marked_figures import SETS

_STEPS = (1, 7, 13)
"""How many articles on that one is which each draft is held against."""
_MOST = 0.098
"""Half of it is small numbers in words, and years, which any two articles have in common.

It is 0.097; of the sets before the last three, which tell of one trade, it was 0.088."""
_MOST_LARGE = 0.0045
"""Of figures of three and more digits that are no years."""


def test_what_an_article_is_not_about_it_seldom_supports() -> None:
    articles: dict[str, list[str]] = {}
    for name in SETS:
        for line, source in drafts(name):
            articles.setdefault(source, []).append(marked(line)[0])
    sources = list(articles)
    tried = found = large = found_large = 0
    for at, texts in enumerate(articles.values()):
        for step in _STEPS:
            other = sources[(at + step) % len(sources)]
            for figure in (one for text in texts for one in check_figures(text, other, on=WRITTEN)):
                long = sum(sign.isdigit() for sign in figure.text) >= 3 and any(
                    sign in figure.text for sign in ",.$€£"
                )
                tried, found = tried + 1, found + figure.supported
                large, found_large = large + long, found_large + (long and figure.supported)
    assert tried >= 5_000
    assert large >= 1_500
    assert found <= _MOST * tried
    assert found_large <= _MOST_LARGE * large, (found_large, large)
