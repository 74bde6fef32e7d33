"""What the house itself answers for: figures, phrases and words of its own. Checks nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reewriter.text.glossary import Glossary

__all__ = ["House", "HouseFact"]


@dataclass(frozen=True, slots=True)
class HouseFact:
    """A figure the house answers for, whatever a source says."""

    figure: str
    """As printed: "90 %"."""
    entity: str = ""
    """What it is true of; where given, the draft must name it, by whichever name."""
    url: str = ""
    """Where it can be read."""
    expires: date | None = None
    """The first day on which it must be looked up again."""

    def holds(self, on: date) -> bool:
        """Say whether it still counts on a day."""
        return self.expires is None or on < self.expires


@dataclass(frozen=True, slots=True)
class House:
    """Everything the house answers for."""

    facts: tuple[HouseFact, ...] = ()
    coined: tuple[str, ...] = ()
    """Phrases that stand in quotation marks and are nobody's words."""
    words: tuple[str, ...] = ()
    """Words that no dictionary has and that are spelt right."""
    names: Glossary | None = None
    """What the entities of the facts are called besides."""
