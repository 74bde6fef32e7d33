"""Whether the words are spelt as a dictionary has them; names and the house's own words count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reewriter.checks.spec import CheckSpec, Examined, Passage, passages, story_passages
from reewriter.model import Finding, Severity, Story
from reewriter.text.house import House

if TYPE_CHECKING:
    from reewriter.text.copy_desk.spelling import Misspelling
    from reewriter.text.glossary import Glossary

__all__ = ["CHECKS", "Speller", "find"]

WORD = CheckSpec(
    "spelling.word",
    Severity.WARNING,
    "a word that no dictionary has",
    "Correct it, or put it on the list of the house's words: `reewriter facts word`.",
)
CHECKS = (WORD,)

_FEW = 8
"""Words no dictionary has, of which a text may have as many as it likes."""
_MOST = 20
"""Words of one text that are told: nobody reads more, and each is compared with a dictionary."""
_FOREIGN = 0.2
"""The share of them from which a text is in another language."""


@dataclass(frozen=True, slots=True)
class Speller:
    """How a publication spells."""

    locale: str
    house: House
    glossary: Glossary | None

    def misspelt(self, text: str) -> tuple[Misspelling, ...]:
        """Return the words to be looked at; of a text that is not in English, none."""
        from reewriter.text.copy_desk.spelling import misspelt

        language, _, country = self.locale.replace("_", "-").lower().partition("-")
        if language != "en" or not text.strip():
            return ()
        found = misspelt(
            text,
            glossary=self.glossary,
            ours=self.house.words,
            british=country not in ("", "us"),
        )
        foreign = len(found) > _FEW and len(found) > _FOREIGN * len(text.split())
        return () if foreign else found

    def slips(self, passage: Passage) -> Iterator[tuple[Misspelling, tuple[int, int]]]:
        """Yield every misspelt word of a text of a story, and where it stands.

        The text is read with the marks that readers get: what stands between them is somebody
        else's spelling.
        """
        text, ours = passage.marked()
        for one in self.misspelt(text):
            yield one, ours((one.start, one.end))

    def findings(self, passage: Passage) -> Iterator[Finding]:
        """Yield what is misspelt in one text, each word once, where it stands first."""
        told: set[str] = set()
        for one, span in self.slips(passage):
            if one.word not in told and len(told) < _MOST:
                told.add(one.word)
                said = f"“{one.word}” is in no dictionary; it stands in {passage.name}"
                found = WORD.finding(passage.where, said, about=one.word)
                yield replace(found, span=span, hint=_hint(one))

    def in_story(self, story: Story) -> Iterator[Finding]:
        """Do that with all texts of a story."""
        for passage in story_passages(story):
            yield from self.findings(passage)


def find(examined: Examined) -> Iterator[Finding]:
    """Read every text of the editor's that goes out."""
    facts = examined.facts
    speller = Speller(examined.brand.publication.locale, facts.house, facts.glossary)
    for passage in passages(examined.composition):
        yield from speller.findings(passage)


def _hint(one: Misspelling) -> str:
    if not one.better:
        return WORD.hint
    *others, last = (f"“{word}”" for word in one.better)
    meant = f"{', '.join(others)} or {last}" if others else last
    ours = f"put “{one.word}” on the list of the house's words: `reewriter facts word`"
    return f"Write {meant}, or {ours}."
