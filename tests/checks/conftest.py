"""An issue on the table: the sample as it is, and ways to spoil one thing in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from reewriter.checks import Facts, check
from reewriter.model import Brand, Composition, Finding, Highlight, Rendered, Source, Story
from reewriter.render import render
from tests.sample_issue import NOW, sample_brand, sample_composition


@dataclass(frozen=True)
class Table:
    """What `check` is given; `rendered` only where it differs from what would be rendered."""

    composition: Composition
    brand: Brand
    facts: Facts
    rendered: Rendered | None = None

    def check(self) -> list[Finding]:
        """Render, unless that is given, and run every check."""
        rendered = self.rendered or render(self.composition, self.brand, templates=None, now=NOW)
        return check(self.composition, rendered, brand=self.brand, facts=self.facts)

    def issue(self, **changes: object) -> Table:
        """Change fields of the issue."""
        # Field names and types are the caller's word, here and below.
        issue = replace(self.composition.issue, **changes)  # type: ignore[arg-type]
        return replace(self, composition=replace(self.composition, issue=issue))

    def story(self, number: int = 1, /, **changes: object) -> Table:
        """Change fields of the story with this id."""
        return self.stories({number: replace(self.at(number), **changes)})  # type: ignore[arg-type]

    def source(self, number: int = 1, /, **changes: object) -> Table:
        """Change fields of the only source of the story with this id."""
        (source,) = self.at(number).sources
        changed: Source = replace(source, **changes)  # type: ignore[arg-type]
        return self.story(number, sources=(changed,))

    def publication(self, **changes: object) -> Table:
        """Change fields of the publication."""
        changed = replace(self.brand.publication, **changes)  # type: ignore[arg-type]
        return replace(self, brand=replace(self.brand, publication=changed))

    def knowing(self, **changes: object) -> Table:
        """Change the facts."""
        return replace(self, facts=replace(self.facts, **changes))  # type: ignore[arg-type]

    def printed(self, **changes: str) -> Table:
        """Replace words of the rendered formats: `html={"old": "new"}` as `html="old→new"`."""
        rendered = render(self.composition, self.brand, templates=None, now=NOW)
        for format_, change in changes.items():
            old, _, new = change.partition("→")
            text: str = getattr(rendered, format_)
            assert old in text, f"{old!r} is not in the {format_}"
            # The formats are all texts.
            rendered = replace(rendered, **{format_: text.replace(old, new)})  # type: ignore[arg-type]
        return replace(self, rendered=rendered)

    def at(self, number: int) -> Story:
        """Return the story with this id."""
        return next(p.story for p in self.composition.placed if p.story.id == number)

    def stories(self, changed: dict[int, Story]) -> Table:
        """Put other stories in the place of those with these ids."""
        placed = tuple(
            replace(p, story=changed.get(p.story.id, p.story)) for p in self.composition.placed
        )
        return replace(self, composition=replace(self.composition, placed=placed))


@lru_cache
def sample() -> Table:
    """Lay the sample issue on the table."""
    return Table(sample_composition(), sample_brand(), Facts(now=NOW))


def highlights(*texts: str) -> tuple[Highlight, ...]:
    """Make highlights without evidence."""
    return tuple(Highlight(text) for text in texts)
