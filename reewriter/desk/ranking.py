"""Scores items by the keywords of feeds.toml, so that every point can be explained."""

from __future__ import annotations

from collections.abc import Mapping

from reewriter.text.keywords import Keywords
from reewriter.values import dataclass

__all__ = ["Ranker", "Reason"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One summand of a score: "+5 rare earth"."""

    label: str
    points: float

    def __str__(self) -> str:
        return f"{self.points:+.3g} {self.label}"


class Ranker:
    """What keywords and feeds are worth."""

    def __init__(self, keywords: Mapping[str, float]) -> None:
        self._keywords = Keywords(keywords)

    def reasons(self, title: str, text: str, *, feed_weight: float = 0.0) -> list[Reason]:
        """Return what an item scores for, heaviest first."""
        points = self._keywords.points(title, text)
        reasons = [Reason(word, round(points[word], 1)) for word in points]
        if feed_weight:
            reasons.append(Reason("this feed", round(feed_weight, 1)))
        return sorted(reasons, key=lambda reason: -abs(reason.points))

    def score(
        self, title: str, text: str, *, feed_weight: float = 0.0, known: float | None = None
    ) -> float:
        """Return the sum of an item's reasons; the keywords' part may be `known` already."""
        points = self._keywords.score(title, text) if known is None else known
        return round(points + round(feed_weight, 1), 1)
